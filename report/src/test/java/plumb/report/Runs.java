package plumb.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import plumb.data.ColumnType;
import plumb.data.read.Profile;
import plumb.data.read.Profile.ColumnProfile;
import plumb.data.read.Profile.LevelCount;
import plumb.data.read.Profile.NumberSummary;
import plumb.data.read.Profile.Use;
import plumb.nn.Layer;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.Convention;
import plumb.run.DataSettings;
import plumb.run.Environment;
import plumb.run.Goal;
import plumb.run.Reference;
import plumb.run.RunDocument;
import plumb.run.Scores;
import plumb.run.Verdict;
import plumb.train.EpochRecord;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;
import plumb.train.Stopping;

/** Runs made by hand, one for each thing that can happen to a page. */
final class Runs {
  static final String NASTY = "<script>alert('x')</script> & \"quoted\"";

  private Runs() {}

  static RunDocument fine() {
    List<EpochRecord> epochs =
        epochs(
            12,
            e ->
                classes(
                    2.3 * Math.exp(-0.5 * e) + 0.02, 0.1 + 0.89 * (1 - Math.exp(-0.6 * e)), 1438),
            e ->
                classes(
                    2.3 * Math.exp(-0.45 * e) + 0.09, 0.1 + 0.87 * (1 - Math.exp(-0.6 * e)), 359),
            23);
    Scores scores = scores(epochs.getLast(), Optional.of(classes(0.11, 0.964, 360)));
    List<Cause> causes =
        List.of(
            new Cause(
                CauseId.HEALTHY,
                0.94,
                Map.of("gap", 0.021),
                "Both results reach the goal and the gap of 2.1 points is within what chance explains."));
    Attempt only =
        attempt(
            1,
            "as given",
            "",
            Verdict.FINE,
            causes,
            scores,
            12,
            epochs,
            true,
            "The goal is reached on both sets.");
    return run(
        "digits.csv",
        Verdict.FINE,
        "Good on the training set (98.9 % right, goal 97.0 %) and on validation data (96.9 %).",
        scores,
        classReferences(),
        List.of(only),
        1,
        causes,
        Optional.of(profile(12)),
        digits(),
        IntStream.range(0, 10).mapToObj(String::valueOf).toList());
  }

  /** As this version says that all is well. */
  static RunDocument healthy() {
    RunDocument fine = fine();
    String sentence =
        "Fine: on the training set it gets 98.9 % right, the goal is 97.0 %, and on validation 96.9 % right.";
    List<Cause> causes =
        List.of(new Cause(CauseId.HEALTHY, 0.9, Map.of(), "Nothing about it is odd. " + sentence));
    Attempt only = fine.attempts().getFirst();
    return run(
        "healthy.csv",
        Verdict.FINE,
        sentence,
        only.scores(),
        classReferences(),
        List.of(said(only, Verdict.FINE, sentence, causes, "The starting point.")),
        1,
        causes,
        fine.profile(),
        fine.confusion(),
        fine.classes());
  }

  /** As this version says what it found and mended. */
  static RunDocument mended() {
    RunDocument overfit = overfit();
    String found = "6 squashing activations in a row shrink the gradient.";
    String tried = " Tried with ReLU instead of sigmoids: +0.866 on validation.";
    String fine = "Fine: on the training set it gets 89.5 % right, and on validation 83.8 % right.";
    List<Cause> causes =
        List.of(
            new Cause(
                CauseId.VANISHING_GRADIENT,
                0.95,
                Map.of("gradientFirstToHead", 0.00011, "gradientFirstToHeadLimit", 0.01),
                found + tried));
    Attempt first = overfit.attempts().getFirst();
    Attempt last = overfit.attempts().getLast();
    String before = "Vanishing gradient: " + found + tried;
    RunDocument run =
        run(
            "mended.csv",
            Verdict.FINE,
            before + " Mended with ReLU instead of sigmoids: " + fine,
            last.scores(),
            classReferences(),
            List.of(
                said(first, Verdict.NOT_TRAINED, before, causes, "The starting point."),
                said(
                    new Attempt(
                        2,
                        "ReLU instead of sigmoids",
                        "ReLU passes the gradient on.",
                        last.card(),
                        Verdict.FINE,
                        fine,
                        List.of(),
                        last.scores(),
                        last.bestEpoch(),
                        last.stopped(),
                        last.epochs(),
                        2,
                        true,
                        ""),
                    Verdict.FINE,
                    fine,
                    List.of(),
                    "Kept, it has the best held-out estimate: +0.866 on validation.")),
            2,
            causes,
            Optional.empty(),
            overfit.confusion(),
            overfit.classes());
    return new RunDocument(
        run.schema(),
        run.name(),
        run.verdict(),
        run.sentence(),
        run.goal(),
        run.metrics(),
        run.references(),
        run.attempts(),
        run.kept(),
        run.causes(),
        List.of("Not examined: label noise; `plumb doctor RUN` does."),
        run.profile(),
        run.confusion(),
        run.classes(),
        run.environment(),
        run.weightsHash(),
        run.seconds());
  }

  private static Attempt said(
      Attempt attempt, Verdict verdict, String sentence, List<Cause> causes, String decision) {
    return new Attempt(
        attempt.number(),
        attempt.title(),
        attempt.remedy(),
        attempt.card(),
        verdict,
        sentence,
        causes,
        attempt.scores(),
        attempt.bestEpoch(),
        attempt.stopped(),
        attempt.epochs(),
        attempt.seconds(),
        true,
        decision);
  }

  static RunDocument overfit() {
    List<EpochRecord> first =
        epochs(
            40,
            e -> classes(0.69 * Math.exp(-0.2 * e), 1 - 0.45 * Math.exp(-0.25 * e), 400),
            e ->
                classes(
                    0.45 + 0.2 * Math.exp(-0.5 * e) + 0.012 * e,
                    0.72 + 0.08 * Math.exp(-Math.pow(e - 8, 2) / 60.0),
                    100),
            7);
    List<EpochRecord> second =
        epochs(
            40,
            e -> classes(0.69 * Math.exp(-0.06 * e), 1 - 0.45 * Math.exp(-0.1 * e), 400),
            e ->
                classes(
                    0.44 + 0.25 * Math.exp(-0.3 * e) + 0.003 * e,
                    0.55 + 0.27 * (1 - Math.exp(-0.2 * e)),
                    100),
            7);
    List<EpochRecord> third =
        epochs(
            26,
            e -> classes(0.3 + 0.39 * Math.exp(-0.15 * e), 0.9 - 0.35 * Math.exp(-0.15 * e), 400),
            e -> classes(0.42 + 0.27 * Math.exp(-0.2 * e), 0.84 - 0.3 * Math.exp(-0.2 * e), 100),
            7);
    List<Cause> causes =
        List.of(
            new Cause(
                CauseId.OVERFITTING,
                0.81,
                Map.of("gap", 0.19, "parameters per example", 412.0),
                "Right on 99.9 % of the training rows but on 81 % of the validation rows."),
            new Cause(
                CauseId.LABEL_NOISE,
                0.22,
                Map.of("conflicting rows", 3.0),
                "Three rows contradict an earlier one."));
    Scores scores = scores(third.getLast(), Optional.empty());
    return run(
        "heart.csv",
        Verdict.OVERFIT,
        "Good on the training set (89.5 % right) but only 83.8 % on validation data: 5.7 points are lost.",
        scores,
        classReferences(),
        List.of(
            attempt(
                1,
                "as given",
                "",
                Verdict.OVERFIT,
                causes,
                scores(first.get(8), Optional.empty()),
                8,
                first,
                false,
                "Validation accuracy 80.0 % is below attempt 3."),
            attempt(
                2,
                "dropout 0.3 on the hidden layers",
                "Dropout 0.3, because the result is good on the training set and bad on validation data.",
                Verdict.OVERFIT,
                causes,
                scores(second.get(14), Optional.empty()),
                14,
                second,
                false,
                "Validation accuracy did not rise beyond chance."),
            attempt(
                3,
                "weight decay 0.01 and early stopping",
                "A penalty on the weights keeps the function smooth.",
                Verdict.OVERFIT,
                causes,
                scores,
                20,
                third,
                true,
                "Best validation accuracy so far.")),
        3,
        causes,
        Optional.of(profile(5)),
        List.of(List.of(41, 7), List.of(9, 43)),
        List.of("healthy", "ill"));
  }

  static RunDocument regression() {
    List<EpochRecord> epochs =
        epochs(
            30,
            e -> numbers(0.2 + 0.9 * Math.exp(-0.3 * e), 16512),
            e -> numbers(0.23 + 0.9 * Math.exp(-0.29 * e), 4128),
            258);
    Scores scores = scores(epochs.getLast(), Optional.empty());
    List<Reference> references =
        List.of(
            new Reference(
                Reference.Kind.CONSTANT,
                "mean",
                new Scores(numbers(1, 16512), Optional.of(numbers(1.003, 4128)), Optional.empty()),
                ""),
            new Reference(
                Reference.Kind.LINEAR,
                "linear regression",
                new Scores(numbers(0.39, 16512), Optional.of(numbers(0.4, 4128)), Optional.empty()),
                ""),
            new Reference(
                Reference.Kind.TREE,
                "decision tree (depth 8)",
                new Scores(
                    numbers(0.25, 16512), Optional.of(numbers(0.31, 4128)), Optional.empty()),
                "Fitted on the first 10,000 rows."));
    return run(
        "housing.csv",
        Verdict.FINE,
        "Good on the training set (R² 0.80) and on validation data (R² 0.77).",
        scores,
        references,
        List.of(
            attempt(
                1,
                "as given",
                "",
                Verdict.FINE,
                List.of(),
                scores,
                30,
                epochs,
                true,
                "The goal is reached.")),
        1,
        List.of(),
        Optional.of(profile(8)),
        List.of(),
        List.of());
  }

  static RunDocument diverged() {
    double nan = Double.NaN;
    List<EpochRecord> epochs =
        epochs(
            5,
            e ->
                classes(
                    e == 0 ? 2.3 : e == 1 ? 4e7 : e == 2 ? Double.POSITIVE_INFINITY : nan,
                    0.1,
                    1000),
            e -> classes(e < 2 ? 2.4 + 1e9 * e : nan, 0.09, 250),
            16);
    List<EpochRecord> running =
        epochs.stream()
            .map(r ->
                new EpochRecord(
                    r.epoch(),
                    r.updates(),
                    r.epoch() < 2 ? r.runningLoss() : nan,
                    r.epoch() < 2 ? 0.4 : nan,
                    r.rate(),
                    r.train(),
                    r.validation()))
            .toList();
    List<Cause> causes =
        List.of(
            new Cause(
                CauseId.LEARNING_RATE_TOO_HIGH,
                0.97,
                Map.of("rate", 50.0, "loss after one epoch", Double.POSITIVE_INFINITY),
                "The loss grew from the first update on."));
    Scores scores = scores(running.getFirst(), Optional.empty());
    return run(
        "digits-fast.yaml",
        Verdict.NOT_TRAINED,
        "Not trained: the loss became infinite in epoch 2; 10.0 % right is no better than the most frequent class.",
        scores,
        classReferences(),
        List.of(
            attempt(
                1,
                "as given",
                "",
                Verdict.NOT_TRAINED,
                causes,
                scores,
                0,
                running,
                true,
                "There is no other.")),
        1,
        causes,
        Optional.empty(),
        List.of(List.of(0, 3), List.of(0, 9)),
        List.of("a", "b"));
  }

  /** Not one number is finite, not even before training. */
  static RunDocument nothingFinite() {
    Metrics broken =
        new Metrics.Regression(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 10);
    List<EpochRecord> epochs =
        List.of(new EpochRecord(0, 0, Double.NaN, Double.NaN, 1, broken, Optional.of(broken)));
    Scores scores = new Scores(broken, Optional.of(broken), Optional.empty());
    return run(
        "broken.csv",
        Verdict.NOT_TRAINED,
        "Not trained.",
        scores,
        List.of(),
        List.of(
            attempt(
                1, "as given", "", Verdict.NOT_TRAINED, List.of(), scores, 0, epochs, true, "")),
        1,
        List.of(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  static RunDocument withoutValidation() {
    List<EpochRecord> epochs =
        epochs(1, e -> classes(1.0 / (1 + e), 0.5 + 0.2 * e, 60), _ -> classes(1, 0, 1), 4).stream()
            .map(r ->
                new EpochRecord(
                    r.epoch(),
                    r.updates(),
                    r.runningLoss(),
                    r.penalty(),
                    r.rate(),
                    r.train(),
                    Optional.empty()))
            .toList();
    Scores scores = new Scores(epochs.getLast().train(), Optional.empty(), Optional.empty());
    return run(
        "tiny.csv",
        Verdict.CANNOT_TELL,
        "Cannot tell: there is no validation set.",
        scores,
        List.of(),
        List.of(
            attempt(
                1, "as given", "", Verdict.CANNOT_TELL, List.of(), scores, 1, epochs, true, "")),
        1,
        List.of(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  static RunDocument nastyNames() {
    RunDocument base = overfit();
    Profile wide = profile(60);
    return run(
        NASTY,
        Verdict.SHIFT,
        NASTY,
        base.metrics(),
        base.references(),
        base.attempts(),
        3,
        base.causes(),
        Optional.of(wide),
        base.confusion(),
        List.of(NASTY, "l'autre"));
  }

  static List<RunDocument> all() {
    return List.of(
        fine(),
        healthy(),
        mended(),
        overfit(),
        regression(),
        diverged(),
        nothingFinite(),
        withoutValidation(),
        nastyNames(),
        rare());
  }

  private static List<List<Integer>> digits() {
    List<List<Integer>> rows = new ArrayList<>();
    for (int t = 0; t < 10; t++) {
      int truth = t;
      rows.add(
          IntStream.range(0, 10)
              .mapToObj(p -> p == truth ? 34 : (truth * 3 + p * 7) % 11 == 0 ? 1 + truth % 2 : 0)
              .toList());
    }
    return rows;
  }

  private static String text(Metrics metrics) {
    return new Measure(PrimaryScore.usual(metrics)).scoreText(metrics);
  }

  /** One row in fifty is a fraud; compared by balanced accuracy, one reference not fitted. */
  static RunDocument rare() {
    RunDocument fine = fine();
    Metrics train = rare(0.05, 1176, 22, 0.991);
    Metrics validation = rare(0.09, 294, 3, 0.875);
    Scores scores = new Scores(train, Optional.of(validation), Optional.empty());
    List<EpochRecord> epochs =
        List.of(
            new EpochRecord(0, 0, Double.NaN, 0, 0, train, Optional.of(validation)),
            new EpochRecord(1, 38, 0.1, 0, 0.1, train, Optional.of(validation)));
    Attempt attempt =
        attempt(
            1,
            "as given",
            "",
            Verdict.FINE,
            List.of(),
            scores,
            1,
            epochs,
            true,
            "The starting point.");
    Reference tree =
        new Reference(
            Reference.Kind.TREE,
            "decision tree",
            new Scores(rare(1, 1176, 0, 0.5), Optional.of(rare(1, 294, 0, 0.5)), Optional.empty()),
            "Stopped before it was fitted to its end.",
            false);
    return new RunDocument(
            RunDocument.SCHEMA,
            "rare.csv",
            Verdict.FINE,
            "Fine.",
            new Goal(0.6, "Good enough."),
            scores,
            List.of(
                new Reference(
                    Reference.Kind.CONSTANT,
                    "most frequent class",
                    new Scores(
                        rare(0.1, 1176, 0, 0.5),
                        Optional.of(rare(0.1, 294, 0, 0.5)),
                        Optional.empty()),
                    ""),
                tree),
            List.of(attempt),
            1,
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(List.of(294, 0), List.of(3, 3)),
            List.of("ok", "fraud"),
            fine.environment(),
            fine.weightsHash(),
            1)
        .withScore(PrimaryScore.BALANCED_ACCURACY);
  }

  /** One fraud to 49 others, so many of the frauds found and no other taken for one. */
  private static Metrics rare(double loss, int others, int found, double auc) {
    int[] rows = {others, others / 49};
    return new Metrics.Classification(
        loss,
        (double) (others + found) / (rows[0] + rows[1]),
        rows[0] + rows[1],
        Optional.of(Metrics.ByClass.of(rows, new int[] {others, found})),
        OptionalDouble.of(auc));
  }

  private static Metrics classes(double loss, double accuracy, int rows) {
    return new Metrics.Classification(loss, accuracy, rows);
  }

  private static Metrics numbers(double mse, int rows) {
    return new Metrics.Regression(
        mse, 115400 * Math.sqrt(mse), 80000 * Math.sqrt(mse), 1 - mse, 0.6 / Math.sqrt(rows), rows);
  }

  private static List<Reference> classReferences() {
    return List.of(
        new Reference(
            Reference.Kind.CONSTANT,
            "most frequent class",
            new Scores(
                classes(2.3, 0.102, 1438),
                Optional.of(classes(2.3, 0.1, 359)),
                Optional.of(classes(2.3, 0.1, 360))),
            ""),
        new Reference(
            Reference.Kind.LINEAR,
            "logistic regression",
            new Scores(
                classes(0.3, 0.95, 1438),
                Optional.of(classes(0.3, 0.925, 359)),
                Optional.of(classes(0.3, 0.919, 360))),
            ""),
        new Reference(
            Reference.Kind.TREE,
            "decision tree (depth 8)",
            new Scores(
                classes(0.4, 0.93, 1438),
                Optional.of(classes(0.5, 0.84, 359)),
                Optional.of(classes(0.5, 0.83, 360))),
            "Fitted on a part of the rows."));
  }

  private static Scores scores(EpochRecord record, Optional<Metrics> test) {
    return new Scores(record.train(), record.validation(), test);
  }

  private static List<EpochRecord> epochs(
      int count, IntFunction<Metrics> train, IntFunction<Metrics> validation, int updatesEach) {
    return IntStream.rangeClosed(0, count)
        .mapToObj(e ->
            new EpochRecord(
                e,
                (long) e * updatesEach,
                e == 0 ? Double.NaN : train.apply(e).loss() * 1.15 + 0.02,
                count > 20 ? 0.3 + 0.02 * e : 0,
                0.001,
                train.apply(e),
                Optional.of(validation.apply(e))))
        .toList();
  }

  private static Attempt attempt(
      int number,
      String title,
      String remedy,
      Verdict verdict,
      List<Cause> causes,
      Scores scores,
      int best,
      List<EpochRecord> epochs,
      boolean kept,
      String decision) {
    Card card =
        new Card(
            DataSettings.of(Path.of("examples/my data.csv"), Optional.of("target")),
            List.of(new Layer.Dense(64)),
            Optional.empty(),
            Optional.empty(),
            Penalty.NONE,
            new Optimizer(new UpdateRule.Adam(0.001)),
            64,
            40,
            new Stopping.Patience(6, 0),
            Convention.MODERN,
            1);
    return new Attempt(
        number,
        title,
        remedy,
        card,
        verdict,
        "Training %s, validation %s."
            .formatted(text(scores.train()), scores.validation().map(Runs::text).orElse("none")),
        causes,
        scores,
        best,
        epochs.size() < 41
            ? "The loss has not fallen for 6 epochs."
            : "All 40 epochs were trained.",
        epochs,
        2.37 * number,
        kept,
        decision);
  }

  private static RunDocument run(
      String name,
      Verdict verdict,
      String sentence,
      Scores scores,
      List<Reference> references,
      List<Attempt> attempts,
      int kept,
      List<Cause> causes,
      Optional<Profile> profile,
      List<List<Integer>> confusion,
      List<String> classes) {
    return new RunDocument(
        RunDocument.SCHEMA,
        name,
        verdict,
        sentence,
        new Goal(
            0.97,
            "Goal on the training set: 97.0 %, halfway between the best reference model and no error at all."),
        scores,
        references,
        attempts,
        kept,
        causes,
        List.of(
            "The first line was read as names.",
            "A fifth of the rows, stratified by class, is kept for validation."),
        profile,
        confusion,
        classes,
        new Environment(
            "0.1.0",
            "25.0.3",
            "Linux amd64",
            "vector, 16 floats",
            2,
            1,
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
        7.1 * attempts.size());
  }

  private static Profile profile(int columns) {
    List<ColumnProfile> all = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      int shift = c;
      all.add(
          switch (c % 4) {
            case 0, 1 ->
                new ColumnProfile(
                    "measure " + c,
                    ColumnType.NUMBER,
                    Use.INPUT,
                    c % 3 == 0 ? 17 : 0,
                    412,
                    new NumberSummary(
                        -3.2,
                        4.1,
                        0.13,
                        1.04,
                        IntStream.range(0, 20)
                            .map(i -> (int) (200 * Math.exp(-Math.pow(i - 8 - shift % 5, 2) / 18)))
                            .boxed()
                            .toList()),
                    List.of(),
                    List.of());
            case 2 ->
                new ColumnProfile(
                    "kind " + c,
                    ColumnType.CATEGORY,
                    Use.INPUT,
                    0,
                    9,
                    null,
                    List.of(
                        new LevelCount("Private", 900),
                        new LevelCount("Self-employed", 310),
                        new LevelCount(NASTY, 120),
                        new LevelCount("State", 60),
                        new LevelCount("Federal", 40)),
                    List.of());
            default ->
                new ColumnProfile(
                    "id_" + c,
                    ColumnType.TEXT,
                    Use.DROPPED,
                    0,
                    1797,
                    null,
                    List.of(),
                    List.of("Every value occurs once: an identifier."));
          });
    }
    return new Profile(
        "examples/my data.csv",
        1797,
        3,
        12,
        2,
        new ColumnProfile(
            "target",
            ColumnType.CATEGORY,
            Use.TARGET,
            0,
            2,
            null,
            List.of(new LevelCount("healthy", 1000), new LevelCount("ill", 797)),
            List.of()),
        all,
        List.of("12 rows repeat an earlier one."));
  }
}
