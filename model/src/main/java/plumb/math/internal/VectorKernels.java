package plumb.math.internal;

import static plumb.math.FloatMath.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import plumb.math.FloatMath;
import plumb.math.Kernels;
import plumb.math.MatrixProduct;

/**
 * Kernels on the Vector API. The elementary functions repeat {@link FloatMath} operation by
 * operation, so they give its bits; the product uses fused multiply-add and agrees to rounding.
 */
public final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;

  @Override
  public String name() {
    return "vector, %d floats".formatted(S.length());
  }

  @Override
  public MatrixProduct product() {
    return new PanelProduct();
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
  public void exp(float[] values, int from, int to) {
    int i = from;
    for (; i + S.length() <= to; i += S.length()) {
      exp(FloatVector.fromArray(S, values, i)).intoArray(values, i);
    }
    for (; i < to; i++) {
      values[i] = FloatMath.exp(values[i]);
    }
  }

  @Override
  public void sigmoid(float[] values, int from, int to) {
    int i = from;
    for (; i + S.length() <= to; i += S.length()) {
      sigmoid(FloatVector.fromArray(S, values, i)).intoArray(values, i);
    }
    for (; i < to; i++) {
      values[i] = FloatMath.sigmoid(values[i]);
    }
  }

  @Override
  public void tanh(float[] values, int from, int to) {
    int i = from;
    for (; i + S.length() <= to; i += S.length()) {
      tanh(FloatVector.fromArray(S, values, i)).intoArray(values, i);
    }
    for (; i < to; i++) {
      values[i] = FloatMath.tanh(values[i]);
    }
  }
}
