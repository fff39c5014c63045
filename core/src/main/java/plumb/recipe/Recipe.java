package plumb.recipe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;
import plumb.data.Encoding;
import plumb.data.Examples;
import plumb.data.Target;
import plumb.data.read.Preparation;
import plumb.data.read.Prepared;
import plumb.data.read.Source;
import plumb.data.read.TestData;
import plumb.math.Kernels;
import plumb.math.Team;
import plumb.model.Model;
import plumb.nn.NetworkSpec;
import plumb.probe.Watch;
import plumb.probe.WatchRecord;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.CheckpointFile;
import plumb.run.Environment;
import plumb.run.Goal;
import plumb.run.Member;
import plumb.run.Reference;
import plumb.run.RunDocument;
import plumb.run.Scores;
import plumb.run.Verdict;
import plumb.train.Checkpoint;
import plumb.train.Ensemble;
import plumb.train.EnsembleTrainer;
import plumb.train.Evaluation;
import plumb.train.FitResult;
import plumb.train.Metrics;
import plumb.train.StopSignal;
import plumb.train.Trainer;
import plumb.train.TrainingListener;
import plumb.train.TrainingSpec;

/**
 * The recipe of the lecture at work: train, look at the training result first, try the remedies of
 * the branch, keep what helps beyond the noise, and say what was found.
 */
public final class Recipe {
  /** Version of Plumb as recorded in runs. */
  public static final String VERSION = "0.1.0-SNAPSHOT";

  private static final int MOST_ATTEMPTS = 9;

  /** Remedies tried for one failure. */
  private static final int MOST_FOR_A_BRANCH = 5;

  /**
   * Work of all remedies together at most, as a multiple of the first training. Work and not time,
   * so that the same seed tries the same remedies on any machine.
   */
  private static final double MOST_WORK = 12;

  /** Examples times parameters that take seconds at most, and are granted to any run. */
  private static final double LITTLE_WORK = 5e10;

  /** Of a limit on the time, the most that goes to the reference models. */
  private static final double REFERENCES_SHARE = 0.3;

  /** Share of test rows that repeat a known row before the result itself is doubted. */
  private static final double REPEATS_BY_CHANCE = 0.05;

  private static final CurveDiagnosis DIAGNOSIS = new CurveDiagnosis();

  private final RecipeRequest request;
  private final RecipeListener listener;
  private final Team team;
  private final long started = System.nanoTime();
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean stopped;

  private Recipe(RecipeRequest request, RecipeListener listener, Team team) {
    this.request = request;
    this.listener = listener;
    this.team = team;
  }

  /**
   * Does what is asked.
   *
   * @throws BadInput if the data or the card cannot be used
   */
  public static Outcome run(RecipeRequest request, RecipeListener listener) {
    try (Team team = Team.of(request.threads())) {
      return new Recipe(request, listener, team).run();
    }
  }

  private double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }

  private void note(String sentence) {
    notes.add(sentence);
    listener.on(new RecipeEvent.Note(sentence));
  }

  private Outcome run() {
    Card given = request.card();
    CardSources sources = CardSources.of(given, team);
    if (given.ensemble().networks() > 1 && request.checkpoint().isPresent()) {
      throw new BadInput(
          "a checkpoint holds one network, and the card trains an ensemble of %d; leave one of them out"
              .formatted(given.ensemble().networks()));
    }
    Prepared prepared = sources.prepared(given, team);
    prepared.notes().forEach(this::note);
    Card card =
        bounded(
            request.sizeToData()
                ? DefaultCard.sized(given, prepared.train(), request.settings())
                : given);
    // A card that contradicts the task is found out before anything is fitted.
    Heads.doubts(Heads.network(card, prepared.train())).forEach(this::note);
    Heads.prices(Heads.network(card, prepared.train())).forEach(this::note);
    Optional<TestRows> test = sources.test().map(reader -> new TestRows(reader, given, prepared));
    test.ifPresent(TestRows::check);

    List<ReferenceModels.Fitted> references =
        new ReferenceModels(
                prepared.train(),
                prepared.validation(),
                prepared.encoding().target(),
                team,
                referencesStop(),
                card.seed())
            .fit();
    List<Reference> known = references.stream().map(ReferenceModels.Fitted::reference).toList();
    Goal goal = Judge.goal(request.goal(), known);
    listener.on(new RecipeEvent.ReferencesFitted(known, goal));

    Setting setting = new Setting(prepared, known, goal, card.data().drawnAtRandom());
    Trained best = train(card, "as given", "", setting, null);
    if (request.repair()) {
      best = repair(best, setting);
    }
    request
        .stop()
        .check()
        .ifPresent(
            by -> note("Stopped early %s; the best model so far is returned.".formatted(by)));
    return finish(best, prepared, goal, references, test);
  }

  /** What is the same for every attempt. */
  private record Setting(
      Prepared prepared, List<Reference> references, Goal goal, boolean drawnAtRandom) {}

  /** A card with no more epochs than the request allows, so that it says what was trained. */
  private Card bounded(Card card) {
    return card.withEpochs(Math.min(card.epochs(), request.maxEpochs().orElse(card.epochs())));
  }

  // --- data ---

  /** The data of a card, ready to train on; its test rows, if it has any, stay apart. */
  static Prepared prepared(Card card) {
    return CardData.FILES.of(card);
  }

  /** The test rows: looked into for readability before training, measured once at the very end. */
  private final class TestRows {
    private final TestData data;
    private final int shared;

    TestRows(Function<Encoding, Source> reader, Card card, Prepared prepared) {
      Source source = reader.apply(prepared.encoding());
      data = Preparation.prepareTest(prepared.encoding(), source, card.data().labels());
      shared = Preparation.shared(prepared, data);
    }

    void check() {
      data.notes().forEach(Recipe.this::note);
      if (shared > 0) {
        note(repeated());
      }
    }

    private String repeated() {
      return "%d of %d test rows repeat a training or validation row in every input, so the test result may look better than it is"
          .formatted(shared, data.examples().rows());
    }

    /** What must be said beside the test result where more repeats than a few rows by chance. */
    String doubt() {
      return shared > REPEATS_BY_CHANCE * data.examples().rows() ? " " + repeated() + "." : "";
    }

    Examples examples() {
      return data.examples();
    }
  }

  // --- training ---

  /** A trained card: its attempt with what the document does not hold. */
  private record Trained(Attempt attempt, NetworkSpec network, List<float[]> members) {
    /** Numbers that were learned. */
    long parameters() {
      return (long) members.size() * members.getFirst().length;
    }
  }

  /**
   * What a training of a card gave: the best weights of each network, and the course of the first.
   *
   * @param alone the networks of an ensemble; empty for a single network
   * @param watch what was seen of the training of the first
   */
  private record Course(
      FitResult first, List<float[]> members, List<Member> alone, WatchRecord watch) {}

  private StopSignal stop() {
    return stopAt(1);
  }

  /** The reference models must leave most of the time to the network. */
  private StopSignal referencesStop() {
    return stopAt(REFERENCES_SHARE);
  }

  /** Stops when the user asks for it, or when a share of the time is up. */
  private StopSignal stopAt(double share) {
    return () -> {
      Optional<String> asked = request.stop().check();
      if (asked.isPresent()) {
        return asked;
      }
      return request
          .budget()
          .filter(budget -> seconds() > share * budget.toMillis() / 1e3)
          .map(_ -> "because the time is up");
    };
  }

  private Trained train(
      Card card, String title, String remedy, Setting setting, @Nullable Trained before) {
    Prepared prepared = setting.prepared();
    int number = attempts.size() + 1;
    listener.on(new RecipeEvent.AttemptStarted(number, title, remedy, card));
    double from = seconds();
    NetworkSpec network = Heads.network(card, prepared.train());
    TrainingSpec spec =
        new TrainingSpec(
            card.optimizer(),
            card.penalty(),
            card.batch(),
            card.epochs(),
            card.stopping(),
            card.data().shuffle(),
            card.seed());
    Course course = course(card, network, spec, prepared, number);
    FitResult result = course.first();
    Evidence evidence = evidence(course, network, setting);
    Judge.Judgement judgement = Judge.judge(evidence, setting.goal());
    if (before == null) {
      WrongMedicine.warnings(Trace.of(card, result), evidence, setting.goal(), judgement.verdict())
          .forEach(this::note);
    }
    Decision decision =
        before == null
            ? new Decision(true, "The starting point.")
            : decide(
                before,
                new Gain.Weights(network, course.members()),
                evidence,
                judgement.verdict(),
                prepared);
    Attempt attempt =
        new Attempt(
            number,
            title,
            remedy,
            card,
            judgement.verdict(),
            judgement.sentence() + Ensembles.words(course.alone(), evidence.scores()),
            DIAGNOSIS.causes(judgement, evidence, Trace.of(card, result)),
            evidence.scores(),
            result.bestEpoch(),
            result.reason().sentence(),
            result.history(),
            course.alone(),
            seconds() - from,
            decision.keep(),
            decision.sentence(),
            Optional.of(course.watch()));
    attempts.add(attempt);
    listener.on(new RecipeEvent.AttemptEnded(attempt));
    return new Trained(attempt, network, course.members());
  }

  /** Trains the network of a card, or its ensemble; of an ensemble the first network is watched. */
  private Course course(
      Card card, NetworkSpec network, TrainingSpec spec, Prepared prepared, int number) {
    if (card.ensemble().networks() == 1) {
      Watch watch = new Watch(network, spec, prepared.train());
      FitResult result = fit(card, new Trainer(network, spec, team), prepared, number, watch);
      return new Course(result, List.of(result.best()), List.of(), watch.record());
    }
    if (card.ensemble().resampling() == Ensemble.Resampling.PARTS
        && prepared.train().rows() < card.ensemble().networks()) {
      throw new BadInput(
          "%d rows cannot be split into %d parts, one a network; take fewer networks, or resample: bootstrap"
              .formatted(prepared.train().rows(), card.ensemble().networks()));
    }
    EnsembleTrainer trainer = new EnsembleTrainer(network, spec, card.ensemble(), team);
    Examples train = prepared.train();
    Watch watch = new Watch(network, trainer.spec(0), train.select(trainer.rows(0, train.rows())));
    TrainingListener heard =
        event -> {
          watch.on(event);
          listener.on(new RecipeEvent.Training(number, event));
        };
    List<EnsembleTrainer.Member> trained =
        trainer.fit(
            prepared.train(), prepared.validation(), prepared.encoding().target(), heard, stop());
    stopped =
        trained.size() < card.ensemble().networks()
            || trained.getLast().result().rest().isPresent();
    Ensembles measure = new Ensembles(network, prepared, team);
    return new Course(
        trained.getFirst().result(),
        trained.stream().map(m -> m.result().best()).toList(),
        trained.stream().map(m -> measure.alone(m.seed(), m.rows(), m.result())).toList(),
        watch.record());
  }

  private Evidence evidence(Course course, NetworkSpec network, Setting setting) {
    FitResult first = course.first();
    if (course.alone().isEmpty()) {
      return Evidence.of(
          first.history(), first.bestEpoch(), setting.references(), setting.drawnAtRandom());
    }
    Scores together = new Ensembles(network, setting.prepared(), team).together(course.members());
    return new Evidence(together, together.train(), setting.references(), setting.drawnAtRandom());
  }

  /** Trains, from the checkpoint if there is one, and keeps the checkpoint up to date. */
  private FitResult fit(Card card, Trainer trainer, Prepared prepared, int number, Watch watch) {
    Optional<Checkpoints> checkpoints =
        request
            .checkpoint()
            .map(file ->
                new Checkpoints(
                    file, CheckpointFile.Owner.of(card, prepared.dataHash()), this::note));
    TrainingListener heard =
        event -> {
          watch.on(event);
          listener.on(new RecipeEvent.Training(number, event));
          checkpoints.ifPresent(c -> c.on(event));
        };
    Optional<Checkpoint> from = checkpoints.flatMap(Checkpoints::read);
    Examples train = prepared.train();
    Optional<Examples> validation = prepared.validation();
    Target target = prepared.encoding().target();
    FitResult result =
        from.isPresent()
            ? trainer.resume(from.get(), train, validation, target, heard, stop())
            : trainer.fit(train, validation, target, heard, stop());
    checkpoints.ifPresent(c -> result.rest().ifPresent(c::write));
    stopped = result.rest().isPresent();
    return result;
  }

  /** Whether a remedy stays, and why. */
  private record Decision(boolean keep, String sentence) {}

  /**
   * Keeps a remedy if it helped what it is for beyond noise: the training score while training is
   * bad, otherwise the validation score, and then not at the price of the training result.
   */
  private Decision decide(
      Trained before, Gain.Weights weights, Evidence evidence, Verdict verdict, Prepared prepared) {
    boolean training = before.attempt().verdict() == Verdict.NOT_TRAINED;
    Metrics old = watched(before.attempt().scores(), training);
    Metrics now = watched(evidence.scores(), training);
    String change =
        "on %s %s after %s"
            .formatted(
                training ? "the training set" : "validation", Score.words(now), Score.words(old));
    if (!Double.isFinite(now.loss())) {
      return new Decision(false, "Rolled back: the loss is not a number any more.");
    }
    if (!Double.isFinite(old.loss())) {
      return new Decision(true, "Kept: %s.".formatted(change));
    }
    Gain gain =
        Gain.of(
            new Gain.Weights(before.network(), before.members()),
            weights,
            training ? prepared.train() : prepared.validation().orElse(prepared.train()),
            team);
    String measured =
        String.format(
            Locale.ROOT,
            "%s; the change of %+.4f is %s the noise of %.4f between the two on the same %d rows",
            change,
            gain.value(),
            gain.real() ? "beyond" : "not a gain beyond",
            Gain.STANDARD_ERRORS * gain.standardError(),
            gain.rows());
    if (gain.real() && !training && verdict == Verdict.NOT_TRAINED) {
      return new Decision(
          false, "Rolled back: %s, but the training result is no longer good.".formatted(measured));
    }
    String kept =
        training && verdict != Verdict.NOT_TRAINED ? "Kept, it is trained now: " : "Kept: ";
    return new Decision(gain.real(), (gain.real() ? kept : "Rolled back: ") + measured + ".");
  }

  private static Metrics watched(Scores scores, boolean training) {
    return training ? scores.train() : scores.validation().orElse(scores.train());
  }

  // --- remedies ---

  /** What a training cost: updates times the numbers each of them computes with. */
  private static double work(Trained trained) {
    long updates = trained.attempt().epochs().getLast().updates();
    return (double) updates * trained.attempt().card().batch() * trained.parameters();
  }

  /** What a training of its card costs that goes on to the last epoch. */
  private static double planned(Trained trained, Prepared prepared) {
    return (double) trained.attempt().card().epochs()
        * prepared.train().rows()
        * trained.parameters();
  }

  private Trained repair(Trained first, Setting setting) {
    Trained best = first;
    List<Remedy> failed = new ArrayList<>();
    Map<Verdict, Integer> tried = new EnumMap<>(Verdict.class);
    List<String> skipped = new ArrayList<>();
    double spent = 0;
    while (attempts.size() < MOST_ATTEMPTS && stop().check().isEmpty()) {
      Optional<Remedy> next = Remedies.next(best.attempt(), failed, this::bounded);
      if (next.isEmpty()) {
        break;
      }
      Remedy remedy = next.get();
      boolean tooMuch =
          request.budget().isPresent()
              ? seconds() + remedy.cost() * best.attempt().seconds()
                  > request.budget().get().toMillis() / 1e3
              : spent + remedy.cost() * planned(best, setting.prepared())
                  > Math.max(LITTLE_WORK, MOST_WORK * planned(first, setting.prepared()));
      if (tooMuch) {
        skipped.add(remedy.title());
        failed.add(remedy);
        continue;
      }
      if (tried.merge(best.attempt().verdict(), 1, Integer::sum) > MOST_FOR_A_BRANCH) {
        break;
      }
      Trained candidate =
          train(
              bounded(remedy.apply(best.attempt().card())),
              remedy.title(),
              remedy.reason(),
              setting,
              best);
      spent += work(candidate);
      if (candidate.attempt().kept()) {
        best = candidate;
      } else {
        failed.add(remedy);
      }
    }
    if (!skipped.isEmpty()) {
      String why =
          request.budget().isPresent()
              ? "for the time would not do (--time gives more)"
              : "because all remedies together would cost more than %.0f times the first training (--time sets a limit of your own)"
                  .formatted(MOST_WORK);
      note("Not tried, %s: %s.".formatted(why, String.join("; ", skipped)));
    }
    return best;
  }

  // --- the document ---

  private Outcome finish(
      Trained best,
      Prepared prepared,
      Goal goal,
      List<ReferenceModels.Fitted> references,
      Optional<TestRows> test) {
    Target target = prepared.encoding().target();
    Evaluation evaluation = new Evaluation(best.network(), team);
    Optional<Metrics> onTest =
        test.map(t -> evaluation.measure(best.members(), t.examples(), target));
    List<ReferenceModels.Fitted> measured =
        test.map(t -> references.stream().map(r -> r.withTest(t.examples())).toList())
            .orElse(references);
    Scores scores =
        new Scores(best.attempt().scores().train(), best.attempt().scores().validation(), onTest);
    Examples shown = test.map(TestRows::examples).or(prepared::validation).orElse(prepared.train());
    String sentence =
        best.attempt().sentence()
            + unfinished(best)
            + compared(scores, measured)
            + tested(onTest)
            + test.map(TestRows::doubt).orElse("");
    Model model = new Model(prepared.encoding(), best.network(), best.members());
    RunDocument document =
        new RunDocument(
            RunDocument.SCHEMA,
            String.valueOf(best.attempt().card().data().train().getFileName()),
            best.attempt().verdict(),
            sentence,
            goal,
            scores,
            measured.stream().map(ReferenceModels.Fitted::reference).toList(),
            attempts,
            best.attempt().number(),
            best.attempt().causes(),
            notes,
            Optional.of(prepared.profile()),
            Evaluation.confusion(best.network(), best.members(), shown, team),
            target instanceof Target.Classification(_, List<String> labels) ? labels : List.of(),
            new Environment(
                VERSION,
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Kernels.select().name(),
                request.threads(),
                best.attempt().card().seed(),
                prepared.dataHash()),
            model.weightsHash(),
            seconds());
    return new Outcome(document, model, stopped);
  }

  /** Says so where the best epoch is the last one that somebody let it have. */
  private String unfinished(Trained best) {
    int last = best.attempt().epochs().getLast().epoch();
    return stopped
            && best.attempt().number() == attempts.size()
            && best.attempt().bestEpoch() == last
        ? " It was still improving when it was stopped in epoch %d of %d, so more time may help."
            .formatted(last, best.attempt().card().epochs())
        : "";
  }

  private static String tested(Optional<Metrics> test) {
    return test.map(metrics -> " On the test set, opened once: %s.".formatted(Score.words(metrics)))
        .orElse("");
  }

  /** Says so when the network does not beat the best simple model. */
  private static String compared(Scores scores, List<ReferenceModels.Fitted> references) {
    Score network = Score.of(shown(scores));
    return references.stream()
        .map(ReferenceModels.Fitted::reference)
        .filter(r -> Double.isFinite(Score.of(shown(r.scores())).value()))
        .max(Comparator.comparingDouble(r -> Score.of(shown(r.scores())).value()))
        .map(r -> {
          String numbers =
              "on %s: %s against %s of the network."
                  .formatted(
                      scores.test().isPresent()
                          ? "the test set"
                          : scores.validation().isPresent() ? "validation" : "the training set",
                      Score.words(shown(r.scores())),
                      Score.words(shown(scores)));
          return switch (network.against(Score.of(shown(r.scores())))) {
            case BETTER -> "";
            case WORSE -> " The reference model \"%s\" does better %s".formatted(r.name(), numbers);
            case NOT_TOLD_APART ->
                " It cannot be told apart from the reference model \"%s\" %s"
                    .formatted(r.name(), numbers);
          };
        })
        .orElse("");
  }

  private static Metrics shown(Scores scores) {
    return scores.test().or(scores::validation).orElse(scores.train());
  }
}
