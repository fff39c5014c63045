package plumb.nn;

import plumb.math.FloatMath;
import plumb.math.Kernels;

/** The activations on arrays: decided once an array, never once a number. */
final class Curves {
  private static final float SELU_SCALE = 1.050701f;
  private static final float SELU_ALPHA = 1.6732632f;
  private static final float GELU_ROOT = 0.7978846f; // sqrt(2 / pi)
  private static final float GELU_CUBE = 0.044715f;

  private Curves() {}

  /** {@code z <- f(z)} for {@code values[from .. to)}. Overwrites. */
  static void apply(Activation function, float[] values, int from, int to, Kernels kernels) {
    switch (function) {
      case Activation.Linear _ -> {}
      case Activation.Relu _ -> kernels.relu(values, from, to);
      case Activation.LeakyRelu(float slope) -> {
        for (int i = from; i < to; i++) {
          float z = values[i];
          values[i] = z > 0 ? z : slope * z;
        }
      }
      case Activation.Elu(float alpha) -> {
        for (int i = from; i < to; i++) {
          float z = values[i];
          values[i] = z > 0 ? z : alpha * FloatMath.expm1(z);
        }
      }
      case Activation.Selu _ -> {
        for (int i = from; i < to; i++) {
          float z = values[i];
          values[i] = SELU_SCALE * (z > 0 ? z : SELU_ALPHA * FloatMath.expm1(z));
        }
      }
      case Activation.Sigmoid _ -> kernels.sigmoid(values, from, to);
      case Activation.Tanh _ -> kernels.tanh(values, from, to);
      case Activation.Softplus _ -> {
        for (int i = from; i < to; i++) {
          float z = values[i];
          values[i] = Math.max(0, z) + (float) StrictMath.log1p(FloatMath.exp(-Math.abs(z)));
        }
      }
      case Activation.Gelu _ -> {
        for (int i = from; i < to; i++) {
          float z = values[i];
          values[i] = 0.5f * z * (1 + FloatMath.tanh(GELU_ROOT * (z + GELU_CUBE * z * z * z)));
        }
      }
      case Activation.PRelu _, Activation.Softmax _ ->
          throw new IllegalArgumentException(function + " is a step of its own");
    }
  }

  /**
   * {@code delta <- delta * f'(z)}. Overwrites.
   *
   * @param z weighted sums; the same array as {@code a} for the activations that get their slope
   *     from the value
   * @param a their activations
   */
  static void multiplyBySlope(
      Activation function, float[] z, float[] a, float[] delta, int from, int to, Kernels kernels) {
    switch (function) {
      case Activation.Linear _ -> {}
      case Activation.Relu _ -> kernels.reluSlope(a, delta, from, to);
      case Activation.LeakyRelu(float slope) -> {
        for (int i = from; i < to; i++) {
          delta[i] = z[i] > 0 ? delta[i] : slope * delta[i];
        }
      }
      case Activation.Elu(float alpha) -> {
        for (int i = from; i < to; i++) {
          delta[i] *= a[i] > 0 ? 1 : a[i] + alpha;
        }
      }
      case Activation.Selu _ -> {
        for (int i = from; i < to; i++) {
          delta[i] *= a[i] > 0 ? SELU_SCALE : a[i] + SELU_SCALE * SELU_ALPHA;
        }
      }
      case Activation.Sigmoid _ -> {
        for (int i = from; i < to; i++) {
          delta[i] *= a[i] * (1 - a[i]);
        }
      }
      case Activation.Tanh _ -> {
        for (int i = from; i < to; i++) {
          delta[i] *= 1 - a[i] * a[i];
        }
      }
      case Activation.Softplus _ -> {
        for (int i = from; i < to; i++) {
          delta[i] *= FloatMath.sigmoid(z[i]);
        }
      }
      case Activation.Gelu _ -> {
        for (int i = from; i < to; i++) {
          float x = z[i];
          float t = FloatMath.tanh(GELU_ROOT * (x + GELU_CUBE * x * x * x));
          float inner = GELU_ROOT * (1 + 3 * GELU_CUBE * x * x);
          delta[i] *= 0.5f * (1 + t) + 0.5f * x * (1 - t * t) * inner;
        }
      }
      case Activation.PRelu _, Activation.Softmax _ ->
          throw new IllegalArgumentException(function + " is a step of its own");
    }
  }
}
