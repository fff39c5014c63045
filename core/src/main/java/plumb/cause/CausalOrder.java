package plumb.cause;

import java.util.Arrays;
import java.util.stream.IntStream;
import plumb.data.Examples;

/**
 * Which of two came first, a column that tells the target well or the target, as far as the other
 * inputs show it. What was made from the target depends on the others only by way of the target: at
 * equal targets they say nothing of it, but they do say something of what it lacks of the target.
 * What the target was made from, or what goes with such a thing, depends on the others at equal
 * targets too.
 *
 * @param ofTarget share of the target's variance beyond the column that the others explain
 * @param ofColumn share of the column's variance at equal targets that the others explain
 * @param limit a share that the others explain by chance once in a thousand
 * @param without share of the target's variance that the others explain without the column, less
 *     what chance makes of it
 */
record CausalOrder(double ofTarget, double ofColumn, double limit, double without) {
  /** Others looked at, those that tell the target best. */
  private static final int MOST_OTHERS = 40;

  private static final int FEWEST_ROWS_AN_INPUT = 10;

  /** Of equally many rows, for targets that are numbers. */
  private static final int INTERVALS = 40;

  /** Deviations of a share that chance explains. */
  private static final double CHANCE = 3.1;

  /** Whether the column was made from the target. */
  boolean madeFromTarget() {
    return ofTarget > limit && ofColumn <= limit;
  }

  /** Whether the others show neither the one nor the other. */
  boolean undecided() {
    return ofTarget <= limit && ofColumn <= limit;
  }

  /**
   * Of a column's answers to the rows held out.
   *
   * @param told for each row
   * @param truth likewise
   * @param held the rows held out, in the same order
   * @param without the inputs that the column became
   */
  static CausalOrder of(double[] told, double[] truth, Examples held, boolean[] without) {
    double[][] others = others(truth, held, without);
    if (others.length == 0) {
      return new CausalOrder(0, 0, 1, 0);
    }
    LinearFit fit = new LinearFit(others);
    int width = others.length;
    double limit = (width + CHANCE * Math.sqrt(2.0 * width)) / (truth.length - 1);
    double chance = (double) width / (truth.length - 1);
    return new CausalOrder(
        explained(fit, others, lessMeans(truth, told)),
        explained(fit, others, lessMeans(told, truth)),
        limit,
        explained(fit, others, truth) - chance);
  }

  private static double explained(LinearFit fit, double[][] others, double[] target) {
    double[] told =
        fit.solve(
                fit.products(target),
                Arrays.stream(target).average().orElse(0),
                IntStream.range(0, others.length).toArray(),
                0)
            .answers(others);
    double left = 0;
    for (int i = 0; i < target.length; i++) {
      left += (target[i] - told[i]) * (target[i] - told[i]);
    }
    double all = Ordered.variance(target) * target.length;
    return all == 0 ? 0 : 1 - left / all;
  }

  /** Values less the mean of those whose other value is about as large. */
  private static double[] lessMeans(double[] values, double[] others) {
    int[] order = Ordered.places(others);
    double[] less = new double[values.length];
    int size = Math.max(2, values.length / INTERVALS);
    for (int from = 0; from < order.length; ) {
      int to = Math.min(order.length, from + size);
      // Equal ones stay together.
      while (to < order.length && others[order[to]] == others[order[to - 1]]) {
        to++;
      }
      int start = from;
      int end = to;
      double mean =
          IntStream.range(start, end).mapToDouble(i -> values[order[i]]).average().orElse(0);
      for (int i = from; i < to; i++) {
        less[order[i]] = values[order[i]] - mean;
      }
      from = to;
    }
    return less;
  }

  /** The inputs that are nearest to the target, as columns. */
  private static double[][] others(double[] truth, Examples held, boolean[] without) {
    int rows = held.rows();
    int width = held.inputs().width();
    double[][] columns = new double[width][rows];
    float[] line = new float[width];
    for (int row = 0; row < rows; row++) {
      held.inputs().copyRow(row, line, 0);
      for (int j = 0; j < width; j++) {
        columns[j][row] = line[j];
      }
    }
    double mean = Arrays.stream(truth).average().orElse(0);
    double[] near = new double[width];
    for (int j = 0; j < width; j++) {
      double deviation = Math.sqrt(Ordered.variance(columns[j]));
      double product = 0;
      for (int i = 0; i < rows; i++) {
        product += columns[j][i] * (truth[i] - mean);
      }
      near[j] = deviation == 0 ? 0 : Math.abs(product / deviation);
    }
    int most = Math.min(MOST_OTHERS, rows / FEWEST_ROWS_AN_INPUT);
    return IntStream.range(0, width)
        .filter(j -> !without[j] && near[j] > 0)
        .boxed()
        .sorted((a, b) -> Double.compare(near[b], near[a]))
        .limit(most)
        .map(j -> columns[j])
        .toArray(double[][]::new);
  }
}
