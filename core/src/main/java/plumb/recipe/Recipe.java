package plumb.recipe;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
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
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.DataSettings;
import plumb.run.Environment;
import plumb.run.Goal;
import plumb.run.RunDocument;
import plumb.run.Scores;
import plumb.run.Verdict;
import plumb.train.EpochRecord;
import plumb.train.Evaluation;
import plumb.train.FitResult;
import plumb.train.Metrics;
import plumb.train.StopReason;
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

  private static final int MOST_ATTEMPTS = 8;

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
    Source source = read(given.data().train(), given.data());
    PrepareOptions options = options(given, source);
    Prepared prepared = Preparation.prepare(source, options);
    prepared.notes().forEach(this::note);
    Card card = request.sizeToData() ? DefaultCard.sized(given, prepared.train()) : given;
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
    Goal goal =
        Judge.goal(
            request.goal(), references.stream().map(ReferenceModels.Fitted::reference).toList());
    listener.on(
        new RecipeEvent.ReferencesFitted(
            references.stream().map(ReferenceModels.Fitted::reference).toList(), goal));

    Trained best = train(card, "as given", "", prepared, goal, null);
    if (request.repair()) {
      best = repair(best, prepared, goal);
    }
    return finish(best, prepared, goal, references, test);
  }

  // --- data ---

  private static Source read(Path path, DataSettings settings) {
    return DataReader.read(path, ReadOptions.usual().withHeader(settings.header()));
  }

  private PrepareOptions options(Card card, Source source) {
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
    Head usual =
        switch (classes) {
          case 0 -> new Head(1, Activation.LINEAR);
          case 2 -> new Head(1, Activation.SIGMOID);
          default -> new Head(classes, Activation.SOFTMAX);
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
    return new NetworkSpec(train.inputs().width(), card.network(), head, loss);
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
      Card card,
      String title,
      String remedy,
      Prepared prepared,
      Goal goal,
      @Nullable Trained before) {
    int number = attempts.size() + 1;
    listener.on(new RecipeEvent.AttemptStarted(number, title, remedy, card));
    double from = seconds();
    NetworkSpec network = network(card, prepared.train());
    TrainingSpec spec =
        new TrainingSpec(
            card.optimizer(),
            card.penalty(),
            card.batch(),
            Math.min(card.epochs(), request.maxEpochs().orElse(Integer.MAX_VALUE)),
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
    EpochRecord record = result.bestRecord();
    Scores scores = new Scores(record.train(), record.validation(), Optional.empty());
    Judge.Judgement judgement = Judge.judge(scores, goal);
    boolean better =
        before == null || helps(before, new Candidate(network, result, scores), prepared);
    String decision =
        before == null
            ? "The starting point."
            : (better ? "Kept: " : "Dropped, rolled back: ")
                + change(before.attempt(), scores, prepared)
                + ".";
    Attempt attempt =
        new Attempt(
            number,
            title,
            remedy,
            card,
            judgement.verdict(),
            judgement.sentence(),
            causes(judgement, result),
            scores,
            result.bestEpoch(),
            result.reason().sentence(),
            result.history(),
            seconds() - from,
            better,
            decision);
    attempts.add(attempt);
    listener.on(new RecipeEvent.AttemptEnded(attempt));
    return new Trained(attempt, network, result.best());
  }

  /** What a remedy brought. */
  private record Candidate(NetworkSpec network, FitResult result, Scores scores) {}

  /**
   * Whether the remedy helped beyond noise: on the training score while training is bad, otherwise
   * on the validation score. Both were measured on the same rows, so for classes the noise is that
   * of the rows on which they differ (McNemar).
   */
  private boolean helps(Trained before, Candidate after, Prepared prepared) {
    boolean training = before.attempt().verdict() == Verdict.NOT_TRAINED;
    Metrics old = watched(before.attempt().scores(), training);
    Metrics now = watched(after.scores(), training);
    double gain = Score.of(now).value() - Score.of(old).value();
    if (!Double.isFinite(Score.of(old).value()) || !Double.isFinite(old.loss())) {
      return Double.isFinite(Score.of(now).value()) && Double.isFinite(now.loss());
    }
    double noise =
        switch (now) {
          case Metrics.Classification c -> {
            Examples rows = training ? prepared.train() : prepared.validation().orElseThrow();
            int[] was =
                new Evaluation(before.network(), team).predictions(before.parameters(), rows);
            int[] is =
                new Evaluation(after.network(), team).predictions(after.result().best(), rows);
            int[] labels = ((Targets.Classes) rows.targets()).labels();
            int differ = 0;
            for (int i = 0; i < labels.length; i++) {
              differ += (was[i] == labels[i]) != (is[i] == labels[i]) ? 1 : 0;
            }
            yield Math.sqrt(differ) / c.rows();
          }
          case Metrics.Regression r -> r.r2StandardError() / 2;
        };
    return gain > noise && gain > 0;
  }

  private static Metrics watched(Scores scores, boolean training) {
    return training ? scores.train() : scores.validation().orElse(scores.train());
  }

  private static String change(Attempt before, Scores after, Prepared prepared) {
    boolean training = before.verdict() == Verdict.NOT_TRAINED;
    return "%s %s after %s (%d rows)"
        .formatted(
            training ? "on the training set" : "on validation",
            Score.words(watched(after, training)),
            Score.words(watched(before.scores(), training)),
            training
                ? prepared.train().rows()
                : prepared.validation().map(Examples::rows).orElse(0));
  }

  private static List<Cause> causes(Judge.Judgement judgement, FitResult result) {
    EpochRecord best = result.bestRecord();
    Map<String, Double> numbers = Map.of("trainingLoss", best.train().loss());
    return switch (judgement.verdict()) {
      case FINE -> List.of(new Cause(CauseId.HEALTHY, 0.9, numbers, judgement.sentence()));
      case OVERFIT -> List.of(new Cause(CauseId.OVERFITTING, 0.8, numbers, judgement.sentence()));
      case SHIFT, CANNOT_TELL ->
          List.of(new Cause(CauseId.CANNOT_TELL, 0.5, numbers, judgement.sentence()));
      case NOT_TRAINED -> {
        if (result.reason() instanceof StopReason.Diverged diverged) {
          yield List.of(
              new Cause(CauseId.LEARNING_RATE_TOO_HIGH, 0.7, numbers, diverged.sentence()));
        }
        yield stillFalling(result)
            ? List.of(
                new Cause(
                    CauseId.TOO_FEW_EPOCHS,
                    0.5,
                    numbers,
                    "The training loss was still falling when training ended."))
            : List.of(
                new Cause(
                    CauseId.CANNOT_TELL,
                    0.5,
                    numbers,
                    "The training loss stopped falling too early; the remedies tried show what it lacked."));
      }
    };
  }

  /** Whether the last fifth of the epochs still lowered the training loss by 5 %. */
  private static boolean stillFalling(FitResult result) {
    List<EpochRecord> history = result.history();
    double last = history.getLast().train().loss();
    double earlier =
        history
            .get(Math.max(0, history.size() - 1 - Math.max(1, history.size() / 5)))
            .train()
            .loss();
    return last < 0.95 * earlier;
  }

  // --- remedies ---

  private Trained repair(Trained first, Prepared prepared, Goal goal) {
    Trained best = first;
    double limit =
        request
            .budget()
            .map(b -> b.toMillis() / 1e3)
            .orElseGet(
                () -> seconds() + Math.max(30, Math.min(300, 5 * first.attempt().seconds())));
    List<Remedy> tried = new ArrayList<>();
    while (attempts.size() < MOST_ATTEMPTS) {
      Optional<Remedy> next = next(best.attempt(), tried);
      if (next.isEmpty() || request.stop().check().isPresent()) {
        break;
      }
      if (seconds() + best.attempt().seconds() > limit) {
        note(
            String.format(
                Locale.ROOT,
                "No further remedies: the next would end after the limit of %.0f seconds (--time gives more)",
                limit));
        break;
      }
      Remedy remedy = next.get();
      tried.add(remedy);
      Trained candidate =
          train(
              remedy.apply(best.attempt().card()),
              remedy.title(),
              remedy.reason(),
              prepared,
              goal,
              best);
      if (candidate.attempt().kept()) {
        best = candidate;
      }
    }
    return best;
  }

  /** The next remedy of the branch that changes the card. */
  private static Optional<Remedy> next(Attempt attempt, List<Remedy> tried) {
    for (Remedy remedy : remedies(attempt)) {
      if (!tried.contains(remedy) && !remedy.apply(attempt.card()).equals(attempt.card())) {
        return Optional.of(remedy);
      }
    }
    return Optional.empty();
  }

  /** The remedies for a verdict, most direct first. Never one of the other branch. */
  static List<Remedy> remedies(Attempt attempt) {
    return switch (attempt.verdict()) {
      case FINE, SHIFT, CANNOT_TELL -> List.of();
      case NOT_TRAINED -> {
        boolean diverged =
            attempt.causes().stream().anyMatch(c -> c.id() == CauseId.LEARNING_RATE_TOO_HIGH);
        boolean falling = attempt.causes().stream().anyMatch(c -> c.id() == CauseId.TOO_FEW_EPOCHS);
        List<Remedy> remedies = new ArrayList<>();
        if (diverged) {
          remedies.add(new Remedy.LearningRate(0.1));
        }
        if (falling) {
          remedies.add(new Remedy.MoreEpochs(3));
        }
        remedies.add(new Remedy.ReluActivation());
        remedies.add(new Remedy.AdamRule());
        remedies.add(new Remedy.LearningRate(10));
        remedies.add(new Remedy.LearningRate(0.1));
        remedies.add(new Remedy.Wider(4));
        yield remedies;
      }
      case OVERFIT ->
          List.of(
              new Remedy.Dropout(0.3f),
              new Remedy.L2(1e-3),
              new Remedy.Smaller(4),
              new Remedy.L1(1e-4),
              new Remedy.Dropout(0.5f));
    };
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
            hash(best.parameters()),
            seconds());
    return new Outcome(document, new Model(prepared.encoding(), best.network(), best.parameters()));
  }

  private static String tested(Optional<Metrics> test) {
    return test.map(metrics -> " On the test set, opened once: %s.".formatted(Score.words(metrics)))
        .orElse("");
  }

  /** Says so when a simple model does as well. */
  private static String compared(Scores scores, List<ReferenceModels.Fitted> references) {
    Metrics own = scores.test().or(scores::validation).orElse(scores.train());
    Score network = Score.of(own);
    for (ReferenceModels.Fitted fitted : references) {
      Scores theirs = fitted.reference().scores();
      Score score = Score.of(theirs.test().or(theirs::validation).orElse(theirs.train()));
      if (score.value() >= network.value() - network.standardError()) {
        return " A %s does as well (%.3f against %.3f): the network brings nothing here."
            .formatted(fitted.reference().name(), score.value(), network.value());
      }
    }
    return "";
  }

  private static String hash(float[] parameters) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(4, parameters.length));
    bytes.asFloatBuffer().put(parameters);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
