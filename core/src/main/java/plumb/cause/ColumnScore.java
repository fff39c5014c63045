package plumb.cause;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import plumb.cause.TableSample.Field;

/**
 * How well a column alone tells the target: a lookup of its value, or of one of {@link #BINS}
 * intervals of equally many rows with a straight line in each, fitted on training rows and asked
 * about the rows held out.
 *
 * @param field the column
 * @param score accuracy or R2 on the rows held out
 * @param numbers for each row of the sample the class or the number
 */
record ColumnScore(Field field, double score, double[] numbers) {
  private static final int BINS = 64;

  /** A line through fewer rows leads astray. */
  private static final int FEWEST_FOR_A_LINE = 8;

  /** Of a column of a sample. */
  static ColumnScore of(Field field, TableSample sample) {
    Lookup lookup = new Lookup(field, sample);
    double[] answers = sample.classes() ? lookup.classes() : lookup.numbers();
    return new ColumnScore(
        field, sample.classes() ? accuracy(answers, sample) : fit(answers, sample), answers);
  }

  /** How many different values the column has. */
  long values() {
    return Arrays.stream(field.values()).distinct().count();
  }

  /** The class that it tells of a row of the sample. */
  int classOf(int row) {
    return (int) numbers[row];
  }

  private static double accuracy(double[] answers, TableSample sample) {
    long right =
        IntStream.range(sample.train(), sample.rows())
            .filter(row -> answers[row] == sample.target()[row])
            .count();
    return (double) right / Math.max(1, sample.held());
  }

  private static double fit(double[] answers, TableSample sample) {
    double[] asked = Arrays.copyOfRange(sample.target(), sample.train(), sample.rows());
    double errors = 0;
    for (int i = 0; i < asked.length; i++) {
      double error = answers[sample.train() + i] - asked[i];
      errors += error * error;
    }
    double all = Ordered.variance(asked) * asked.length;
    return all == 0 ? 0 : 1 - errors / all;
  }

  /** The cells into which the values of a column fall. */
  private static final class Lookup {
    private final TableSample sample;
    private final double[] x;
    private final int[] cellOf;
    private final int cells;

    Lookup(Field field, TableSample sample) {
      this.sample = sample;
      this.x = field.values();
      double[] sorted =
          Arrays.stream(x, 0, sample.train()).filter(v -> !Double.isNaN(v)).sorted().toArray();
      double[] edges =
          field.words() || sorted.length == 0
              ? new double[0]
              : IntStream.range(1, BINS)
                  .mapToDouble(b -> sorted[(int) ((long) b * sorted.length / BINS)])
                  .distinct()
                  .toArray();
      Map<Double, Integer> codes = new HashMap<>();
      cellOf = new int[x.length];
      for (int row = 0; row < x.length; row++) {
        double value = x[row];
        if (!Double.isNaN(value) && !field.words()) {
          int at = Arrays.binarySearch(edges, value);
          value = at >= 0 ? at + 1 : -at - 1;
        }
        cellOf[row] = codes.computeIfAbsent(value + 0.0, _ -> codes.size());
      }
      cells = codes.size();
    }

    /** The most frequent class of each cell; of a cell without training rows that of all. */
    double[] classes() {
      int count = sample.labels().size();
      int[][] counts = new int[cells + 1][count];
      for (int row = 0; row < sample.train(); row++) {
        counts[cellOf[row]][(int) sample.target()[row]]++;
        counts[cells][(int) sample.target()[row]]++;
      }
      int[] best = new int[cells];
      for (int cell = 0; cell < cells; cell++) {
        int[] here = Arrays.stream(counts[cell]).sum() == 0 ? counts[cells] : counts[cell];
        for (int k = 1; k < count; k++) {
          best[cell] = here[k] > here[best[cell]] ? k : best[cell];
        }
      }
      return IntStream.range(0, x.length).mapToDouble(row -> best[cellOf[row]]).toArray();
    }

    /** A line in each cell; of a cell without training rows the mean of all. */
    double[] numbers() {
      double[] counts = new double[cells];
      double[] meanX = new double[cells];
      double[] meanY = new double[cells];
      double[] squares = new double[cells];
      double[] products = new double[cells];
      double mean = 0;
      for (int row = 0; row < sample.train(); row++) {
        int cell = cellOf[row];
        double y = sample.target()[row];
        double value = Double.isNaN(x[row]) ? 0 : x[row];
        double before = value - meanX[cell];
        counts[cell]++;
        meanX[cell] += before / counts[cell];
        meanY[cell] += (y - meanY[cell]) / counts[cell];
        squares[cell] += before * (value - meanX[cell]);
        products[cell] += before * (y - meanY[cell]);
        mean += (y - mean) / (row + 1);
      }
      double[] answers = new double[x.length];
      for (int row = 0; row < answers.length; row++) {
        int cell = cellOf[row];
        boolean line = counts[cell] >= FEWEST_FOR_A_LINE && squares[cell] > 0;
        double value = Double.isNaN(x[row]) ? 0 : x[row];
        answers[row] =
            counts[cell] == 0
                ? mean
                : meanY[cell] + (line ? products[cell] / squares[cell] * (value - meanX[cell]) : 0);
      }
      return answers;
    }
  }
}
