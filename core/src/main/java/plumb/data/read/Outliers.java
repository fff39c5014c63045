package plumb.data.read;

import java.util.Arrays;

/**
 * Where the values of a column end that are of one kind; what lies beyond is so far out that it is
 * no part of the same quantity: a sentinel, a slip of the unit, a broken sensor.
 *
 * @param low smallest value of the kind
 * @param high largest value of the kind
 */
public record Outliers(double low, double high) {
  /** A value this many times as far from the middle as the next one is of another kind. */
  public static final double JUMP = 15;

  /** Values of another kind are at most this share of a column, or they are its other mode. */
  private static final double FEW = 0.1;

  /** Nothing lies outside. */
  public static final Outliers NONE = new Outliers(-Double.MAX_VALUE, Double.MAX_VALUE);

  /** Of a column, missing values aside. */
  public static Outliers of(double[] column) {
    double[] present = Arrays.stream(column).filter(x -> !Double.isNaN(x)).sorted().toArray();
    if (present.length < 20) {
      return NONE;
    }
    double middle = present[present.length / 2];
    double[] out = Arrays.stream(present).map(x -> Math.abs(x - middle)).sorted().toArray();
    int from = (int) Math.ceil(out.length * (1 - FEW));
    double squares = 0;
    for (int i = 0; i < from; i++) {
      squares += out[i] * out[i];
    }
    double usual = Math.sqrt(squares / from);
    for (int i = from; i < out.length; i++) {
      double base = Math.max(out[i - 1], usual);
      if (base > 0 && out[i] > JUMP * base) {
        // Half way, on a scale of factors, between the last of the kind and the first of another.
        double fence = base * Math.sqrt(JUMP);
        return new Outliers(middle - fence, middle + fence);
      }
    }
    return NONE;
  }

  /** Whether a value is of another kind. */
  public boolean outside(double value) {
    return value < low || value > high;
  }

  /** Those of some values that do not lie outside. */
  double[] within(double[] values) {
    return equals(NONE) ? values : Arrays.stream(values).filter(x -> !outside(x)).toArray();
  }
}
