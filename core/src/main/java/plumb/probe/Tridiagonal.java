package plumb.probe;

import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a small symmetric tridiagonal matrix, by Jacobi's method: turn
 * one pair of coordinates after the other until nothing is left beside the diagonal.
 */
final class Tridiagonal {
  private static final int SWEEPS = 60;

  private final double[][] matrix;
  private final double[][] vectors;
  private final int[] order;

  /**
   * Solves it.
   *
   * @param diagonal of the matrix
   * @param beside the diagonal, one number fewer
   */
  Tridiagonal(double[] diagonal, double[] beside) {
    int n = diagonal.length;
    matrix = new double[n][n];
    vectors = new double[n][n];
    for (int i = 0; i < n; i++) {
      vectors[i][i] = 1;
      matrix[i][i] = diagonal[i];
      if (i + 1 < n) {
        matrix[i][i + 1] = beside[i];
        matrix[i + 1][i] = beside[i];
      }
    }
    int sweeps = 0;
    while (sweeps < SWEEPS && turned()) {
      sweeps++;
    }
    order =
        IntStream.range(0, n)
            .boxed()
            .sorted((a, b) -> Double.compare(matrix[a][a], matrix[b][b]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** One sweep over all pairs; whether there was anything to turn. */
  private boolean turned() {
    int n = matrix.length;
    boolean any = false;
    for (int p = 0; p < n; p++) {
      for (int q = p + 1; q < n; q++) {
        double off = matrix[p][q];
        if (Math.abs(off) > 1e-16 * Math.sqrt(Math.abs(matrix[p][p] * matrix[q][q]))
            && Math.abs(off) > Double.MIN_NORMAL) {
          any = true;
          turn(p, q);
        }
      }
    }
    return any;
  }

  /** The turn of coordinates p and q that makes their entry beside the diagonal 0. */
  private void turn(int p, int q) {
    double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
    double sign = theta < 0 ? -1 : 1;
    double t = sign / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < matrix.length; k++) {
      double kp = matrix[k][p];
      double kq = matrix[k][q];
      matrix[k][p] = c * kp - s * kq;
      matrix[k][q] = s * kp + c * kq;
    }
    for (int k = 0; k < matrix.length; k++) {
      double pk = matrix[p][k];
      double qk = matrix[q][k];
      matrix[p][k] = c * pk - s * qk;
      matrix[q][k] = s * pk + c * qk;
      double vp = vectors[k][p];
      double vq = vectors[k][q];
      vectors[k][p] = c * vp - s * vq;
      vectors[k][q] = s * vp + c * vq;
    }
  }

  /** Eigenvalue number {@code i}, the lowest first. */
  double value(int i) {
    return matrix[order[i]][order[i]];
  }

  /** Entry {@code k} of eigenvector {@code i}, which has length 1. */
  double entry(int i, int k) {
    return vectors[k][order[i]];
  }

  /** The last entry of eigenvector {@code i}. */
  double last(int i) {
    return entry(i, vectors.length - 1);
  }
}
