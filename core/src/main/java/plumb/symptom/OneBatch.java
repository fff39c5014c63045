package plumb.symptom;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.experiment.Trained;
import plumb.experiment.Workbench;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;
import plumb.recipe.DefaultCard;
import plumb.recipe.Heads;
import plumb.run.Card;
import plumb.run.Evidence;
import plumb.run.Examination;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.train.EpochRecord;
import plumb.train.FitResult;
import plumb.train.Stopping;
import plumb.train.TrainingSpec;

/**
 * Whether the network can learn a single small batch by heart, without dropout and penalty: what
 * cannot do that will learn nothing, whatever the data and however long.
 *
 * @param rows in the batch
 * @param own score at the card's rate
 * @param rate at which it is learned; empty if at none
 * @param best score at any rate
 * @param usual score of a usual network on the same rows, where the card's cannot
 */
public record OneBatch(
    int rows, double own, OptionalDouble rate, double best, OptionalDouble usual) {
  private static final int ROWS = 24;

  private static final int UPDATES = 400;

  /** Accuracy or R2 of a batch that is learned. */
  private static final double LEARNED = 0.95;

  private static final double[] FACTORS = {1, 10, 0.1, 100, 0.01, 1000, 0.001};

  /** Tries it; empty if there are not enough different rows. */
  public static Optional<OneBatch> of(Trained trial, Workbench workbench) {
    Examples batch = batch(trial.data().train());
    if (batch.rows() < 8 || constant(batch)) {
      return Optional.empty();
    }
    NetworkSpec bare = bare(trial.network());
    Card card = trial.card();
    UpdateRule rule = card.optimizer().rule();
    double own = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (double factor : FACTORS) {
      double score = score(trial, bare, rule.withRate(rule.rate() * factor), batch, workbench);
      own = factor == 1 ? score : own;
      best = Math.max(best, score);
      if (score >= LEARNED) {
        return Optional.of(
            new OneBatch(
                batch.rows(),
                own,
                OptionalDouble.of(rule.rate() * factor),
                best,
                OptionalDouble.empty()));
      }
    }
    Card usual = DefaultCard.of(card.data(), card.seed());
    double theirs =
        score(
            trial,
            Heads.network(usual, trial.data().train()),
            usual.optimizer().rule().withRate(5e-3),
            batch,
            workbench);
    return Optional.of(
        new OneBatch(batch.rows(), own, OptionalDouble.empty(), best, OptionalDouble.of(theirs)));
  }

  /** Different rows, spread over the examples: the same inputs may have two answers. */
  private static Examples batch(Examples train) {
    Set<Long> seen = new HashSet<>();
    float[] line = new float[train.inputs().width()];
    List<Integer> rows = new ArrayList<>();
    int most = Math.min(train.rows(), 4 * ROWS);
    for (int i = 0; i < most && rows.size() < ROWS; i++) {
      // A step that shares no factor with the number of rows visits each only once.
      int row = (int) (i * 7919L % train.rows());
      train.inputs().copyRow(row, line, 0);
      if (seen.add(RowKey.of(line))) {
        rows.add(row);
      }
    }
    return Subset.of(train, rows);
  }

  private static boolean constant(Examples batch) {
    return switch (batch.targets()) {
      case plumb.data.Targets.Classes(int[] labels, _) ->
          IntStream.of(labels).distinct().count() < 2;
      case plumb.data.Targets.Values(float[] values) ->
          IntStream.range(1, values.length).allMatch(i -> values[i] == values[0]);
    };
  }

  private static NetworkSpec bare(NetworkSpec network) {
    return new NetworkSpec(
        network.inputs(),
        network.layers().stream().filter(l -> !(l instanceof Layer.Dropout)).toList(),
        network.head(),
        network.loss());
  }

  private static double score(
      Trained trial, NetworkSpec network, UpdateRule rule, Examples batch, Workbench workbench) {
    TrainingSpec spec =
        new TrainingSpec(
            new Optimizer(rule),
            Penalty.NONE,
            batch.rows(),
            UPDATES,
            new Stopping.Never(),
            false,
            trial.card().seed());
    FitResult result =
        workbench.briefUntil(LEARNED, network, spec, batch, trial.data().encoding().target());
    return result.history().stream()
        .map(EpochRecord::train)
        .mapToDouble(Trained::value)
        .max()
        .orElse(-1);
  }

  /** Whether it learns the batch at the card's own rate. */
  public boolean learned() {
    return own >= LEARNED;
  }

  /** Whether it cannot learn it at any rate, and a usual network can. */
  public boolean cannot() {
    return rate.isEmpty() && usual.isPresent() && usual.getAsDouble() >= LEARNED;
  }

  /** The answer with its numbers, for the document of the run. */
  public Examination.Measurement measurement() {
    String words =
        learned()
            ? String.format(
                Locale.ROOT,
                "the network learns %d rows by heart at the card's rate (%.3f): it can learn, and its gradient leads there",
                rows,
                own)
            : rate.isPresent()
                ? String.format(
                    Locale.ROOT,
                    "the network does not learn %d rows by heart at the card's rate (%.3f), but does at %s (%.3f)",
                    rows,
                    own,
                    Numbers.plain(rate.getAsDouble()),
                    best)
                : String.format(
                    Locale.ROOT,
                    "the network learns %d rows by heart at no rate (%.3f at best)%s",
                    rows,
                    best,
                    usual.isPresent()
                        ? String.format(
                            Locale.ROOT, ", a usual network gets %.3f", usual.getAsDouble())
                        : "");
    return new Examination.Measurement(
        "fit one batch",
        Evidence.of(
            Reading.of("rows", rows, Unit.COUNT),
            Reading.of("scoreAtOwnRate", own, LEARNED, Unit.SCORE),
            Reading.of("bestScore", best, Unit.SCORE),
            Reading.of("rateThatLearns", rate.orElse(Double.NaN), Unit.PLAIN),
            Reading.of("usualNetwork", usual.orElse(Double.NaN), Unit.SCORE)),
        "Without dropout and penalty, in %d updates: %s.".formatted(UPDATES, words));
  }
}
