package plumb.cause;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import plumb.cause.TableSample.Field;

/**
 * How well a column alone tells the target: a lookup of its value, or of one of {@link #BINS}
 * intervals of equally many rows, fitted on training rows and asked about the rows held out.
 *
 * @param field the column
 * @param score accuracy or R2 on the rows held out
 * @param answers for each row held out the shares of the classes, or one number
 */
record ColumnScore(Field field, double score, double[][] answers) {
  static final int BINS = 64;

  /** Rows of every class that a value counts for, of the shares among all rows. */
  private static final double PRIOR = 1;

  /** Of a column of a sample. */
  static ColumnScore of(Field field, TableSample sample) {
    return new Lookup(field, sample).score();
  }

  private static final class Lookup {
    private final Field field;
    private final TableSample sample;
    private final double[] edges;
    private final Map<Double, Integer> cells = new HashMap<>();

    Lookup(Field field, TableSample sample) {
      this.field = field;
      this.sample = sample;
      double[] sorted =
          Arrays.stream(field.values(), 0, sample.train())
              .filter(value -> !Double.isNaN(value))
              .sorted()
              .toArray();
      edges =
          field.words()
              ? new double[0]
              : IntStream.range(1, BINS)
                  .mapToDouble(
                      b -> sorted.length == 0 ? 0 : sorted[(int) ((long) b * sorted.length / BINS)])
                  .distinct()
                  .toArray();
    }

    private int cell(int row) {
      double value = field.values()[row];
      if (!Double.isNaN(value) && !field.words()) {
        int at = Arrays.binarySearch(edges, value);
        value = at >= 0 ? at + 1 : -at - 1;
      }
      return cells.computeIfAbsent(value + 0.0, _ -> cells.size());
    }

    ColumnScore score() {
      int wide = sample.classes() ? sample.labels().size() : 1;
      int train = sample.train();
      int[] cellOf = IntStream.range(0, sample.rows()).map(this::cell).toArray();
      double[][] sums = new double[cells.size()][wide];
      double[] counts = new double[cells.size()];
      double[] all = new double[wide];
      for (int row = 0; row < train; row++) {
        for (int k = 0; k < wide; k++) {
          double value = value(row, k);
          sums[cellOf[row]][k] += value;
          all[k] += value / train;
        }
        counts[cellOf[row]]++;
      }
      double[][] answers = new double[sample.held()][wide];
      for (int i = 0; i < answers.length; i++) {
        int cell = cellOf[train + i];
        for (int k = 0; k < wide; k++) {
          answers[i][k] = (sums[cell][k] + PRIOR * all[k]) / (counts[cell] + PRIOR);
        }
      }
      return new ColumnScore(field, sample.classes() ? accuracy(answers) : fit(answers), answers);
    }

    /** The number to be told, or whether the row is of class {@code k}. */
    private double value(int row, int k) {
      double target = sample.target()[row];
      return sample.classes() ? (target == k ? 1 : 0) : target;
    }

    private double accuracy(double[][] answers) {
      int right = 0;
      for (int i = 0; i < answers.length; i++) {
        int best = 0;
        for (int k = 1; k < answers[i].length; k++) {
          best = answers[i][k] > answers[i][best] ? k : best;
        }
        right += best == (int) sample.target()[sample.train() + i] ? 1 : 0;
      }
      return (double) right / Math.max(1, answers.length);
    }

    private double fit(double[][] answers) {
      double[] asked = Arrays.copyOfRange(sample.target(), sample.train(), sample.rows());
      double errors = 0;
      for (int i = 0; i < asked.length; i++) {
        errors += (answers[i][0] - asked[i]) * (answers[i][0] - asked[i]);
      }
      double all = Ordered.variance(asked) * asked.length;
      return all == 0 ? 0 : 1 - errors / all;
    }
  }
}
