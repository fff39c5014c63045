package plumb.cause;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import plumb.data.Target;
import plumb.data.read.Column;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.wording.Wording;

/**
 * A column of the validation file is in another unit than in the training file: feet for metres,
 * cents for euros, degrees of another scale, a logarithm. Its distribution lies elsewhere, and
 * falls on that of training when the unit is changed.
 */
public final class OtherUnits implements DataQuestion {
  private static final String KIND = "units";

  /** How far apart the distributions must lie: the largest difference of cumulated shares. */
  private static final double APART = 0.3;

  /** How near they must come in one unit, where chance does not keep them farther apart. */
  private static final double NEAR = 0.05;

  /** How many times as near as before. */
  private static final double TIMES_NEARER = 3;

  /**
   * How near chance must let them come before a change is believed that is no usual one: of few
   * rows many shapes are alike.
   */
  private static final double NEAR_ENOUGH = 0.1;

  /** With fewer different numbers shapes are alike by chance. */
  private static final int FEWEST_DIFFERENT = 20;

  private static final int FEWEST_ROWS = 20;

  private static final int MOST_ROWS = 4000;

  /** A factor that is no usual one is believed from here on: populations differ by less. */
  private static final double LARGE = 2;

  /** How near to a usual factor an estimated one must be. */
  private static final double TOLERANCE = 0.05;

  /** The same of a power of ten, and how near factors of two columns must be that are one. */
  private static final double ROUGH = 0.15;

  /** Columns that must be changed by the same line, where it is none between usual units. */
  private static final int SAME_LINE = 2;

  /** Numbers nearer to one another than this share of the spread count as equal. */
  private static final double SLACK = 0.02;

  /**
   * Usual factors above 1: of inches, feet, miles, pounds, gallons, ounces, joules, hours, days,
   * weeks, degrees of angle, square feet, powers of ten.
   */
  private static final double[] USUAL = {
    1.6093, 1.8, 1.852, 2.2046, 2.54, 3.28084, 3.6, 3.7854, 4.184, 4.54609, 7, 10, 10.7639, 12, 16,
    24, 25.4, 28.3495, 30.48, 52, 57.29578, 60, 100, 365.25, 1000, 1024, 3600, 86_400, 1e6
  };

  /** Degrees, {@code {factor, offset}}: to Celsius and to Fahrenheit, from Kelvin and to Kelvin. */
  private static final double[][] DEGREES = {
    {1 / 1.8, -32 / 1.8}, {1.8, 32}, {1, -273.15}, {1, 273.15}
  };

  private static final int NAMED = 4;

  @Override
  public CauseId id() {
    return CauseId.TRAIN_VALIDATION_SHIFT;
  }

  @Override
  public String kind() {
    return KIND;
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
    int[] inOrder = Raw.distinct(data.data().trainRows());
    List<Change> changes = new ArrayList<>();
    for (String name : names) {
      if (Raw.column(data, name).orElse(null) instanceof Column.Numbers training
          && other.get().column(name).orElse(null) instanceof Column.Numbers validation) {
        Both.of(Raw.present(training, rows), Raw.present(validation, others), names.size())
            .filter(_ -> !isTrend(Raw.present(training, inOrder)))
            .flatMap(both -> both.change(name))
            .ifPresent(changes::add);
      }
    }
    List<Change> sure =
        changes.stream()
            .filter(change -> !change.line() || sameLine(change, changes) >= SAME_LINE)
            .sorted(Comparator.comparingDouble(change -> -change.both().apart()))
            .toList();
    return sure.isEmpty() ? List.of() : List.of(finding(sure, other.get()));
  }

  /** Whether numbers rise or fall through the file: those of later rows lie elsewhere anyway. */
  private static boolean isTrend(double[] inOrder) {
    return Neighbours.alike(inOrder) >= LaterInTime.IN_ORDER
        && Math.abs(Neighbours.trend(inOrder)) >= LaterInTime.TREND;
  }

  private static long sameLine(Change change, List<Change> changes) {
    return changes.stream()
        .filter(Change::line)
        .filter(c ->
            Math.abs(c.factor() / change.factor() - 1) < ROUGH
                && Math.abs(c.offset() - change.offset())
                    < ROUGH * (Math.abs(c.offset()) + c.both().spread() + change.both().spread()))
        .count();
  }

  private Finding finding(List<Change> changes, OtherRows other) {
    Change first = changes.getFirst();
    String named =
        changes.stream()
                .limit(NAMED)
                .map(change -> "\"%s\" (%s)".formatted(change.column(), change.words()))
                .collect(Collectors.joining(", "))
            + (changes.size() > NAMED ? " and %d more".formatted(changes.size() - NAMED) : "");
    return new Finding(
        id(),
        Severity.CERTAIN,
        Evidence.ofKind(
            KIND,
            Reading.of("columnsInAnotherUnit", changes.size(), Unit.COUNT),
            Reading.of("apartAsTheyAre", first.both().apart(), APART, Unit.PLAIN),
            Reading.of("apartInOneUnit", first.after(), first.both().near(), Unit.PLAIN),
            Reading.of("factor", first.factor(), Unit.TIMES)),
        Wording.of("shift.units", other.file(), named),
        List.of());
  }

  /**
   * What makes a column of the validation file like that of the training file.
   *
   * @param column its name
   * @param words how, for people: {@code times 0.3048}
   * @param factor that it is multiplied by; NaN for a logarithm
   * @param offset that is added
   * @param line whether both were estimated
   * @param both as they are
   * @param after how far apart they are when changed
   */
  private record Change(
      String column,
      String words,
      double factor,
      double offset,
      boolean line,
      Both both,
      double after) {}

  /**
   * The numbers of a column in both files.
   *
   * @param training sorted
   * @param validation sorted
   * @param apart how far apart they are
   * @param near how near they must come
   */
  private record Both(double[] training, double[] validation, double apart, double near) {
    /** Where they lie apart, beyond chance. */
    static Optional<Both> of(double[] training, double[] validation, int columns) {
      int n = training.length;
      int m = validation.length;
      Arrays.sort(training);
      Arrays.sort(validation);
      if (Math.min(n, m) < FEWEST_ROWS || !Raw.atLeast(FEWEST_DIFFERENT, training)) {
        return Optional.empty();
      }
      double apart = apart(training, validation, 0);
      double near = Math.max(NEAR, Chance.usuallyApart(n, m));
      return apart < Math.max(APART, Chance.apart(n, m, columns)) || apart < TIMES_NEARER * near
          ? Optional.empty()
          : Optional.of(new Both(training, validation, apart, near));
    }

    double spread() {
      return quantile(training, 0.9) - quantile(training, 0.1);
    }

    Optional<Change> change(String name) {
      double centre = middle(training) / middle(validation);
      double slope = slope();
      List<Change> changes = new ArrayList<>();
      Arrays.stream(USUAL)
          .flatMap(usual -> DoubleStream.of(usual, 1 / usual))
          .filter(factor -> isNear(centre, factor) || isNear(slope, factor))
          .boxed()
          .sorted(
              Comparator.comparingInt((Double factor) -> isPowerOfTen(factor) ? 0 : 1)
                  .thenComparingDouble(
                      factor -> Math.abs(StrictMath.log(Math.abs(centre) / factor))))
          .map(factor -> times(name, factor))
          .forEach(changes::add);
      for (double[] degrees : DEGREES) {
        changes.add(line(name, degrees[0], degrees[1], false));
      }
      changes.addAll(logarithms(name));
      if (near <= NEAR_ENOUGH) {
        if (isLarge(centre)) {
          changes.add(times(name, toThreeDigits(centre)));
        }
        if (isLarge(slope)) {
          changes.add(line(name, slope, middle(training) - slope * middle(validation), true));
        }
      }
      return changes.stream().filter(change -> change.after() <= near).findFirst();
    }

    /** Of the line from the twentieths of validation to those of training, by least squares. */
    private double slope() {
      double[] x = twentieths(validation);
      double[] y = twentieths(training);
      double meanX = Arrays.stream(x).average().orElse(0);
      double meanY = Arrays.stream(y).average().orElse(0);
      double squares = 0;
      double products = 0;
      for (int i = 0; i < x.length; i++) {
        squares += (x[i] - meanX) * (x[i] - meanX);
        products += (x[i] - meanX) * (y[i] - meanY);
      }
      return products / squares;
    }

    private static double[] twentieths(double[] sorted) {
      return IntStream.rangeClosed(1, 19).mapToDouble(i -> quantile(sorted, i / 20.0)).toArray();
    }

    private static boolean isNear(double estimated, double factor) {
      return Math.abs(estimated / factor - 1) < (isPowerOfTen(factor) ? ROUGH : TOLERANCE);
    }

    private static boolean isPowerOfTen(double factor) {
      double power = StrictMath.log10(factor);
      return power == Math.rint(power);
    }

    private static boolean isLarge(double factor) {
      return Double.isFinite(factor) && factor > 0 && Math.max(factor, 1 / factor) >= LARGE;
    }

    private Change times(String name, double factor) {
      return new Change(
          name,
          Wording.of("shift.units.factor", Unit.PLAIN.words(factor)),
          factor,
          0,
          false,
          this,
          after(x -> factor * x));
    }

    private Change line(String name, double factor, double offset, boolean estimated) {
      return new Change(
          name,
          Wording.of(
              "shift.units.line",
              Unit.PLAIN.words(toThreeDigits(factor)),
              Unit.PLAIN.words(estimated ? toThreeDigits(offset) : offset)),
          factor,
          offset,
          estimated,
          this,
          after(x -> factor * x + offset));
    }

    private List<Change> logarithms(String name) {
      List<Change> changes = new ArrayList<>();
      double least = validation[0];
      // Beyond it e to the power of a number is infinite.
      if (training[0] >= 0 && least > -700 && validation[validation.length - 1] < 700) {
        changes.add(logarithm(name, "shift.units.log", x -> StrictMath.exp(x)));
        changes.add(logarithm(name, "shift.units.log1p", x -> StrictMath.expm1(x)));
        changes.add(logarithm(name, "shift.units.log10", x -> StrictMath.pow(10, x)));
      }
      if (least > 0) {
        changes.add(logarithm(name, "shift.units.exp", x -> StrictMath.log(x)));
        changes.add(logarithm(name, "shift.units.exp10", x -> StrictMath.log10(x)));
      }
      if (least > -1) {
        changes.add(logarithm(name, "shift.units.expm1", x -> StrictMath.log1p(x)));
      }
      return changes;
    }

    private Change logarithm(String name, String words, DoubleUnaryOperator change) {
      return new Change(
          name, Wording.of(words), Double.NaN, Double.NaN, false, this, after(change));
    }

    /** How far apart they are when validation is changed. */
    private double after(DoubleUnaryOperator change) {
      return apart(
          training, Arrays.stream(validation).map(change).sorted().toArray(), SLACK * spread());
    }

    private static double toThreeDigits(double number) {
      return Double.isFinite(number)
          ? new BigDecimal(number).round(new MathContext(3)).doubleValue()
          : number;
    }

    private static double middle(double[] sorted) {
      return (quantile(sorted, 0.25) + quantile(sorted, 0.5) + quantile(sorted, 0.75)) / 3;
    }

    private static double quantile(double[] sorted, double share) {
      return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /**
     * The largest difference of the cumulated shares of two sorted samples, where numbers within
     * the slack count as equal: an estimated factor moves each of many equal numbers a little.
     */
    private static double apart(double[] some, double[] others, double slack) {
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
            Wording.of("shift.units.limit", APART, NEAR, TIMES_NEARER),
            Wording.of("shift.units.factors", LARGE, SAME_LINE)),
        List.of(),
        Wording.of("shift.accepted"));
  }
}
