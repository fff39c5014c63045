package plumb.math.internal;

import static plumb.math.FloatMath.*;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import plumb.math.FloatMath;
import plumb.math.Kernels;
import plumb.math.MatrixProduct;
import plumb.math.RandomStream;
import plumb.math.ScalarKernels;

/**
 * Kernels on the Vector API. The elementary functions repeat {@link FloatMath} operation by
 * operation, so they give its bits; the product uses fused multiply-add and agrees to rounding.
 */
public final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> L = LongVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /** For groups of up to 16 pieces: where the first pieces of neighbouring groups lie. */
  private static final int[][] APART = apart(17);

  /**
   * For lines of up to 16 numbers, as many of them as a vector has lanes: to which line each lane
   * of the vectors that cover them belongs.
   */
  private static final List<List<VectorShuffle<Float>>> OWNERS = owners(APART.length);

  /** For what no vector fills. */
  private final ScalarKernels scalar = new ScalarKernels();

  /** {@code 0, 1, 2 ...} times what a counter is multiplied by. */
  private static final LongVector COUNT = LongVector.zero(L).addIndex(1).mul(RandomStream.GOLDEN);

  @Override
  public String name() {
    return "vector, %d floats".formatted(S.length());
  }

  @Override
  public MatrixProduct product() {
    return new PanelProduct();
  }

  private static int[][] apart(int count) {
    int[][] apart = new int[count][LANES];
    for (int pieces = 0; pieces < count; pieces++) {
      for (int lane = 0; lane < LANES; lane++) {
        apart[pieces][lane] = lane * pieces;
      }
    }
    return apart;
  }

  private static List<List<VectorShuffle<Float>>> owners(int count) {
    List<List<VectorShuffle<Float>>> owners = new ArrayList<>();
    for (int width = 0; width < count; width++) {
      List<VectorShuffle<Float>> vectors = new ArrayList<>();
      for (int first = 0; first < width * LANES; first += LANES) {
        int at = first;
        int wide = width;
        vectors.add(VectorShuffle.fromOp(S, lane -> (at + lane) / wide));
      }
      owners.add(List.copyOf(vectors));
    }
    return List.copyOf(owners);
  }

  private static FloatVector exp(FloatVector x) {
    FloatVector held = x.min(EXP_MAX).max(EXP_MIN);
    FloatVector whole = held.mul(LOG2_E).add(ROUNDER).sub(ROUNDER);
    FloatVector rest = held.sub(whole.mul(LN2_HIGH)).sub(whole.mul(LN2_LOW));
    FloatVector p =
        rest.mul(E5)
            .add(E4)
            .mul(rest)
            .add(E3)
            .mul(rest)
            .add(E2)
            .mul(rest)
            .add(E1)
            .mul(rest)
            .add(E0);
    FloatVector y = p.mul(rest.mul(rest)).add(rest).add(1f);
    IntVector power = (IntVector) whole.convertShape(VectorOperators.F2I, I, 0);
    IntVector bits = power.add(127).lanewise(VectorOperators.LSHL, 23);
    return y.mul(bits.reinterpretAsFloats());
  }

  private static FloatVector sigmoid(FloatVector x) {
    return FloatVector.broadcast(S, 1f).div(exp(x.neg()).add(1f));
  }

  private static FloatVector tanh(FloatVector x) {
    FloatVector size = x.abs();
    FloatVector s = x.mul(x);
    FloatVector p = s.mul(T4).add(T3).mul(s).add(T2).mul(s).add(T1).mul(s).add(T0);
    FloatVector small = x.add(x.mul(s.mul(p)));
    FloatVector large =
        FloatVector.broadcast(S, 1f)
            .sub(FloatVector.broadcast(S, 2f).div(exp(size.add(size)).add(1f)));
    VectorMask<Float> negative = x.lt(0f);
    return large.blend(large.neg(), negative).blend(small, size.lt(TANH_SMALL));
  }

  @Override
  public void softmax(
      float[] z, float[] p, int width, int from, int to, float[] tops, float[] sums) {
    int line = from;
    if (width < APART.length) {
      for (; line + LANES <= to; line += LANES) {
        softmaxOfNarrowLines(z, p, width, line, tops, sums);
      }
      scalar.softmax(z, p, width, line, to, tops, sums);
    } else {
      for (; line < to; line++) {
        softmaxOfLine(z, p, width, line, tops, sums);
      }
    }
  }

  /** As many lines as there are lanes, beside each other. */
  private static void softmaxOfNarrowLines(
      float[] z, float[] p, int width, int line, float[] tops, float[] sums) {
    int[] apart = APART[width];
    List<VectorShuffle<Float>> owners = OWNERS.get(width);
    int at = line * width;
    FloatVector top = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    for (int j = 0; j < width; j++) {
      top = top.max(FloatVector.fromArray(S, z, at + j, apart, 0));
    }
    for (int v = 0; v < width; v++) {
      int place = at + v * LANES;
      FloatVector own = top.rearrange(owners.get(v));
      exp(FloatVector.fromArray(S, z, place).sub(own)).intoArray(p, place);
    }
    FloatVector sum = FloatVector.zero(S);
    for (int j = 0; j < width; j++) {
      sum = sum.add(FloatVector.fromArray(S, p, at + j, apart, 0));
    }
    for (int v = 0; v < width; v++) {
      int place = at + v * LANES;
      FloatVector.fromArray(S, p, place).div(sum.rearrange(owners.get(v))).intoArray(p, place);
    }
    top.intoArray(tops, line);
    sum.intoArray(sums, line);
  }

  /** One line of at least as many numbers as there are lanes. */
  private static void softmaxOfLine(
      float[] z, float[] p, int width, int line, float[] tops, float[] sums) {
    int from = line * width;
    int to = from + width;
    int last = to - LANES;
    FloatVector largest = FloatVector.fromArray(S, z, last);
    for (int j = from; j < last; j += LANES) {
      largest = largest.max(FloatVector.fromArray(S, z, j));
    }
    largest.intoArray(p, from);
    float top = Float.NEGATIVE_INFINITY;
    for (int j = from; j < from + LANES; j++) {
      top = Math.max(top, p[j]);
    }
    for (int j = from; j < last; j += LANES) {
      exp(FloatVector.fromArray(S, z, j).sub(top)).intoArray(p, j);
    }
    exp(FloatVector.fromArray(S, z, last).sub(top)).intoArray(p, last);
    float sum = 0;
    for (int j = from; j < to; j++) {
      sum += p[j];
    }
    int i = from;
    for (; i + LANES <= to; i += LANES) {
      FloatVector.fromArray(S, p, i).div(sum).intoArray(p, i);
    }
    for (; i < to; i++) {
      p[i] /= sum;
    }
    tops[line] = top;
    sums[line] = sum;
  }

  @Override
  public void sigmoid(float[] values, int from, int to) {
    int i = from;
    for (; i + S.length() <= to; i += S.length()) {
      sigmoid(FloatVector.fromArray(S, values, i)).intoArray(values, i);
    }
    scalar.sigmoid(values, i, to);
  }

  @Override
  public void tanh(float[] values, int from, int to) {
    int i = from;
    for (; i + S.length() <= to; i += S.length()) {
      tanh(FloatVector.fromArray(S, values, i)).intoArray(values, i);
    }
    scalar.tanh(values, i, to);
  }

  @Override
  public void relu(float[] values, int from, int to) {
    int i = from;
    for (; i + LANES <= to; i += LANES) {
      // Not max, which takes five instructions to get NaN and -0 right; this gives the same bits.
      FloatVector z = FloatVector.fromArray(S, values, i);
      z.blend(0, z.compare(VectorOperators.LE, 0)).intoArray(values, i);
    }
    scalar.relu(values, i, to);
  }

  @Override
  public void reluSlope(float[] a, float[] delta, int from, int to) {
    int i = from;
    for (; i + LANES <= to; i += LANES) {
      VectorMask<Float> on = FloatVector.fromArray(S, a, i).compare(VectorOperators.GT, 0);
      FloatVector.zero(S).blend(FloatVector.fromArray(S, delta, i), on).intoArray(delta, i);
    }
    scalar.reluSlope(a, delta, i, to);
  }

  @Override
  public void bend(float[] z, float[] a, int at, int count, float[] slopes, int slopesAt) {
    int i = 0;
    for (; i + LANES <= count; i += LANES) {
      FloatVector straight = FloatVector.fromArray(S, z, at + i);
      straight
          .mul(FloatVector.fromArray(S, slopes, slopesAt + i))
          .blend(straight, straight.compare(VectorOperators.GT, 0))
          .intoArray(a, at + i);
    }
    scalar.bend(z, a, at + i, count - i, slopes, slopesAt + i);
  }

  @Override
  public void bendSlope(float[] z, float[] delta, int at, int count, float[] slopes, int slopesAt) {
    int i = 0;
    for (; i + LANES <= count; i += LANES) {
      VectorMask<Float> on = FloatVector.fromArray(S, z, at + i).compare(VectorOperators.GT, 0);
      FloatVector straight = FloatVector.fromArray(S, delta, at + i);
      straight
          .mul(FloatVector.fromArray(S, slopes, slopesAt + i))
          .blend(straight, on)
          .intoArray(delta, at + i);
    }
    scalar.bendSlope(z, delta, at + i, count - i, slopes, slopesAt + i);
  }

  @Override
  public void sumBends(
      float[] z, float[] delta, int at, int apart, int count, int width, float[] sums, int sumsAt) {
    int j = 0;
    for (; j + LANES <= width; j += LANES) {
      FloatVector sum = FloatVector.zero(S);
      for (int i = 0; i < count; i++) {
        int place = at + i * apart + j;
        FloatVector values = FloatVector.fromArray(S, z, place);
        FloatVector products = values.mul(FloatVector.fromArray(S, delta, place));
        sum = sum.add(products.blend(0, values.compare(VectorOperators.GT, 0)));
      }
      sum.intoArray(sums, sumsAt + j);
    }
    scalar.sumBends(z, delta, at + j, apart, count, width - j, sums, sumsAt + j);
  }

  @Override
  public void sumLines(
      float[] lines, int at, int apart, int count, int width, float[] sums, int sumsAt) {
    int j = 0;
    // Four sums beside each other, because each addition waits for the one before.
    for (; j + 4 * LANES <= width; j += 4 * LANES) {
      FloatVector s0 = FloatVector.zero(S);
      FloatVector s1 = FloatVector.zero(S);
      FloatVector s2 = FloatVector.zero(S);
      FloatVector s3 = FloatVector.zero(S);
      for (int i = 0; i < count; i++) {
        int place = at + i * apart + j;
        s0 = s0.add(FloatVector.fromArray(S, lines, place));
        s1 = s1.add(FloatVector.fromArray(S, lines, place + LANES));
        s2 = s2.add(FloatVector.fromArray(S, lines, place + 2 * LANES));
        s3 = s3.add(FloatVector.fromArray(S, lines, place + 3 * LANES));
      }
      s0.intoArray(sums, sumsAt + j);
      s1.intoArray(sums, sumsAt + j + LANES);
      s2.intoArray(sums, sumsAt + j + 2 * LANES);
      s3.intoArray(sums, sumsAt + j + 3 * LANES);
    }
    for (; j + LANES <= width; j += LANES) {
      FloatVector sum = FloatVector.zero(S);
      for (int i = 0; i < count; i++) {
        sum = sum.add(FloatVector.fromArray(S, lines, at + i * apart + j));
      }
      sum.intoArray(sums, sumsAt + j);
    }
    scalar.sumLines(lines, at + j, apart, count, width - j, sums, sumsAt + j);
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
    int i = 0;
    if ((place & 1) != 0 && count > 0) {
      boolean dropped = RandomStream.bits(key, place >> 1) >>> 32 < below;
      target[at] = dropped ? 0 : source[at] * survivor;
      i = 1;
    }
    int limit = (int) below;
    for (; i + LANES <= count; i += LANES) {
      long first = key + (((place + i) >> 1) + 1) * RandomStream.GOLDEN;
      IntVector bits = mix(COUNT.add(first)).reinterpretAsInts();
      VectorMask<Float> dropped = bits.compare(VectorOperators.ULT, limit).cast(S);
      FloatVector.fromArray(S, source, at + i)
          .mul(survivor)
          .blend(0, dropped)
          .intoArray(target, at + i);
    }
    scalar.drop(key, place + i, below, survivor, source, target, at + i, count - i);
  }

  /** As {@link RandomStream} does it. */
  private static LongVector mix(LongVector z) {
    LongVector once =
        z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 30))
            .mul(RandomStream.MIX_1);
    LongVector twice =
        once.lanewise(VectorOperators.XOR, once.lanewise(VectorOperators.LSHR, 27))
            .mul(RandomStream.MIX_2);
    return twice.lanewise(VectorOperators.XOR, twice.lanewise(VectorOperators.LSHR, 31));
  }

  @Override
  public void largest(float[] in, int pieces, float[] out, int[] winners, int from, int to) {
    int i = from;
    if (pieces < APART.length) {
      IntVector places = IntVector.fromArray(I, APART[pieces], 0);
      for (; i + LANES <= to; i += LANES) {
        int first = i * pieces;
        FloatVector best = FloatVector.fromArray(S, in, first, APART[pieces], 0);
        IntVector winner = places.add(first);
        for (int p = 1; p < pieces; p++) {
          FloatVector next = FloatVector.fromArray(S, in, first + p, APART[pieces], 0);
          VectorMask<Float> wins =
              next.compare(VectorOperators.LE, best)
                  .not()
                  .and(best.compare(VectorOperators.EQ, best));
          best = best.blend(next, wins);
          winner = winner.blend(places.add(first + p), wins.cast(I));
        }
        best.intoArray(out, i);
        winner.intoArray(winners, i);
      }
    }
    scalar.largest(in, pieces, out, winners, i, to);
  }
}
