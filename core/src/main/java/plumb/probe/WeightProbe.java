package plumb.probe;

import java.util.ArrayList;
import java.util.List;
import plumb.data.Examples;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.ReferenceBackprop;
import plumb.nn.ReferenceNetwork;
import plumb.nn.Segment;

/**
 * Asks for a derivative as the lecture does: add a little to one weight and see what it does to the
 * loss. Dropout is off, the penalty apart.
 */
public final class WeightProbe {
  /** A step that suits numbers of ordinary size; the steeper the loss, the less of it is taken. */
  private static final double USUAL_STEP = 1e-3;

  /** How often a tenth of the step is tried. */
  private static final int SHORTER_STEPS = 3;

  private final ParameterLayout layout;
  private final ReferenceNetwork network;
  private final ReferenceBackprop backprop;
  private final List<Block> blocks;
  private final double[] parameters;
  private final Rows rows;
  private final double[] gradient;

  /**
   * For a network at fixed parameters.
   *
   * @param examples whose mean loss is looked at, each in every probe: take a few hundred
   */
  public WeightProbe(NetworkSpec network, float[] parameters, Examples examples) {
    this.layout = ParameterLayout.of(network);
    this.network = new ReferenceNetwork(network);
    this.backprop = new ReferenceBackprop(network);
    this.blocks = Block.of(network);
    this.parameters = Rows.doubles(parameters);
    this.rows = Rows.of(examples, Integer.MAX_VALUE);
    this.gradient = gradient();
  }

  private double[] gradient() {
    double[] sum = new double[parameters.length];
    double[] none = new double[parameters.length];
    double[] unused = new double[parameters.length];
    for (int row = 0; row < rows.count(); row++) {
      backprop.add(parameters, none, rows.inputs().get(row), rows.expected().get(row), sum, unused);
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= rows.count();
    }
    return sum;
  }

  /**
   * Index of a weight.
   *
   * @param layer index in the network's layers; the head has the index after the last
   * @param input which input of the layer
   * @param sum which of its weighted sums
   * @throws IllegalArgumentException if there is no such weight
   */
  public int weight(int layer, int input, int sum) {
    Segment weights =
        layout
            .find(layer, Segment.Role.WEIGHT)
            .orElseThrow(
                () -> new IllegalArgumentException("layer %d has no weights".formatted(layer + 1)));
    if (input < 0 || input >= weights.rows() || sum < 0 || sum >= weights.columns()) {
      throw new IllegalArgumentException(
          "%s are %d x %d; there is no weight from %d to %d"
              .formatted(weights.name(), weights.rows(), weights.columns(), input, sum));
    }
    return weights.offset() + input * weights.columns() + sum;
  }

  /** The parameter of a segment with the largest derivative, by size. */
  public int steepest(Segment segment) {
    int steepest = segment.offset();
    for (int i = segment.offset(); i < segment.end(); i++) {
      if (Math.abs(gradient[i]) > Math.abs(gradient[steepest])) {
        steepest = i;
      }
    }
    return steepest;
  }

  /**
   * The derivative by one parameter, with a step that suits it: where it crosses a kink, a shorter
   * one is tried.
   */
  public Probed probe(int parameter) {
    double step = USUAL_STEP / (1 + Math.abs(gradient[parameter]));
    Probed probed = probe(parameter, step);
    for (int shorter = 0; shorter < SHORTER_STEPS && !probed.smooth(); shorter++) {
      step /= 10;
      probed = probe(parameter, step);
    }
    return probed;
  }

  /**
   * The derivative by one parameter.
   *
   * @param parameter its index, for example {@link #weight}
   * @param step above 0
   */
  public Probed probe(int parameter, double step) {
    Loss here = loss(parameter, 0);
    Loss up = loss(parameter, step);
    Loss down = loss(parameter, -step);
    Loss halfUp = loss(parameter, step / 2);
    Loss halfDown = loss(parameter, -step / 2);
    double wide = (up.mean - down.mean) / (2 * step);
    double narrow = (halfUp.mean - halfDown.mean) / step;
    boolean smooth =
        List.of(up, down, halfUp, halfDown).stream()
            .allMatch(loss -> loss.regions.equals(here.regions));
    String segment =
        layout.segments().stream()
            .filter(s -> s.offset() <= parameter && parameter < s.end())
            .findFirst()
            .orElseThrow()
            .name();
    return new Probed(
        parameter,
        segment,
        parameters[parameter],
        step,
        here.mean,
        up.mean,
        (4 * narrow - wide) / 3,
        gradient[parameter],
        smooth);
  }

  /**
   * What a change of one parameter does to every layer from the first to the head.
   *
   * @param step may be large: the lecture's point is that even then little arrives
   */
  public List<Echo> echo(int parameter, double step) {
    double[] moved = parameters.clone();
    moved[parameter] += step;
    double[] sums = new double[blocks.size()];
    for (double[] input : rows.inputs()) {
      List<double[]> before = backprop.outputs(parameters, input);
      List<double[]> after = backprop.outputs(moved, input);
      for (int i = 0; i < sums.length; i++) {
        int layer = blocks.get(i).last();
        sums[i] += distance(before.get(layer), after.get(layer));
      }
    }
    List<Echo> echoes = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      echoes.add(new Echo(blocks.get(i).name(), sums[i] / rows.count()));
    }
    return echoes;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  private record Loss(double mean, List<Long> regions) {}

  private Loss loss(int parameter, double step) {
    double[] moved = parameters.clone();
    moved[parameter] += step;
    double sum = 0;
    List<Long> regions = new ArrayList<>();
    for (int row = 0; row < rows.count(); row++) {
      ReferenceNetwork.Result result =
          network.run(moved, rows.inputs().get(row), rows.expected().get(row));
      sum += result.loss();
      regions.add(result.region());
    }
    return new Loss(sum / rows.count(), regions);
  }
}
