package plumb.recipe;

import java.util.List;
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
 * score: McNemar's test for classes, exact where they are few, and the paired test of squared
 * errors for numbers.
 *
 * @param value accuracy or r2 gained; below 0 if lost
 * @param standardError of it
 * @param rows compared
 * @param real whether chance alone would gain as much less than once in a hundred times: about five
 *     remedies are tried on the same rows, so that one of them is kept by luck in one run of twenty
 */
public record Gain(double value, double standardError, int rows, boolean real) {
  /** What a gain must be, in standard errors: chance gains more once in a hundred times. */
  static final double STANDARD_ERRORS = 2.326;

  private static final double CHANCE = 0.01;

  /** Rows that differ, up to which chances are counted instead of taken from the normal curve. */
  private static final int FEW = 100;

  /**
   * Weights with the network they belong to.
   *
   * @param network their description
   * @param members of each network that answers together with the others; usually one
   */
  public record Weights(NetworkSpec network, List<float[]> members) {
    /** Of one network. */
    public Weights(NetworkSpec network, float[] parameters) {
      this(network, List.of(parameters));
    }
  }

  /** Compares on rows both have, measured with dropout off. */
  public static Gain of(Weights before, Weights after, Examples examples, Team team) {
    return switch (examples.targets()) {
      case Targets.Classes(int[] labels, int _) -> {
        int[] was = new Evaluation(before.network(), team).predictions(before.members(), examples);
        int[] is = new Evaluation(after.network(), team).predictions(after.members(), examples);
        int wins = 0;
        int losses = 0;
        for (int row = 0; row < labels.length; row++) {
          wins += is[row] == labels[row] && was[row] != labels[row] ? 1 : 0;
          losses += is[row] != labels[row] && was[row] == labels[row] ? 1 : 0;
        }
        yield counted(labels.length, wins, losses);
      }
      case Targets.Values(float[] values) -> {
        double[] was = squaredErrors(before, examples, values);
        double[] is = squaredErrors(after, examples, values);
        double variance = variance(values);
        yield paired(values.length, row -> (was[row] - is[row]) / variance);
      }
    };
  }

  /** From the rows that only one of the two got right. */
  static Gain counted(int rows, int wins, int losses) {
    double value = (double) (wins - losses) / rows;
    double error = Math.sqrt(wins + losses) / rows;
    boolean real =
        wins > losses
            && (wins + losses <= FEW
                ? atLeast(wins, wins + losses) < CHANCE
                : value > STANDARD_ERRORS * error);
    return new Gain(value, error, rows, real);
  }

  /** The chance of at least so many heads in {@code n} throws of a coin. */
  private static double atLeast(int heads, int n) {
    double ways = 1;
    double sum = 0;
    for (int k = n; k >= heads; k--) {
      sum += ways;
      ways *= (double) k / (n - k + 1);
    }
    return sum / Math.pow(2, n);
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
    double value = sum / rows;
    double error = Math.sqrt(squares) / rows;
    return new Gain(value, error, rows, value > 0 && value > STANDARD_ERRORS * error);
  }

  private static double[] squaredErrors(Weights weights, Examples examples, float[] values) {
    int outputs = weights.network().outputs();
    Inference inference = new Inference(weights.network(), weights.members(), 1);
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
