package plumb.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.math.Team;
import plumb.nn.Inference;
import plumb.nn.NetworkSpec;
import plumb.train.Evaluation;
import plumb.train.PrimaryScore;

/**
 * What a trained card says of rows, one result a row, so that two cards can be compared row by row.
 *
 * @param rows the rows' places in their source, from 0 on
 * @param errors of each row: 0 or 1 for a class that is right or wrong; for a number the squared
 *     error as a share of the variance of the targets, so that their unit does not matter
 * @param said the class each row was taken for; empty for numbers
 * @param truth the class each row is of; empty for numbers
 */
public record RowResults(int[] rows, double[] errors, int[] said, int[] truth) {
  /** No rows. */
  public static final RowResults NONE =
      new RowResults(new int[0], new double[0], new int[0], new int[0]);

  /** Of networks that answer together. */
  static RowResults of(
      NetworkSpec network, List<float[]> members, Examples examples, int[] rows, Team team) {
    return switch (examples.targets()) {
      case Targets.Classes(int[] labels, int _) -> {
        int[] said = new Evaluation(network, team).predictions(members, examples);
        yield new RowResults(
            rows,
            IntStream.range(0, said.length)
                .mapToDouble(i -> said[i] == labels[i] ? 0 : 1)
                .toArray(),
            said,
            labels);
      }
      case Targets.Values(float[] values) ->
          new RowResults(
              rows, squaredErrors(network, members, examples, values), new int[0], new int[0]);
    };
  }

  private static double[] squaredErrors(
      NetworkSpec network, List<float[]> members, Examples examples, float[] values) {
    Inference inference = new Inference(network, members, 1);
    float[] line = new float[examples.inputs().width()];
    float[] answer = new float[network.outputs()];
    double[] errors = new double[values.length];
    double variance = variance(values);
    for (int row = 0; row < values.length; row++) {
      examples.inputs().copyRow(row, line, 0);
      inference.run(line, 1, answer);
      double error = (double) answer[0] - values[row];
      errors[row] = error * error / variance;
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

  /** Only some of the rows, by their places in the source. */
  RowResults of(IntPredicate asked) {
    int[] chosen = IntStream.range(0, rows.length).filter(i -> asked.test(rows[i])).toArray();
    return new RowResults(
        Arrays.stream(chosen).map(i -> rows[i]).toArray(),
        Arrays.stream(chosen).mapToDouble(i -> errors[i]).toArray(),
        said.length == 0 ? said : Arrays.stream(chosen).map(i -> said[i]).toArray(),
        truth.length == 0 ? truth : Arrays.stream(chosen).map(i -> truth[i]).toArray());
  }

  /** Whether they are of the same rows, in the same order. */
  boolean sameRows(RowResults other) {
    return rows.length > 0 && Arrays.equals(rows, other.rows);
  }

  /**
   * Errors of each row whose mean is 1 less a score: with balanced accuracy the rows of a class
   * weigh as much together as those of any other.
   */
  double[] errors(PrimaryScore by) {
    if (by != PrimaryScore.BALANCED_ACCURACY || truth.length == 0) {
      return errors;
    }
    int[] counts = new int[1 + Arrays.stream(truth).max().orElse(0)];
    Arrays.stream(truth).forEach(label -> counts[label]++);
    long present = Arrays.stream(counts).filter(count -> count > 0).count();
    return IntStream.range(0, errors.length)
        .mapToDouble(i -> errors[i] * truth.length / ((double) present * counts[truth[i]]))
        .toArray();
  }

  /** Whether every row's answer is right or wrong, and all rows weigh the same. */
  boolean counted(PrimaryScore by) {
    return by == PrimaryScore.ACCURACY
        && Arrays.stream(errors).allMatch(error -> error == 0 || error == 1);
  }
}
