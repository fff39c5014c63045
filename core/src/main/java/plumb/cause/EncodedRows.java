package plumb.cause;

import java.util.Arrays;
import java.util.stream.IntStream;
import plumb.data.Inputs;

/**
 * Some rows as points: inputs of the network, each divided by its standard deviation, with squared
 * distances between them.
 *
 * @param values row-major
 * @param rows how many
 * @param width numbers a row
 */
record EncodedRows(float[] values, int rows, int width) {
  /** How the inputs are measured: which of them, and by which factor. */
  record Gauge(int[] columns, float[] factors) {
    /** Rows whose standard deviations are taken. */
    private static final int SAMPLE = 1000;

    /**
     * Of inputs that vary.
     *
     * @param without inputs left out
     * @param most so many at most, evenly taken
     */
    static Gauge of(Inputs inputs, boolean[] without, int most) {
      int rows = Math.min(SAMPLE, inputs.rows());
      int width = inputs.width();
      float[] line = new float[width];
      double[] sums = new double[width];
      double[] squares = new double[width];
      for (int i = 0; i < rows; i++) {
        inputs.copyRow((int) ((long) i * inputs.rows() / rows), line, 0);
        for (int j = 0; j < width; j++) {
          sums[j] += line[j];
          squares[j] += (double) line[j] * line[j];
        }
      }
      double[] deviations = new double[width];
      for (int j = 0; j < width; j++) {
        double mean = sums[j] / rows;
        deviations[j] = Math.sqrt(Math.max(0, squares[j] / rows - mean * mean));
        deviations[j] = deviations[j] > 1e-6 * (1 + Math.abs(mean)) ? deviations[j] : 0;
      }
      int[] usable =
          IntStream.range(0, width).filter(j -> deviations[j] > 0 && !without[j]).toArray();
      int[] columns = TableSample.some(usable, most);
      float[] factors = new float[columns.length];
      for (int k = 0; k < columns.length; k++) {
        factors[k] = (float) (1 / deviations[columns[k]]);
      }
      return new Gauge(columns, factors);
    }

    int width() {
      return columns.length;
    }
  }

  /** Of some rows. */
  static EncodedRows of(Inputs inputs, int[] chosen, Gauge gauge) {
    int width = gauge.width();
    float[] values = new float[chosen.length * width];
    float[] line = new float[inputs.width()];
    for (int i = 0; i < chosen.length; i++) {
      inputs.copyRow(chosen[i], line, 0);
      for (int k = 0; k < width; k++) {
        values[i * width + k] = line[gauge.columns()[k]] * gauge.factors()[k];
      }
    }
    return new EncodedRows(values, chosen.length, width);
  }

  /** These and others behind them. */
  EncodedRows and(EncodedRows others) {
    float[] all = Arrays.copyOf(values, values.length + others.values.length);
    System.arraycopy(others.values, 0, all, values.length, others.values.length);
    return new EncodedRows(all, rows + others.rows, width);
  }

  /** The squared distances of a row of another to all of these. */
  float[] distances(EncodedRows others, int row) {
    float[] distances = new float[rows];
    for (int i = 0; i < rows; i++) {
      float sum = 0;
      int here = i * width;
      int there = row * width;
      for (int k = 0; k < width; k++) {
        float step = values[here + k] - others.values[there + k];
        sum += step * step;
      }
      distances[i] = sum;
    }
    return distances;
  }

  /** A row's numbers as doubles, one array a column. */
  double[][] columns() {
    double[][] columns = new double[width][rows];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < width; k++) {
        columns[k][i] = values[i * width + k];
      }
    }
    return columns;
  }

  /** The places of the nearest few. */
  static int[] nearest(float[] distances, int count) {
    int[] nearest = new int[Math.min(count, distances.length)];
    Arrays.fill(nearest, -1);
    int found = 0;
    for (int i = 0; i < distances.length; i++) {
      if (Float.isInfinite(distances[i])
          || (found == nearest.length && distances[i] >= distances[nearest[found - 1]])) {
        continue;
      }
      int at = found < nearest.length ? found++ : found - 1;
      while (at > 0 && distances[nearest[at - 1]] > distances[i]) {
        nearest[at] = nearest[at - 1];
        at--;
      }
      nearest[at] = i;
    }
    return Arrays.copyOf(nearest, found);
  }
}
