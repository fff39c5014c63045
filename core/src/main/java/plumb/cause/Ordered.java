package plumb.cause;

import java.util.Arrays;

/** What is read off numbers that are put in order. */
final class Ordered {
  /**
   * Two values that follow one another and lie this many usual distances apart have nothing between
   * them: of values without a gap one in 3,000 distances is as large.
   */
  private static final double GAP = 8;

  /** Neighbours on each side that tell the usual distance. */
  private static final int NEIGHBOURS = 20;

  /** The edge of a kind of things, as a part of all values. */
  private static final int EDGE = 40;

  private static final int FEWEST_NEIGHBOURS = 3;

  /** One value in so many is left out at either end where the usual distance is taken. */
  private static final int TAIL = 20;

  /** Times the usual distance: as far out as one value in forty of a normal distribution. */
  private static final double SPARSE = 4;

  private Ordered() {}

  /**
   * The places of values in rising order of the values, NaN last; of equal ones the first first.
   */
  static int[] places(double[] values) {
    // Sorting numbers without their places, and finding the places afterwards, makes no objects.
    double[] sorted = new double[values.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = values[i] + 0.0;
    }
    Arrays.sort(sorted);
    int[] placed = new int[values.length];
    int[] places = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int first = first(sorted, values[i] + 0.0);
      places[first + placed[first]++] = i;
    }
    return places;
  }

  /** The first place of a value in sorted ones. */
  private static int first(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Double.compare(sorted[middle], value) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first place of a value above another, which is among the sorted ones. */
  static int above(double[] sorted, double value) {
    int at = first(sorted, value);
    while (at < sorted.length && sorted[at] <= value) {
      at++;
    }
    return at;
  }

  /** The rank of each value, from 0 on; equal ones share the mean of their ranks. */
  static double[] ranks(double[] values) {
    int[] places = places(values);
    double[] ranks = new double[values.length];
    for (int from = 0; from < places.length; ) {
      int to = from + 1;
      while (to < places.length && values[places[to]] == values[places[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[places[i]] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  /**
   * Whether a cut through the values falls into a gap of theirs, as between two kinds of things
   * that differ by nature. A boundary that somebody has drawn runs through the midst of them.
   *
   * @param sorted in rising order
   * @param first place of the first value above the cut
   */
  static boolean gap(double[] sorted, int first) {
    int reach = Math.max(2, Math.min(NEIGHBOURS, sorted.length / 10));
    int low = Math.max(0, first - 1 - reach);
    int high = Math.min(sorted.length - 1, first + reach);
    double step = sorted[first] - sorted[first - 1];
    double others = sorted[first - 1] - sorted[low] + sorted[high] - sorted[first];
    int steps = first - 1 - low + high - first;
    double usual = steps == 0 ? 0 : others / steps;
    return step > Math.max(GAP * usual, grain(sorted, low, high));
  }

  /**
   * Whether values grow sparse towards a cut, as at the edges of two kinds of things that happen
   * not to overlap. Where a boundary was drawn they are about as dense there as elsewhere.
   *
   * @param sorted in rising order
   * @param first place of the first value above the cut
   */
  static boolean fades(double[] sorted, int first) {
    int reach = Math.clamp(sorted.length / EDGE, FEWEST_NEIGHBOURS, NEIGHBOURS);
    int low = Math.max(0, first - 1 - reach);
    int high = Math.min(sorted.length - 1, first + reach);
    double here = (sorted[high] - sorted[low]) / (high - low);
    int tail = sorted.length / TAIL;
    int end = sorted.length - 1 - tail;
    double usual = (sorted[end] - sorted[tail]) / (end - tail);
    return here > SPARSE * usual;
  }

  /** The smallest step between different values near the cut: rounded values can lie no closer. */
  private static double grain(double[] sorted, int low, int high) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = low + 1; i <= high; i++) {
      double step = sorted[i] - sorted[i - 1];
      least = step > 0 ? Math.min(least, step) : least;
    }
    // Half a step of room for the rounding of decimals.
    return 1.5 * least;
  }

  /**
   * The rising values nearest to some values by least squares (pool adjacent violators).
   *
   * @param values in the order of what they should rise with
   */
  static double[] rising(double[] values) {
    double[] means = new double[values.length];
    int[] counts = new int[values.length];
    int blocks = 0;
    for (double value : values) {
      means[blocks] = value;
      counts[blocks++] = 1;
      while (blocks > 1 && means[blocks - 2] > means[blocks - 1]) {
        int together = counts[blocks - 2] + counts[blocks - 1];
        means[blocks - 2] =
            (means[blocks - 2] * counts[blocks - 2] + means[blocks - 1] * counts[blocks - 1])
                / together;
        counts[blocks - 2] = together;
        blocks--;
      }
    }
    double[] risen = new double[values.length];
    int at = 0;
    for (int block = 0; block < blocks; block++) {
      Arrays.fill(risen, at, at + counts[block], means[block]);
      at += counts[block];
    }
    return risen;
  }

  /**
   * Natural logarithm of the number of orders of things of which so many of each kind are alike.
   */
  static double logOrders(int[] counts) {
    double orders = logFactorial(Arrays.stream(counts).sum());
    for (int count : counts) {
      orders -= logFactorial(count);
    }
    return orders;
  }

  /** Natural logarithm of 1 * 2 * ... * n. */
  static double logFactorial(int n) {
    double log = 0;
    for (int i = 2; i <= n; i++) {
      log += StrictMath.log(i);
    }
    return log;
  }

  /** Variance, dividing by the count. */
  static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return squares / Math.max(1, values.length);
  }
}
