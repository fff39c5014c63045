package plumb.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.cause.TableSample.Field;
import plumb.data.Feature;

/**
 * How a column determines the target by itself, if it does: not well but exactly, up to a few rows,
 * which what merely causes or accompanies an answer never does in a table of some size.
 *
 * @param field the column
 * @param kind how
 * @param rows how many rows were looked at
 * @param wrong how many of them it tells wrong
 */
record Tie(Field field, Kind kind, int rows, int wrong) {
  /** How a column determines the target. */
  enum Kind {
    /** It does not. */
    NONE,
    /** Its values are the answers, spelled alike. */
    SAME,
    /** Its values are the answers, in another spelling. */
    SPELLED,
    /** It is what is left of a constant: no for yes, 1 - y. */
    OPPOSITE,
    /** Each of its values goes with one class. */
    CODE,
    /**
     * The classes are intervals of it, with boundaries that run through the midst of its values.
     */
    BOUNDARY,
    /** Each class goes with one of its values, so it is a part of the answer. */
    PART,
    /** It rises or falls with the target and nothing else. */
    TRANSFORMED,
    /** Each of its values is an interval of the target. */
    INTERVALS,
    /** The target is a function of it, up and down. */
    LOOKUP
  }

  /** Of so few rows nothing is said. */
  static final int FEWEST_ROWS = 30;

  /** An interval or a curve through fewer rows may be luck. */
  private static final int FEWEST_ROWS_FOR_A_CURVE = 50;

  private static final int FEWEST_ROWS_FOR_A_BOUNDARY = 200;

  /** A value has to come up this often, on average, to be looked up. */
  private static final int ROWS_A_VALUE = 5;

  /** More numbers are a quantity rather than a code. */
  private static final int MOST_CODES = 64;

  /** Rows that may be told wrong: a slip of the pen here and there. */
  static final double WRONG = 0.002;

  /** Of the rows that are not told anyway by the most frequent answer. */
  private static final double WRONG_OF_THE_OTHERS = 0.02;

  /** Rows of a regression that may lie off the curve, by more than {@link #OFF}. */
  static final double OFF_SHARE = 0.005;

  /** And of those whose target is not the most frequent one, such as 0. */
  private static final double OFF_OTHERS = 0.05;

  private static final int FEWEST_OTHERS = 20;

  /** How far a target may lie off the curve, as a share of the ranks. */
  static final double OFF = 0.005;

  /**
   * How unlikely a match must be among values put in any order, as a natural logarithm: a chance of
   * one in ten million, for columns that have something to do with the target match more often.
   */
  private static final double UNLIKELY = 16;

  private static final double UNLIKELY_INTERVALS = 25;

  /** Share of the rows in the smaller of two intervals. */
  private static final double SMALLER_HALF = 0.05;

  /** Variance that may be left within equal values, as a share of all. */
  private static final double LEFT = 5e-4;

  /** Rounding of numbers that are equal, as a share of the largest. */
  private static final double ROUNDING = 1e-9;

  /** More of the values may not be missing. */
  private static final double MOST_MISSING = 0.5;

  /** Of a column of a sample. */
  static Tie of(Field field, TableSample sample) {
    return new Search(field, sample).tie();
  }

  boolean exact() {
    return kind != Kind.NONE;
  }

  /** Of the rows, the share that it tells. */
  double told() {
    return 1 - (double) wrong / Math.max(1, rows);
  }

  private static final class Search {
    private final Field field;
    private final List<String> labels;

    /** Rows in the order of the column. */
    private final double[] x;

    private final double[] y;
    private final double[] ranks;

    /** The first of each stretch of rows with the same value, and the number of rows behind. */
    private final int[] starts;

    private final int missing;

    /** Columns among which one is found. */
    private final int columns;

    Search(Field field, TableSample sample) {
      this.field = field;
      this.labels = sample.labels();
      this.columns = sample.columns().size();
      int[] order = Ordered.places(field.values());
      missing = (int) Arrays.stream(field.values()).filter(Double::isNaN).count();
      // Missing values come last; they are a value of their own where classes are told.
      int rows = sample.classes() ? order.length : order.length - missing;
      x = new double[rows];
      y = new double[rows];
      ranks = new double[rows];
      for (int i = 0; i < rows; i++) {
        x[i] = field.values()[order[i]];
        y[i] = sample.target()[order[i]];
        ranks[i] = sample.ranks()[order[i]];
      }
      starts =
          IntStream.rangeClosed(0, rows)
              .filter(i -> i == 0 || i == rows || Double.compare(x[i], x[i - 1]) != 0)
              .toArray();
    }

    private int values() {
      return starts.length - 1;
    }

    private Tie tie(Kind kind, int wrong) {
      return new Tie(field, kind, x.length, wrong);
    }

    private Tie none() {
      return tie(Kind.NONE, x.length);
    }

    Tie tie() {
      boolean classes = !labels.isEmpty();
      boolean gone = missing > MOST_MISSING * field.values().length && !field.words();
      return gone || values() < 2 || x.length < (classes ? FEWEST_ROWS : FEWEST_ROWS_FOR_A_CURVE)
          ? none()
          : classes ? classes() : numbers();
    }

    // Classes.

    private Tie classes() {
      if (values() * ROWS_A_VALUE > x.length) {
        return field.words() || missing > 0 ? none() : boundary();
      }
      int[][] counts = new int[values()][labels.size()];
      for (int value = 0; value < counts.length; value++) {
        for (int i = starts[value]; i < starts[value + 1]; i++) {
          counts[value][(int) y[i]]++;
        }
      }
      int[][] turned = turned(counts);
      int toldWrong = x.length - Arrays.stream(counts).mapToInt(Search::most).sum();
      int partWrong = x.length - Arrays.stream(turned).mapToInt(Search::most).sum();
      int[] ofClass = Arrays.stream(turned).mapToInt(Search::sum).toArray();
      int[] ofValue = Arrays.stream(counts).mapToInt(Search::sum).toArray();
      boolean told = few(toldWrong, ofClass, values());
      boolean part = few(partWrong, ofValue, labels.size());
      if (told && part) {
        return tie(spelling(counts), toldWrong);
      }
      if (told && !field.words() && values() > 2 && missing == 0) {
        Tie boundary = boundary();
        return boundary.exact() && values() > MOST_CODES ? boundary : tie(Kind.CODE, toldWrong);
      }
      return told ? tie(Kind.CODE, toldWrong) : part ? tie(Kind.PART, partWrong) : none();
    }

    /**
     * Whether so few are told wrong, and so many rightly, that it is no luck.
     *
     * @param counts of what is told
     * @param by how many values tell it
     */
    private boolean few(int wrong, int[] counts, int by) {
      double orders = Ordered.logOrders(counts) - by * StrictMath.log(counts.length);
      return wrong <= WRONG * x.length
          && wrong <= WRONG_OF_THE_OTHERS * (x.length - most(counts))
          && orders - StrictMath.log(columns) >= UNLIKELY;
    }

    private static int[][] turned(int[][] counts) {
      int[][] turned = new int[counts[0].length][counts.length];
      for (int i = 0; i < counts.length; i++) {
        for (int j = 0; j < counts[i].length; j++) {
          turned[j][i] = counts[i][j];
        }
      }
      return turned;
    }

    private static int most(int[] counts) {
      return Arrays.stream(counts).max().orElse(0);
    }

    private static int sum(int[] counts) {
      return Arrays.stream(counts).sum();
    }

    /** How a column that has a value for each class, and a class for each value, spells them. */
    private Kind spelling(int[][] counts) {
      boolean same = true;
      boolean turned = labels.size() == 2;
      boolean yesOrNo = labels.stream().allMatch(label -> Feature.Flag.parse(label) != null);
      for (int value = 0; value < counts.length; value++) {
        if (sum(counts[value]) > WRONG * x.length) {
          int k = most(counts[value]) == counts[value][0] ? 0 : 1;
          while (counts[value][k] < most(counts[value])) {
            k++;
          }
          String label = labels.get(k);
          String text = field.text(x[starts[value]]);
          same &= text.equals(label) || alike(text, label, true);
          turned &=
              yesOrNo ? alike(text, label, false) : labels.contains(text) && !text.equals(label);
        }
      }
      return same ? Kind.SAME : turned ? Kind.OPPOSITE : Kind.SPELLED;
    }

    /** Whether two words are a yes or a no, and mean the same, or the opposite. */
    private static boolean alike(String text, String label, boolean same) {
      @Nullable Boolean here = Feature.Flag.parse(text);
      @Nullable Boolean there = Feature.Flag.parse(label);
      return here != null && there != null && here.equals(there) == same;
    }

    /** How many stretches of one class there are; without bound where equal values differ. */
    private int runs() {
      int runs = 1;
      for (int i = 1; i < x.length; i++) {
        if (y[i] != y[i - 1]) {
          if (x[i] == x[i - 1]) {
            return Integer.MAX_VALUE;
          }
          runs++;
        }
      }
      return runs;
    }

    private Tie boundary() {
      boolean drawn =
          x.length >= FEWEST_ROWS_FOR_A_BOUNDARY
              && runs() == labels.size()
              && IntStream.range(1, x.length)
                  .noneMatch(i -> y[i] != y[i - 1] && (Ordered.gap(x, i) || Ordered.fades(x, i)));
      return drawn ? tie(Kind.BOUNDARY, 0) : none();
    }

    // Numbers.

    private Tie numbers() {
      int others = x.length - mostFrequent();
      if (others < FEWEST_OTHERS) {
        return none();
      }
      int allowed = Math.min((int) Math.ceil(OFF_SHARE * x.length), (int) (OFF_OTHERS * others));
      if (!field.words()) {
        double room = ROUNDING * Arrays.stream(y).map(Math::abs).max().orElse(0);
        int other = off(i -> x[i] - y[i], 0, room);
        if (other <= allowed) {
          return tie(Kind.SAME, other);
        }
        double[] sums = IntStream.range(0, x.length).mapToDouble(i -> x[i] + y[i]).toArray();
        Arrays.sort(sums);
        int turned = off(i -> x[i] + y[i], sums[sums.length / 2], room);
        if (turned <= allowed) {
          return tie(Kind.OPPOSITE, turned);
        }
      }
      double[] means = means();
      if (!field.words()) {
        int off = Math.min(offCurve(means, 1), offCurve(means, -1));
        if (off <= allowed) {
          return tie(Kind.TRANSFORMED, off);
        }
      }
      if (values() * ROWS_A_VALUE > x.length) {
        return !field.words() && between() ? tie(Kind.LOOKUP, 0) : none();
      }
      return intervals(means)
          ? tie(Kind.INTERVALS, 0)
          : within(means) <= LEFT ? tie(Kind.LOOKUP, 0) : none();
    }

    private int off(java.util.function.IntToDoubleFunction of, double usual, double room) {
      int off = 0;
      for (int i = 0; i < x.length; i++) {
        off += Math.abs(of.applyAsDouble(i) - usual) > room ? 1 : 0;
      }
      return off;
    }

    /** How many rows have the most frequent target. */
    private int mostFrequent() {
      double[] sorted = y.clone();
      Arrays.sort(sorted);
      int most = 0;
      for (int from = 0; from < sorted.length; ) {
        int to = Ordered.above(sorted, sorted[from]);
        most = Math.max(most, to - from);
        from = to;
      }
      return most;
    }

    /** The mean rank of the targets of each value. */
    private double[] means() {
      double[] means = new double[values()];
      for (int value = 0; value < means.length; value++) {
        double sum = 0;
        for (int i = starts[value]; i < starts[value + 1]; i++) {
          sum += ranks[i];
        }
        means[value] = sum / (starts[value + 1] - starts[value]);
      }
      return means;
    }

    /** How many targets lie off the rising, or falling, curve nearest to them. */
    private int offCurve(double[] means, int sign) {
      double[] values = new double[x.length];
      for (int value = 0; value < means.length; value++) {
        Arrays.fill(values, starts[value], starts[value + 1], sign * means[value]);
      }
      double[] risen = Ordered.rising(values);
      double room = Math.max(1, OFF * x.length);
      return off(i -> sign * ranks[i] - risen[i], 0, room);
    }

    /** Whether every target lies between those of the rows next to it. */
    private boolean between() {
      double squares = 0;
      for (int i = 1; i + 1 < x.length; i++) {
        double error = ranks[i] - (ranks[i - 1] + ranks[i + 1]) / 2;
        squares += error * error;
      }
      // The error of a mean of two neighbours has 1.5 times the variance of theirs.
      return squares / 1.5 <= LEFT * x.length * Ordered.variance(ranks);
    }

    /**
     * Whether the targets of each value are an interval of their own, drawn through their midst.
     */
    private boolean intervals(double[] means) {
      // Sorted by the mean of their targets, the values' targets must rise, too.
      int[] byMean = Ordered.places(means);
      double[] targets = new double[x.length];
      int[] ends = new int[means.length];
      int[] sizes = new int[means.length];
      int at = 0;
      for (int k = 0; k < byMean.length; k++) {
        int value = byMean[k];
        int from = at;
        for (int i = starts[value]; i < starts[value + 1]; i++) {
          targets[at++] = y[i];
        }
        Arrays.sort(targets, from, at);
        if (from > 0 && targets[from] < targets[from - 1]) {
          return false;
        }
        ends[k] = at;
        sizes[k] = at - from;
      }
      double orders =
          Ordered.logOrders(sizes)
              - Ordered.logFactorial(sizes.length)
              - logOrdersOfEqual(targets, ends);
      if (orders - StrictMath.log(columns) < UNLIKELY_INTERVALS) {
        return false;
      }
      int[] cuts = Arrays.copyOf(ends, ends.length - 1);
      if (cuts.length == 1) {
        // Two kinds of things can lie apart by nature.
        return x.length >= FEWEST_ROWS_FOR_A_BOUNDARY
            && Arrays.stream(sizes).min().orElse(0) >= SMALLER_HALF * x.length
            && !Ordered.gap(targets, cuts[0])
            && !Ordered.fades(targets, cuts[0]);
      }
      long gaps = Arrays.stream(cuts).filter(end -> Ordered.gap(targets, end)).count();
      return 2 * gaps < cuts.length;
    }

    /** Of the orders those that differ only among equal targets, whose place is free. */
    private static double logOrdersOfEqual(double[] targets, int[] ends) {
      double orders = 0;
      int interval = 0;
      int to = 0;
      while (to < targets.length) {
        double target = targets[to];
        List<Integer> parts = new ArrayList<>();
        while (to < targets.length && targets[to] == target) {
          while (ends[interval] <= to) {
            interval++;
          }
          int start = to;
          while (to < ends[interval] && targets[to] == target) {
            to++;
          }
          parts.add(to - start);
        }
        orders += Ordered.logOrders(parts.stream().mapToInt(Integer::intValue).toArray());
      }
      return orders;
    }

    /** The variance of the targets within equal values, as a share of all. */
    private double within(double[] means) {
      double within = 0;
      for (int value = 0; value < means.length; value++) {
        for (int i = starts[value]; i < starts[value + 1]; i++) {
          within += (ranks[i] - means[value]) * (ranks[i] - means[value]);
        }
      }
      return within / (x.length - means.length) / Ordered.variance(ranks);
    }
  }
}
