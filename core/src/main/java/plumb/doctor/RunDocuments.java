package plumb.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import plumb.cause.CauseRule;
import plumb.data.Examples;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.data.read.TestData;
import plumb.experiment.Contrast;
import plumb.experiment.Ensembles;
import plumb.experiment.Trained;
import plumb.experiment.Workbench;
import plumb.math.Kernels;
import plumb.model.Model;
import plumb.recipe.Judge;
import plumb.recipe.Outcome;
import plumb.recipe.ReferenceModels;
import plumb.recipe.Score;
import plumb.recipe.Sureness;
import plumb.recipe.TestRows;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.Environment;
import plumb.run.Examination;
import plumb.run.Reference;
import plumb.run.RunDocument;
import plumb.run.Scores;
import plumb.run.Verdict;
import plumb.train.Evaluation;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;
import plumb.wording.Wording;

/** Makes the document of a run, whatever it was asked to do. */
final class RunDocuments {
  private final Plan plan;
  private final Workbench workbench;
  private final Card asked;
  private final List<String> notes;
  private final List<ReferenceModels.Fitted> references;
  private final Optional<TestData> test;

  /** The parts that do not depend on the search. */
  RunDocuments(
      Plan plan,
      Workbench workbench,
      Card asked,
      List<String> notes,
      List<ReferenceModels.Fitted> references,
      Optional<TestData> test) {
    this.plan = plan;
    this.workbench = workbench;
    this.asked = asked;
    this.notes = notes;
    this.references = references;
    this.test = test;
  }

  Outcome outcome(
      Search search, Conclusion conclusion, Choice choice, Optional<Contradiction> contradiction) {
    List<Cause> causes = causes(conclusion, contradiction);
    boolean tried = plan.mends() && !choice.order().isEmpty() && remedies(causes, search);
    Trained kept = tried ? choice.kept() : search.first();
    List<Attempt> attempts = attempts(search, conclusion, choice, causes, tried, contradiction);
    int number = 1;
    for (Attempt attempt : attempts) {
      number = attempt.card().equals(kept.card()) ? attempt.number() : number;
    }
    Attempt shown = attempts.get(number - 1);
    Verdict verdict = verdict(conclusion, causes, shown, number > 1, contradiction);
    Optional<TestData> rows =
        kept.equals(search.first()) || test.isEmpty()
            ? test
            : TestRows.of(kept.card(), kept.data().encoding());
    Model model = kept.model();
    Target target = kept.data().encoding().target();
    Optional<Metrics> onTest =
        rows.map(r ->
            new Evaluation(kept.network(), workbench.team())
                .measureFully(kept.members(), r.examples(), target));
    List<ReferenceModels.Fitted> measured =
        kept.data().equals(search.first().data()) ? references : workbench.references(kept.card());
    List<ReferenceModels.Fitted> tested =
        rows.map(r -> measured.stream().map(f -> f.withTest(r.examples())).toList())
            .orElse(measured);
    Evaluation evaluation = new Evaluation(kept.network(), workbench.team());
    Scores scores =
        new Scores(
            evaluation.measureFully(kept.members(), kept.data().train(), target),
            kept.data()
                .validation()
                .map(v -> evaluation.measureFully(kept.members(), v, target))
                .or(() -> kept.scores().validation()),
            onTest);
    Examples last = rows.map(TestData::examples).orElseGet(kept::heldExamples);
    String sentence =
        sentence(search, conclusion, choice, causes, shown, number > 1, contradiction)
            + Ensembles.words(kept.alone(), kept.scores())
            + unfinished(kept)
            + tooSure(kept, tested)
            + compared(scores, tested, kept.by())
            + onTest.map(m -> " " + Wording.of("test.result", Score.words(m, kept.by()))).orElse("")
            + TestRows.doubted(kept.data(), rows).map(s -> " " + s).orElse("");
    RunDocument document =
        new RunDocument(
            RunDocument.SCHEMA,
            asked.data().train().shortName(),
            verdict,
            sentence,
            search.goal(kept),
            scores,
            tested.stream().map(ReferenceModels.Fitted::reference).toList(),
            attempts,
            number,
            causes,
            notes.stream().distinct().toList(),
            Optional.of(kept.data().profile()),
            rows.isEmpty() && kept.data().validation().isEmpty() && kept.validated()
                ? confusion(kept)
                : Evaluation.confusion(kept.network(), kept.members(), last, workbench.team()),
            target instanceof Target.Classification(_, List<String> labels) ? labels : List.of(),
            new Environment(
                Outcome.VERSION,
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Kernels.select().name(),
                plan.threads(),
                kept.card().seed(),
                kept.data().dataHash()),
            model.weightsHash(),
            workbench.seconds(),
            plan.asks() == Plan.Asks.NOTHING
                ? Optional.empty()
                : Optional.of(examination(search, contradiction)),
            kept.by());
    boolean stopped = !kept.whole() || workbench.stopped();
    return new Outcome(document, model, stopped);
  }

  /** Of rows that were held out in folds. */
  private static List<List<Integer>> confusion(Trained kept) {
    int[] truth = kept.heldOut().truth();
    if (truth.length == 0) {
      return List.of();
    }
    int classes = ((Targets.Classes) kept.data().train().targets()).classes();
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][kept.heldOut().said()[i]]++;
    }
    return Arrays.stream(counts).map(line -> Arrays.stream(line).boxed().toList()).toList();
  }

  /**
   * Whether there is something to choose from: a run that is healthy keeps its card, unless there
   * is a gap or a line is ahead.
   */
  private static boolean remedies(List<Cause> causes, Search search) {
    return causes.getFirst().id() != CauseId.HEALTHY
        || search.judgement(search.first()).gap()
        || search.lineTried();
  }

  private Examination examination(Search search, Optional<Contradiction> contradiction) {
    List<Examination.Proposal> proposals = new ArrayList<>();
    contradiction.ifPresent(c ->
        proposals.add(
            new Examination.Proposal(
                c.finding().id(), c.treatment().title(), c.treatment().reason(), c.mended())));
    proposals.addAll(Conclusion.proposals(search));
    return new Examination(
        search.ruledOut(),
        proposals,
        search.experiments().probes(),
        search.answers().all(),
        workbench.work() / Math.max(1, workbench.planned(search.first().card())));
  }

  /** Those of the card as given: what keeps it from being trained first. */
  private static List<Cause> causes(Conclusion conclusion, Optional<Contradiction> contradiction) {
    if (contradiction.isEmpty()) {
      return conclusion.causes();
    }
    List<Cause> causes = new ArrayList<>();
    causes.add(contradiction.get().finding().cause(Contradiction.CONFIDENCE));
    conclusion.causes().stream()
        .filter(c -> c.id() != causes.getFirst().id())
        .filter(c -> c.id() != CauseId.HEALTHY && c.id() != CauseId.CANNOT_TELL)
        .forEach(causes::add);
    return causes;
  }

  private List<Attempt> attempts(
      Search search,
      Conclusion conclusion,
      Choice choice,
      List<Cause> causes,
      boolean tried,
      Optional<Contradiction> contradiction) {
    List<Attempt> attempts = new ArrayList<>();
    Judge.Judgement judged = search.judgement(search.first());
    attempts.add(
        attempt(
            1,
            contradiction.map(c -> c.treatment().title()).orElse("as given"),
            contradiction.map(_ -> Wording.of("contradiction.attempt")).orElse(""),
            search.first(),
            contradiction.isPresent() ? judged.verdict() : conclusion.verdict(),
            contradiction.isPresent() ? judged.sentence() : conclusion.sentence(),
            causes,
            true,
            Wording.of("decision.start")));
    if (!tried) {
      return attempts;
    }
    for (int i = 0; i < choice.order().size(); i++) {
      Experiments.Tried one = choice.order().get(i);
      Judge.Judgement judgement = search.onItsOwnData(one.trained());
      boolean kept = one.trained().card().equals(choice.kept().card());
      attempts.add(
          attempt(
              attempts.size() + 1,
              one.treatment().title(),
              one.treatment().reason(),
              one.trained(),
              after(conclusion, judgement.verdict()),
              judgement.sentence(),
              List.of(),
              kept,
              decision(one, choice, choice.real().get(i))));
    }
    return attempts;
  }

  private static String decision(Experiments.Tried one, Choice choice, boolean real) {
    Contrast contrast = Contrast.of(one.against(), one.trained());
    String how =
        real
            ? "decision.beyond-noise"
            : contrast.held() > 0 ? "decision.within-noise" : "decision.no-gain";
    return Wording.of(became(one, choice), Wording.of(how, contrast.words()));
  }

  /** Which sentence says what became of an attempt. */
  private static String became(Experiments.Tried one, Choice choice) {
    if (one.trained().card().equals(choice.kept().card())) {
      return Conclusion.acceptance(one.finding().id()) == CauseRule.Acceptance.ALWAYS
          ? "decision.always"
          : "decision.kept";
    }
    return choice.buildsOn(one.trained()) ? "decision.part" : "decision.dropped";
  }

  private static Attempt attempt(
      int number,
      String title,
      String remedy,
      Trained trained,
      Verdict verdict,
      String sentence,
      List<Cause> causes,
      boolean kept,
      String decision) {
    return new Attempt(
        number,
        title,
        remedy,
        trained.card(),
        verdict,
        sentence,
        causes,
        trained.scores(),
        trained.result().bestEpoch(),
        trained.result().reason().sentence(),
        trained.history(),
        trained.alone(),
        trained.seconds(),
        kept,
        decision,
        trained.watch());
  }

  /** A fault of the data stays the verdict, whatever the mended data get. */
  private static Verdict after(Conclusion conclusion, Verdict judged) {
    return conclusion.verdict() == Verdict.DOUBTFUL || conclusion.verdict() == Verdict.SHIFT
        ? conclusion.verdict()
        : judged;
  }

  private static Verdict verdict(
      Conclusion conclusion,
      List<Cause> causes,
      Attempt shown,
      boolean mended,
      Optional<Contradiction> contradiction) {
    if (mended) {
      return after(conclusion, shown.verdict());
    }
    return contradiction.isPresent()
        ? Conclusion.verdict(causes.getFirst(), Verdict.NOT_TRAINED)
        : conclusion.verdict();
  }

  private String sentence(
      Search search,
      Conclusion conclusion,
      Choice choice,
      List<Cause> causes,
      Attempt shown,
      boolean mended,
      Optional<Contradiction> contradiction) {
    String found = contradiction.isPresent() ? causes.getFirst().sentence() : conclusion.sentence();
    if (mended) {
      return causes.getFirst().id() == CauseId.HEALTHY
          ? Wording.of("document.best", shown.sentence(), shown.title())
          : Wording.of(
              choice.claimed() ? "document.mended" : "document.chosen",
              found,
              shown.title(),
              shown.sentence());
    }
    int tried = plan.mends() ? search.experiments().tried().size() : 0;
    boolean vain = tried > 0 && conclusion.verdict() != Verdict.FINE && contradiction.isEmpty();
    return vain ? found + " " + Wording.of("document.vain", tried) : found;
  }

  /** Says so where the best epoch is the last one that somebody let it have. */
  private static String unfinished(Trained kept) {
    int last = kept.history().getLast().epoch();
    return !kept.whole() && kept.result().bestEpoch() == last
        ? " " + Wording.of("document.unfinished", last, kept.card().epochs())
        : "";
  }

  /** Says so where the probabilities of a network for classes are too sure. */
  private static String tooSure(Trained kept, List<ReferenceModels.Fitted> references) {
    OptionalDouble constant =
        Sureness.comparable(kept.network())
            ? references.stream()
                .map(ReferenceModels.Fitted::reference)
                .filter(r -> r.kind() == Reference.Kind.CONSTANT)
                .flatMap(r -> r.scores().validation().stream())
                .mapToDouble(Metrics::loss)
                .findFirst()
            : OptionalDouble.empty();
    return kept.alone().isEmpty()
        ? Sureness.of(kept.history(), kept.result().bestEpoch(), constant)
            .map(sure -> " " + Wording.of("too-sure", sure.words()))
            .orElse("")
        : "";
  }

  /** Says so when the network does not beat the best simple model. */
  private static String compared(
      Scores scores, List<ReferenceModels.Fitted> references, PrimaryScore by) {
    Score network = Score.of(shown(scores), by);
    return references.stream()
        .map(ReferenceModels.Fitted::reference)
        .filter(Reference::finished)
        .filter(r -> Double.isFinite(Score.of(shown(r.scores()), by).value()))
        .max(Comparator.comparingDouble(r -> Score.of(shown(r.scores()), by).value()))
        .map(r -> {
          String on =
              Wording.of(
                  scores.test().isPresent()
                      ? "on.test"
                      : scores.validation().isPresent() ? "on.validation" : "on.training");
          String theirs = Score.words(shown(r.scores()), by);
          return switch (network.against(Score.of(shown(r.scores()), by))) {
            case BETTER -> "";
            case WORSE ->
                " "
                    + Wording.of(
                        "reference.better", r.name(), on, theirs, Score.words(shown(scores), by));
            case NOT_TOLD_APART ->
                " "
                    + Wording.of(
                        "reference.level", r.name(), on, theirs, Score.words(shown(scores), by));
          };
        })
        .orElse("");
  }

  private static Metrics shown(Scores scores) {
    return scores.test().or(scores::validation).orElse(scores.train());
  }
}
