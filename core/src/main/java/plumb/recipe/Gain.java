package plumb.recipe;

import java.util.function.IntToDoubleFunction;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.math.Team;
import plumb.nn.Inference;
import plumb.nn.NetworkSpec;
import plumb.train.Evaluation;

/**
 * How much better one result is than another on the same rows. Most rows come out alike with both,
 * so the noise is that of the rows on which they differ, which is smaller than the noise of either
 * score: McNemar's test for classes, the paired test of squared errors for numbers.
 *
 * @param value accuracy or r2 gained; below 0 if lost
 * @param standardError of it
 * @param rows compared
 */
record Gain(double value, double standardError, int rows) {
  /** Whether it is more than chance: beyond two standard errors. */
  boolean real() {
    return value > 0 && value > 2 * standardError;
  }

  /** Weights with the network they belong to. */
  record Weights(NetworkSpec network, float[] parameters) {}

  /** Compares on rows both have, measured with dropout off. */
  static Gain of(Weights before, Weights after, Examples examples, Team team) {
    return switch (examples.targets()) {
      case Targets.Classes(int[] labels, int _) -> {
        int[] was =
            new Evaluation(before.network(), team).predictions(before.parameters(), examples);
        int[] is = new Evaluation(after.network(), team).predictions(after.parameters(), examples);
        yield paired(
            labels.length,
            row -> (is[row] == labels[row] ? 1 : 0) - (was[row] == labels[row] ? 1 : 0));
      }
      case Targets.Values(float[] values) -> {
        double[] was = squaredErrors(before, examples, values);
        double[] is = squaredErrors(after, examples, values);
        double variance = variance(values);
        yield paired(values.length, row -> (was[row] - is[row]) / variance);
      }
    };
  }

  /** The mean of one difference a row, and its standard error under "no difference". */
  static Gain paired(int rows, IntToDoubleFunction difference) {
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < rows; row++) {
      double d = difference.applyAsDouble(row);
      sum += d;
      squares += d * d;
    }
    return new Gain(sum / rows, Math.sqrt(squares) / rows, rows);
  }

  private static double[] squaredErrors(Weights weights, Examples examples, float[] values) {
    int outputs = weights.network().outputs();
    Inference inference = new Inference(weights.network(), weights.parameters(), 1);
    float[] line = new float[examples.inputs().width()];
    float[] answer = new float[outputs];
    double[] errors = new double[values.length];
    for (int row = 0; row < values.length; row++) {
      examples.inputs().copyRow(row, line, 0);
      inference.run(line, 1, answer);
      double error = (double) answer[0] - values[row];
      errors[row] = error * error;
    }
    return errors;
  }

  private static double variance(float[] values) {
    double mean = 0;
    for (float value : values) {
      mean += value;
    }
    mean /= values.length;
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return squares / values.length;
  }
}
