package plumb.cause;

import java.util.Arrays;

/**
 * Linear regression with an intercept in double precision, by products of standardized columns that
 * are summed once, so that subsets of the columns are fitted without another look at the rows.
 */
final class LinearFit {
  /** A column that is this near to a sum of others, as a share of its variance, adds nothing. */
  private static final double DEPENDENT = 1e-10;

  private final double[][] columns;
  private final double[] means;
  private final double[] deviations;
  private final double[][] products;

  /**
   * Of columns.
   *
   * @param columns one array a column, of equal length, without NaN
   */
  LinearFit(double[][] columns) {
    int width = columns.length;
    int rows = width == 0 ? 0 : columns[0].length;
    this.columns = columns;
    this.means = new double[width];
    this.deviations = new double[width];
    this.products = new double[width][width];
    double[][] standard = new double[width][];
    for (int j = 0; j < width; j++) {
      means[j] = Arrays.stream(columns[j]).average().orElse(0);
      double deviation = Math.sqrt(Ordered.variance(columns[j]));
      deviations[j] = deviation <= 1e-12 * Math.abs(means[j]) ? 0 : deviation;
      standard[j] = standardized(j);
    }
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] = product(standard[i], standard[j]) / rows;
        products[j][i] = products[i][j];
      }
    }
  }

  private double[] standardized(int column) {
    double[] standard = new double[columns[column].length];
    if (deviations[column] > 0) {
      for (int i = 0; i < standard.length; i++) {
        standard[i] = (columns[column][i] - means[column]) / deviations[column];
      }
    }
    return standard;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  int width() {
    return columns.length;
  }

  /** The mean product of each standardized column with a target less its mean. */
  double[] products(double[] target) {
    double mean = Arrays.stream(target).average().orElse(0);
    double[] with = new double[columns.length];
    for (int j = 0; j < with.length; j++) {
      if (deviations[j] > 0) {
        double sum = 0;
        for (int i = 0; i < target.length; i++) {
          sum += (columns[j][i] - means[j]) * (target[i] - mean);
        }
        with[j] = sum / deviations[j] / target.length;
      }
    }
    return with;
  }

  /**
   * A solution.
   *
   * @param weights one a column, of its raw values; 0 for those not used
   * @param intercept added to their sum
   */
  record Solution(double[] weights, double intercept) {
    /** The answer for row {@code row} of columns. */
    double answer(double[][] columns, int row) {
      double sum = intercept;
      for (int j = 0; j < weights.length; j++) {
        if (weights[j] != 0) {
          sum += weights[j] * columns[j][row];
        }
      }
      return sum;
    }

    /** The answers for all rows of columns. */
    double[] answers(double[][] columns) {
      double[] answers = new double[columns[0].length];
      for (int row = 0; row < answers.length; row++) {
        answers[row] = answer(columns, row);
      }
      return answers;
    }
  }

  /**
   * The least squares of a target by some of the columns.
   *
   * @param with what {@link #products(double[])} says of the target
   * @param mean of the target
   * @param chosen which columns
   * @param ridge added to the variance of each standardized column
   */
  Solution solve(double[] with, double mean, int[] chosen, double ridge) {
    double[] standard = weights(with, chosen, ridge);
    double[] weights = new double[columns.length];
    double intercept = mean;
    for (int i = 0; i < chosen.length; i++) {
      int j = chosen[i];
      if (deviations[j] > 0) {
        weights[j] = standard[i] / deviations[j];
        intercept -= weights[j] * means[j];
      }
    }
    return new Solution(weights, intercept);
  }

  /** Standard deviation of a column over the rows fitted to. */
  double deviation(int column) {
    return deviations[column];
  }

  /** By Cholesky factors, the column with the largest rest next; those with none are left out. */
  private double[] weights(double[] with, int[] chosen, double ridge) {
    int n = chosen.length;
    double[][] factor = new double[n][n];
    double[] rest = new double[n];
    double[] full = new double[n];
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      full[i] = products[chosen[i]][chosen[i]] + ridge;
      rest[i] = full[i];
      order[i] = i;
    }
    int rank = 0;
    for (; rank < n; rank++) {
      int best = rank;
      for (int i = rank + 1; i < n; i++) {
        best = rest[order[i]] > rest[order[best]] ? i : best;
      }
      int swapped = order[rank];
      order[rank] = order[best];
      order[best] = swapped;
      int here = order[rank];
      if (!(rest[here] > DEPENDENT * full[here])) {
        break;
      }
      double root = Math.sqrt(rest[here]);
      factor[here][rank] = root;
      for (int i = rank + 1; i < n; i++) {
        int there = order[i];
        double sum = products[chosen[there]][chosen[here]];
        for (int k = 0; k < rank; k++) {
          sum -= factor[there][k] * factor[here][k];
        }
        factor[there][rank] = sum / root;
        rest[there] -= factor[there][rank] * factor[there][rank];
      }
    }
    double[] half = new double[rank];
    for (int i = 0; i < rank; i++) {
      double sum = with[chosen[order[i]]];
      for (int k = 0; k < i; k++) {
        sum -= factor[order[i]][k] * half[k];
      }
      half[i] = sum / factor[order[i]][i];
    }
    double[] weights = new double[n];
    for (int i = rank - 1; i >= 0; i--) {
      double sum = half[i];
      for (int k = i + 1; k < rank; k++) {
        sum -= factor[order[k]][i] * weights[order[k]];
      }
      weights[order[i]] = sum / factor[order[i]][i];
    }
    return weights;
  }
}
