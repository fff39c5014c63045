package plumb.doctor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.Feature;
import plumb.data.Inputs;
import plumb.data.Targets;
import plumb.data.read.Prepared;

/**
 * How well each column alone tells the target: a lookup of the value (or of one of 64 intervals of
 * equally many rows), fitted on training rows and asked about validation rows.
 *
 * @param column name of it
 * @param score accuracy or R2 on validation rows
 */
record SingleColumns(String column, double score) {
  private static final int BINS = 64;

  private static final int MOST_ROWS = 6000;

  /** All columns, the best first; none for images and without validation rows. */
  static List<SingleColumns> of(Prepared data) {
    Optional<Examples> validation = data.validation();
    if (validation.isEmpty() || !(data.train().inputs() instanceof Inputs.Floats)) {
      return List.of();
    }
    List<SingleColumns> all = new java.util.ArrayList<>();
    int at = 0;
    double[][] train = DataLints.columns(data.train().inputs(), MOST_ROWS);
    double[][] held = DataLints.columns(validation.get().inputs(), MOST_ROWS);
    double[] known = targets(data.train(), MOST_ROWS);
    double[] asked = targets(validation.get(), MOST_ROWS);
    int classes = data.train().targets() instanceof Targets.Classes(_, int count) ? count : 0;
    for (Feature feature : data.encoding().features()) {
      double[] values = one(feature, train, at);
      double[] others = one(feature, held, at);
      all.add(new SingleColumns(feature.column(), score(values, known, others, asked, classes)));
      at += feature.width();
    }
    all.sort(Comparator.comparingDouble((SingleColumns s) -> -s.score()));
    return all;
  }

  /** A column as one number a row: words as the number of their input. */
  private static double[] one(Feature feature, double[][] columns, int at) {
    if (!(feature instanceof Feature.Categories)) {
      return columns[at];
    }
    double[] index = new double[columns[at].length];
    for (int row = 0; row < index.length; row++) {
      for (int j = 0; j < feature.width(); j++) {
        index[row] = columns[at + j][row] > 0.5 ? j : index[row];
      }
    }
    return index;
  }

  private static double[] targets(Examples examples, int most) {
    int rows = Math.min(most, examples.rows());
    return IntStream.range(0, rows)
        .mapToDouble(i -> {
          int row = (int) ((long) i * examples.rows() / rows);
          return switch (examples.targets()) {
            case Targets.Classes(int[] labels, _) -> labels[row];
            case Targets.Values(float[] values) -> values[row];
          };
        })
        .toArray();
  }

  private static double score(
      double[] values, double[] known, double[] others, double[] asked, int classes) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] edges =
        IntStream.range(1, BINS)
            .mapToDouble(b -> sorted[(int) ((long) b * sorted.length / BINS)])
            .distinct()
            .toArray();
    int bins = edges.length + 1;
    return classes > 0
        ? classified(values, known, others, asked, classes, edges, bins)
        : regressed(values, known, others, asked);
  }

  private static int bin(double[] edges, double value) {
    int at = Arrays.binarySearch(edges, value);
    return at >= 0 ? at + 1 : -at - 1;
  }

  private static double classified(
      double[] values,
      double[] known,
      double[] others,
      double[] asked,
      int classes,
      double[] edges,
      int bins) {
    int[][] counts = new int[bins][classes];
    for (int i = 0; i < values.length; i++) {
      counts[bin(edges, values[i])][(int) known[i]]++;
    }
    int right = 0;
    for (int i = 0; i < others.length; i++) {
      int[] here = counts[bin(edges, others[i])];
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = here[c] > here[best] ? c : best;
      }
      right += best == (int) asked[i] ? 1 : 0;
    }
    return (double) right / others.length;
  }

  /** The rank order alone: interpolation between the nearest known values. */
  private static double regressed(
      double[] values, double[] known, double[] others, double[] asked) {
    Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double[] x = new double[values.length];
    double[] y = new double[values.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = values[order[i]];
      y[i] = known[order[i]];
    }
    int reach = Math.max(1, x.length / 200);
    double mean = Arrays.stream(asked).average().orElse(0);
    double errors = 0;
    double squares = 0;
    for (int i = 0; i < others.length; i++) {
      int at = Arrays.binarySearch(x, others[i]);
      int middle = at >= 0 ? at : -at - 1;
      int from = Math.max(0, middle - reach);
      int to = Math.min(x.length, middle + reach + 1);
      double answer = 0;
      for (int k = from; k < to; k++) {
        answer += y[k] / (to - from);
      }
      errors += (answer - asked[i]) * (answer - asked[i]);
      squares += (asked[i] - mean) * (asked[i] - mean);
    }
    return squares == 0 ? 0 : 1 - errors / squares;
  }
}
