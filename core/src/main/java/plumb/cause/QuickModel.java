package plumb.cause;

import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;
import plumb.data.Encoding;
import plumb.data.Inputs;

/**
 * Ridge regression on what a {@link Lens} sees, solved by its normal equations, {@code (X'X + r I)
 * W = X'Y}: a model that bends, fitted in a fraction of a second, for questions about data. It is
 * no measure of what a network can learn.
 */
final class QuickModel {
  /**
   * The ridge by the mean diagonal of the products: strong enough that a few hundred rows do not
   * learn their noise by heart.
   */
  private static final double RIDGE = 0.01;

  /** What the ridge is at least, in rows' worth of products, for few rows. */
  private static final double RIDGE_ROWS = 2;

  private final Lens lens;

  /** One row of weights an answer. */
  private final double[][] weights;

  private final float[] seen;

  private QuickModel(Lens lens, double[][] weights) {
    this.lens = lens;
    this.weights = weights;
    this.seen = new float[lens.size()];
  }

  /**
   * Fitted to rows.
   *
   * @param answers one array a number to be learned, one element a row of {@code rows}
   */
  static QuickModel fit(
      Inputs inputs, Encoding encoding, int[] rows, double[][] answers, long seed) {
    Lens lens = Lens.of(inputs, encoding, rows, seed);
    int size = lens.size();
    double[][] square = new double[size][size];
    double[][] right = new double[answers.length][size];
    float[] x = new float[size];
    double[] wide = new double[size];
    for (int i = 0; i < rows.length; i++) {
      lens.see(inputs, rows[i], x);
      for (int a = 0; a < size; a++) {
        wide[a] = x[a];
      }
      for (int a = 0; a < size; a++) {
        double factor = wide[a];
        if (factor != 0) {
          double[] products = square[a];
          for (int b = 0; b <= a; b++) {
            products[b] += factor * wide[b];
          }
        }
      }
      for (int k = 0; k < answers.length; k++) {
        double y = answers[k][i];
        if (y != 0) {
          for (int a = 0; a < size; a++) {
            right[k][a] += y * wide[a];
          }
        }
      }
    }
    double trace = 0;
    for (int a = 0; a < size; a++) {
      trace += square[a][a];
    }
    double mean = trace / size;
    double ridge = RIDGE * mean + RIDGE_ROWS * mean / rows.length + 1e-9;
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < a; b++) {
        square[b][a] = square[a][b];
      }
      square[a][a] += a == 0 ? 1e-6 * ridge : ridge;
    }
    double[][] weights = new double[answers.length][];
    DenseMatrix.CholeskyFactorization factors =
        DenseMatrix.createDenseMatrix(square).choleskyFactorization().orElseThrow();
    for (int k = 0; k < answers.length; k++) {
      weights[k] = factors.solve(DenseVector.createDenseVector(right[k])).toArray();
    }
    return new QuickModel(lens, weights);
  }

  /** Its answers for a row, one a number that was learned. */
  double[] answers(Inputs inputs, int row) {
    lens.see(inputs, row, seen);
    double[] answers = new double[weights.length];
    for (int k = 0; k < answers.length; k++) {
      double[] w = weights[k];
      double sum = 0;
      for (int a = 0; a < w.length; a++) {
        sum += w[a] * seen[a];
      }
      answers[k] = sum;
    }
    return answers;
  }

  /** The index of its largest answer for a row. */
  int largest(Inputs inputs, int row) {
    double[] answers = answers(inputs, row);
    int best = 0;
    for (int k = 1; k < answers.length; k++) {
      best = answers[k] > answers[best] ? k : best;
    }
    return best;
  }
}
