package plumb.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import plumb.data.Target;
import plumb.data.read.Column;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.wording.Wording;

/**
 * A column of the validation file is in another unit than in the training file: feet for metres,
 * cents for euros, a logarithm. Its distribution lies elsewhere, and falls on that of training when
 * it is multiplied by a number.
 */
public final class OtherUnits implements DataQuestion {
  /** How far apart the distributions must lie: the largest difference of cumulated shares. */
  private static final double APART = 0.3;

  /** How near they must come in the other unit, where chance does not keep them farther apart. */
  private static final double NEAR = 0.05;

  /** How much farther apart than by chance they may stay: the factor itself is estimated. */
  private static final double CHANCES = 1.2;

  /** Of all rows that have a number: with fewer different values shapes are alike by chance. */
  private static final int FEWEST_DIFFERENT = 20;

  private static final int FEWEST_ROWS = 20;

  private static final int MOST_ROWS = 4000;

  /** A factor that is no usual one is believed from here on: populations differ by less. */
  private static final double LARGE = 2;

  /** How near to a usual factor an estimated one must be. */
  private static final double TOLERANCE = 0.05;

  /**
   * Usual factors above 1: inches, feet, miles, pounds, gallons, ounces, hours, days, weeks,
   * degrees of angle, knots.
   */
  private static final double[] USUAL = {
    1.6093, 1.8, 1.852, 2.2046, 2.54, 3.28084, 3.6, 3.7854, 4.184, 4.54609, 7, 10, 12, 16, 24, 25.4,
    28.3495, 30.48, 52, 57.29578, 60, 100, 365.25, 1000, 1024, 3600, 86_400, 1e6
  };

  /** Numbers nearer to one another than this share of the spread count as equal. */
  private static final double SLACK = 0.02;

  private static final int NAMED = 4;

  @Override
  public CauseId id() {
    return CauseId.TRAIN_VALIDATION_SHIFT;
  }

  @Override
  public List<Finding> ask(DataCase data) {
    Optional<OtherRows> other = OtherRows.of(data);
    if (other.isEmpty()) {
      return List.of();
    }
    List<String> names = new ArrayList<>(data.data().encoding().columns());
    if (data.data().encoding().target() instanceof Target.Regression target) {
      names.add(target.column());
    }
    int[] rows = Raw.sample(Raw.distinct(data.data().trainRows()), MOST_ROWS, data.card().seed());
    int[] others = Raw.sample(Raw.distinct(other.get().rows()), MOST_ROWS, data.card().seed());
    List<Change> changes = new ArrayList<>();
    for (String name : names) {
      if (Raw.column(data, name).orElse(null) instanceof Column.Numbers training
          && other.get().column(name).orElse(null) instanceof Column.Numbers validation) {
        Change.of(name, Raw.present(training, rows), Raw.present(validation, others), names.size())
            .ifPresent(changes::add);
      }
    }
    if (changes.isEmpty()) {
      return List.of();
    }
    changes.sort(Comparator.comparingDouble(change -> -change.before()));
    Change first = changes.getFirst();
    String named =
        changes.stream().limit(NAMED).map(Change::words).collect(Collectors.joining(", "))
            + (changes.size() > NAMED ? " and %d more".formatted(changes.size() - NAMED) : "");
    return List.of(
        new Finding(
            id(),
            Severity.CERTAIN,
            Evidence.ofKind(
                "units",
                Reading.of("columnsInAnotherUnit", changes.size(), Unit.COUNT),
                Reading.of("apartAsTheyAre", first.before(), first.limit(), Unit.PLAIN),
                Reading.of("apartInOneUnit", first.after(), first.near(), Unit.PLAIN),
                Reading.of("factor", first.factor(), Unit.TIMES)),
            Wording.of("shift.units", other.get().file(), named),
            List.of()));
  }

  /**
   * What makes a column of the validation file like that of the training file.
   *
   * @param words for people: {@code "height" (times 0.3048)}
   * @param factor that validation is multiplied by; NaN for a logarithm
   * @param before how far apart they are
   * @param limit by chance
   * @param after how far apart they are when changed
   * @param near what that is held against
   */
  private record Change(
      String words, double factor, double before, double limit, double after, double near) {
    static Optional<Change> of(String name, double[] training, double[] validation, int columns) {
      if (training.length < FEWEST_ROWS
          || validation.length < FEWEST_ROWS
          || Arrays.stream(training).distinct().count() < FEWEST_DIFFERENT) {
        return Optional.empty();
      }
      Arrays.sort(training);
      Arrays.sort(validation);
      double before = apart(training, validation);
      double limit = Math.max(APART, Chance.apart(training.length, validation.length, columns));
      double near = Math.max(NEAR, CHANCES * Chance.apart(training.length, validation.length, 1));
      if (before < limit || near >= before / 2) {
        return Optional.empty();
      }
      return candidates(training, validation).stream()
          .map(candidate ->
              new Change(
                  "\"%s\" (%s)".formatted(name, candidate.words),
                  candidate.factor,
                  before,
                  limit,
                  apart(training, changed(validation, candidate.change)),
                  near))
          .filter(change -> change.after() <= near)
          .min(Comparator.comparingDouble(Change::after));
    }

    private record Candidate(String words, double factor, DoubleUnaryOperator change) {}

    private static List<Candidate> candidates(double[] training, double[] validation) {
      List<Candidate> candidates = new ArrayList<>();
      double spread = spread(training) / spread(validation);
      double centre = middle(training) / middle(validation);
      // Of positive numbers the middle is estimated more surely than the spread.
      for (double factor : new double[] {centre, spread, Math.sqrt(Math.abs(centre * spread))}) {
        if (Double.isFinite(factor) && factor > 0 && isFactor(factor)) {
          candidates.add(
              new Candidate(
                  Wording.of("shift.units.factor", Unit.PLAIN.words(rounded(factor))),
                  factor,
                  x -> factor * x));
        }
      }
      if (Double.isFinite(spread) && spread > 0 && isFactor(spread)) {
        double offset = middle(training) - spread * middle(validation);
        candidates.add(
            new Candidate(
                Wording.of(
                    "shift.units.line",
                    Unit.PLAIN.words(toThreeDigits(spread)),
                    Unit.PLAIN.words(toThreeDigits(offset))),
                spread,
                x -> spread * x + offset));
      }
      if (training[0] >= 0 && validation[0] > -700 && validation[validation.length - 1] < 700) {
        candidates.add(log("shift.units.log", x -> StrictMath.exp(x)));
        candidates.add(log("shift.units.log1p", x -> StrictMath.expm1(x)));
        candidates.add(log("shift.units.log10", x -> StrictMath.pow(10, x)));
      }
      if (validation[0] > 0) {
        candidates.add(log("shift.units.exp", x -> StrictMath.log(x)));
        candidates.add(log("shift.units.exp10", x -> StrictMath.log10(x)));
      }
      if (validation[0] > -1) {
        candidates.add(log("shift.units.expm1", x -> StrictMath.log1p(x)));
      }
      return candidates;
    }

    private static Candidate log(String words, DoubleUnaryOperator change) {
      return new Candidate(Wording.of(words), Double.NaN, change);
    }

    private static boolean isFactor(double factor) {
      double size = Math.max(factor, 1 / factor);
      return size >= LARGE
          || Arrays.stream(USUAL).anyMatch(usual -> Math.abs(size / usual - 1) < TOLERANCE);
    }

    /** A usual factor as it is, others to three digits. */
    private static double rounded(double number) {
      for (double usual : USUAL) {
        if (Math.abs(number / usual - 1) < TOLERANCE) {
          return usual;
        }
        if (Math.abs(number * usual - 1) < TOLERANCE) {
          return 1 / usual;
        }
      }
      return toThreeDigits(number);
    }

    private static double toThreeDigits(double number) {
      return number == 0
          ? 0
          : new java.math.BigDecimal(number).round(new java.math.MathContext(3)).doubleValue();
    }

    private static double[] changed(double[] values, DoubleUnaryOperator change) {
      return Arrays.stream(values).map(change).sorted().toArray();
    }

    private static double middle(double[] sorted) {
      return (quantile(sorted, 0.25) + quantile(sorted, 0.5) + quantile(sorted, 0.75)) / 3;
    }

    private static double spread(double[] sorted) {
      return quantile(sorted, 0.9) - quantile(sorted, 0.1);
    }

    private static double quantile(double[] sorted, double share) {
      return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /**
     * The largest difference of the cumulated shares of two sorted samples, where numbers that are
     * nearly equal count as equal: an estimated factor moves each of many equal numbers a little.
     */
    private static double apart(double[] some, double[] others) {
      double slack = SLACK * spread(some);
      return Math.max(ahead(some, others, slack), ahead(others, some, slack));
    }

    /** How far the cumulated share of some runs ahead of that of others at most. */
    private static double ahead(double[] some, double[] others, double slack) {
      int j = 0;
      double most = 0;
      for (int i = 0; i < some.length; i++) {
        while (j < others.length && others[j] <= some[i] + slack) {
          j++;
        }
        most = Math.max(most, (i + 1.0) / some.length - (double) j / others.length);
      }
      return most;
    }
  }

  @Override
  public CausePage page() {
    return new CausePage(
        Wording.of("shift.units.looks"),
        List.of(
            Wording.of("shift.units.limit", APART, NEAR),
            Wording.of("shift.units.factors", Unit.TIMES.words(LARGE))),
        List.of(),
        Wording.of("shift.accepted"));
  }
}
