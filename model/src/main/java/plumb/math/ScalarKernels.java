package plumb.math;

import org.jspecify.annotations.Nullable;

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

  /** {@code c_ij <- fma(a_ip, b_pj, c_ij)} from 0 on, one {@code p} after the other. */
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
      float @Nullable [] line,
      int lineOffset,
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
                  c[row + j] = Math.fma(factor, b[bOffset + j * k + p], c[row + j]);
                }
              } else {
                int from = bOffset + p * n;
                for (int j = 0; j < n; j++) {
                  c[row + j] = Math.fma(factor, b[from + j], c[row + j]);
                }
              }
            }
            if (line != null) {
              for (int j = 0; j < n; j++) {
                c[row + j] += line[lineOffset + j];
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
  public void softmax(
      float[] z, float[] p, int width, int from, int to, float[] tops, float[] sums) {
    for (int line = from; line < to; line++) {
      int at = line * width;
      float top = Float.NEGATIVE_INFINITY;
      for (int j = at; j < at + width; j++) {
        top = Math.max(top, z[j]);
      }
      float sum = 0;
      for (int j = at; j < at + width; j++) {
        p[j] = FloatMath.exp(z[j] - top);
        sum += p[j];
      }
      for (int j = at; j < at + width; j++) {
        p[j] /= sum;
      }
      tops[line] = top;
      sums[line] = sum;
    }
  }

  @Override
  public void relu(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = Math.max(0, values[i]);
    }
  }

  @Override
  public void reluSlope(float[] a, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      delta[i] = a[i] > 0 ? delta[i] : 0;
    }
  }

  @Override
  public void bend(float[] z, float[] a, int at, int count, float[] slopes, int slopesAt) {
    for (int i = 0; i < count; i++) {
      a[at + i] = z[at + i] > 0 ? z[at + i] : slopes[slopesAt + i] * z[at + i];
    }
  }

  @Override
  public void bendSlope(float[] z, float[] delta, int at, int count, float[] slopes, int slopesAt) {
    for (int i = 0; i < count; i++) {
      delta[at + i] = z[at + i] > 0 ? delta[at + i] : slopes[slopesAt + i] * delta[at + i];
    }
  }

  @Override
  public void sumBends(
      float[] z, float[] delta, int at, int apart, int count, int width, float[] sums, int sumsAt) {
    for (int j = 0; j < width; j++) {
      float sum = 0;
      for (int i = 0; i < count; i++) {
        int place = at + i * apart + j;
        sum += z[place] > 0 ? 0 : z[place] * delta[place];
      }
      sums[sumsAt + j] = sum;
    }
  }

  @Override
  public void sumLines(
      float[] lines, int at, int apart, int count, int width, float[] sums, int sumsAt) {
    for (int j = 0; j < width; j++) {
      float sum = 0;
      for (int i = 0; i < count; i++) {
        sum += lines[at + i * apart + j];
      }
      sums[sumsAt + j] = sum;
    }
  }

  @Override
  public void drop(
      long key,
      long place,
      long below,
      float survivor,
      float[] source,
      float[] target,
      int at,
      int count) {
    for (int i = 0; i < count; i++) {
      long bits = RandomStream.bits(key, (place + i) >> 1);
      long half = ((place + i) & 1) == 0 ? bits & 0xffffffffL : bits >>> 32;
      target[at + i] = half < below ? 0 : source[at + i] * survivor;
    }
  }

  @Override
  public void largest(float[] in, int pieces, float[] out, int[] winners, int from, int to) {
    for (int i = from; i < to; i++) {
      int winner = i * pieces;
      for (int j = winner + 1; j < (i + 1) * pieces; j++) {
        if (!Float.isNaN(in[winner]) && !(in[j] <= in[winner])) {
          winner = j;
        }
      }
      out[i] = in[winner];
      winners[i] = winner;
    }
  }
}
