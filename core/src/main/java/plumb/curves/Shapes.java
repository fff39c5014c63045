package plumb.curves;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Simple questions about the values of a column, for finding out what it is. */
final class Shapes {
  /** A counter goes back where a training begins anew, but not more often than this share. */
  private static final double MOST_BACK = 0.25;

  /** A loss falls by this share of its start at least. */
  private static final double FALL = 0.2;

  /** Losses of one network start within this factor of each other. */
  private static final double ALIKE = 10;

  private Shapes() {}

  /** Whether values count onwards: never back, but for a few new beginnings, and not all equal. */
  static boolean counts(double[] values) {
    double[] written = finite(values);
    if (written.length == 0) {
      return false;
    }
    long back = IntStream.range(1, written.length).filter(i -> written[i] < written[i - 1]).count();
    boolean stands = Arrays.stream(written).distinct().count() == 1;
    return back <= MOST_BACK * written.length && (!stands || written.length == 1);
  }

  /** Whether every row has a number. */
  static boolean isComplete(double[] values) {
    return values.length > 0 && Arrays.stream(values).allMatch(Double::isFinite);
  }

  static boolean isWhole(double[] values) {
    return Arrays.stream(values).allMatch(x -> x == Math.rint(x));
  }

  static long distinct(double[] values) {
    return Arrays.stream(finite(values)).distinct().count();
  }

  /** Whether values are lower at the end than at the start, by the medians of the quarters. */
  static boolean falls(double[] values) {
    double[] written = finite(values);
    int quarter = Math.max(1, written.length / 4);
    return written.length > 1
        && median(Arrays.copyOfRange(written, written.length - quarter, written.length))
            < median(Arrays.copyOf(written, quarter));
  }

  /** Whether values could be a loss: they fall by a good share, or fall and go below zero. */
  private static boolean looksLikeLoss(double[] values) {
    double[] written = finite(values);
    if (written.length < 3) {
      return false;
    }
    double lowest = Arrays.stream(written).min().orElse(0);
    return written[0] - lowest > FALL * Math.abs(written[0]);
  }

  /** Whether values go up or down on the whole, and do not only tremble. */
  static boolean trends(double[] values) {
    double[] written = finite(values);
    long up = IntStream.range(1, written.length).filter(i -> written[i] > written[i - 1]).count();
    return written.length > 3
        && Math.abs(2.0 * up / (written.length - 1) - 1) > 0.5
        && distinct(values) > written.length / 2;
  }

  /** Whether values could be the same loss on other rows: they fall from a height that is alike. */
  static boolean alike(double[] train, double[] other) {
    double[] a = finite(train);
    double[] b = finite(other);
    return a.length > 0
        && looksLikeLoss(other)
        && Math.abs(b[0]) < ALIKE * Math.abs(a[0])
        && Math.abs(a[0]) < ALIKE * Math.abs(b[0]);
  }

  static double max(double[] values) {
    return Arrays.stream(finite(values)).max().orElse(Double.NaN);
  }

  static double[] finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).toArray();
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  /**
   * What a program that writes "nan" means: in every row, or in all rows but every so many, it is a
   * measure that was not taken there; anything else is a measure that came out so.
   */
  static double[] notTaken(double[] values) {
    int[] taken =
        IntStream.range(0, values.length).filter(i -> Double.isFinite(values[i])).toArray();
    if (Arrays.stream(values).noneMatch(Double::isInfinite)
        || (taken.length > 0 && !isRegular(taken, values.length))) {
      return values;
    }
    return Arrays.stream(values).map(x -> Double.isInfinite(x) ? Double.NaN : x).toArray();
  }

  /** Whether places are all equally far apart, more than one, and reach to the end. */
  private static boolean isRegular(int[] places, int length) {
    int apart = places.length < 3 ? 0 : places[1] - places[0];
    return apart > 1
        && length - places[places.length - 1] <= apart
        && IntStream.range(1, places.length).allMatch(i -> places[i] - places[i - 1] == apart);
  }
}
