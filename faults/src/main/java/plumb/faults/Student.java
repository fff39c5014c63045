package plumb.faults;

import java.util.List;

/** Means of a few numbers, and what they prove. */
final class Student {
  private Student() {}

  static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  static double variance(List<Double> values) {
    double mean = mean(values);
    double sum = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return values.size() < 2 ? 0 : sum / (values.size() - 1);
  }

  /** Half the width of the 95 % interval of the mean. */
  static double halfWidth(List<Double> values) {
    int n = values.size();
    return n < 2 ? Double.NaN : quantile(n - 1.0) * Math.sqrt(variance(values) / n);
  }

  /**
   * Whether the first mean is above the second by Welch's test: less than once in 20 times by
   * chance, the effect being at least half a standard deviation (the rule of DeepCrime).
   */
  static boolean above(List<Double> high, List<Double> low) {
    double difference = mean(high) - mean(low);
    double a = variance(high) / high.size();
    double b = variance(low) / low.size();
    double pooled = Math.sqrt((variance(high) + variance(low)) / 2);
    if (!(difference > 0)) {
      return false;
    }
    if (a + b == 0) {
      return true;
    }
    double t = difference / Math.sqrt(a + b);
    double degrees = (a + b) * (a + b) / (a * a / (high.size() - 1) + b * b / (low.size() - 1));
    return t > quantile(degrees) && difference >= 0.5 * pooled;
  }

  /** The standard error of the mean; not a number for less than two values. */
  static double standardError(List<Double> values) {
    return values.size() < 2 ? Double.NaN : Math.sqrt(variance(values) / values.size());
  }

  /**
   * Whether the mean of paired differences is below 0 by the paired t test, less than once in 20
   * times by chance to either side.
   */
  static boolean below(List<Double> differences) {
    double mean = mean(differences);
    return differences.size() >= 2
        && mean < 0
        && -mean > quantile(differences.size() - 1.0) * standardError(differences);
  }

  /** The 97.5 % point of Student's distribution, by the expansion of Cornish and Fisher. */
  static double quantile(double degrees) {
    if (degrees < 4) {
      double[] exact = {12.706, 4.303, 3.182, 2.776};
      int low = (int) Math.max(1, Math.floor(degrees));
      double share = Math.clamp(degrees - low, 0, 1);
      return exact[low - 1] * (1 - share) + exact[Math.min(3, low)] * share;
    }
    double z = 1.959964;
    double z3 = z * z * z;
    double z5 = z3 * z * z;
    double z7 = z5 * z * z;
    return z
        + (z3 + z) / (4 * degrees)
        + (5 * z5 + 16 * z3 + 3 * z) / (96 * degrees * degrees)
        + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * degrees * degrees * degrees);
  }
}
