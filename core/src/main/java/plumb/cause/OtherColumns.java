package plumb.cause;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.IntStream;
import plumb.cause.EncodedRows.Gauge;
import plumb.data.Inputs;

/**
 * How well all other columns tell the class: the better of a linear model and of the nearest rows,
 * each row told by rows of other folds. Where that is as good as what one column tells exactly, the
 * column need not be a leak: classes that differ by nature differ in many things.
 *
 * @param rows how many were told
 * @param wrong how many of them wrongly
 * @param constantWrong how many the most frequent class tells wrongly
 */
record OtherColumns(int rows, int wrong, int constantWrong) {
  private static final int MOST_ROWS = 1500;
  private static final int MOST_INPUTS = 100;
  private static final int FOLDS = 5;
  private static final int NEIGHBOURS = 5;
  private static final double RIDGE = 0.01;

  /** Wrong answers, of those of the most frequent class, up to which they are as good. */
  static final double AS_GOOD = 0.05;

  /** Fewer wrong answers may be luck. */
  private static final int FEWEST_WRONG = 5;

  /** Whether they leave open what a column that tells all would have to be told from. */
  boolean farBehind() {
    return wrong >= FEWEST_WRONG && wrong > AS_GOOD * constantWrong;
  }

  /** Of a sample of classes, without some columns. */
  static OtherColumns of(TableSample sample, Collection<String> columns) {
    int[] rows = TableSample.some(IntStream.range(0, sample.rows()).toArray(), MOST_ROWS);
    int[] classes = classes(sample, rows);
    int count = sample.labels().size();
    int[] counts = new int[count];
    Arrays.stream(classes).forEach(k -> counts[k]++);
    int constantWrong = rows.length - Arrays.stream(counts).max().orElse(0);
    EncodedRows points = points(sample, columns, rows);
    if (points.width() == 0) {
      return new OtherColumns(rows.length, constantWrong, constantWrong);
    }
    int[] bySums = bySums(points, classes, count);
    int wrongBySums =
        (int) IntStream.range(0, rows.length).filter(i -> bySums[i] != classes[i]).count();
    int wrong =
        Math.min(
            wrongBySums,
            Math.min(
                byNearest(points, classes, count, 1),
                byNearest(points, classes, count, NEIGHBOURS)));
    return new OtherColumns(rows.length, Math.min(wrong, constantWrong), constantWrong);
  }

  /** The class of each of some rows as a linear model of the other columns tells it. */
  static int[] told(TableSample sample, Collection<String> columns, int[] rows) {
    EncodedRows points = points(sample, columns, rows);
    return points.width() == 0
        ? new int[rows.length]
        : bySums(points, classes(sample, rows), sample.labels().size());
  }

  private static int[] classes(TableSample sample, int[] rows) {
    return Arrays.stream(rows).map(row -> (int) sample.target()[row]).toArray();
  }

  /** Rows in rising order as points. */
  private static EncodedRows points(TableSample sample, Collection<String> columns, int[] rows) {
    Inputs known = sample.known().inputs();
    Gauge gauge = Gauge.of(known, sample.inputsOf(columns), MOST_INPUTS);
    int train = sample.train();
    return EncodedRows.of(known, Arrays.stream(rows).filter(r -> r < train).toArray(), gauge)
        .and(
            EncodedRows.of(
                sample.heldOut().inputs(),
                Arrays.stream(rows).filter(r -> r >= train).map(r -> r - train).toArray(),
                gauge));
  }

  private static int byNearest(EncodedRows points, int[] classes, int count, int neighbours) {
    int wrong = 0;
    for (int i = 0; i < classes.length; i++) {
      float[] distances = points.distances(points, i);
      distances[i] = Float.POSITIVE_INFINITY;
      int[] votes = new int[count];
      for (int near : EncodedRows.nearest(distances, neighbours)) {
        votes[classes[near]]++;
      }
      int best = 0;
      for (int k = 1; k < count; k++) {
        best = votes[k] > votes[best] ? k : best;
      }
      wrong += best == classes[i] ? 0 : 1;
    }
    return wrong;
  }

  private static int[] bySums(EncodedRows points, int[] classes, int count) {
    double[][] columns = points.columns();
    int[] told = new int[classes.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      int out = fold;
      int[] fitted = IntStream.range(0, classes.length).filter(i -> i % FOLDS != out).toArray();
      double[][] some =
          Arrays.stream(columns)
              .map(column -> Arrays.stream(fitted).mapToDouble(i -> column[i]).toArray())
              .toArray(double[][]::new);
      LinearFit fit = new LinearFit(some);
      int[] all = IntStream.range(0, fit.width()).toArray();
      LinearFit.Solution[] solutions = new LinearFit.Solution[count];
      for (int k = 0; k < count; k++) {
        int label = k;
        double[] member =
            Arrays.stream(fitted).mapToDouble(i -> classes[i] == label ? 1 : 0).toArray();
        solutions[k] =
            fit.solve(fit.products(member), Arrays.stream(member).average().orElse(0), all, RIDGE);
      }
      for (int i = fold; i < classes.length; i += FOLDS) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < count; k++) {
          double answer = solutions[k].answer(columns, i);
          if (answer > most) {
            most = answer;
            best = k;
          }
        }
        told[i] = best;
      }
    }
    return told;
  }
}
