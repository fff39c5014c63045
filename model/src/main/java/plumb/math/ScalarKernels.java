package plumb.math;

/** The readable kernels. */
public final class ScalarKernels implements Kernels {
  /** Rows of C a task works on. */
  private static final int ROWS = 16;

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public MatrixProduct product() {
    return ScalarKernels::multiply;
  }

  private static void multiply(
      Team team,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      boolean aTransposed,
      float[] b,
      int bOffset,
      boolean bTransposed,
      float[] c,
      int cOffset,
      MatrixProduct.Tile epilogue) {
    team.run(
        (m + ROWS - 1) / ROWS,
        task -> {
          int rowFrom = task * ROWS;
          int rowTo = Math.min(m, rowFrom + ROWS);
          for (int i = rowFrom; i < rowTo; i++) {
            int row = cOffset + i * n;
            for (int j = 0; j < n; j++) {
              c[row + j] = 0;
            }
            for (int p = 0; p < k; p++) {
              float factor = a[aOffset + (aTransposed ? p * m + i : i * k + p)];
              if (bTransposed) {
                for (int j = 0; j < n; j++) {
                  c[row + j] += factor * b[bOffset + j * k + p];
                }
              } else {
                int line = bOffset + p * n;
                for (int j = 0; j < n; j++) {
                  c[row + j] += factor * b[line + j];
                }
              }
            }
          }
          epilogue.finish(rowFrom, rowTo, 0, n);
        });
  }

  @Override
  public void sigmoid(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = FloatMath.sigmoid(values[i]);
    }
  }

  @Override
  public void tanh(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = FloatMath.tanh(values[i]);
    }
  }

  @Override
  public void exp(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = FloatMath.exp(values[i]);
    }
  }
}
