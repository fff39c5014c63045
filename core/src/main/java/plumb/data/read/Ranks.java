package plumb.data.read;

import java.util.Arrays;

/**
 * Finds the values that would stand at some places of an array if it were sorted, without sorting
 * all of it: values are counted in groups of equal width from the smallest to the largest, and only
 * the group around the wanted place is looked into.
 */
final class Ranks {
  /** Below this many values sorting is as fast. */
  private static final int FEW = 2048;

  private static final int GROUPS = 1 << 13;

  private final double[] values;
  private final double min;

  /** Groups a unit; NaN where the values cannot be grouped. */
  private final double scale;

  private final int[] counts;

  /** Of values without NaN, which are left as they are. */
  Ranks(double[] values) {
    this.values = values;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double groups = (GROUPS - 1) / (high - low);
    this.min = low;
    this.scale =
        values.length > FEW && groups > 0 && groups < Double.MAX_VALUE ? groups : Double.NaN;
    this.counts = new int[Double.isNaN(scale) ? 0 : GROUPS];
    if (counts.length > 0) {
      for (double value : values) {
        counts[group(value)]++;
      }
    }
  }

  /** Differences and products are rounded in order, so a larger value is in no earlier group. */
  private int group(double value) {
    return Math.min(GROUPS - 1, (int) ((value - min) * scale));
  }

  /** The value at a place of the sorted array. */
  double at(int rank) {
    if (counts.length == 0) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      return sorted[rank];
    }
    int group = 0;
    int before = 0;
    while (before + counts[group] <= rank) {
      before += counts[group++];
    }
    return new Ranks(members(group)).at(rank - before);
  }

  private double[] members(int group) {
    double[] members = new double[counts[group]];
    int count = 0;
    for (double value : values) {
      if (group(value) == group) {
        members[count++] = value;
      }
    }
    return members;
  }

  /** The middle value, the upper one of two. */
  double median() {
    return at(values.length / 2);
  }
}
