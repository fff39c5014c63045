package plumb.math.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of a product: a tile of C, its sums held in registers, which go on from given
 * ones over {@code depth} terms, one after the other; and then a line added to each row, where
 * {@code lineAt} is not negative. A number {@code (i, p)} of A lies at {@code aAt + i * aRow + p *
 * aColumn}, so rows, columns and packed panels are read alike; a line {@code p} of B begins at
 * {@code bAt + p * bRow}, a row {@code i} of C at {@code cAt + i * cRow} and of the sums before at
 * {@code beforeAt + i * beforeRow}.
 *
 * <p>Eight rows are as many as leave a register of the processor to the address of each; with more,
 * or with twelve of which the addresses are reloaded, the loop waits for addresses. The sums before
 * are always loaded, zeros if there are none: to choose here made the loop a sixth slower.
 */
final class Tiles {
  static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  static final int LANES = S.length();

  private Tiles() {}

  /** Eight rows by two vectors, for 32 registers. */
  static void rows8(
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      int bRow,
      int depth,
      float[] before,
      int beforeAt,
      int beforeRow,
      float[] c,
      int cAt,
      int cRow,
      float[] line,
      int lineAt) {
    FloatVector s0l = FloatVector.fromArray(S, before, beforeAt);
    FloatVector s0h = FloatVector.fromArray(S, before, beforeAt + LANES);
    FloatVector s1l = FloatVector.fromArray(S, before, beforeAt + beforeRow);
    FloatVector s1h = FloatVector.fromArray(S, before, beforeAt + beforeRow + LANES);
    FloatVector s2l = FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow);
    FloatVector s2h = FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow + LANES);
    FloatVector s3l = FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow);
    FloatVector s3h = FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow + LANES);
    FloatVector s4l = FloatVector.fromArray(S, before, beforeAt + 4 * beforeRow);
    FloatVector s4h = FloatVector.fromArray(S, before, beforeAt + 4 * beforeRow + LANES);
    FloatVector s5l = FloatVector.fromArray(S, before, beforeAt + 5 * beforeRow);
    FloatVector s5h = FloatVector.fromArray(S, before, beforeAt + 5 * beforeRow + LANES);
    FloatVector s6l = FloatVector.fromArray(S, before, beforeAt + 6 * beforeRow);
    FloatVector s6h = FloatVector.fromArray(S, before, beforeAt + 6 * beforeRow + LANES);
    FloatVector s7l = FloatVector.fromArray(S, before, beforeAt + 7 * beforeRow);
    FloatVector s7h = FloatVector.fromArray(S, before, beforeAt + 7 * beforeRow + LANES);
    int row2 = 2 * aRow;
    int row3 = 3 * aRow;
    int row4 = 4 * aRow;
    int row5 = 5 * aRow;
    int row6 = 6 * aRow;
    int row7 = 7 * aRow;
    for (int p = 0; p < depth; p++) {
      FloatVector l = FloatVector.fromArray(S, b, bAt);
      FloatVector h = FloatVector.fromArray(S, b, bAt + LANES);
      FloatVector a0 = FloatVector.broadcast(S, a[aAt]);
      s0l = a0.fma(l, s0l);
      s0h = a0.fma(h, s0h);
      FloatVector a1 = FloatVector.broadcast(S, a[aAt + aRow]);
      s1l = a1.fma(l, s1l);
      s1h = a1.fma(h, s1h);
      FloatVector a2 = FloatVector.broadcast(S, a[aAt + row2]);
      s2l = a2.fma(l, s2l);
      s2h = a2.fma(h, s2h);
      FloatVector a3 = FloatVector.broadcast(S, a[aAt + row3]);
      s3l = a3.fma(l, s3l);
      s3h = a3.fma(h, s3h);
      FloatVector a4 = FloatVector.broadcast(S, a[aAt + row4]);
      s4l = a4.fma(l, s4l);
      s4h = a4.fma(h, s4h);
      FloatVector a5 = FloatVector.broadcast(S, a[aAt + row5]);
      s5l = a5.fma(l, s5l);
      s5h = a5.fma(h, s5h);
      FloatVector a6 = FloatVector.broadcast(S, a[aAt + row6]);
      s6l = a6.fma(l, s6l);
      s6h = a6.fma(h, s6h);
      FloatVector a7 = FloatVector.broadcast(S, a[aAt + row7]);
      s7l = a7.fma(l, s7l);
      s7h = a7.fma(h, s7h);
      aAt += aColumn;
      bAt += bRow;
    }
    if (lineAt >= 0) {
      FloatVector l = FloatVector.fromArray(S, line, lineAt);
      FloatVector h = FloatVector.fromArray(S, line, lineAt + LANES);
      s0l = s0l.add(l);
      s0h = s0h.add(h);
      s1l = s1l.add(l);
      s1h = s1h.add(h);
      s2l = s2l.add(l);
      s2h = s2h.add(h);
      s3l = s3l.add(l);
      s3h = s3h.add(h);
      s4l = s4l.add(l);
      s4h = s4h.add(h);
      s5l = s5l.add(l);
      s5h = s5h.add(h);
      s6l = s6l.add(l);
      s6h = s6h.add(h);
      s7l = s7l.add(l);
      s7h = s7h.add(h);
    }
    s0l.intoArray(c, cAt);
    s0h.intoArray(c, cAt + LANES);
    s1l.intoArray(c, cAt + cRow);
    s1h.intoArray(c, cAt + cRow + LANES);
    s2l.intoArray(c, cAt + 2 * cRow);
    s2h.intoArray(c, cAt + 2 * cRow + LANES);
    s3l.intoArray(c, cAt + 3 * cRow);
    s3h.intoArray(c, cAt + 3 * cRow + LANES);
    s4l.intoArray(c, cAt + 4 * cRow);
    s4h.intoArray(c, cAt + 4 * cRow + LANES);
    s5l.intoArray(c, cAt + 5 * cRow);
    s5h.intoArray(c, cAt + 5 * cRow + LANES);
    s6l.intoArray(c, cAt + 6 * cRow);
    s6h.intoArray(c, cAt + 6 * cRow + LANES);
    s7l.intoArray(c, cAt + 7 * cRow);
    s7h.intoArray(c, cAt + 7 * cRow + LANES);
  }

  /** Four rows by two vectors, for 16 registers, and for what eight leave over. */
  static void rows4(
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      int bRow,
      int depth,
      float[] before,
      int beforeAt,
      int beforeRow,
      float[] c,
      int cAt,
      int cRow,
      float[] line,
      int lineAt) {
    FloatVector s0l = FloatVector.fromArray(S, before, beforeAt);
    FloatVector s0h = FloatVector.fromArray(S, before, beforeAt + LANES);
    FloatVector s1l = FloatVector.fromArray(S, before, beforeAt + beforeRow);
    FloatVector s1h = FloatVector.fromArray(S, before, beforeAt + beforeRow + LANES);
    FloatVector s2l = FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow);
    FloatVector s2h = FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow + LANES);
    FloatVector s3l = FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow);
    FloatVector s3h = FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow + LANES);
    int row2 = 2 * aRow;
    int row3 = 3 * aRow;
    for (int p = 0; p < depth; p++) {
      FloatVector l = FloatVector.fromArray(S, b, bAt);
      FloatVector h = FloatVector.fromArray(S, b, bAt + LANES);
      FloatVector a0 = FloatVector.broadcast(S, a[aAt]);
      s0l = a0.fma(l, s0l);
      s0h = a0.fma(h, s0h);
      FloatVector a1 = FloatVector.broadcast(S, a[aAt + aRow]);
      s1l = a1.fma(l, s1l);
      s1h = a1.fma(h, s1h);
      FloatVector a2 = FloatVector.broadcast(S, a[aAt + row2]);
      s2l = a2.fma(l, s2l);
      s2h = a2.fma(h, s2h);
      FloatVector a3 = FloatVector.broadcast(S, a[aAt + row3]);
      s3l = a3.fma(l, s3l);
      s3h = a3.fma(h, s3h);
      aAt += aColumn;
      bAt += bRow;
    }
    if (lineAt >= 0) {
      FloatVector l = FloatVector.fromArray(S, line, lineAt);
      FloatVector h = FloatVector.fromArray(S, line, lineAt + LANES);
      s0l = s0l.add(l);
      s0h = s0h.add(h);
      s1l = s1l.add(l);
      s1h = s1h.add(h);
      s2l = s2l.add(l);
      s2h = s2h.add(h);
      s3l = s3l.add(l);
      s3h = s3h.add(h);
    }
    s0l.intoArray(c, cAt);
    s0h.intoArray(c, cAt + LANES);
    s1l.intoArray(c, cAt + cRow);
    s1h.intoArray(c, cAt + cRow + LANES);
    s2l.intoArray(c, cAt + 2 * cRow);
    s2h.intoArray(c, cAt + 2 * cRow + LANES);
    s3l.intoArray(c, cAt + 3 * cRow);
    s3h.intoArray(c, cAt + 3 * cRow + LANES);
  }

  /** Eight rows by one vector, for matrices no wider than that. */
  static void narrow8(
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      int bRow,
      int depth,
      float[] before,
      int beforeAt,
      int beforeRow,
      float[] c,
      int cAt,
      int cRow,
      float[] line,
      int lineAt) {
    FloatVector s0l = FloatVector.fromArray(S, before, beforeAt);
    FloatVector s1l = FloatVector.fromArray(S, before, beforeAt + beforeRow);
    FloatVector s2l = FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow);
    FloatVector s3l = FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow);
    FloatVector s4l = FloatVector.fromArray(S, before, beforeAt + 4 * beforeRow);
    FloatVector s5l = FloatVector.fromArray(S, before, beforeAt + 5 * beforeRow);
    FloatVector s6l = FloatVector.fromArray(S, before, beforeAt + 6 * beforeRow);
    FloatVector s7l = FloatVector.fromArray(S, before, beforeAt + 7 * beforeRow);
    int row2 = 2 * aRow;
    int row3 = 3 * aRow;
    int row4 = 4 * aRow;
    int row5 = 5 * aRow;
    int row6 = 6 * aRow;
    int row7 = 7 * aRow;
    for (int p = 0; p < depth; p++) {
      FloatVector l = FloatVector.fromArray(S, b, bAt);
      FloatVector a0 = FloatVector.broadcast(S, a[aAt]);
      s0l = a0.fma(l, s0l);
      FloatVector a1 = FloatVector.broadcast(S, a[aAt + aRow]);
      s1l = a1.fma(l, s1l);
      FloatVector a2 = FloatVector.broadcast(S, a[aAt + row2]);
      s2l = a2.fma(l, s2l);
      FloatVector a3 = FloatVector.broadcast(S, a[aAt + row3]);
      s3l = a3.fma(l, s3l);
      FloatVector a4 = FloatVector.broadcast(S, a[aAt + row4]);
      s4l = a4.fma(l, s4l);
      FloatVector a5 = FloatVector.broadcast(S, a[aAt + row5]);
      s5l = a5.fma(l, s5l);
      FloatVector a6 = FloatVector.broadcast(S, a[aAt + row6]);
      s6l = a6.fma(l, s6l);
      FloatVector a7 = FloatVector.broadcast(S, a[aAt + row7]);
      s7l = a7.fma(l, s7l);
      aAt += aColumn;
      bAt += bRow;
    }
    if (lineAt >= 0) {
      FloatVector l = FloatVector.fromArray(S, line, lineAt);
      s0l = s0l.add(l);
      s1l = s1l.add(l);
      s2l = s2l.add(l);
      s3l = s3l.add(l);
      s4l = s4l.add(l);
      s5l = s5l.add(l);
      s6l = s6l.add(l);
      s7l = s7l.add(l);
    }
    s0l.intoArray(c, cAt);
    s1l.intoArray(c, cAt + cRow);
    s2l.intoArray(c, cAt + 2 * cRow);
    s3l.intoArray(c, cAt + 3 * cRow);
    s4l.intoArray(c, cAt + 4 * cRow);
    s5l.intoArray(c, cAt + 5 * cRow);
    s6l.intoArray(c, cAt + 6 * cRow);
    s7l.intoArray(c, cAt + 7 * cRow);
  }
}
