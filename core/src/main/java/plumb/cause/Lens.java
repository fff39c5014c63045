package plumb.cause;

import java.util.Arrays;
import plumb.data.Encoding;
import plumb.data.Feature;
import plumb.data.Inputs;
import plumb.math.RandomStream;

/**
 * What a {@link QuickModel} sees of a row: its inputs, standardized over the rows it is fitted on
 * and clipped, and ReLUs of random sums of them, so that a linear model of all that bends. Wide
 * rows are made narrow first: images by the means of squares of pixels, others by adding inputs up
 * with random signs.
 */
final class Lens {
  /** Inputs looked at: with more, a fit takes longer than a question may. */
  private static final int MOST_BASE = 192;

  /** Random ReLUs; more hardly tell more of a few thousand rows. */
  private static final int UNITS = 160;

  /** A value farther out than this counts no more: one broken cell must not decide a fit. */
  private static final float CLIP = 4;

  /** Standard deviation of a random sum of independent inputs, and of its bias. */
  private static final double SUM = 1.5;

  private static final double BIAS = 0.7;

  private static final long SKETCH = 51;
  private static final long WEIGHTS = 52;

  private final int width;

  /** Place of each input among the sums; several inputs may share one. */
  private final int[] sumOf;

  private final float[] sign;
  private final double[] mean;
  private final double[] scale;

  /** Of the ReLUs, those of one sum after those of another, and last the biases. */
  private final float[] weights;

  private final float[] line;
  private final float[] base;

  private Lens(int[] sumOf, float[] sign, int sums, long seed) {
    this.width = sumOf.length;
    this.sumOf = sumOf;
    this.sign = sign;
    this.mean = new double[sums];
    this.scale = new double[sums];
    this.weights = weights(sums, seed);
    this.line = new float[width];
    this.base = new float[sums];
  }

  /**
   * Fitted to rows.
   *
   * @param inputs where the rows are
   * @param encoding how they came about
   * @param fit the rows
   * @param seed of the random signs and sums
   */
  static Lens of(Inputs inputs, Encoding encoding, int[] fit, long seed) {
    int width = inputs.width();
    int[] sumOf = new int[width];
    float[] sign = new float[width];
    int sums;
    if (width <= MOST_BASE) {
      Arrays.setAll(sumOf, i -> i);
      Arrays.fill(sign, 1);
      sums = width;
    } else if (encoding.features().size() == 1
        && encoding.features().getFirst()
            instanceof Feature.Pixels(_, int high, int wide, int channels, _, _)) {
      sums = squares(high, wide, channels, sumOf);
      Arrays.fill(sign, 1);
    } else {
      RandomStream random = RandomStream.of(seed).child(SKETCH);
      for (int i = 0; i < width; i++) {
        sumOf[i] = random.below(2L * i, MOST_BASE);
        sign[i] = random.below(2L * i + 1, 2) == 0 ? -1 : 1;
      }
      sums = MOST_BASE;
    }
    Lens lens = new Lens(sumOf, sign, sums, seed);
    lens.standardize(inputs, fit);
    return lens;
  }

  /** Gives each pixel its square; returns how many squares there are. */
  private static int squares(int high, int wide, int channels, int[] sumOf) {
    int side = 1;
    while (Math.ceilDiv(high, side) * Math.ceilDiv(wide, side) * channels > MOST_BASE) {
      side++;
    }
    int down = Math.ceilDiv(high, side);
    int across = Math.ceilDiv(wide, side);
    for (int i = 0; i < sumOf.length; i++) {
      int pixel = i % (high * wide);
      int channel = i / (high * wide);
      sumOf[i] = (channel * down + pixel / wide / side) * across + pixel % wide / side;
    }
    return channels * down * across;
  }

  private static float[] weights(int sums, long seed) {
    RandomStream random = RandomStream.of(seed).child(WEIGHTS);
    float[] weights = new float[UNITS * (sums + 1)];
    double size = SUM / Math.sqrt(sums);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) ((i < UNITS * sums ? size : BIAS) * random.normal(i));
    }
    return weights;
  }

  private void standardize(Inputs inputs, int[] fit) {
    for (int row : fit) {
      sums(inputs, row);
      for (int j = 0; j < base.length; j++) {
        mean[j] += base[j] / (double) fit.length;
      }
    }
    double[] squares = new double[base.length];
    for (int row : fit) {
      sums(inputs, row);
      for (int j = 0; j < base.length; j++) {
        squares[j] += (base[j] - mean[j]) * (base[j] - mean[j]);
      }
    }
    for (int j = 0; j < base.length; j++) {
      double deviation = Math.sqrt(squares[j] / fit.length);
      scale[j] = deviation < 1e-9 * (1 + Math.abs(mean[j])) ? 0 : 1 / deviation;
    }
  }

  private void sums(Inputs inputs, int row) {
    inputs.copyRow(row, line, 0);
    Arrays.fill(base, 0);
    for (int i = 0; i < width; i++) {
      base[sumOf[i]] += sign[i] * line[i];
    }
  }

  /** How many numbers it makes of a row. */
  int size() {
    return 1 + base.length + UNITS;
  }

  /** What it makes of a row: 1, the inputs, the ReLUs. */
  void see(Inputs inputs, int row, float[] into) {
    sums(inputs, row);
    into[0] = 1;
    int sums = base.length;
    for (int j = 0; j < sums; j++) {
      into[1 + j] = (float) Math.clamp((base[j] - mean[j]) * scale[j], -CLIP, CLIP);
    }
    System.arraycopy(weights, UNITS * sums, into, 1 + sums, UNITS);
    for (int j = 0; j < sums; j++) {
      float x = into[1 + j];
      for (int unit = 0; unit < UNITS; unit++) {
        into[1 + sums + unit] += weights[UNITS * j + unit] * x;
      }
    }
    for (int unit = 1 + sums; unit < into.length; unit++) {
      into[unit] = Math.max(0, into[unit]);
    }
  }
}
