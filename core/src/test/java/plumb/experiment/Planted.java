package plumb.experiment;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.ColumnType;
import plumb.data.Encoding;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.data.read.Prepared;
import plumb.data.read.Profile;
import plumb.math.RandomStream;
import plumb.nn.Activation;
import plumb.nn.Initializer;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.optim.Optimizer;
import plumb.optim.UpdateRule;
import plumb.recipe.DefaultCard;
import plumb.recipe.Heads;
import plumb.run.Card;
import plumb.run.DataSettings;
import plumb.run.Reference;
import plumb.run.Scores;
import plumb.train.EpochRecord;
import plumb.train.FitResult;
import plumb.train.Metrics;
import plumb.train.StopReason;

/** Results, histories and whole trainings made up for tests. */
public final class Planted {
  /** Rows that the made-up trainings are of. */
  public static final int ROWS = 400;

  private static final int INPUTS = 3;

  private Planted() {}

  /** A result for classes. */
  public static Metrics accuracy(double accuracy, int rows) {
    return new Metrics.Classification(1 - accuracy, accuracy, rows);
  }

  /** Results for classes; without validation if that has no rows. */
  public static Scores scores(double train, int trainRows, double validation, int validationRows) {
    return new Scores(
        accuracy(train, trainRows),
        validationRows == 0 ? Optional.empty() : Optional.of(accuracy(validation, validationRows)),
        Optional.empty());
  }

  /** A simple model, measured on 10,000 training and 2,000 validation rows. */
  public static Reference reference(Reference.Kind kind, double train, double validation) {
    return new Reference(
        kind, kind.name().toLowerCase(Locale.ROOT), scores(train, 10_000, validation, 2_000), "");
  }

  /** A card that nothing is odd about. */
  public static Card card() {
    return DefaultCard.of(DataSettings.of(Path.of("data.csv"), Optional.of("y")), 1);
  }

  /** The same with another rule and other layers. */
  public static Card card(UpdateRule rule, Layer... layers) {
    return card().withOptimizer(new Optimizer(rule)).withNetwork(List.of(layers));
  }

  /** Five layers of sigmoids under plain gradient descent. */
  public static Card deepSigmoid() {
    Layer[] layers = new Layer[10];
    for (int i = 0; i < layers.length; i += 2) {
      layers[i] = new Layer.Dense(8);
      layers[i + 1] = new Layer.Activate(Activation.SIGMOID);
    }
    return card(new UpdateRule.Sgd(0.1), layers);
  }

  /** Losses of the training set by epoch, the first before the first update. */
  public static List<EpochRecord> history(double... losses) {
    return history(losses, new double[0]);
  }

  /** The same with losses of validation; without if there are none. */
  public static List<EpochRecord> history(double[] losses, double[] validation) {
    return IntStream.range(0, losses.length)
        .mapToObj(epoch ->
            record(
                epoch,
                new Metrics.Classification(losses[epoch], 0.5, ROWS),
                validation.length == 0
                    ? Optional.empty()
                    : Optional.of(new Metrics.Classification(validation[epoch], 0.5, 1000))))
        .toList();
  }

  /** One epoch. */
  public static EpochRecord record(int epoch, Metrics train, Optional<Metrics> validation) {
    return new EpochRecord(epoch, epoch * 13L, train.loss(), 0, 0.1, train, validation);
  }

  /** A training of a card on {@link #ROWS} rows of two classes, with that course. */
  public static Trained trained(Card card, StopReason reason, List<EpochRecord> history) {
    EpochRecord last = history.getLast();
    return trained(
        card,
        reason,
        history,
        new Scores(last.train(), last.validation(), Optional.empty()),
        RowResults.NONE);
  }

  /**
   * A training that comes to these scores.
   *
   * @param heldOut what it says of each held-out row
   */
  public static Trained trained(Card card, Scores scores, RowResults heldOut) {
    return trained(
        card,
        new StopReason.AllEpochs(1),
        List.of(
            record(0, scores.train(), scores.validation()),
            record(1, scores.train(), scores.validation())),
        scores,
        heldOut);
  }

  private static Trained trained(
      Card card, StopReason reason, List<EpochRecord> history, Scores scores, RowResults heldOut) {
    Prepared data = prepared();
    NetworkSpec network = Heads.network(card, data.train());
    float[] weights = Initializer.draw(network, RandomStream.of(card.seed()).child(1));
    return new Trained(
        card,
        data,
        network,
        new FitResult(weights, weights, best(history), reason, history, Optional.empty()),
        List.of(weights),
        List.of(),
        scores,
        heldOut,
        Optional.empty(),
        0);
  }

  private static int best(List<EpochRecord> history) {
    int best = 0;
    for (EpochRecord record : history) {
      Metrics is = record.validation().orElse(record.train());
      Metrics was = history.get(best).validation().orElse(history.get(best).train());
      best = is.loss() < was.loss() ? record.epoch() : best;
    }
    return best;
  }

  /** Standard normal inputs; the class is the sign of the first. */
  private static Prepared prepared() {
    float[] inputs = new float[ROWS * INPUTS];
    int[] labels = new int[ROWS];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) RandomStream.of(9).normal(i);
      labels[i / INPUTS] = inputs[i / INPUTS * INPUTS] > 0 ? 1 : 0;
    }
    Profile.ColumnProfile column =
        new Profile.ColumnProfile(
            "y", ColumnType.TEXT, Profile.Use.TARGET, 0, 2, null, List.of(), List.of());
    return new Prepared(
        new Encoding(List.of(), new Target.Classification("y", List.of("no", "yes"))),
        new Examples(new Inputs.Floats(inputs, ROWS, INPUTS), new Targets.Classes(labels, 2)),
        Optional.empty(),
        IntStream.range(0, ROWS).toArray(),
        new int[0],
        new Profile("data.csv", ROWS, 0, 0, 0, column, List.of(), List.of()),
        new Prepared.SplitReport(ROWS, 0, 0),
        List.of(),
        "",
        Optional.empty(),
        Optional.empty());
  }

  /** Held-out rows for classes, of which the first are wrong. */
  public static RowResults wrong(int wrong, int rows) {
    double[] errors = new double[rows];
    Arrays.fill(errors, 0, wrong, 1);
    return new RowResults(IntStream.range(0, rows).toArray(), errors, new int[rows], new int[rows]);
  }
}
