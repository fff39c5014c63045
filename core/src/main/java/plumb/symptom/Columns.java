package plumb.symptom;

import plumb.data.Inputs;

/** Encoded inputs by column. */
public final class Columns {
  private Columns() {}

  /** One array a column, of at most so many rows, evenly taken. */
  public static double[][] of(Inputs inputs, int most) {
    int rows = Math.min(most, inputs.rows());
    float[] line = new float[inputs.width()];
    double[][] columns = new double[inputs.width()][rows];
    for (int i = 0; i < rows; i++) {
      inputs.copyRow((int) ((long) i * inputs.rows() / rows), line, 0);
      for (int j = 0; j < line.length; j++) {
        columns[j][i] = line[j];
      }
    }
    return columns;
  }
}
