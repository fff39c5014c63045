package plumb.experiment;

/** How probable a result is by luck alone. */
public final class Chance {
  /** Terms of the continued fraction after which it no longer changes. */
  private static final int MOST_TERMS = 300;

  private static final double PRECISION = 1e-12;

  private Chance() {}

  /** The chance of at least {@code heads} heads in {@code n} throws of a coin. */
  public static double heads(int heads, int n) {
    double logWays = 0;
    double sum = 0;
    for (int k = n; k >= heads; k--) {
      sum += Math.exp(logWays - n * Math.log(2));
      logWays += Math.log(k) - Math.log(n - k + 1);
    }
    return Math.min(1, sum);
  }

  /**
   * The chance that Student's t is at least as large.
   *
   * @param freedom degrees of freedom, at least 1
   */
  public static double student(double t, double freedom) {
    if (Double.isNaN(t)) {
      return 1;
    }
    double beyond = 0.5 * beta(freedom / (freedom + t * t), freedom / 2, 0.5);
    return t > 0 ? beyond : 1 - beyond;
  }

  /** The regularized incomplete beta function, by its continued fraction. */
  private static double beta(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    if (x > (a + 1) / (a + b + 2)) {
      return 1 - beta(1 - x, b, a);
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int m = 1; m <= MOST_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / nonZero(1 + even * d);
      c = nonZero(1 + even / c);
      fraction *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / nonZero(1 + odd * d);
      c = nonZero(1 + odd / c);
      fraction *= d * c;
      if (Math.abs(d * c - 1) < PRECISION) {
        break;
      }
    }
    return front * fraction / a;
  }

  private static double nonZero(double value) {
    return Math.abs(value) < Double.MIN_NORMAL ? Double.MIN_NORMAL : value;
  }

  /** The logarithm of the gamma function, by Stirling's series from 10 up. */
  private static double logGamma(double x) {
    double shift = 0;
    double y = x;
    while (y < 10) {
      shift += Math.log(y);
      y++;
    }
    double series = 1 / (12 * y) - 1 / (360 * Math.pow(y, 3)) + 1 / (1260 * Math.pow(y, 5));
    return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
  }
}
