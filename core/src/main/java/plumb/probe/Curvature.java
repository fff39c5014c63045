package plumb.probe;

import java.util.Arrays;
import plumb.data.Examples;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.ReferenceBackprop;
import plumb.nn.Segment;
import plumb.optim.Penalty;
import plumb.train.Ranges;

/**
 * The second derivatives of the mean loss over some rows, in double precision, by their products
 * with vectors. Dropout is off. A kink has no curvature of its own: the Hessian is that of the
 * smooth piece every row is on.
 */
public final class Curvature {
  private final ReferenceBackprop backprop;
  private final ParameterLayout layout;
  private final double[] parameters;
  private final Rows rows;
  private final Penalty penalty;
  private final double loss;
  private final double[] gradient;

  /**
   * For a network at fixed parameters.
   *
   * @param examples whose mean loss is meant
   * @param most rows looked at: they are spread evenly over the examples
   * @param penalty that belongs to what is trained on; L1 where it stops at zero has no gradient
   *     and is left out
   */
  public Curvature(
      NetworkSpec network, float[] parameters, Examples examples, int most, Penalty penalty) {
    this.backprop = new ReferenceBackprop(network);
    this.layout = ParameterLayout.of(network);
    this.parameters = Rows.doubles(parameters);
    this.rows = Rows.of(examples, most);
    this.penalty = penalty;
    int size = parameters.length;
    double[] sum = new double[size];
    double[] none = new double[size];
    double[] unused = new double[size];
    double losses = 0;
    for (int row = 0; row < rows.count(); row++) {
      losses += one(row, none, sum, unused);
    }
    double l1 = penalty.l1Form() == Penalty.L1Form.SIGN ? penalty.l1() : 0;
    double penalties = 0;
    for (Segment segment : layout.segments()) {
      for (int i = segment.offset(); i < segment.end(); i++) {
        sum[i] /= rows.count();
        if (isPenalized(segment)) {
          double w = this.parameters[i];
          sum[i] += penalty.l2() * w + l1 * Math.signum(w);
          penalties += penalty.l2() / 2 * w * w + l1 * Math.abs(w);
        }
      }
    }
    this.gradient = sum;
    this.loss = losses / rows.count() + penalties;
  }

  private boolean isPenalized(Segment segment) {
    return penalty.on().covers(Ranges.kind(segment.role()));
  }

  private double one(int row, double[] direction, double[] into, double[] product) {
    return backprop.add(
        parameters, direction, rows.inputs().get(row), rows.expected().get(row), into, product);
  }

  /** The loss, penalty included. */
  public double loss() {
    return loss;
  }

  /** Its gradient. */
  public double[] gradient() {
    return gradient.clone();
  }

  /** The Hessian times a vector. */
  public double[] times(double[] v) {
    double[] product = new double[v.length];
    double[] unused = new double[v.length];
    for (int row = 0; row < rows.count(); row++) {
      one(row, v, unused, product);
    }
    for (int i = 0; i < product.length; i++) {
      product[i] /= rows.count();
    }
    for (Segment segment : layout.segments()) {
      if (isPenalized(segment)) {
        for (int i = segment.offset(); i < segment.end(); i++) {
          product[i] += penalty.l2() * v[i];
        }
      }
    }
    return product;
  }

  /**
   * Whether the parameters are at a slope, a saddle or a minimum.
   *
   * @param products Hessian times vector at most; 30 to 100 do for most networks
   * @param seed of the vector that Lanczos' method starts from
   */
  public Flatness flatness(int products, long seed) {
    Spectrum spectrum = Lanczos.ends(this::times, parameters.length, products, seed);
    double norm = Lanczos.length(gradient);
    double along = norm == 0 ? 0 : Lanczos.dot(gradient, times(gradient)) / (norm * norm);
    double bend = Math.max(Math.abs(along), Flatness.NONE * spectrum.scale());
    double gain = norm == 0 ? 0 : norm * norm / (2 * bend) / loss;
    return Flatness.judge(
        loss,
        norm,
        gain,
        spectrum,
        spectrum.lowestResidual() + 2 * standardError(spectrum.lowestVector()));
  }

  /** Of the curvature along a direction, over the rows. */
  private double standardError(double[] direction) {
    int count = rows.count();
    double[] curvatures = new double[count];
    for (int row = 0; row < count; row++) {
      double[] product = new double[direction.length];
      one(row, direction, new double[direction.length], product);
      curvatures[row] = Lanczos.dot(direction, product);
    }
    double mean = Arrays.stream(curvatures).average().orElse(Double.NaN);
    double squares = Arrays.stream(curvatures).map(c -> (c - mean) * (c - mean)).sum();
    return count < 2 ? Double.POSITIVE_INFINITY : Math.sqrt(squares / (count - 1) / count);
  }
}
