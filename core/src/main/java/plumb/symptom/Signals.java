package plumb.symptom;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.math.Kernels;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Expected;
import plumb.nn.Head;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Pass;
import plumb.nn.Segment;

/**
 * What goes through a network with fixed weights, layer by layer, on a sample of rows, dropout off.
 *
 * @param layers those with weights, the head last
 * @param loss mean loss of the sample
 */
public record Signals(List<LayerSignal> layers, double loss) {
  /** Rows looked at. */
  private static final int SAMPLE = 512;

  /**
   * One layer.
   *
   * @param name for people
   * @param units of it
   * @param spread standard deviation of its weighted sums
   * @param dead share of its ReLU units that are 0 on every row; 0 for other activations
   * @param saturated share of the numbers of a sigmoid or tanh beyond 5, or 2.5, where its slope is
   *     below a fortieth of the steepest; 0 for other activations
   * @param gradient mean size of the derivative by a weight
   * @param weight mean size of a weight
   * @param finite whether sums and weights are numbers
   */
  public record LayerSignal(
      String name,
      int units,
      double spread,
      double dead,
      double saturated,
      double gradient,
      double weight,
      boolean finite) {}

  public Signals {
    layers = List.copyOf(layers);
  }

  /** Mean gradient of the first layer as a share of that of the head. */
  public double gradientRatio() {
    return layers.getFirst().gradient() / layers.getLast().gradient();
  }

  /** The largest share of dead ReLUs in a layer, 0 to 1. */
  public double mostDead() {
    return layers.stream().mapToDouble(LayerSignal::dead).max().orElse(0);
  }

  /** The largest share of saturated numbers in a layer, 0 to 1. */
  public double mostSaturated() {
    return layers.stream().mapToDouble(LayerSignal::saturated).max().orElse(0);
  }

  /** Looks at the first rows of examples, which are in random order unless the card says so. */
  public static Signals of(NetworkSpec network, float[] parameters, Examples examples, Team team) {
    int[] rows = new int[Math.min(SAMPLE, examples.rows())];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (int) ((long) i * examples.rows() / rows.length);
    }
    return of(network, parameters, examples, rows, team);
  }

  /** Looks at some rows. */
  public static Signals of(
      NetworkSpec network, float[] parameters, Examples examples, int[] rows, Team team) {
    ParameterLayout layout = ParameterLayout.of(network);
    float[] gradient = new float[parameters.length];
    Pass whole = new Pass(network, Kernels.select(), team, rows.length, true);
    load(examples, rows, whole.inputs());
    whole.forward(parameters, rows.length);
    double loss = whole.backward(expected(examples, rows), gradient) / rows.length;
    List<LayerSignal> signals = new ArrayList<>();
    for (int i = 0; i <= network.layers().size(); i++) {
      boolean head = i == network.layers().size();
      if (!head
          && !(network.layers().get(i) instanceof Layer.Dense
              || network.layers().get(i) instanceof Layer.Maxout)) {
        continue;
      }
      Segment weights = layout.find(i, Segment.Role.WEIGHT).orElseThrow();
      Pass until =
          new Pass(
              new NetworkSpec(
                  network.inputs(),
                  network.layers().subList(0, i),
                  new Head(weights.columns(), Activation.LINEAR, Init.AUTO, 0),
                  network.loss()),
              Kernels.select(),
              team,
              rows.length,
              false);
      load(examples, rows, until.inputs());
      until.forward(parameters, rows.length);
      Activation behind = head ? network.head().activation() : behind(network, i);
      signals.add(
          signal(weights, until.outputs(), rows.length, behind, parameters, gradient, head));
    }
    return new Signals(signals, loss);
  }

  private static LayerSignal signal(
      Segment weights,
      float[] sums,
      int rows,
      Activation behind,
      float[] parameters,
      float[] gradient,
      boolean head) {
    int units = weights.columns();
    double mean = 0;
    double squares = 0;
    int beyond = 0;
    boolean[] alive = new boolean[units];
    double limit = behind instanceof Activation.Sigmoid ? 5 : 2.5;
    for (int i = 0; i < rows * units; i++) {
      double z = sums[i];
      mean += z;
      squares += z * z;
      beyond += Math.abs(z) > limit ? 1 : 0;
      alive[i % units] |= z > 0;
    }
    double count = (double) rows * units;
    mean /= count;
    int dead = 0;
    for (boolean a : alive) {
      dead += a ? 0 : 1;
    }
    boolean squashing = behind instanceof Activation.Sigmoid || behind instanceof Activation.Tanh;
    return new LayerSignal(
        weights.name().replace(" weights", ""),
        units,
        Math.sqrt(Math.max(0, squares / count - mean * mean)),
        behind instanceof Activation.Relu && !head ? (double) dead / units : 0,
        squashing && !head ? beyond / count : 0,
        size(gradient, weights),
        size(parameters, weights),
        Double.isFinite(squares) && Double.isFinite(size(parameters, weights)));
  }

  private static double size(float[] values, Segment segment) {
    double sum = 0;
    for (int i = segment.offset(); i < segment.end(); i++) {
      sum += Math.abs(values[i]);
    }
    return sum / segment.size();
  }

  private static Activation behind(NetworkSpec network, int layer) {
    if (network.layers().get(layer) instanceof Layer.Maxout) {
      return Activation.LINEAR;
    }
    for (int i = layer + 1; i < network.layers().size(); i++) {
      if (network.layers().get(i) instanceof Layer.Activate(Activation a)) {
        return a;
      }
      if (!(network.layers().get(i) instanceof Layer.Dropout)) {
        break;
      }
    }
    return Activation.LINEAR;
  }

  /** Copies all rows. */
  public static void load(Examples examples, float[] into) {
    load(examples, IntStream.range(0, examples.rows()).toArray(), into);
  }

  /** The answers of all rows. */
  public static Expected expected(Examples examples) {
    return expected(examples, IntStream.range(0, examples.rows()).toArray());
  }

  private static void load(Examples examples, int[] rows, float[] into) {
    int width = examples.inputs().width();
    for (int i = 0; i < rows.length; i++) {
      examples.inputs().copyRow(rows[i], into, i * width);
    }
  }

  private static Expected expected(Examples examples, int[] rows) {
    return switch (examples.targets()) {
      case Targets.Classes(int[] labels, _) -> {
        int[] some = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
          some[i] = labels[rows[i]];
        }
        yield new Expected.Classes(some);
      }
      case Targets.Values(float[] values) -> {
        float[] some = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
          some[i] = values[rows[i]];
        }
        yield new Expected.Values(some);
      }
    };
  }
}
