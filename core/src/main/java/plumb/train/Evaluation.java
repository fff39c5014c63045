package plumb.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.data.Examples;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.math.Kernels;
import plumb.math.Team;
import plumb.nn.Committee;
import plumb.nn.Expected;
import plumb.nn.NetworkSpec;

/**
 * Measures fixed weights on examples: dropout off, penalty apart. Of an ensemble, the mean answer
 * of its networks is measured. Not for several threads at once.
 */
public final class Evaluation {
  private static final int ROWS = 512;

  /**
   * Outputs, rows times classes, that are held to rank the rows by them: 80 MB. Above that, the
   * area under the curve is left out.
   */
  private static final int MOST_OUTPUTS = 20_000_000;

  private final NetworkSpec network;
  private final Committee committee;

  /** For one network; its buffers serve every measurement. */
  public Evaluation(NetworkSpec network, Team team) {
    this.network = network;
    this.committee = new Committee(network, Kernels.select(), team, ROWS, true);
  }

  /** The metrics of a network with these parameters. */
  public static Metrics measure(
      NetworkSpec network, float[] parameters, Examples examples, Target target, Team team) {
    return new Evaluation(network, team).measure(parameters, examples, target);
  }

  /** The metrics of an ensemble of networks with these parameters. */
  public static Metrics measure(
      NetworkSpec network, List<float[]> members, Examples examples, Target target, Team team) {
    return new Evaluation(network, team).measure(members, examples, target);
  }

  /** The metrics with these parameters. */
  public Metrics measure(float[] parameters, Examples examples, Target target) {
    return measure(List.of(parameters), examples, target);
  }

  /** The metrics of the mean answer of networks with these parameters. */
  public Metrics measure(List<float[]> members, Examples examples, Target target) {
    return measure(members, examples, target, Ranks.NONE);
  }

  /**
   * The same with what is too slow for every epoch: the area under the curve of classes, for which
   * the rows are put in order once a class.
   */
  public Metrics measureFully(List<float[]> members, Examples examples, Target target) {
    boolean held =
        examples.targets() instanceof Targets.Classes
            && (long) examples.rows() * network.outputs() <= MOST_OUTPUTS;
    return measure(
        members,
        examples,
        target,
        held ? new Ranks(examples.rows(), network.outputs()) : Ranks.NONE);
  }

  private Metrics measure(List<float[]> members, Examples examples, Target target, Ranks ranks) {
    return switch (examples.targets()) {
      case Targets.Classes(int[] labels, int classes) ->
          classification(members, examples, labels, classes, ranks);
      case Targets.Values(float[] values) -> regression(members, examples, values, target);
    };
  }

  private Metrics classification(
      List<float[]> members, Examples examples, int[] labels, int classes, Ranks ranks) {
    double loss = 0;
    int right = 0;
    int[] rowsOf = new int[classes];
    int[] rightOf = new int[classes];
    int[] batch = new int[ROWS];
    Expected expected = new Expected.Classes(batch);
    for (int from = 0; from < examples.rows(); from += ROWS) {
      int count = load(examples, from);
      System.arraycopy(labels, from, batch, 0, count);
      committee.forward(members, count);
      loss += committee.loss(expected);
      ranks.add(committee.outputs(), count);
      for (int row = 0; row < count; row++) {
        rowsOf[batch[row]]++;
        if (predicted(row) == batch[row]) {
          right++;
          rightOf[batch[row]]++;
        }
      }
    }
    int rows = examples.rows();
    return new Metrics.Classification(
        loss / rows,
        (double) right / rows,
        rows,
        Optional.of(Metrics.ByClass.of(rowsOf, rightOf)),
        ranks.auc(labels, classes));
  }

  private Metrics regression(
      List<float[]> members, Examples examples, float[] values, Target target) {
    double scale = target instanceof Target.Regression(_, _, double s) ? s : 1;
    int rows = examples.rows();
    double loss = 0;
    SquaredErrors errors = new SquaredErrors(values);
    float[] batch = new float[ROWS];
    Expected expected = new Expected.Values(batch);
    for (int from = 0; from < rows; from += ROWS) {
      int count = load(examples, from);
      System.arraycopy(values, from, batch, 0, count);
      committee.forward(members, count);
      loss += committee.loss(expected);
      for (int row = 0; row < count; row++) {
        errors.add(committee.outputs()[row * network.outputs()], batch[row]);
      }
    }
    return errors.metrics(loss / rows, scale);
  }

  /** The class of each row the network finds most probable, for classification. */
  public int[] predictions(float[] parameters, Examples examples) {
    return predictions(List.of(parameters), examples);
  }

  /** The class of each row that the mean answer of networks finds most probable. */
  public int[] predictions(List<float[]> members, Examples examples) {
    int[] predictions = new int[examples.rows()];
    for (int from = 0; from < examples.rows(); from += ROWS) {
      int count = load(examples, from);
      committee.forward(members, count);
      for (int row = 0; row < count; row++) {
        predictions[from + row] = predicted(row);
      }
    }
    return predictions;
  }

  /** How often each true class (row) was taken for each class (column). */
  public static List<List<Integer>> confusion(
      NetworkSpec network, float[] parameters, Examples examples, Team team) {
    return confusion(network, List.of(parameters), examples, team);
  }

  /** The same for the mean answer of networks. */
  public static List<List<Integer>> confusion(
      NetworkSpec network, List<float[]> members, Examples examples, Team team) {
    if (!(examples.targets() instanceof Targets.Classes(int[] labels, int classes))) {
      return List.of();
    }
    int[][] counts = new int[classes][classes];
    int[] predictions = new Evaluation(network, team).predictions(members, examples);
    for (int row = 0; row < labels.length; row++) {
      counts[labels[row]][predictions[row]]++;
    }
    List<List<Integer>> table = new ArrayList<>();
    for (int[] line : counts) {
      table.add(java.util.Arrays.stream(line).boxed().toList());
    }
    return table;
  }

  private int load(Examples examples, int from) {
    int count = Math.min(ROWS, examples.rows() - from);
    int width = examples.inputs().width();
    for (int row = 0; row < count; row++) {
      examples.inputs().copyRow(from + row, committee.inputs(), row * width);
    }
    return count;
  }

  /** The largest output; for one unit, class 1 where it is more likely than class 0. */
  private int predicted(int row) {
    float[] outputs = committee.outputs();
    int width = network.outputs();
    if (width == 1) {
      return outputs[row] > (network.answersWithSign() ? 0 : 0.5f) ? 1 : 0;
    }
    int best = 0;
    for (int j = 1; j < width; j++) {
      if (outputs[row * width + j] > outputs[row * width + best]) {
        best = j;
      }
    }
    return best;
  }
}
