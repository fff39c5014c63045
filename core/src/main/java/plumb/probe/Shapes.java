package plumb.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import plumb.data.Examples;
import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.ReferenceBackprop;
import plumb.nn.Segment;

/** The activations that a network has learned, and how much of them some rows use. */
public final class Shapes {
  private static final int ITERATIONS = 50;

  private final NetworkSpec network;
  private final ParameterLayout layout;
  private final double[] parameters;
  private final List<List<double[]>> outputs = new ArrayList<>();
  private final Rows rows;

  /**
   * For a network at fixed parameters.
   *
   * @param examples whose way through the network is looked at
   */
  public Shapes(NetworkSpec network, float[] parameters, Examples examples) {
    this.network = network;
    this.layout = ParameterLayout.of(network);
    this.parameters = Rows.doubles(parameters);
    this.rows = Rows.of(examples, Integer.MAX_VALUE);
    ReferenceBackprop reference = new ReferenceBackprop(network);
    for (double[] input : rows.inputs()) {
      outputs.add(reference.outputs(this.parameters, input));
    }
  }

  /** Which pieces of every Maxout layer win rows. */
  public List<PieceUse> pieces() {
    List<PieceUse> uses = new ArrayList<>();
    for (int i = 0; i < network.layers().size(); i++) {
      if (network.layers().get(i) instanceof Layer.Maxout maxout) {
        uses.add(pieces(i, maxout));
      }
    }
    return uses;
  }

  private PieceUse pieces(int layer, Layer.Maxout maxout) {
    int[][] wins = new int[maxout.units()][maxout.pieces()];
    for (int row = 0; row < rows.count(); row++) {
      double[] z = affine(layer).apply(seen(layer, row), 1);
      for (int unit = 0; unit < wins.length; unit++) {
        wins[unit][largest(z, unit * maxout.pieces(), maxout.pieces())]++;
      }
    }
    return new PieceUse(
        layer, Arrays.stream(wins).map(w -> Arrays.stream(w).boxed().toList()).toList());
  }

  private static int largest(double[] z, int first, int pieces) {
    int winner = 0;
    for (int p = 1; p < pieces; p++) {
      winner = z[first + p] > z[first + winner] ? p : winner;
    }
    return winner;
  }

  private Stage.Affine affine(int layer) {
    return new Stage.Affine(
        part(layout.find(layer, Segment.Role.WEIGHT).orElseThrow()),
        part(layout.find(layer, Segment.Role.BIAS).orElseThrow()));
  }

  private double[] part(Segment segment) {
    return Arrays.copyOfRange(parameters, segment.offset(), segment.end());
  }

  private double[] seen(int layer, int row) {
    return layer == 0 ? rows.inputs().get(row) : outputs.get(row).get(layer - 1);
  }

  /**
   * The curve of one unit.
   *
   * @param layer index in the network's layers of a Maxout or PReLU layer
   * @param unit of the layer, from 0
   * @throws IllegalArgumentException if there is no such unit, or the layer learns no activation
   */
  public UnitShape shape(int layer, int unit) {
    if (unit >= 0 && layer >= 0 && layer < network.layers().size()) {
      if (network.layers().get(layer) instanceof Layer.Maxout maxout && unit < maxout.units()) {
        return maxout(layer, maxout, unit);
      }
      if (network.layers().get(layer) instanceof Layer.Activate(Activation.PRelu prelu)
          && unit < Widths.of(network, layer)) {
        return prelu(layer, prelu, unit);
      }
    }
    throw new IllegalArgumentException(
        "layer %d has no unit %d with a learned activation".formatted(layer + 1, unit));
  }

  private UnitShape prelu(int layer, Activation.PRelu prelu, int unit) {
    Segment slopes = layout.slopes(layer);
    double slope =
        parameters[slopes.offset() + (prelu.sharing() == Activation.Sharing.UNIT ? unit : 0)];
    double lowest = 0;
    double highest = 0;
    for (int row = 0; row < rows.count(); row++) {
      double z = seen(layer, row)[unit];
      lowest = Math.min(lowest, z);
      highest = Math.max(highest, z);
    }
    List<UnitShape.Point> points =
        List.of(
            new UnitShape.Point(lowest, slope * lowest),
            new UnitShape.Point(0, 0),
            new UnitShape.Point(highest, highest));
    return new UnitShape(layer, unit, points, 2, (lowest < 0 ? 1 : 0) + (highest > 0 ? 1 : 0));
  }

  private UnitShape maxout(int layer, Layer.Maxout maxout, int unit) {
    Stage.Affine affine = affine(layer);
    List<double[]> seen = new ArrayList<>();
    for (int row = 0; row < rows.count(); row++) {
      seen.add(seen(layer, row));
    }
    double[] mean = mean(seen);
    double[] direction = mainDirection(seen, mean);
    double[] places = seen.stream().mapToDouble(x -> place(x, mean, direction)).toArray();
    double lowest = Arrays.stream(places).min().orElse(0);
    double highest = Arrays.stream(places).max().orElse(0);
    int pieces = maxout.pieces();
    double[] left = affine.apply(on(mean, direction, lowest), 1);
    double[] right = affine.apply(on(mean, direction, highest), 1);
    List<Double> shares = new ArrayList<>(List.of(0.0));
    shares.addAll(LineWalk.overtakings(left, right, unit * pieces, pieces));
    shares.add(1.0);
    List<UnitShape.Point> points = new ArrayList<>();
    for (double share : shares) {
      double value = Double.NEGATIVE_INFINITY;
      for (int p = unit * pieces; p < (unit + 1) * pieces; p++) {
        value = Math.max(value, (1 - share) * left[p] + share * right[p]);
      }
      points.add(new UnitShape.Point(lowest + share * (highest - lowest), value));
    }
    int used =
        (int)
            seen.stream()
                .mapToInt(x -> largest(affine.apply(x, 1), unit * pieces, pieces))
                .distinct()
                .count();
    return new UnitShape(layer, unit, points, pieces, used);
  }

  private static double[] on(double[] mean, double[] direction, double place) {
    double[] x = mean.clone();
    for (int i = 0; i < x.length; i++) {
      x[i] += place * direction[i];
    }
    return x;
  }

  private static double place(double[] x, double[] mean, double[] direction) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - mean[i]) * direction[i];
    }
    return sum;
  }

  private static double[] mean(List<double[]> rows) {
    double[] mean = new double[rows.getFirst().length];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / rows.size();
      }
    }
    return mean;
  }

  /** The first principal component, by the power method; points to where most of it is positive. */
  private static double[] mainDirection(List<double[]> rows, double[] mean) {
    double[] direction = new double[mean.length];
    Arrays.fill(direction, 1 / Math.sqrt(mean.length));
    // A start that favours no direction could be at right angles to the component.
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= 1 + 0.1 * i / direction.length;
    }
    for (int k = 0; k < ITERATIONS; k++) {
      double[] next = new double[mean.length];
      for (double[] row : rows) {
        double place = place(row, mean, direction);
        for (int i = 0; i < next.length; i++) {
          next[i] += place * (row[i] - mean[i]);
        }
      }
      double length = Math.sqrt(Arrays.stream(next).map(v -> v * v).sum());
      if (length == 0) {
        break;
      }
      for (int i = 0; i < next.length; i++) {
        direction[i] = next[i] / length;
      }
    }
    if (Arrays.stream(direction).sum() < 0) {
      direction = Arrays.stream(direction).map(v -> -v).toArray();
    }
    return direction;
  }
}
