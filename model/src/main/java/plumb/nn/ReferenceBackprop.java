package plumb.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Back-propagation in double precision, one example at a time, as the formulas read; and its
 * derivative in a direction, which is the product of the Hessian with that direction (Pearlmutter
 * 1994: every quantity of the two passes is differentiated along, here named {@code r...}). Dropout
 * is off. At a kink the side {@code z < 0} counts, so the Hessian is that of the smooth piece.
 */
public final class ReferenceBackprop {
  private static final double CLIP = 1e-7;

  private final NetworkSpec spec;
  private final ParameterLayout layout;

  /** A direction that leads nowhere. */
  private final double[] none;

  /** For a network. */
  public ReferenceBackprop(NetworkSpec spec) {
    this.spec = spec;
    this.layout = ParameterLayout.of(spec);
    this.none = new double[layout.size()];
  }

  /** A vector with its derivative in the direction. */
  private record Pair(double[] x, double[] rx) {
    Pair(int size) {
      this(new double[size], new double[size]);
    }

    int size() {
      return x.length;
    }
  }

  /** One operation: takes the derivative by what it gave out, returns that by what it was given. */
  @FunctionalInterface
  private interface Back {
    Pair apply(Pair delta);
  }

  /**
   * Computes one example.
   *
   * @param parameters in the layout of {@link ParameterLayout}
   * @param direction of the same length; all 0 if only the gradient is wanted
   * @param input {@code spec.inputs()} numbers
   * @param expected of this example only
   * @param gradient the derivative of the loss is added to it
   * @param product the Hessian of the loss times the direction is added to it
   * @return the loss
   */
  public double add(
      double[] parameters,
      double[] direction,
      double[] input,
      Expected expected,
      double[] gradient,
      double[] product) {
    return new Course(parameters, direction, gradient, product).run(input, expected);
  }

  /**
   * What every layer gives out for one example, the head last.
   *
   * @param parameters in the layout of {@link ParameterLayout}
   * @param input {@code spec.inputs()} numbers
   */
  public List<double[]> outputs(double[] parameters, double[] input) {
    Course course = new Course(parameters, none, none, none);
    List<Pair> layers = course.hidden(input);
    Pair last = layers.isEmpty() ? new Pair(input, new double[input.length]) : layers.getLast();
    layers.add(course.head(course.headSums(last)));
    return layers.stream().map(Pair::x).toList();
  }

  private final class Course {
    private final double[] parameters;
    private final double[] direction;
    private final double[] gradient;
    private final double[] product;
    private final List<Back> way = new ArrayList<>();

    Course(double[] parameters, double[] direction, double[] gradient, double[] product) {
      this.parameters = parameters;
      this.direction = direction;
      this.gradient = gradient;
      this.product = product;
    }

    List<Pair> hidden(double[] input) {
      List<Pair> layers = new ArrayList<>();
      Pair values = new Pair(input, new double[input.length]);
      for (int i = 0; i < spec.layers().size(); i++) {
        values =
            switch (spec.layers().get(i)) {
              case Layer.Dense _ -> dense(i, values);
              case Layer.Maxout maxout -> largest(dense(i, values), maxout.pieces());
              case Layer.Activate(Activation function) -> activate(function, i, values);
              case Layer.Dropout dropout ->
                  scale(
                      values,
                      dropout.scaling() == Layer.DropoutScaling.TEST
                          ? 1 - dropout.dropProbability()
                          : 1);
            };
        layers.add(values);
      }
      return layers;
    }

    Pair headSums(Pair last) {
      return dense(spec.layers().size(), last);
    }

    Pair head(Pair sums) {
      return activate(spec.head().activation(), spec.layers().size(), sums);
    }

    double run(double[] input, Expected expected) {
      List<Pair> layers = hidden(input);
      Pair sums =
          headSums(layers.isEmpty() ? new Pair(input, new double[input.length]) : layers.getLast());
      Activation last = spec.head().activation();
      boolean fused =
          (spec.loss() == Loss.CROSS_ENTROPY && last instanceof Activation.Softmax)
              || (spec.loss() == Loss.BINARY_CROSS_ENTROPY && last instanceof Activation.Sigmoid);
      int withoutHead = way.size();
      Pair outputs = head(sums);
      double[] y = wanted(expected);
      Pair delta = fused ? behind(outputs, y) : byOutputs(outputs, y);
      for (int i = (fused ? withoutHead : way.size()) - 1; i >= 0; i--) {
        delta = way.get(i).apply(delta);
      }
      return fused ? fusedLoss(sums.x, y) : loss(outputs.x, y);
    }

    /** {@code z = x W + b}; {@code rz = rx W + x rW + rb}. */
    private Pair dense(int layer, Pair in) {
      Segment w = layout.get(layer, Segment.Role.WEIGHT);
      Segment b = layout.get(layer, Segment.Role.BIAS);
      int columns = w.columns();
      Pair z = new Pair(columns);
      System.arraycopy(parameters, b.offset(), z.x, 0, columns);
      System.arraycopy(direction, b.offset(), z.rx, 0, columns);
      for (int i = 0; i < in.size(); i++) {
        int at = w.offset() + i * columns;
        double x = in.x[i];
        double rx = in.rx[i];
        for (int j = 0; j < columns; j++) {
          z.x[j] += x * parameters[at + j];
          z.rx[j] += rx * parameters[at + j] + x * direction[at + j];
        }
      }
      way.add(delta -> denseBack(w, b, in, delta));
      return z;
    }

    /** {@code dW = x' dz}, {@code db = dz}, {@code dx = dz W'}, and their derivatives. */
    private Pair denseBack(Segment w, Segment b, Pair in, Pair delta) {
      int columns = w.columns();
      for (int j = 0; j < columns; j++) {
        gradient[b.offset() + j] += delta.x[j];
        product[b.offset() + j] += delta.rx[j];
      }
      Pair before = new Pair(in.size());
      for (int i = 0; i < in.size(); i++) {
        int at = w.offset() + i * columns;
        double x = in.x[i];
        double rx = in.rx[i];
        double sum = 0;
        double rSum = 0;
        for (int j = 0; j < columns; j++) {
          gradient[at + j] += x * delta.x[j];
          product[at + j] += rx * delta.x[j] + x * delta.rx[j];
          sum += delta.x[j] * parameters[at + j];
          rSum += delta.rx[j] * parameters[at + j] + delta.x[j] * direction[at + j];
        }
        before.x[i] = sum;
        before.rx[i] = rSum;
      }
      return before;
    }

    private Pair largest(Pair z, int pieces) {
      Pair a = new Pair(z.size() / pieces);
      int[] winners = new int[a.size()];
      for (int unit = 0; unit < a.size(); unit++) {
        int winner = unit * pieces;
        for (int p = winner + 1; p < (unit + 1) * pieces; p++) {
          winner = ReferenceNetwork.wins(z.x[p], z.x[winner]) ? p : winner;
        }
        winners[unit] = winner;
        a.x[unit] = z.x[winner];
        a.rx[unit] = z.rx[winner];
      }
      way.add(delta -> {
        Pair before = new Pair(z.size());
        for (int unit = 0; unit < winners.length; unit++) {
          before.x[winners[unit]] = delta.x[unit];
          before.rx[winners[unit]] = delta.rx[unit];
        }
        return before;
      });
      return a;
    }

    private Pair scale(Pair in, double factor) {
      way.add(delta -> scaled(delta, factor));
      return scaled(in, factor);
    }

    private Pair scaled(Pair in, double factor) {
      return new Pair(
          Arrays.stream(in.x).map(v -> v * factor).toArray(),
          Arrays.stream(in.rx).map(v -> v * factor).toArray());
    }

    private Pair activate(Activation function, int layer, Pair z) {
      return switch (function) {
        case Activation.Softmax _ -> softmax(z);
        case Activation.PRelu prelu -> prelu(prelu, layer, z);
        default -> curve(function, z);
      };
    }

    /** {@code a = f(z)}, {@code dz = f'(z) da}, {@code rdz = f''(z) rz da + f'(z) rda}. */
    private Pair curve(Activation function, Pair z) {
      SmoothCurve[] at = new SmoothCurve[z.size()];
      Pair a = new Pair(z.size());
      for (int i = 0; i < at.length; i++) {
        at[i] = SmoothCurve.of(function, z.x[i], 0);
        a.x[i] = at[i].value();
        a.rx[i] = at[i].slope() * z.rx[i];
      }
      way.add(delta -> {
        Pair before = new Pair(at.length);
        for (int i = 0; i < at.length; i++) {
          before.x[i] = at[i].slope() * delta.x[i];
          before.rx[i] = at[i].curvature() * z.rx[i] * delta.x[i] + at[i].slope() * delta.rx[i];
        }
        return before;
      });
      return a;
    }

    /** Left of 0: {@code a = s z}, {@code ds = sum z da}, {@code dz = s da}. */
    private Pair prelu(Activation.PRelu function, int layer, Pair z) {
      int first = layout.slopes(layer).offset();
      int step = function.sharing() == Activation.Sharing.UNIT ? 1 : 0;
      Pair a = new Pair(z.size());
      for (int i = 0; i < z.size(); i++) {
        boolean right = z.x[i] > 0;
        double s = right ? 1 : parameters[first + i * step];
        double rs = right ? 0 : direction[first + i * step];
        a.x[i] = s * z.x[i];
        a.rx[i] = rs * z.x[i] + s * z.rx[i];
      }
      way.add(delta -> {
        Pair before = new Pair(z.size());
        for (int i = 0; i < z.size(); i++) {
          boolean right = z.x[i] > 0;
          int slope = first + i * step;
          double s = right ? 1 : parameters[slope];
          double rs = right ? 0 : direction[slope];
          before.x[i] = s * delta.x[i];
          before.rx[i] = rs * delta.x[i] + s * delta.rx[i];
          gradient[slope] += right ? 0 : z.x[i] * delta.x[i];
          product[slope] += right ? 0 : z.rx[i] * delta.x[i] + z.x[i] * delta.rx[i];
        }
        return before;
      });
      return a;
    }

    /**
     * {@code p_i = exp(z_i) / sum}, {@code rp_i = p_i (rz_i - sum_j p_j rz_j)}; it is symmetric.
     */
    private Pair softmax(Pair z) {
      double max = Arrays.stream(z.x).max().orElseThrow();
      double[] p = Arrays.stream(z.x).map(v -> StrictMath.exp(v - max)).toArray();
      double sum = Arrays.stream(p).sum();
      for (int i = 0; i < p.length; i++) {
        p[i] /= sum;
      }
      double[] rp = timesJacobian(p, z.rx);
      way.add(delta -> {
        double[] before = timesJacobian(p, delta.x);
        // The derivative of p (d - p.d): rp (d - p.d) + p (rd - rp.d - p.rd).
        double mean = dot(p, delta.x);
        double rMean = dot(rp, delta.x) + dot(p, delta.rx);
        double[] rBefore = new double[p.length];
        for (int i = 0; i < p.length; i++) {
          rBefore[i] = rp[i] * (delta.x[i] - mean) + p[i] * (delta.rx[i] - rMean);
        }
        return new Pair(before, rBefore);
      });
      return new Pair(p, rp);
    }

    private double[] timesJacobian(double[] p, double[] v) {
      double mean = dot(p, v);
      double[] result = new double[p.length];
      for (int i = 0; i < p.length; i++) {
        result[i] = p[i] * (v[i] - mean);
      }
      return result;
    }

    private double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }

    // --- losses ---

    private double[] wanted(Expected expected) {
      double[] y = new double[spec.outputs()];
      for (int j = 0; j < y.length; j++) {
        y[j] =
            switch (expected) {
              case Expected.Values(float[] values) -> values[0];
              case Expected.Classes(int[] labels) ->
                  y.length == 1 ? labels[0] : labels[0] == j ? 1 : 0;
            };
      }
      if (spec.loss() == Loss.HINGE && expected instanceof Expected.Classes) {
        y = Arrays.stream(y).map(v -> 2 * v - 1).toArray();
      }
      return y;
    }

    /** Cross-entropy with its own head: {@code dL/dz = a - y} by the sums, for one output each. */
    private Pair behind(Pair outputs, double[] y) {
      double share = spec.loss() == Loss.CROSS_ENTROPY ? 1 : 1.0 / y.length;
      Pair delta = new Pair(y.length);
      for (int j = 0; j < y.length; j++) {
        delta.x[j] = (outputs.x[j] - y[j]) * share;
        delta.rx[j] = outputs.rx[j] * share;
      }
      return delta;
    }

    private double fusedLoss(double[] z, double[] y) {
      double sum = 0;
      if (spec.loss() == Loss.CROSS_ENTROPY) {
        double max = Arrays.stream(z).max().orElseThrow();
        double log = max + StrictMath.log(Arrays.stream(z).map(v -> StrictMath.exp(v - max)).sum());
        for (int j = 0; j < z.length; j++) {
          sum += y[j] * (log - z[j]);
        }
        return sum;
      }
      for (int j = 0; j < z.length; j++) {
        sum += Math.max(z[j], 0) - z[j] * y[j] + StrictMath.log1p(StrictMath.exp(-Math.abs(z[j])));
      }
      return sum / z.length;
    }

    private double loss(double[] o, double[] y) {
      double sum = 0;
      for (int j = 0; j < o.length; j++) {
        double p = clipped(o[j]);
        sum +=
            switch (spec.loss()) {
              case CROSS_ENTROPY -> -y[j] * StrictMath.log(p) * o.length;
              case BINARY_CROSS_ENTROPY ->
                  -y[j] * StrictMath.log(p) - (1 - y[j]) * StrictMath.log1p(-p);
              case MEAN_SQUARED_ERROR -> (o[j] - y[j]) * (o[j] - y[j]);
              case MEAN_ABSOLUTE_ERROR -> Math.abs(o[j] - y[j]);
              case HINGE -> Math.max(0, 1 - y[j] * o[j]);
            };
      }
      return sum / o.length;
    }

    /** First and second derivative of {@link #loss} by each output. */
    private Pair byOutputs(Pair outputs, double[] y) {
      Pair delta = new Pair(y.length);
      for (int j = 0; j < y.length; j++) {
        double o = outputs.x[j];
        double p = clipped(o);
        boolean inside = p == o;
        double share = 1.0 / y.length;
        double first =
            switch (spec.loss()) {
              case CROSS_ENTROPY -> inside ? -y[j] / p * y.length : 0;
              case BINARY_CROSS_ENTROPY -> inside ? (p - y[j]) / (p * (1 - p)) : 0;
              case MEAN_SQUARED_ERROR -> 2 * (o - y[j]);
              case MEAN_ABSOLUTE_ERROR -> Math.signum(o - y[j]);
              case HINGE -> 1 - y[j] * o > 0 ? -y[j] : 0;
            };
        double second =
            switch (spec.loss()) {
              case CROSS_ENTROPY -> inside ? y[j] / (p * p) * y.length : 0;
              case BINARY_CROSS_ENTROPY ->
                  inside ? y[j] / (p * p) + (1 - y[j]) / ((1 - p) * (1 - p)) : 0;
              case MEAN_SQUARED_ERROR -> 2;
              case MEAN_ABSOLUTE_ERROR, HINGE -> 0;
            };
        delta.x[j] = first * share;
        delta.rx[j] = second * outputs.rx[j] * share;
      }
      return delta;
    }

    private double clipped(double o) {
      return Math.max(CLIP, Math.min(1 - CLIP, o));
    }
  }
}
