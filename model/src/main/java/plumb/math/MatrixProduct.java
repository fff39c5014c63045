package plumb.math;

import org.jspecify.annotations.Nullable;

/**
 * Multiplies matrices of single-precision numbers. Holds the scratch memory the kernel needs, so
 * one object serves one caller at a time and allocates nothing once it has seen its largest shape.
 */
public interface MatrixProduct {
  /** {@code C <- op(A) op(B)}, then {@code epilogue}: no line is added. */
  default void multiply(
      Team team,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      boolean aTransposed,
      float[] b,
      int bOffset,
      boolean bTransposed,
      float[] c,
      int cOffset,
      Tile epilogue) {
    multiply(
        team,
        m,
        n,
        k,
        a,
        aOffset,
        aTransposed,
        b,
        bOffset,
        bTransposed,
        null,
        0,
        c,
        cOffset,
        epilogue);
  }

  /**
   * {@code C_ij <- (op(A) op(B))_ij + line_j}, then {@code epilogue} on every finished part of C.
   *
   * <p>The bits of C depend on the shape and the operands only, not on the team.
   *
   * @param team threads to share the work
   * @param m rows of C
   * @param n columns of C
   * @param k length of the sums
   * @param a {@code (m, k)} row-major, or {@code (k, m)} if {@code aTransposed}
   * @param b {@code (k, n)} row-major, or {@code (n, k)} if {@code bTransposed}
   * @param line {@code n} numbers from {@code lineOffset} on, added to the finished sums of every
   *     row of C; null for none
   * @param c {@code (m, n)} row-major; overwritten
   * @param epilogue what else to do with each part while it is in the cache
   */
  void multiply(
      Team team,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      boolean aTransposed,
      float[] b,
      int bOffset,
      boolean bTransposed,
      float @Nullable [] line,
      int lineOffset,
      float[] c,
      int cOffset,
      Tile epilogue);

  /** Work on a rectangle of C. Rectangles do not overlap and may finish in any order. */
  @FunctionalInterface
  interface Tile {
    /** Rows {@code rowFrom .. rowTo - 1}, columns {@code columnFrom .. columnTo - 1} are done. */
    void finish(int rowFrom, int rowTo, int columnFrom, int columnTo);

    /** Nothing more to do. */
    Tile NOTHING = (_, _, _, _) -> {};
  }
}
