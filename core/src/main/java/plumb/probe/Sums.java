package plumb.probe;

import java.util.Arrays;

/**
 * Sums over parts of arrays. Many partial sums grow side by side, so that the compiler can add them
 * several at a time; a single one would wait for every addition.
 */
final class Sums {
  private static final int LANES = 256;

  private final double[] lanes = new double[LANES];

  /** {@code sum |x|}. */
  double sizes(float[] x, int from, int to) {
    Arrays.fill(lanes, 0);
    for (int start = from; start < to; start += LANES) {
      int count = Math.min(LANES, to - start);
      for (int i = 0; i < count; i++) {
        lanes[i] += Math.abs(x[start + i]);
      }
    }
    return total();
  }

  /** {@code sum x^2}. */
  double squares(float[] x, int from, int to) {
    Arrays.fill(lanes, 0);
    for (int start = from; start < to; start += LANES) {
      int count = Math.min(LANES, to - start);
      for (int i = 0; i < count; i++) {
        double value = x[start + i];
        lanes[i] += value * value;
      }
    }
    return total();
  }

  /** {@code sum (x - y)^2}. */
  double squaredDifferences(float[] x, float[] y, int from, int to) {
    Arrays.fill(lanes, 0);
    for (int start = from; start < to; start += LANES) {
      int count = Math.min(LANES, to - start);
      for (int i = 0; i < count; i++) {
        double difference = (double) x[start + i] - y[start + i];
        lanes[i] += difference * difference;
      }
    }
    return total();
  }

  /** {@code sum (a x + b sgn(x) + c y)^2}. */
  double squaredPenalties(float[] x, double a, double b, float[] y, double c, int from, int to) {
    Arrays.fill(lanes, 0);
    for (int start = from; start < to; start += LANES) {
      int count = Math.min(LANES, to - start);
      for (int i = 0; i < count; i++) {
        float w = x[start + i];
        double sum = a * w + b * Math.signum(w) + c * y[start + i];
        lanes[i] += sum * sum;
      }
    }
    return total();
  }

  private double total() {
    double sum = 0;
    for (double lane : lanes) {
      sum += lane;
    }
    return sum;
  }
}
