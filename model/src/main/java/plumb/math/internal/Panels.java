package plumb.math.internal;

import static plumb.math.internal.Tiles.LANES;
import static plumb.math.internal.Tiles.S;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/** Copies parts of matrices to where the tiles of a product read them from one end to the other. */
final class Panels {
  private static final int WIDE = 2 * LANES;

  /** Each lane for the one whose number differs in one bit. */
  private static final VectorShuffle<Float> SWAP_1 = swap(1);

  private static final VectorShuffle<Float> SWAP_2 = swap(2);
  private static final VectorShuffle<Float> SWAP_4 = swap(4);
  private static final VectorShuffle<Float> SWAP_8 = swap(8);

  /** The lanes whose number has that bit. */
  private static final VectorMask<Float> ODD_1 = odd(1);

  private static final VectorMask<Float> ODD_2 = odd(2);
  private static final VectorMask<Float> ODD_4 = odd(4);
  private static final VectorMask<Float> ODD_8 = odd(8);

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
        FloatVector.fromArray(S, matrix, source + j).intoArray(panels, target);
        FloatVector.fromArray(S, matrix, source + j + LANES).intoArray(panels, target + LANES);
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
   * @param square scratch of {@code LANES * LANES} numbers
   */
  static void copyTransposed(
      float[] matrix,
      int at,
      int apart,
      int lines,
      int length,
      float[] panel,
      int to,
      float[] square) {
    if (lines < WIDE) {
      Arrays.fill(panel, to, to + length * WIDE, 0);
    }
    boolean squares = LANES >= 4 && LANES <= 16;
    int wholeLines = squares ? lines / LANES * LANES : 0;
    int wholeLength = squares ? length / LANES * LANES : 0;
    for (int first = 0; first < wholeLength; first += LANES) {
      for (int j = 0; j < wholeLines; j += LANES) {
        transpose(matrix, at + j * apart + first, apart, square);
        int target = to + first * WIDE + j;
        for (int p = 0; p < LANES; p++) {
          FloatVector.fromArray(S, square, p * LANES).intoArray(panel, target + p * WIDE);
        }
      }
    }
    for (int j = 0; j < lines; j++) {
      for (int p = j < wholeLines ? wholeLength : 0; p < length; p++) {
        panel[to + p * WIDE + j] = matrix[at + j * apart + p];
      }
    }
  }

  /**
   * A square of as many lines as a vector has lanes, transposed by exchanging ever smaller squares
   * in it: halves, quarters, down to single numbers.
   */
  private static void transpose(float[] matrix, int at, int apart, float[] square) {
    if (LANES == 16) {
      exchange(8, SWAP_8, ODD_8, matrix, at, apart, square);
      exchange(4, SWAP_4, ODD_4, square, 0, LANES, square);
      exchange(2, SWAP_2, ODD_2, square, 0, LANES, square);
    } else if (LANES == 8) {
      exchange(4, SWAP_4, ODD_4, matrix, at, apart, square);
      exchange(2, SWAP_2, ODD_2, square, 0, LANES, square);
    } else {
      exchange(2, SWAP_2, ODD_2, matrix, at, apart, square);
    }
    exchange(1, SWAP_1, ODD_1, square, 0, LANES, square);
  }

  /** Of any two lines {@code step} apart, the odd part of the upper for the even of the lower. */
  private static void exchange(
      int step,
      VectorShuffle<Float> swap,
      VectorMask<Float> odd,
      float[] from,
      int at,
      int apart,
      float[] square) {
    for (int i = 0; i < LANES / 2; i++) {
      int upper = i / step * 2 * step + i % step;
      int lower = upper + step;
      FloatVector above = FloatVector.fromArray(S, from, at + upper * apart);
      FloatVector below = FloatVector.fromArray(S, from, at + lower * apart);
      above.blend(below.rearrange(swap), odd).intoArray(square, upper * LANES);
      above.rearrange(swap).blend(below, odd).intoArray(square, lower * LANES);
    }
  }

  private static VectorShuffle<Float> swap(int bit) {
    return VectorShuffle.fromOp(S, lane -> (lane ^ bit) % LANES);
  }

  private static VectorMask<Float> odd(int bit) {
    boolean[] lanes = new boolean[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      lanes[lane] = (lane & bit) != 0;
    }
    return VectorMask.fromArray(S, lanes, 0);
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
        FloatVector.fromArray(S, matrix, source + j).intoArray(groups, target);
        target += lines * LANES;
      }
      for (int j = whole; j < columns; j++) {
        groups[target + j - whole] = matrix[source + j];
      }
    }
  }
}
