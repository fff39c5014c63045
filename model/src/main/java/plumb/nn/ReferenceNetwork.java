package plumb.nn;

import org.jspecify.annotations.Nullable;
import plumb.nn.Layer.DropoutScaling;

/**
 * A network computed one example at a time in double precision, as the formulas read: the
 * specification of {@link Pass}, and exact enough for numeric derivatives. Dropout is off, or one
 * mask is fixed.
 */
public final class ReferenceNetwork {
  private final NetworkSpec spec;
  private final ParameterLayout layout;

  /** For a network. */
  public ReferenceNetwork(NetworkSpec spec) {
    this.spec = spec;
    this.layout = ParameterLayout.of(spec);
  }

  /**
   * What one pass found.
   *
   * @param outputs the answers
   * @param loss by the expected answer
   * @param region which side of every kink the example is on: two passes with the same region went
   *     through the same smooth piece of the network
   */
  public record Result(double[] outputs, double loss, long region) {}

  /**
   * Computes the answers to one example and their loss.
   *
   * @param parameters in the layout of {@link ParameterLayout}
   * @param input {@code spec.inputs()} numbers
   * @param expected of this example only
   */
  public Result run(double[] parameters, double[] input, Expected expected) {
    return run(parameters, input, expected, null);
  }

  /**
   * The same of the thin network that a mask leaves, as in training.
   *
   * @param mask of this network
   */
  public Result runThin(double[] parameters, double[] input, Expected expected, DropoutMask mask) {
    return run(parameters, input, expected, mask);
  }

  private Result run(
      double[] parameters, double[] input, Expected expected, @Nullable DropoutMask mask) {
    Region region = new Region();
    double[] values = input.clone();
    for (int i = 0; i < spec.layers().size(); i++) {
      values =
          switch (spec.layers().get(i)) {
            case Layer.Dense _ -> product(parameters, i, values);
            case Layer.Maxout maxout ->
                largest(product(parameters, i, values), maxout.pieces(), region);
            case Layer.Activate(Activation function) ->
                activate(function, parameters, i, values, region);
            case Layer.Dropout dropout -> {
              double keep = dropout.keep();
              yield mask == null
                  ? scaled(values, dropout.scaling() == DropoutScaling.TEST ? keep : 1)
                  : thinned(
                      values,
                      mask.ofLayer(i),
                      dropout.scaling() == DropoutScaling.TRAINING ? 1 / keep : 1);
            }
          };
    }
    int head = spec.layers().size();
    double[] sums = product(parameters, head, values);
    double[] outputs = activate(spec.head().activation(), parameters, head, sums, region);
    return new Result(outputs, loss(sums, outputs, expected, region), region.hash);
  }

  /** {@code z = x W + b}. */
  private double[] product(double[] parameters, int layer, double[] x) {
    Segment w = layout.get(layer, Segment.Role.WEIGHT);
    Segment b = layout.get(layer, Segment.Role.BIAS);
    double[] z = new double[w.columns()];
    for (int j = 0; j < z.length; j++) {
      z[j] = parameters[b.offset() + j];
      for (int i = 0; i < x.length; i++) {
        z[j] += x[i] * parameters[w.offset() + i * w.columns() + j];
      }
    }
    return z;
  }

  /** The first of equals stays, and the first NaN: what is broken must not be hidden. */
  static boolean wins(double piece, double over) {
    return !Double.isNaN(over) && !(piece <= over);
  }

  private static double[] largest(double[] z, int pieces, Region region) {
    double[] a = new double[z.length / pieces];
    for (int unit = 0; unit < a.length; unit++) {
      int winner = unit * pieces;
      for (int p = winner + 1; p < (unit + 1) * pieces; p++) {
        winner = wins(z[p], z[winner]) ? p : winner;
      }
      region.passed(winner);
      a[unit] = z[winner];
    }
    return a;
  }

  private static double[] scaled(double[] values, double factor) {
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  private static double[] thinned(double[] values, boolean[] kept, double factor) {
    double[] thin = new double[values.length];
    for (int i = 0; i < thin.length; i++) {
      thin[i] = kept[i] ? values[i] * factor : 0;
    }
    return thin;
  }

  private double[] activate(
      Activation function, double[] parameters, int layer, double[] z, Region region) {
    double[] a = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      double x = z[i];
      a[i] =
          switch (function) {
            case Activation.Linear _ -> x;
            case Activation.Relu _ -> region.right(x) ? x : 0;
            case Activation.LeakyRelu(float slope) -> region.right(x) ? x : slope * x;
            case Activation.PRelu(Activation.Sharing sharing, float _) -> {
              int own = sharing == Activation.Sharing.UNIT ? i : 0;
              double slope = parameters[layout.slopes(layer).offset() + own];
              yield region.right(x) ? x : slope * x;
            }
            case Activation.Elu(float alpha) -> region.right(x) ? x : alpha * StrictMath.expm1(x);
            case Activation.Selu _ ->
                1.0507009873554805
                    * (region.right(x) ? x : 1.6732632423543772 * StrictMath.expm1(x));
            case Activation.Sigmoid _ -> 1 / (1 + StrictMath.exp(-x));
            case Activation.Tanh _ -> StrictMath.tanh(x);
            case Activation.Softplus _ ->
                Math.max(0, x) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
            case Activation.Gelu _ ->
                0.5
                    * x
                    * (1
                        + StrictMath.tanh(
                            StrictMath.sqrt(2 / StrictMath.PI) * (x + 0.044715 * x * x * x)));
            case Activation.Softmax _ -> StrictMath.exp(x - max(z)) / sumExp(z);
          };
    }
    return a;
  }

  private static double max(double[] z) {
    double max = Double.NEGATIVE_INFINITY;
    for (double x : z) {
      max = Math.max(max, x);
    }
    return max;
  }

  private static double sumExp(double[] z) {
    double sum = 0;
    double max = max(z);
    for (double x : z) {
      sum += StrictMath.exp(x - max);
    }
    return sum;
  }

  private double loss(double[] z, double[] outputs, Expected expected, Region region) {
    double sum = 0;
    int width = outputs.length;
    for (int j = 0; j < width; j++) {
      double y =
          switch (expected) {
            case Expected.Values(float[] values) -> values[0];
            case Expected.Classes(int[] labels) -> width == 1 ? labels[0] : labels[0] == j ? 1 : 0;
          };
      double o = outputs[j];
      double p = Math.max(1e-7, Math.min(1 - 1e-7, o));
      region.passed(o < p ? 3 : o > p ? 4 : 5);
      sum +=
          switch (spec.loss()) {
            case CROSS_ENTROPY ->
                y
                    * (spec.head().activation() instanceof Activation.Softmax
                        ? StrictMath.log(sumExp(z)) + max(z) - z[j]
                        : -StrictMath.log(p));
            case BINARY_CROSS_ENTROPY ->
                (spec.head().activation() instanceof Activation.Sigmoid
                        ? Math.max(z[j], 0)
                            - z[j] * y
                            + StrictMath.log1p(StrictMath.exp(-Math.abs(z[j])))
                        : -y * StrictMath.log(p) - (1 - y) * StrictMath.log1p(-p))
                    / width;
            case MEAN_SQUARED_ERROR -> (o - y) * (o - y) / width;
            case MEAN_ABSOLUTE_ERROR -> (region.right(o - y) ? o - y : y - o) / width;
            case HINGE -> {
              double sign = expected instanceof Expected.Classes ? 2 * y - 1 : y;
              yield (region.right(1 - sign * o) ? 1 - sign * o : 0) / width;
            }
          };
    }
    return sum;
  }

  /** Remembers the side of every kink. */
  private static final class Region {
    private long hash;

    boolean right(double x) {
      passed(x > 0 ? 1 : 2);
      return x > 0;
    }

    void passed(int side) {
      hash = hash * 1_000_003 + side;
    }
  }
}
