package plumb.nn;

/** The losses on a batch, with their derivatives. */
final class Losses {
  private static final double CLIP = 1e-7;

  private Losses() {}

  /**
   * What output {@code j} of row {@code i} should be: classes as one-hot, or 0 and 1 for one unit.
   */
  private static float expected(Expected expected, int row, int output, int outputs) {
    return switch (expected) {
      case Expected.Values(float[] values) -> values[row];
      case Expected.Classes(int[] labels) ->
          outputs == 1 ? labels[row] : labels[row] == output ? 1 : 0;
    };
  }

  /**
   * Cross-entropy behind a softmax, from the weighted sums: {@code L = ln sum_j exp(z_j) - z_y},
   * {@code dL/dz_j = p_j - y_j}.
   *
   * @return the sum of the losses of the rows
   */
  static double softmaxCrossEntropy(
      Step.RowSoftmax softmax, Expected expected, int rows, float[] deltaZ) {
    int width = softmax.outWidth;
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double loss = 0;
      for (int j = 0; j < width; j++) {
        float y = expected(expected, row, j, width);
        int at = row * width + j;
        if (y != 0) {
          loss += y * (softmax.logSum(row) - softmax.in[at]);
        }
        deltaZ[at] = (softmax.out[at] - y) / rows;
      }
      sum += loss;
    }
    return sum;
  }

  /**
   * Binary cross-entropy behind a sigmoid, from the weighted sums: {@code L = max(z, 0) - z y +
   * ln(1 + exp(-|z|))}, {@code dL/dz = a - y}.
   */
  static double sigmoidCrossEntropy(
      float[] z, float[] a, int width, Expected expected, int rows, float[] deltaZ) {
    double sum = 0;
    float scale = 1f / (rows * width);
    for (int row = 0; row < rows; row++) {
      double loss = 0;
      for (int j = 0; j < width; j++) {
        int at = row * width + j;
        float y = expected(expected, row, j, width);
        loss +=
            Math.max(z[at], 0)
                - (double) z[at] * y
                + StrictMath.log1p(StrictMath.exp(-Math.abs(z[at])));
        deltaZ[at] = (a[at] - y) * scale;
      }
      sum += loss / width;
    }
    return sum;
  }

  /** The sum of the losses of rows by what was given out, without derivatives. */
  static double of(NetworkSpec spec, float[] out, Expected expected, int rows) {
    float[] unused = new float[rows * spec.outputs()];
    return general(spec.loss(), out, spec.outputs(), expected, rows, unused);
  }

  /** Any loss on any outputs; writes the derivative by the outputs. */
  static double general(
      Loss loss, float[] out, int width, Expected expected, int rows, float[] delta) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double rowLoss = 0;
      for (int j = 0; j < width; j++) {
        int at = row * width + j;
        float o = out[at];
        float y = expected(expected, row, j, width);
        float scale = 1f / rows / (loss == Loss.CROSS_ENTROPY ? 1 : width);
        double p = Math.max(CLIP, Math.min(1 - CLIP, o));
        // Where the probability is clipped, the loss does not depend on the output.
        float inside = p == o ? scale : 0;
        switch (loss) {
          case CROSS_ENTROPY -> {
            rowLoss -= y == 0 ? 0 : y * StrictMath.log(p);
            delta[at] = (float) (-y / p * inside);
          }
          case BINARY_CROSS_ENTROPY -> {
            rowLoss -= (y * StrictMath.log(p) + (1 - y) * StrictMath.log1p(-p)) / width;
            delta[at] = (float) ((p - y) / (p * (1 - p)) * inside);
          }
          case MEAN_SQUARED_ERROR -> {
            rowLoss += (double) (o - y) * (o - y) / width;
            delta[at] = 2 * (o - y) * scale;
          }
          case MEAN_ABSOLUTE_ERROR -> {
            rowLoss += Math.abs((double) o - y) / width;
            delta[at] = Math.signum(o - y) * scale;
          }
          case HINGE -> {
            float sign = expected instanceof Expected.Classes ? 2 * y - 1 : y;
            double margin = 1 - (double) sign * o;
            rowLoss += Math.max(0, margin) / width;
            delta[at] = margin > 0 ? -sign * scale : 0;
          }
        }
      }
      sum += rowLoss;
    }
    return sum;
  }
}
