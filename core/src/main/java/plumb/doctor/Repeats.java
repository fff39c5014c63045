package plumb.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import plumb.data.Examples;
import plumb.recipe.Gain;
import plumb.recipe.Score;
import plumb.run.CauseId;
import plumb.run.DataSettings;
import plumb.train.Evaluation;

/**
 * Validation rows that were trained on. That alone is no harm: rows repeat by chance where columns
 * are coarse. It is a leak where validation looks better for it by enough to matter, which a
 * training without those rows shows; or where validation is a copy of training rows, so that
 * nothing is held out at all.
 */
final class Repeats {
  /** Fewer than this share of the validation rows cannot matter. */
  private static final double FEW = 0.05;

  private static final int FEWEST = 10;

  /** By how much validation must look better than it is. */
  private static final double INFLATED = 0.05;

  /** Bits of a row, above which rows do not repeat by chance. */
  private static final double BITS = 40;

  private final Laboratory laboratory;
  private final Inquiry inquiry;
  private final Trial trial;
  private final Examples train;
  private final Examples held;
  private final List<Integer> again = new ArrayList<>();
  private final List<Integer> fresh = new ArrayList<>();

  /** Training rows that validation repeats. */
  private final List<Integer> sources = new ArrayList<>();

  private Repeats(Laboratory laboratory, Inquiry inquiry, Trial trial) {
    this.laboratory = laboratory;
    this.inquiry = inquiry;
    this.trial = trial;
    this.train = trial.data().train();
    this.held = trial.data().validation().orElseThrow();
    Set<Long> known = new HashSet<>(keys(train));
    List<Long> asked = keys(held);
    Set<Long> all = new HashSet<>(asked);
    for (int row = 0; row < asked.size(); row++) {
      (known.contains(asked.get(row)) ? again : fresh).add(row);
    }
    List<Long> own = keys(train);
    for (int row = 0; row < own.size(); row++) {
      if (all.contains(own.get(row))) {
        sources.add(row);
      }
    }
  }

  /**
   * What was found.
   *
   * @param cause the leak
   * @param inflation by how much validation looks better than it is
   * @param copy whether validation holds nothing out, so that no comparison on it counts
   */
  record Leak(Found cause, double inflation, boolean copy) {}

  static Optional<Leak> of(Laboratory laboratory, Inquiry inquiry, Trial trial) {
    return trial.data().validation().isEmpty()
        ? Optional.empty()
        : new Repeats(laboratory, inquiry, trial).leak();
  }

  private double share() {
    return (double) again.size() / held.rows();
  }

  private Optional<Leak> leak() {
    if (share() < FEW || again.size() < FEWEST) {
      return Optional.empty();
    }
    if (copied()) {
      return copy();
    }
    Treatment without =
        DataTreatments.leaveOut(
            sources.stream().map(row -> trial.data().trainRows()[row] + 1).toList(),
            "%d training rows that validation repeats".formatted(sources.size()));
    double onAgain = score(trial, again).value();
    double onFresh = fresh.isEmpty() ? onAgain : score(trial, fresh).value();
    if (share() * (1 - onFresh) < INFLATED || onAgain <= onFresh) {
      // Even if all of it were remembered, validation would hardly look better.
      return Optional.empty();
    }
    Optional<Trial> rest =
        inquiry.probe(
            "does it know the repeated rows without having been trained on them?",
            without.apply(trial.card()),
            trial);
    if (rest.isEmpty() || rest.get().data().validation().orElseThrow().rows() != held.rows()) {
      return Optional.empty();
    }
    Gain lost =
        Gain.of(
            rest.get().weights(),
            Subset.of(rest.get().data().validation().orElseThrow(), again),
            trial.weights(),
            Subset.of(held, again),
            laboratory.team());
    // What rows that validation does not repeat lose as well, they lose for being trained on fewer.
    double besides =
        fresh.isEmpty()
            ? 0
            : Gain.of(
                    rest.get().weights(),
                    Subset.of(rest.get().data().validation().orElseThrow(), fresh),
                    trial.weights(),
                    Subset.of(held, fresh),
                    laboratory.team())
                .value();
    double remembered = lost.value() - Math.max(0, besides);
    double inflation = share() * remembered;
    if (!lost.real() || inflation < INFLATED) {
      return Optional.empty();
    }
    return Optional.of(
        new Leak(
            new Found(
                new Suspect(
                    CauseId.LEAKAGE,
                    0.85,
                    Numbers.of(
                        "repeatedShare", share(),
                        "repeatedShareLimit", FEW,
                        "scoreOnRepeated", onAgain,
                        "scoreOnFresh", onFresh,
                        "lostOnRepeatedWithoutThem", lost.value(),
                        "lostOnFreshWithoutThem", besides,
                        "validationLooksBetterBy", inflation,
                        "validationLooksBetterByLimit", INFLATED),
                    String.format(
                        Locale.ROOT,
                        "%.0f %% of the validation rows were trained on; on them the network gets %.3f, on the others %.3f, and without having been trained on them it loses %.3f there and %.3f on the others, so validation looks better than it is by %.3f.",
                        100 * share(),
                        onAgain,
                        onFresh,
                        lost.value(),
                        besides,
                        inflation),
                    List.of(without)),
                0.85,
                Optional.empty(),
                rest),
            inflation,
            false));
  }

  /** Whether the validation file was taken from the training file. */
  private boolean copied() {
    if (!(trial.card().data().validation() instanceof DataSettings.Validation.File)) {
      return false;
    }
    List<Long> own = keys(train);
    // Rows that the training file itself holds again repeat by their nature.
    double usual = 1 - (double) new HashSet<>(own).size() / own.size();
    return share() > 0.2 && (entropy(train) > BITS || share() > 0.1 + 3 * usual);
  }

  private Optional<Leak> copy() {
    Treatment own = DataTreatments.ownValidation();
    Optional<Trial> inside =
        inquiry.probe(
            "how is it on rows that are really held out?", own.apply(trial.card()), trial);
    double here = inside.map(t -> Comparison.watched(t.best())).orElse(Double.NaN);
    double there = Comparison.watched(trial.best());
    String sentence =
        String.format(
            Locale.ROOT,
            "%.0f %% of the rows of the validation file are training rows, so validation measures what was learned by heart: %.3f there, %.3f on rows that are really held out.",
            100 * share(),
            there,
            here);
    return Optional.of(
        new Leak(
            new Found(
                new Suspect(
                    CauseId.LEAKAGE,
                    0.95,
                    Numbers.of(
                        "repeatedShare",
                        share(),
                        "repeatedShareLimit",
                        0.2,
                        "scoreOnValidationFile",
                        there,
                        "scoreHeldOut",
                        here),
                    sentence,
                    List.of(own)),
                0.92,
                Optional.empty(),
                inside),
            inside.isPresent() ? Math.max(0, there - here) : 0,
            true));
  }

  /** Sum of the columns' entropies in bits, of a sample: what a row could at most tell. */
  private static double entropy(Examples examples) {
    double bits = 0;
    for (double[] column : DataLints.columns(examples.inputs(), 1000)) {
      Map<Double, Integer> counts = new HashMap<>();
      for (double value : column) {
        counts.merge(value, 1, Integer::sum);
      }
      for (int count : counts.values()) {
        double p = (double) count / column.length;
        bits -= p * Math.log(p) / Math.log(2);
      }
    }
    return bits;
  }

  private static List<Long> keys(Examples examples) {
    List<Long> keys = new ArrayList<>();
    float[] line = new float[examples.inputs().width()];
    for (int row = 0; row < examples.rows(); row++) {
      examples.inputs().copyRow(row, line, 0);
      keys.add(RowKey.of(line));
    }
    return keys;
  }

  private Score score(Trial of, List<Integer> rows) {
    return Score.of(
        Evaluation.measure(
            of.network(),
            of.result().best(),
            Subset.of(held, rows),
            of.data().encoding().target(),
            laboratory.team()));
  }
}
