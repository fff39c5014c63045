package plumb.recipe;

import java.util.Optional;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;
import plumb.data.Inputs;

/**
 * Linear regression with an intercept by its normal equations, {@code (X'X + r I) w = X'y}, in
 * double precision. The ridge {@code r}, a millionth of the mean square of the inputs, is there for
 * inputs that say the same.
 *
 * @param weights one an input, then the intercept
 */
record LeastSquares(double[] weights) {
  /** Products of the normal equations at most; beyond, they take too long. */
  private static final double MOST_PRODUCTS = 2e10;

  private static final double RIDGE = 1e-6;

  /** The solution; empty where there are too many inputs and rows, or it cannot be computed. */
  static Optional<LeastSquares> fit(Inputs inputs, float[] values) {
    int width = inputs.width() + 1;
    if ((double) width * width * values.length > MOST_PRODUCTS) {
      return Optional.empty();
    }
    double[][] square = new double[width][width];
    double[] right = new double[width];
    float[] line = new float[width];
    for (int row = 0; row < values.length; row++) {
      inputs.copyRow(row, line, 0);
      line[width - 1] = 1;
      for (int i = 0; i < width; i++) {
        double x = line[i];
        double[] products = square[i];
        for (int j = 0; j <= i; j++) {
          products[j] += x * line[j];
        }
        right[i] += x * values[row];
      }
    }
    double trace = 0;
    for (int i = 0; i < width; i++) {
      trace += square[i][i];
    }
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < i; j++) {
        square[j][i] = square[i][j];
      }
      square[i][i] += RIDGE * trace / width;
    }
    return DenseMatrix.createDenseMatrix(square)
        .choleskyFactorization()
        .map(factors ->
            new LeastSquares(factors.solve(DenseVector.createDenseVector(right)).toArray()));
  }

  /** The answer for an encoded row. */
  double answer(float[] row) {
    double sum = weights[row.length];
    for (int i = 0; i < row.length; i++) {
      sum += weights[i] * row[i];
    }
    return sum;
  }
}
