package plumb.probe;

import java.util.Arrays;
import plumb.nn.Activation;

/**
 * What the units of one block gave out, row by row: their moments, the flat ones, the dead ones.
 */
final class Outputs {
  /** A unit is called dead on the evidence of so many rows, once there are as many. */
  private static final int ROWS_FOR_DEATH = 512;

  private static final float NONE = Float.POSITIVE_INFINITY;

  private final int units;
  private final boolean canDie;
  private final float flatBelow;
  private final float flatAbove;
  private final double[] sums;
  private final double[] squares;
  private final float[] flat;
  private final float[] largest;
  private final int[] rowsAtZero;
  private int rowsSeen;
  private int rows;

  Outputs(Block block) {
    this.units = block.units();
    this.canDie = canDie(block.activation());
    this.flatBelow = flatBelow(block.activation());
    this.flatAbove = flatAbove(block.activation());
    this.sums = new double[units];
    this.squares = new double[units];
    this.flat = new float[units];
    this.largest = new float[units];
    this.rowsAtZero = new int[units];
  }

  /** Rows of all readings so far. */
  int rowsSeen() {
    return rowsSeen;
  }

  /** For each unit, the latest rows to all of which it answered 0. */
  int[] rowsAtZero() {
    return rowsAtZero.clone();
  }

  /** Goes on from earlier readings. */
  void goOn(int seen, int[] atZero) {
    rowsSeen = seen;
    System.arraycopy(atZero, 0, rowsAtZero, 0, units);
  }

  private static boolean canDie(Activation activation) {
    return activation instanceof Activation.Relu
        || (activation instanceof Activation.LeakyRelu(float slope) && slope == 0);
  }

  /** The value below which the slope is less than that of a sigmoid at -5, by the steepest. */
  private static float flatBelow(Activation activation) {
    return switch (activation) {
      case Activation.Sigmoid _ -> 0.00669285f;
      case Activation.Tanh _ -> -0.986614f;
      case Activation.Elu(float alpha) -> -0.97341f * alpha;
      case Activation.Selu _ -> -0.97341f * 1.7581f;
      case Activation.Softplus _ -> 0.026950f;
      case Activation.Linear _,
          Activation.Relu _,
          Activation.LeakyRelu _,
          Activation.PRelu _,
          Activation.Gelu _,
          Activation.Softmax _ ->
          -NONE;
    };
  }

  private static float flatAbove(Activation activation) {
    return switch (activation) {
      case Activation.Sigmoid _ -> 0.993307f;
      case Activation.Tanh _ -> 0.986614f;
      default -> NONE;
    };
  }

  /** Reads the first {@code count} rows. */
  void read(float[] values, int count) {
    rows = count;
    rowsSeen += count;
    Arrays.fill(sums, 0);
    Arrays.fill(squares, 0);
    Arrays.fill(flat, 0);
    Arrays.fill(largest, -NONE);
    for (int row = 0; row < count; row++) {
      int at = row * units;
      for (int j = 0; j < units; j++) {
        double value = values[at + j];
        sums[j] += value;
        squares[j] += value * value;
      }
      if (canDie) {
        for (int j = 0; j < units; j++) {
          largest[j] = Math.max(largest[j], values[at + j]);
        }
      }
      if (flatBelow != -NONE) {
        for (int j = 0; j < units; j++) {
          float value = values[at + j];
          flat[j] += value < flatBelow || value > flatAbove ? 1 : 0;
        }
      }
    }
    for (int j = 0; j < units; j++) {
      rowsAtZero[j] = largest[j] <= 0 ? rowsAtZero[j] + count : 0;
    }
  }

  double mean() {
    return Arrays.stream(sums).sum() / ((double) rows * units);
  }

  double spread() {
    double mean = mean();
    double variance = Arrays.stream(squares).sum() / ((double) rows * units) - mean * mean;
    return Math.sqrt(variance < 0 ? 0 : variance);
  }

  double saturated() {
    double sum = 0;
    for (float share : flat) {
      sum += share;
    }
    return sum / ((double) rows * units);
  }

  double dead() {
    if (!canDie) {
      return 0;
    }
    int needed = Math.min(rowsSeen, ROWS_FOR_DEATH);
    return (double) Arrays.stream(rowsAtZero).filter(at -> at >= needed).count() / units;
  }
}
