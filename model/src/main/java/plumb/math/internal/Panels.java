package plumb.math.internal;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Copies parts of matrices to where the tiles of a product read them from one end to the other. */
final class Panels {
  private static final int LANES = Tiles.LANES;
  private static final int WIDE = 2 * LANES;

  /** Numbers of a line that are transposed before the next line. */
  private static final int SQUARE = 64;

  private Panels() {}

  /**
   * Lines of a matrix to panels, each line in two vectors a panel; the last panel is padded with
   * zeros. Line by line: what lies in one place comes from memory together.
   *
   * @param at where the first line begins, the others {@code apart} behind each other
   * @param to where the first line goes in the first panel
   * @param panelsApart from a panel to the next
   */
  static void copyLines(
      float[] matrix,
      int at,
      int apart,
      int lines,
      int columns,
      float[] panels,
      int to,
      int panelsApart) {
    int whole = columns / WIDE * WIDE;
    for (int p = 0; p < lines; p++) {
      int source = at + p * apart;
      int target = to + p * WIDE;
      for (int j = 0; j < whole; j += WIDE) {
        FloatVector.fromArray(Tiles.S, matrix, source + j).intoArray(panels, target);
        FloatVector.fromArray(Tiles.S, matrix, source + j + LANES)
            .intoArray(panels, target + LANES);
        target += panelsApart;
      }
      if (whole < columns) {
        Arrays.fill(panels, target, target + WIDE, 0);
        for (int j = whole; j < columns; j++) {
          panels[target + j - whole] = matrix[source + j];
        }
      }
    }
  }

  /**
   * Parts of some lines of a matrix to the columns of a panel, padded with zeros.
   *
   * @param at where the first line's part begins, the others {@code apart} behind each other
   * @param lines at most as many as a panel has columns
   * @param length of a part
   */
  static void copyTransposed(
      float[] matrix, int at, int apart, int lines, int length, float[] panel, int to) {
    if (lines < WIDE) {
      Arrays.fill(panel, to, to + length * WIDE, 0);
    }
    // In squares, so that what is read and written stays in the first cache.
    for (int first = 0; first < length; first += SQUARE) {
      int end = Math.min(length, first + SQUARE);
      for (int j = 0; j < lines; j++) {
        int source = at + j * apart;
        for (int p = first; p < end; p++) {
          panel[to + p * WIDE + j] = matrix[source + p];
        }
      }
    }
  }

  /**
   * Lines of a matrix to groups of as many columns as a vector has lanes, {@code (columns / LANES,
   * lines, LANES)}.
   */
  static void copyGroups(
      float[] matrix, int at, int apart, int lines, int columns, float[] groups) {
    int whole = columns / LANES * LANES;
    for (int p = 0; p < lines; p++) {
      int source = at + p * apart;
      int target = p * LANES;
      for (int j = 0; j < whole; j += LANES) {
        FloatVector.fromArray(Tiles.S, matrix, source + j).intoArray(groups, target);
        target += lines * LANES;
      }
      for (int j = whole; j < columns; j++) {
        groups[target + j - whole] = matrix[source + j];
      }
    }
  }
}
