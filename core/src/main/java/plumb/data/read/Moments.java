package plumb.data.read;

import java.util.Arrays;

/**
 * How the numbers of some rows are distributed, missing ones aside.
 *
 * @param count how many there are
 * @param deviation standard deviation, dividing by the count
 */
record Moments(int count, double min, double max, double mean, double deviation) {
  static Moments of(double[] values, int[] rows) {
    int count = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double mean = 0;
    for (int row : rows) {
      double value = values[row];
      if (!Double.isNaN(value)) {
        count++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        mean += (value - mean) / count;
      }
    }
    double squares = 0;
    for (int row : rows) {
      double value = values[row];
      if (!Double.isNaN(value)) {
        squares += (value - mean) * (value - mean);
      }
    }
    double deviation = min == max || count == 0 ? 0 : Math.sqrt(squares / count);
    if (min < max && (squares < Double.MIN_NORMAL || !Double.isFinite(squares))) {
      deviation = scaled(values, rows, mean, Math.max(max - mean, mean - min)) / Math.sqrt(count);
    }
    return new Moments(count, min, max, mean, deviation);
  }

  /** Root of the sum of squares where the squares themselves are too small or too large. */
  private static double scaled(double[] values, int[] rows, double mean, double unit) {
    double squares = 0;
    for (int row : rows) {
      if (!Double.isNaN(values[row])) {
        double part = (values[row] - mean) / unit;
        squares += part * part;
      }
    }
    return unit * Math.sqrt(squares);
  }

  /** The third central moment by the cube of the standard deviation; 0 for a constant. */
  static double skewness(double[] values, int[] rows) {
    Moments moments = of(values, rows);
    if (moments.deviation() == 0) {
      return 0;
    }
    double cubes = 0;
    for (int row : rows) {
      if (!Double.isNaN(values[row])) {
        double x = (values[row] - moments.mean()) / moments.deviation();
        cubes += x * x * x;
      }
    }
    return cubes / moments.count();
  }

  static double median(double[] values, int[] rows) {
    double[] present = sorted(values, rows);
    return present.length == 0 ? 0 : present[present.length / 2];
  }

  /** The values that are there, ascending. */
  static double[] sorted(double[] values, int[] rows) {
    double[] present =
        Arrays.stream(rows).mapToDouble(row -> values[row]).filter(v -> !Double.isNaN(v)).toArray();
    Arrays.sort(present);
    return present;
  }
}
