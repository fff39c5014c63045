package plumb.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;
import plumb.data.ColumnRef;
import plumb.data.Examples;
import plumb.data.MissingValues;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.data.read.DataReader;
import plumb.data.read.Images;
import plumb.data.read.Preparation;
import plumb.data.read.PrepareOptions;
import plumb.data.read.Prepared;
import plumb.data.read.ReadOptions;
import plumb.data.read.Source;
import plumb.data.read.TestData;
import plumb.data.read.Validation;
import plumb.math.Kernels;
import plumb.math.Team;
import plumb.model.Model;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Init;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.Choices;
import plumb.run.DataSettings;
import plumb.run.Environment;
import plumb.run.Goal;
import plumb.run.Reference;
import plumb.run.RunDocument;
import plumb.run.Scores;
import plumb.run.Verdict;
import plumb.train.Evaluation;
import plumb.train.FitResult;
import plumb.train.Metrics;
import plumb.train.StopSignal;
import plumb.train.Trainer;
import plumb.train.TrainingSpec;

/**
 * The recipe of the lecture at work: train, look at the training result first, try the remedies of
 * the branch, keep what helps beyond the noise, and say what was found.
 */
public final class Recipe {
  /** Version of Plumb as recorded in runs. */
  public static final String VERSION = "0.1.0";

  private static final int MOST_ATTEMPTS = 9;

  /** Remedies tried for one failure. */
  private static final int MOST_FOR_A_BRANCH = 5;

  private static final Diagnosis DIAGNOSIS = new CurveDiagnosis();

  private final RecipeRequest request;
  private final RecipeListener listener;
  private final Team team;
  private final long started = System.nanoTime();
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

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
    Prepared prepared = prepared(given);
    prepared.notes().forEach(this::note);
    Card card =
        bounded(
            request.sizeToData()
                ? DefaultCard.sized(given, prepared.train(), request.settings())
                : given);
    // A card that contradicts the task is found out before anything is fitted.
    network(card, prepared.train());
    Optional<TestFile> test = given.data().test().map(path -> new TestFile(path, given, prepared));
    test.ifPresent(TestFile::check);

    List<ReferenceModels.Fitted> references =
        new ReferenceModels(
                prepared.train(),
                prepared.validation(),
                prepared.encoding().target(),
                team,
                request.stop(),
                card.seed())
            .fit();
    List<Reference> known = references.stream().map(ReferenceModels.Fitted::reference).toList();
    Goal goal = Judge.goal(request.goal(), known);
    listener.on(new RecipeEvent.ReferencesFitted(known, goal));

    boolean drawnAtRandom =
        card.data().shuffle() && card.data().validation() instanceof DataSettings.Validation.Share;
    Setting setting = new Setting(prepared, known, goal, drawnAtRandom);
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

  private static Source read(Path path, DataSettings settings) {
    return DataReader.read(path, ReadOptions.usual().withHeader(settings.header()));
  }

  /** The data of a card, ready to train on. */
  static Prepared prepared(Card card) {
    Source source = read(card.data().train(), card.data());
    return Preparation.prepare(source, options(card, source));
  }

  private static PrepareOptions options(Card card, Source source) {
    DataSettings data = card.data();
    if (data.target().isEmpty() && !(source instanceof Images)) {
      throw new BadInput(
          "%s is a table: say which column to predict with --target".formatted(data.train()));
    }
    Validation validation =
        switch (data.validation()) {
          case DataSettings.Validation.Share(double share) -> new Validation.Share(share);
          case DataSettings.Validation.File(Path path) -> new Validation.Given(read(path, data));
          case DataSettings.Validation.None _ -> new Validation.None();
        };
    return new PrepareOptions(
        source instanceof Images ? Optional.empty() : data.target().map(ColumnRef::new),
        data.task(),
        data.exclude().stream().map(ColumnRef::new).toList(),
        validation,
        data.inputs(),
        data.rawTargets(),
        data.shuffle(),
        card.seed(),
        data.labels(),
        MissingValues.USUAL,
        64);
  }

  /** The test file: looked into for readability before training, measured once at the very end. */
  private final class TestFile {
    private final TestData data;

    TestFile(Path path, Card card, Prepared prepared) {
      Source source = read(path, card.data());
      data = Preparation.prepareTest(prepared.encoding(), source, card.data().labels());
    }

    void check() {
      data.notes().forEach(Recipe.this::note);
    }

    Examples examples() {
      return data.examples();
    }
  }

  // --- training ---

  /** A trained card: its attempt with what the document does not hold. */
  private record Trained(Attempt attempt, NetworkSpec network, float[] parameters) {}

  static NetworkSpec network(Card card, Examples train) {
    int classes = train.targets() instanceof Targets.Classes(_, int count) ? count : 0;
    Init init = Choices.of(card.convention()).init();
    Head usual =
        switch (classes) {
          case 0 -> new Head(1, Activation.LINEAR, init, 0);
          case 2 -> new Head(1, Activation.SIGMOID, init, 0);
          default -> new Head(classes, Activation.SOFTMAX, init, 0);
        };
    Head head = card.head().orElse(usual);
    boolean fits =
        classes == 0
            ? head.units() == 1
            : head.units() == classes || (classes == 2 && head.units() == 1);
    if (!fits) {
      throw new BadInput(
          "The head has %d units, but the task needs %s; remove `head` from the card or correct it"
              .formatted(head.units(), classes == 0 ? "1" : Integer.toString(classes)));
    }
    Loss loss =
        card.loss()
            .orElseGet(() ->
                classes == 0
                    ? Loss.MEAN_SQUARED_ERROR
                    : head.activation() instanceof Activation.Softmax
                        ? Loss.CROSS_ENTROPY
                        : Loss.BINARY_CROSS_ENTROPY);
    if (classes == 0 && forClasses(loss)) {
      throw new BadInput(
          "The loss %s is for classes, but the target is a number; use mse or mae, or set `task: classification`"
              .formatted(loss.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }
    return new NetworkSpec(train.inputs().width(), card.network(), head, loss);
  }

  private static boolean forClasses(Loss loss) {
    return switch (loss) {
      case CROSS_ENTROPY, BINARY_CROSS_ENTROPY, HINGE -> true;
      case MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR -> false;
    };
  }

  private StopSignal stop() {
    return () -> {
      Optional<String> asked = request.stop().check();
      if (asked.isPresent()) {
        return asked;
      }
      return request.budget().isPresent() && seconds() > request.budget().get().toMillis() / 1e3
          ? Optional.of("because the time is up")
          : Optional.empty();
    };
  }

  private Trained train(
      Card card, String title, String remedy, Setting setting, @Nullable Trained before) {
    Prepared prepared = setting.prepared();
    int number = attempts.size() + 1;
    listener.on(new RecipeEvent.AttemptStarted(number, title, remedy, card));
    double from = seconds();
    NetworkSpec network = network(card, prepared.train());
    TrainingSpec spec =
        new TrainingSpec(
            card.optimizer(),
            card.penalty(),
            card.batch(),
            card.epochs(),
            card.stopping(),
            card.data().shuffle(),
            card.seed());
    FitResult result =
        new Trainer(network, spec, team)
            .fit(
                prepared.train(),
                prepared.validation(),
                prepared.encoding().target(),
                event -> listener.on(new RecipeEvent.Training(number, event)),
                stop());
    Evidence evidence =
        Evidence.of(
            result.history(), result.bestEpoch(), setting.references(), setting.drawnAtRandom());
    Judge.Judgement judgement = Judge.judge(evidence, setting.goal());
    Decision decision =
        before == null
            ? new Decision(true, "The starting point.")
            : decide(before, network, result, evidence, judgement.verdict(), prepared);
    Attempt attempt =
        new Attempt(
            number,
            title,
            remedy,
            card,
            judgement.verdict(),
            judgement.sentence(),
            DIAGNOSIS.causes(judgement, evidence, Trace.of(card, result)),
            evidence.scores(),
            result.bestEpoch(),
            result.reason().sentence(),
            result.history(),
            seconds() - from,
            decision.keep(),
            decision.sentence());
    attempts.add(attempt);
    listener.on(new RecipeEvent.AttemptEnded(attempt));
    return new Trained(attempt, network, result.best());
  }

  /** Whether a remedy stays, and why. */
  private record Decision(boolean keep, String sentence) {}

  /**
   * Keeps a remedy if it helped what it is for beyond noise: the training score while training is
   * bad, otherwise the validation score, and then not at the price of the training result.
   */
  private Decision decide(
      Trained before,
      NetworkSpec network,
      FitResult result,
      Evidence evidence,
      Verdict verdict,
      Prepared prepared) {
    boolean training = before.attempt().verdict() == Verdict.NOT_TRAINED;
    Metrics old = watched(before.attempt().scores(), training);
    Metrics now = watched(evidence.scores(), training);
    String change =
        "on %s %s after %s"
            .formatted(
                training ? "the training set" : "validation", Score.words(now), Score.words(old));
    if (!Double.isFinite(now.loss())) {
      return new Decision(false, "Dropped, rolled back: the loss is not a number any more.");
    }
    if (!Double.isFinite(old.loss())) {
      return new Decision(true, "Kept: %s.".formatted(change));
    }
    Gain gain =
        Gain.of(
            new Gain.Weights(before.network(), before.parameters()),
            new Gain.Weights(network, result.best()),
            training ? prepared.train() : prepared.validation().orElse(prepared.train()),
            team);
    String measured =
        String.format(
            Locale.ROOT,
            "%s; the change of %+.4f is %s the noise of %.4f between the two on the same %d rows",
            change,
            gain.value(),
            gain.real() ? "beyond" : "not a gain beyond",
            2 * gain.standardError(),
            gain.rows());
    if (gain.real() && !training && verdict == Verdict.NOT_TRAINED) {
      return new Decision(
          false,
          "Dropped, rolled back: %s, but the training result is no longer good."
              .formatted(measured));
    }
    return new Decision(
        gain.real(), (gain.real() ? "Kept: " : "Dropped, rolled back: ") + measured + ".");
  }

  private static Metrics watched(Scores scores, boolean training) {
    return training ? scores.train() : scores.validation().orElse(scores.train());
  }

  // --- remedies ---

  /**
   * How long remedies may go on where the user sets no limit: a few times the first training, at
   * least a minute.
   */
  private double limit(Trained first) {
    return request
        .budget()
        .map(budget -> budget.toMillis() / 1e3)
        .orElseGet(() -> Math.clamp(4 * first.attempt().seconds(), 60, 300));
  }

  private Trained repair(Trained first, Setting setting) {
    Trained best = first;
    double limit = limit(first);
    List<Remedy> failed = new ArrayList<>();
    Map<Verdict, Integer> tried = new EnumMap<>(Verdict.class);
    List<String> skipped = new ArrayList<>();
    while (attempts.size() < MOST_ATTEMPTS && stop().check().isEmpty()) {
      Optional<Remedy> next = Remedies.next(best.attempt(), failed, this::bounded);
      if (next.isEmpty()) {
        break;
      }
      Remedy remedy = next.get();
      if (seconds() + remedy.cost() * best.attempt().seconds() > limit) {
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
      if (candidate.attempt().kept()) {
        best = candidate;
      } else {
        failed.add(remedy);
      }
    }
    if (!skipped.isEmpty()) {
      note(
          String.format(
              Locale.ROOT,
              "Not tried, because the run would take longer than %.0f seconds (--time gives more): %s.",
              limit,
              String.join("; ", skipped)));
    }
    return best;
  }

  // --- the document ---

  private Outcome finish(
      Trained best,
      Prepared prepared,
      Goal goal,
      List<ReferenceModels.Fitted> references,
      Optional<TestFile> test) {
    Target target = prepared.encoding().target();
    Evaluation evaluation = new Evaluation(best.network(), team);
    Optional<Metrics> onTest =
        test.map(t -> evaluation.measure(best.parameters(), t.examples(), target));
    List<ReferenceModels.Fitted> measured =
        test.map(t -> references.stream().map(r -> r.withTest(t.examples())).toList())
            .orElse(references);
    Scores scores =
        new Scores(best.attempt().scores().train(), best.attempt().scores().validation(), onTest);
    Examples shown = test.map(TestFile::examples).or(prepared::validation).orElse(prepared.train());
    String sentence = best.attempt().sentence() + compared(scores, measured) + tested(onTest);
    Model model = new Model(prepared.encoding(), best.network(), best.parameters());
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
            Evaluation.confusion(best.network(), best.parameters(), shown, team),
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
    return new Outcome(document, model);
  }

  private static String tested(Optional<Metrics> test) {
    return test.map(metrics -> " On the test set, opened once: %s.".formatted(Score.words(metrics)))
        .orElse("");
  }

  /** Says so when a simple model does as well: the best of them. */
  private static String compared(Scores scores, List<ReferenceModels.Fitted> references) {
    Score network = Score.of(shown(scores));
    return references.stream()
        .map(ReferenceModels.Fitted::reference)
        .filter(
            r -> Score.of(shown(r.scores())).value() >= network.value() - network.standardError())
        .max(Comparator.comparingDouble(r -> Score.of(shown(r.scores())).value()))
        .map(r ->
            " The reference model \"%s\" does as well on %s: %s against %s of the network."
                .formatted(
                    r.name(),
                    scores.test().isPresent()
                        ? "the test set"
                        : scores.validation().isPresent() ? "validation" : "the training set",
                    Score.words(shown(r.scores())),
                    Score.words(shown(scores))))
        .orElse("");
  }

  private static Metrics shown(Scores scores) {
    return scores.test().or(scores::validation).orElse(scores.train());
  }
}
