package plumb.train;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Holds the outputs of rows, to tell how well their order tells the classes apart. */
final class Ranks {
  /** Holds nothing. */
  static final Ranks NONE = new Ranks(0, 0);

  private final int width;
  private final float[] outputs;
  private int filled;

  /**
   * For outputs to come.
   *
   * @param width outputs of a row
   */
  Ranks(int rows, int width) {
    this.width = width;
    this.outputs = new float[rows * width];
  }

  /** Takes in the outputs of the first {@code count} rows of a batch, {@code (rows, width)}. */
  void add(float[] batch, int count) {
    if (width > 0) {
      System.arraycopy(batch, 0, outputs, filled, count * width);
      filled += count * width;
    }
  }

  /**
   * The area under the receiver operating characteristic: of two classes by the last output, that
   * of class 1; of more, the mean over the classes, each against the rest by its own output. Empty
   * where nothing is held, where an output is not a number, and where all rows are of one class.
   *
   * @param labels of the rows that were taken in
   */
  OptionalDouble auc(int[] labels, int classes) {
    if (width == 0) {
      return OptionalDouble.empty();
    }
    if (classes == 2) {
      return area(labels, 1, width - 1);
    }
    double sum = 0;
    int measured = 0;
    for (int k = 0; k < classes; k++) {
      OptionalDouble area = area(labels, k, k);
      if (area.isPresent()) {
        sum += area.getAsDouble();
        measured++;
      }
    }
    return measured == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / measured);
  }

  /**
   * By ranks (Mann and Whitney 1947): the number of pairs in which the row of the class has the
   * larger output, an equal pair being half of one, over the number of pairs.
   */
  private OptionalDouble area(int[] labels, int of, int column) {
    // The order of floats is kept as that of whole numbers; below it, whether the row is of the
    // class.
    long[] order = new long[labels.length];
    long inside = 0;
    for (int row = 0; row < labels.length; row++) {
      // No two zeros: -0 and 0 are equal.
      float output = outputs[row * width + column] + 0f;
      if (Float.isNaN(output)) {
        return OptionalDouble.empty();
      }
      int bits = Float.floatToRawIntBits(output);
      int ordered = bits ^ (bits >> 31 & Integer.MAX_VALUE);
      boolean member = labels[row] == of;
      order[row] = (long) ordered << 1 | (member ? 1 : 0);
      inside += member ? 1 : 0;
    }
    long outside = labels.length - inside;
    if (inside == 0 || outside == 0) {
      return OptionalDouble.empty();
    }
    Arrays.sort(order);
    double won = 0;
    long below = 0;
    int from = 0;
    while (from < order.length) {
      int members = 0;
      int to = from;
      while (to < order.length && order[to] >> 1 == order[from] >> 1) {
        members += (int) (order[to] & 1);
        to++;
      }
      int others = to - from - members;
      won += members * (below + others / 2.0);
      below += others;
      from = to;
    }
    return OptionalDouble.of(won / inside / outside);
  }
}
