package plumb.math;

import plumb.math.internal.VectorKernels;

/**
 * The inner loops. {@link ScalarKernels} is the specification: readable, and the fallback where the
 * Vector API is not there; {@link VectorKernels} must agree with it.
 */
public interface Kernels {
  /** For people: which kernels, and how wide. */
  String name();

  /** A new product engine with scratch memory of its own. */
  MatrixProduct product();

  /** {@code x <- 1 / (1 + exp(-x))} for {@code values[from .. to)}. Overwrites. */
  void sigmoid(float[] values, int from, int to);

  /** {@code x <- tanh(x)} for {@code values[from .. to)}. Overwrites. */
  void tanh(float[] values, int from, int to);

  /**
   * The softmax of lines: {@code p_j <- exp(z_j - top) / sum} with {@code top = max_j z_j} and
   * {@code sum = sum_j exp(z_j - top)}, for the lines {@code from .. to - 1}. The sum is in the
   * order of {@code j}.
   *
   * @param z line {@code i} begins at {@code i * width}; so in {@code p}
   * @param p overwritten; not the same array as {@code z}
   * @param tops of line {@code i}, overwritten
   * @param sums of line {@code i}, overwritten
   */
  void softmax(float[] z, float[] p, int width, int from, int to, float[] tops, float[] sums);

  /** {@code x <- max(0, x)} for {@code values[from .. to)}; NaN stays NaN. Overwrites. */
  void relu(float[] values, int from, int to);

  /**
   * {@code d <- a > 0 ? d : 0} for {@code delta[from .. to)}: the derivative through a ReLU that
   * gave out {@code a}. Overwrites.
   */
  void reluSlope(float[] a, float[] delta, int from, int to);

  /**
   * {@code a_i <- z_i > 0 ? z_i : slope_i z_i} for a leaky ReLU with a slope for each number.
   *
   * @param z read from {@code at} on
   * @param a written from {@code at} on
   */
  void bend(float[] z, float[] a, int at, int count, float[] slopes, int slopesAt);

  /**
   * {@code d_i <- z_i > 0 ? d_i : slope_i d_i}: the derivative through {@link #bend}. Overwrites.
   *
   * @param z read from {@code at} on
   * @param delta overwritten from {@code at} on
   */
  void bendSlope(float[] z, float[] delta, int at, int count, float[] slopes, int slopesAt);

  /**
   * The derivative by the slopes of {@link #bend}: {@code s_j <- sum_i z_ij d_ij} over the lines
   * {@code i} with {@code z_ij <= 0}, in the order of the lines.
   *
   * @param z line {@code i} begins at {@code at + i * apart}; so in {@code delta}
   * @param count how many lines
   * @param width numbers of a line to sum
   * @param sums overwritten from {@code sumsAt} on
   */
  void sumBends(
      float[] z, float[] delta, int at, int apart, int count, int width, float[] sums, int sumsAt);

  /**
   * Sums lines: {@code s_j <- sum_i x_ij}, in the order of the lines.
   *
   * @param lines line {@code i} begins at {@code at + i * apart}
   * @param count how many lines
   * @param width numbers of a line to sum
   * @param sums overwritten from {@code sumsAt} on
   */
  void sumLines(float[] lines, int at, int apart, int count, int width, float[] sums, int sumsAt);

  /**
   * Drops numbers at random: {@code t_i <- 0} or {@code survivor * s_i}.
   *
   * <p>Number {@code i} is dropped if 32 random bits are below {@code below}: the lower half of
   * {@code RandomStream.bits(key, place / 2)} for an even place {@code place + i}, the upper half
   * for an odd one.
   *
   * @param key of the {@link RandomStream} the bits come from
   * @param place the first number's place in the stream, at least 0
   * @param below chance to be dropped, times 2^32; below 2^32
   * @param source read from {@code at} on
   * @param target written from {@code at} on; may be the source
   */
  void drop(
      long key,
      long place,
      long below,
      float survivor,
      float[] source,
      float[] target,
      int at,
      int count);

  /**
   * The largest of each group of {@code pieces} neighbours: {@code out_i = max in_j} over {@code i
   * * pieces <= j < (i + 1) * pieces}, for {@code from <= i < to}; the first of equals wins, and
   * the first NaN over any number.
   *
   * @param winners overwritten by the index into {@code in} of each largest number
   */
  void largest(float[] in, int pieces, float[] out, int[] winners, int from, int to);

  /** The fastest kernels this Java can run. */
  static Kernels select() {
    return Selection.CHOSEN;
  }

  /** Chooses once, when first asked. */
  final class Selection {
    private static final Kernels CHOSEN = choose();

    private Selection() {}

    private static Kernels choose() {
      String wish = System.getProperty("plumb.kernels", "vector");
      if (wish.equals("scalar")) {
        return new ScalarKernels();
      }
      if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
        System.getLogger("plumb")
            .log(
                System.Logger.Level.WARNING,
                "Running on the slow scalar kernels: start Java with"
                    + " --add-modules jdk.incubator.vector for the fast ones.");
        return new ScalarKernels();
      }
      return new VectorKernels();
    }
  }
}
