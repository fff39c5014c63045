package plumb.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.math.Kernels;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Expected;
import plumb.nn.Head;
import plumb.nn.Inference;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Pass;
import plumb.nn.Segment;
import plumb.train.EpochRecord;
import plumb.train.Metrics;

/**
 * A run as the published tools watch it: curves of every epoch, and on the first batch of the
 * training file the outputs of every layer and the gradient, with the weights of every epoch.
 */
final class Observed {
  private final Trial trial;
  private final List<Snapshot> snapshots = new ArrayList<>();
  private final float[] batch;
  private final int rows;

  /** Recomputes what the tools would have seen. */
  Observed(Trial trial, Team team) {
    this.trial = trial;
    Examples train = trial.prepared().train();
    rows = Math.min(trial.card().batch(), train.rows());
    int width = train.inputs().width();
    batch = new float[rows * width];
    for (int row = 0; row < rows; row++) {
      train.inputs().copyRow(row, batch, row * width);
    }
    Pass pass = new Pass(trial.network(), Kernels.select(), team, rows, true);
    for (float[] weights : trial.weights()) {
      System.arraycopy(batch, 0, pass.inputs(), 0, batch.length);
      pass.forward(weights, rows);
      float[] gradient = new float[weights.length];
      double loss = pass.backward(expected(train), gradient) / rows;
      snapshots.add(new Snapshot(weights, gradient, loss, layers(weights)));
    }
  }

  private Expected expected(Examples train) {
    return switch (train.targets()) {
      case Targets.Classes(int[] labels, _) ->
          new Expected.Classes(java.util.Arrays.copyOf(labels, rows));
      case Targets.Values(float[] values) ->
          new Expected.Values(java.util.Arrays.copyOf(values, rows));
    };
  }

  /**
   * The run after an epoch.
   *
   * @param weights all parameters
   * @param gradient by all parameters, on the first batch, dropout off
   * @param loss on the first batch
   * @param layers what every layer gives out for the first batch, the head last
   */
  record Snapshot(float[] weights, float[] gradient, double loss, List<Output> layers) {}

  /**
   * What a layer gives out for the first batch.
   *
   * @param function its activation
   * @param head whether it is the output layer
   * @param sums before the activation, one line a row
   * @param values behind it
   * @param width units
   */
  record Output(Activation function, boolean head, float[] sums, float[] values, int width) {}

  /**
   * A layer's outputs are those of the network cut off behind it, for the parameters of a cut
   * network are the first ones of the whole.
   */
  private List<Output> layers(float[] weights) {
    List<Output> outputs = new ArrayList<>();
    List<Layer> all = trial.network().layers();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) instanceof Layer.Dense dense) {
        Activation function =
            i + 1 < all.size()
                    && all.get(i + 1) instanceof Layer.Activate(Activation behind)
                    && !(behind instanceof Activation.PRelu)
                ? behind
                : Activation.LINEAR;
        outputs.add(output(weights, i, dense.units(), function, false));
      }
    }
    Head head = trial.network().head();
    outputs.add(output(weights, all.size(), head.units(), head.activation(), true));
    return outputs;
  }

  private Output output(float[] weights, int layer, int units, Activation function, boolean head) {
    return new Output(
        function,
        head,
        run(weights, layer, units, Activation.LINEAR),
        run(weights, layer, units, function),
        units);
  }

  private float[] run(float[] weights, int layer, int units, Activation function) {
    NetworkSpec whole = trial.network();
    NetworkSpec cut =
        new NetworkSpec(
            whole.inputs(),
            whole.layers().subList(0, layer),
            new Head(units, function),
            whole.loss());
    float[] values = new float[rows * units];
    new Inference(cut, weights, rows).run(batch, rows, values);
    return values;
  }

  Trial trial() {
    return trial;
  }

  /** One an epoch, the untrained network first. */
  List<Snapshot> snapshots() {
    return snapshots;
  }

  /** One record an epoch, epoch 0 first. */
  List<EpochRecord> history() {
    return trial.result().history();
  }

  boolean classification() {
    return trial.prepared().train().targets() instanceof Targets.Classes;
  }

  /** Numbers of a segment of some parameters or their gradient. */
  static float[] part(float[] all, Segment segment) {
    return java.util.Arrays.copyOfRange(all, segment.offset(), segment.end());
  }

  /** The weights of all layers, the first layer first. */
  List<Segment> kernels() {
    return ParameterLayout.of(trial.network()).segments().stream()
        .filter(s -> s.role() == Segment.Role.WEIGHT)
        .toList();
  }

  /** The first batch of inputs. */
  float[] batch() {
    return batch;
  }

  /** Accuracy after an epoch; empty for numbers. */
  static OptionalDouble accuracy(Metrics metrics) {
    return metrics instanceof Metrics.Classification c
        ? OptionalDouble.of(c.accuracy())
        : OptionalDouble.empty();
  }

  /** Training accuracies, epoch 1 first. */
  List<Double> trainAccuracies() {
    return history().stream().skip(1).map(r -> accuracy(r.train()).orElse(Double.NaN)).toList();
  }

  /** Validation accuracies, epoch 1 first; those of the training set where there are none. */
  List<Double> validationAccuracies() {
    return history().stream()
        .skip(1)
        .map(r -> accuracy(r.validation().orElse(r.train())).orElse(Double.NaN))
        .toList();
  }

  // --- arithmetic of the rules ---

  static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  static double meanSize(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += Math.abs(value);
    }
    return sum / values.length;
  }

  static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  static double variance(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / values.length;
  }

  static boolean finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** The share of numbers for which something holds. */
  static double share(float[] values, java.util.function.DoublePredicate which) {
    int count = 0;
    for (float value : values) {
      count += which.test(value) ? 1 : 0;
    }
    return (double) count / values.length;
  }
}
