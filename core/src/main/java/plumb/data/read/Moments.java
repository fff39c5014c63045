package plumb.data.read;

import java.util.Arrays;

/**
 * How the numbers of some rows are distributed, missing ones aside.
 *
 * @param count how many there are
 * @param deviation standard deviation, dividing by the count
 */
record Moments(int count, double min, double max, double mean, double deviation) {
  static Moments of(PackedNumbers values, int[] rows) {
    return of(present(values, rows));
  }

  /** Of values that are all there. */
  static Moments of(double[] present) {
    int count = present.length;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double mean = 0;
    for (int i = 0; i < count; i++) {
      double value = present[i];
      min = Math.min(min, value);
      max = Math.max(max, value);
      mean += (value - mean) / (i + 1);
    }
    double squares = 0;
    for (double value : present) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = min == max || count == 0 ? 0 : Math.sqrt(squares / count);
    if (min < max && (squares < Double.MIN_NORMAL || !Double.isFinite(squares))) {
      deviation = scaled(present, mean, Math.max(max - mean, mean - min)) / Math.sqrt(count);
    }
    return new Moments(count, min, max, mean, deviation);
  }

  /** Root of the sum of squares where the squares themselves are too small or too large. */
  private static double scaled(double[] present, double mean, double unit) {
    double squares = 0;
    for (double value : present) {
      double part = (value - mean) / unit;
      squares += part * part;
    }
    return unit * Math.sqrt(squares);
  }

  /** The third central moment by the cube of the standard deviation; 0 for a constant. */
  double skewness(double[] present) {
    if (deviation == 0) {
      return 0;
    }
    double cubes = 0;
    for (double value : present) {
      double x = (value - mean) / deviation;
      cubes += x * x * x;
    }
    return cubes / count;
  }

  /** The values of some rows that are there, in the order of the rows. */
  static double[] present(PackedNumbers values, int[] rows) {
    return present(values, rows, new double[rows.length]);
  }

  /**
   * The same.
   *
   * @param present room for one a row, which is what is returned where none is missing
   */
  static double[] present(PackedNumbers values, int[] rows, double[] present) {
    int count = 0;
    for (int row : rows) {
      present[count] = values.at(row);
      count += Double.isNaN(present[count]) ? 0 : 1;
    }
    return count == present.length ? present : Arrays.copyOf(present, count);
  }
}
