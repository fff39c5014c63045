package plumb.symptom;

import java.util.List;
import java.util.Optional;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Inference;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Schedule;
import plumb.optim.UpdateRule;
import plumb.train.FitResult;
import plumb.train.StopSignal;
import plumb.train.Stopping;
import plumb.train.Trainer;
import plumb.train.TrainingListener;
import plumb.train.TrainingSpec;

/**
 * A small network for questions about the data: trained briefly, so that it learns what many rows
 * have in common and not single rows. Inputs are standardized on the way.
 */
public final class ProbeNetwork {
  private static final int UNITS = 48;

  /** Updates it is trained for. */
  private static final int UPDATES = 900;

  private static final int BATCH = 32;

  private ProbeNetwork() {}

  /**
   * Rows of examples, in a given order, each column with mean 0 and deviation 1 over {@code fit}.
   */
  public static Inputs.Floats standardized(Inputs inputs, int[] rows, int[] fit) {
    return standardized(inputs, rows, inputs, fit);
  }

  /** The same, with the columns' means and deviations taken from rows of other inputs. */
  public static Inputs.Floats standardized(Inputs inputs, int[] rows, Inputs known, int[] fit) {
    int width = inputs.width();
    double[] mean = new double[width];
    double[] squares = new double[width];
    float[] line = new float[width];
    for (int row : fit) {
      known.copyRow(row, line, 0);
      for (int j = 0; j < width; j++) {
        mean[j] += line[j] / (double) fit.length;
      }
    }
    for (int row : fit) {
      known.copyRow(row, line, 0);
      for (int j = 0; j < width; j++) {
        squares[j] += (line[j] - mean[j]) * (line[j] - mean[j]);
      }
    }
    float[] values = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      inputs.copyRow(rows[i], line, 0);
      for (int j = 0; j < width; j++) {
        double deviation = Math.sqrt(squares[j] / fit.length);
        double z = deviation < 1e-12 ? 0 : (line[j] - mean[j]) / deviation;
        values[i * width + j] = (float) Math.clamp(z, -5, 5);
      }
    }
    return new Inputs.Floats(values, rows.length, width);
  }

  /** As {@link #probabilities}, of a linear network, which cannot learn single labels by heart. */
  public static float[] linear(Examples train, Examples asked, long seed, Team team) {
    return probabilities(List.of(), 1e-2, train, asked, seed, team);
  }

  /** Probabilities of each class, {@code (rows, classes)}, for rows it was not trained on. */
  public static float[] probabilities(Examples train, Examples asked, long seed, Team team) {
    return probabilities(
        List.of(new Layer.Dense(UNITS), new Layer.Activate(Activation.RELU)),
        1e-3,
        train,
        asked,
        seed,
        team);
  }

  private static float[] probabilities(
      List<Layer> hidden, double l2, Examples train, Examples asked, long seed, Team team) {
    int classes = ((Targets.Classes) train.targets()).classes();
    NetworkSpec network =
        new NetworkSpec(
            train.inputs().width(),
            hidden,
            new Head(classes, Activation.SOFTMAX),
            Loss.CROSS_ENTROPY);
    int perEpoch = Math.ceilDiv(train.rows(), BATCH);
    TrainingSpec spec =
        new TrainingSpec(
            new Optimizer(new UpdateRule.Adam(3e-3), Clip.NONE, new Schedule.Cosine(0.01)),
            new Penalty(l2, 0),
            BATCH,
            Math.clamp(UPDATES / perEpoch, 4, 30),
            new Stopping.Never(),
            true,
            seed);
    FitResult result =
        new Trainer(network, spec, team)
            .fit(
                train,
                Optional.empty(),
                new Target.Classification("", names(classes)),
                TrainingListener.NONE,
                StopSignal.NEVER);
    float[] answers = new float[asked.rows() * classes];
    Inference inference = new Inference(network, result.last(), 1);
    float[] line = new float[network.inputs()];
    float[] out = new float[classes];
    for (int i = 0; i < asked.rows(); i++) {
      asked.inputs().copyRow(i, line, 0);
      inference.run(line, 1, out);
      System.arraycopy(out, 0, answers, i * classes, classes);
    }
    return answers;
  }

  private static List<String> names(int classes) {
    return java.util.stream.IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }
}
