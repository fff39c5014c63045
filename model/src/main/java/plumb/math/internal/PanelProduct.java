package plumb.math.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import plumb.math.MatrixProduct;
import plumb.math.Team;

/**
 * The product by packed panels: A is cut into panels of a few rows and B into panels of two vectors
 * of columns, both laid out in the order the innermost loop reads them, padded with zeros.
 * Transposing is part of the packing. The sums of one tile of C stay in registers.
 *
 * <p>Every number of C is summed in the order of k, in blocks of {@link #DEPTH}, whatever the team.
 */
final class PanelProduct implements MatrixProduct {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /** Columns of a panel of B. */
  private static final int WIDE = 2 * LANES;

  /** Rows of a panel of A: with two vectors each, what the registers hold. */
  private static final int TALL = LANES >= 16 ? 12 : 6;

  /** Length of the sums between two visits to C, so that a panel of B stays in the first cache. */
  private static final int DEPTH = 320;

  /** Panels of A and of B that a task multiplies. */
  private static final int TASK_TALL = 16;

  private static final int TASK_WIDE = 2;

  /** Below this many multiplications waking another thread costs more than it brings. */
  private static final long WORTH_SHARING = 1 << 19;

  private static final Team ALONE = Team.of(1);

  /** A whole tile a task, for the tiles that reach over the edge of C. */
  private float[] edges = new float[0];

  private float[] packedA = new float[0];
  private float[] packedB = new float[0];
  private final Pack packA = new Pack();
  private final Pack packB = new Pack();
  private final Multiply multiply = new Multiply();

  @Override
  public void multiply(
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
    int tall = (m + TALL - 1) / TALL;
    int wide = (n + WIDE - 1) / WIDE;
    packedA = grown(packedA, (long) tall * TALL * k);
    packedB = grown(packedB, (long) wide * WIDE * k);
    Team workers = (long) m * n * k < WORTH_SHARING ? ALONE : team;

    // A panel of A is read down k with TALL rows side by side, a panel of B with WIDE columns: in
    // both the side that is not k is "across".
    packA.set(a, aOffset, m, k, !aTransposed, TALL, packedA);
    packB.set(b, bOffset, n, k, bTransposed, WIDE, packedB);
    workers.run(tall, packA);
    workers.run(wide, packB);

    multiply.m = m;
    multiply.n = n;
    multiply.k = k;
    multiply.c = c;
    multiply.cOffset = cOffset;
    multiply.epilogue = epilogue;
    multiply.tall = tall;
    multiply.wide = wide;
    multiply.tasksAcross = (wide + TASK_WIDE - 1) / TASK_WIDE;
    int tasks = (tall + TASK_TALL - 1) / TASK_TALL * multiply.tasksAcross;
    edges = grown(edges, (long) tasks * TALL * WIDE);
    workers.run(tasks, multiply);
  }

  private static float[] grown(float[] array, long size) {
    return array.length >= size ? array : new float[Math.toIntExact(size)];
  }

  /** Lays one operand out in panels; a task a panel. */
  private static final class Pack implements Team.Task {
    private float[] from = new float[0];
    private int offset;
    private int across;
    private int k;
    private boolean acrossIsRows;
    private int panel;
    private float[] to = new float[0];

    /** Distances between the numbers of a line; every task of a loop writes the same ones. */
    private final int[] apart = new int[LANES];

    /** {@code acrossIsRows}: the source is (across, k) row-major; otherwise (k, across). */
    void set(
        float[] from, int offset, int across, int k, boolean acrossIsRows, int panel, float[] to) {
      this.from = from;
      this.offset = offset;
      this.across = across;
      this.k = k;
      this.acrossIsRows = acrossIsRows;
      this.panel = panel;
      this.to = to;
    }

    @Override
    public void run(int index) {
      int first = index * panel;
      int count = Math.min(panel, across - first);
      int at = index * panel * k;
      if (count < panel) {
        java.util.Arrays.fill(to, at, at + panel * k, 0f);
      }
      if (acrossIsRows) {
        transpose(first, count, at);
      } else {
        copy(first, count, at);
      }
    }

    private void copy(int first, int count, int at) {
      int source = offset + first;
      int p = 0;
      if (count == WIDE && panel == WIDE) {
        for (; p < k; p++) {
          FloatVector.fromArray(S, from, source).intoArray(to, at);
          FloatVector.fromArray(S, from, source + LANES).intoArray(to, at + LANES);
          source += across;
          at += WIDE;
        }
      } else if (source + (k - 1) * across + LANES <= from.length) {
        // A line is written a whole vector wide; what is too much is overwritten by the next line,
        // so the last line, behind which another task's panel may begin, is left to the loop below.
        for (; count == panel && panel <= LANES && p < k - 1; p++) {
          FloatVector.fromArray(S, from, source).intoArray(to, at);
          source += across;
          at += panel;
        }
      }
      for (; p < k; p++) {
        for (int j = 0; j < count; j++) {
          to[at + j] = from[source + j];
        }
        source += across;
        at += panel;
      }
    }

    /** Reads lines of {@code panel} numbers, each {@code k} apart, by gathering. */
    private void transpose(int first, int count, int at) {
      int row = offset + first * k;
      int p = 0;
      if (count == panel) {
        if (panel == WIDE) {
          for (int j = 0; j < LANES; j++) {
            apart[j] = j * k;
          }
          int high = LANES * k;
          for (; p < k; p++) {
            FloatVector.fromArray(S, from, row + p, apart, 0).intoArray(to, at);
            FloatVector.fromArray(S, from, row + high + p, apart, 0).intoArray(to, at + LANES);
            at += WIDE;
          }
        } else if (panel <= LANES) {
          for (int j = 0; j < LANES; j++) {
            apart[j] = j < panel ? j * k : 0;
          }
          for (; p < k - 1; p++) {
            FloatVector.fromArray(S, from, row + p, apart, 0).intoArray(to, at);
            at += panel;
          }
        }
      }
      for (; p < k; p++) {
        for (int j = 0; j < count; j++) {
          to[at + j] = from[row + j * k + p];
        }
        at += panel;
      }
    }
  }

  /** Multiplies a group of panels; a task a group. */
  private final class Multiply implements Team.Task {
    private int m;
    private int n;
    private int k;
    private float[] c = new float[0];
    private int cOffset;
    private Tile epilogue = Tile.NOTHING;
    private int tall;
    private int wide;
    private int tasksAcross;

    private void copyEdge(int edge, int rows, int columns, int cAt, boolean add) {
      for (int row = 0; row < rows; row++) {
        for (int j = 0; j < columns; j++) {
          float sum = edges[edge + row * WIDE + j];
          c[cAt + row * n + j] = add ? sum + c[cAt + row * n + j] : sum;
        }
      }
    }

    @Override
    public void run(int index) {
      int tallFrom = index / tasksAcross * TASK_TALL;
      int tallTo = Math.min(tall, tallFrom + TASK_TALL);
      int wideFrom = index % tasksAcross * TASK_WIDE;
      int wideTo = Math.min(wide, wideFrom + TASK_WIDE);
      for (int start = 0; start < k; start += DEPTH) {
        int depth = Math.min(DEPTH, k - start);
        for (int w = wideFrom; w < wideTo; w++) {
          int columns = Math.min(WIDE, n - w * WIDE);
          int bAt = (w * k + start) * WIDE;
          for (int t = tallFrom; t < tallTo; t++) {
            int rows = Math.min(TALL, m - t * TALL);
            int aAt = (t * k + start) * TALL;
            int cAt = cOffset + t * TALL * n + w * WIDE;
            if (rows == TALL && columns == WIDE) {
              tile(packedA, aAt, packedB, bAt, depth, c, cAt, n, start > 0);
            } else {
              int edge = index * TALL * WIDE;
              tile(packedA, aAt, packedB, bAt, depth, edges, edge, WIDE, false);
              copyEdge(edge, rows, columns, cAt, start > 0);
            }
          }
        }
      }
      epilogue.finish(
          tallFrom * TALL, Math.min(m, tallTo * TALL), wideFrom * WIDE, Math.min(n, wideTo * WIDE));
    }
  }

  private static void tile(
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int depth,
      float[] c,
      int cAt,
      int stride,
      boolean add) {
    if (TALL == 12) {
      tile12(a, aAt, b, bAt, depth, c, cAt, stride, add);
    } else {
      tile6(a, aAt, b, bAt, depth, c, cAt, stride, add);
    }
  }

  /** 12 rows of C by two vectors: all sums stay in registers. */
  private static void tile12(
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int depth,
      float[] c,
      int cAt,
      int stride,
      boolean add) {
    FloatVector s0l = FloatVector.zero(S);
    FloatVector s0h = FloatVector.zero(S);
    FloatVector s1l = FloatVector.zero(S);
    FloatVector s1h = FloatVector.zero(S);
    FloatVector s2l = FloatVector.zero(S);
    FloatVector s2h = FloatVector.zero(S);
    FloatVector s3l = FloatVector.zero(S);
    FloatVector s3h = FloatVector.zero(S);
    FloatVector s4l = FloatVector.zero(S);
    FloatVector s4h = FloatVector.zero(S);
    FloatVector s5l = FloatVector.zero(S);
    FloatVector s5h = FloatVector.zero(S);
    FloatVector s6l = FloatVector.zero(S);
    FloatVector s6h = FloatVector.zero(S);
    FloatVector s7l = FloatVector.zero(S);
    FloatVector s7h = FloatVector.zero(S);
    FloatVector s8l = FloatVector.zero(S);
    FloatVector s8h = FloatVector.zero(S);
    FloatVector s9l = FloatVector.zero(S);
    FloatVector s9h = FloatVector.zero(S);
    FloatVector s10l = FloatVector.zero(S);
    FloatVector s10h = FloatVector.zero(S);
    FloatVector s11l = FloatVector.zero(S);
    FloatVector s11h = FloatVector.zero(S);
    for (int p = 0; p < depth; p++) {
      FloatVector low = FloatVector.fromArray(S, b, bAt);
      FloatVector high = FloatVector.fromArray(S, b, bAt + LANES);
      FloatVector a0 = FloatVector.broadcast(S, a[aAt + 0]);
      s0l = a0.fma(low, s0l);
      s0h = a0.fma(high, s0h);
      FloatVector a1 = FloatVector.broadcast(S, a[aAt + 1]);
      s1l = a1.fma(low, s1l);
      s1h = a1.fma(high, s1h);
      FloatVector a2 = FloatVector.broadcast(S, a[aAt + 2]);
      s2l = a2.fma(low, s2l);
      s2h = a2.fma(high, s2h);
      FloatVector a3 = FloatVector.broadcast(S, a[aAt + 3]);
      s3l = a3.fma(low, s3l);
      s3h = a3.fma(high, s3h);
      FloatVector a4 = FloatVector.broadcast(S, a[aAt + 4]);
      s4l = a4.fma(low, s4l);
      s4h = a4.fma(high, s4h);
      FloatVector a5 = FloatVector.broadcast(S, a[aAt + 5]);
      s5l = a5.fma(low, s5l);
      s5h = a5.fma(high, s5h);
      FloatVector a6 = FloatVector.broadcast(S, a[aAt + 6]);
      s6l = a6.fma(low, s6l);
      s6h = a6.fma(high, s6h);
      FloatVector a7 = FloatVector.broadcast(S, a[aAt + 7]);
      s7l = a7.fma(low, s7l);
      s7h = a7.fma(high, s7h);
      FloatVector a8 = FloatVector.broadcast(S, a[aAt + 8]);
      s8l = a8.fma(low, s8l);
      s8h = a8.fma(high, s8h);
      FloatVector a9 = FloatVector.broadcast(S, a[aAt + 9]);
      s9l = a9.fma(low, s9l);
      s9h = a9.fma(high, s9h);
      FloatVector a10 = FloatVector.broadcast(S, a[aAt + 10]);
      s10l = a10.fma(low, s10l);
      s10h = a10.fma(high, s10h);
      FloatVector a11 = FloatVector.broadcast(S, a[aAt + 11]);
      s11l = a11.fma(low, s11l);
      s11h = a11.fma(high, s11h);
      aAt += 12;
      bAt += 2 * LANES;
    }
    if (add) {
      s0l = s0l.add(FloatVector.fromArray(S, c, cAt + 0 * stride));
      s0h = s0h.add(FloatVector.fromArray(S, c, cAt + 0 * stride + LANES));
      s1l = s1l.add(FloatVector.fromArray(S, c, cAt + 1 * stride));
      s1h = s1h.add(FloatVector.fromArray(S, c, cAt + 1 * stride + LANES));
      s2l = s2l.add(FloatVector.fromArray(S, c, cAt + 2 * stride));
      s2h = s2h.add(FloatVector.fromArray(S, c, cAt + 2 * stride + LANES));
      s3l = s3l.add(FloatVector.fromArray(S, c, cAt + 3 * stride));
      s3h = s3h.add(FloatVector.fromArray(S, c, cAt + 3 * stride + LANES));
      s4l = s4l.add(FloatVector.fromArray(S, c, cAt + 4 * stride));
      s4h = s4h.add(FloatVector.fromArray(S, c, cAt + 4 * stride + LANES));
      s5l = s5l.add(FloatVector.fromArray(S, c, cAt + 5 * stride));
      s5h = s5h.add(FloatVector.fromArray(S, c, cAt + 5 * stride + LANES));
      s6l = s6l.add(FloatVector.fromArray(S, c, cAt + 6 * stride));
      s6h = s6h.add(FloatVector.fromArray(S, c, cAt + 6 * stride + LANES));
      s7l = s7l.add(FloatVector.fromArray(S, c, cAt + 7 * stride));
      s7h = s7h.add(FloatVector.fromArray(S, c, cAt + 7 * stride + LANES));
      s8l = s8l.add(FloatVector.fromArray(S, c, cAt + 8 * stride));
      s8h = s8h.add(FloatVector.fromArray(S, c, cAt + 8 * stride + LANES));
      s9l = s9l.add(FloatVector.fromArray(S, c, cAt + 9 * stride));
      s9h = s9h.add(FloatVector.fromArray(S, c, cAt + 9 * stride + LANES));
      s10l = s10l.add(FloatVector.fromArray(S, c, cAt + 10 * stride));
      s10h = s10h.add(FloatVector.fromArray(S, c, cAt + 10 * stride + LANES));
      s11l = s11l.add(FloatVector.fromArray(S, c, cAt + 11 * stride));
      s11h = s11h.add(FloatVector.fromArray(S, c, cAt + 11 * stride + LANES));
    }
    s0l.intoArray(c, cAt + 0 * stride);
    s0h.intoArray(c, cAt + 0 * stride + LANES);
    s1l.intoArray(c, cAt + 1 * stride);
    s1h.intoArray(c, cAt + 1 * stride + LANES);
    s2l.intoArray(c, cAt + 2 * stride);
    s2h.intoArray(c, cAt + 2 * stride + LANES);
    s3l.intoArray(c, cAt + 3 * stride);
    s3h.intoArray(c, cAt + 3 * stride + LANES);
    s4l.intoArray(c, cAt + 4 * stride);
    s4h.intoArray(c, cAt + 4 * stride + LANES);
    s5l.intoArray(c, cAt + 5 * stride);
    s5h.intoArray(c, cAt + 5 * stride + LANES);
    s6l.intoArray(c, cAt + 6 * stride);
    s6h.intoArray(c, cAt + 6 * stride + LANES);
    s7l.intoArray(c, cAt + 7 * stride);
    s7h.intoArray(c, cAt + 7 * stride + LANES);
    s8l.intoArray(c, cAt + 8 * stride);
    s8h.intoArray(c, cAt + 8 * stride + LANES);
    s9l.intoArray(c, cAt + 9 * stride);
    s9h.intoArray(c, cAt + 9 * stride + LANES);
    s10l.intoArray(c, cAt + 10 * stride);
    s10h.intoArray(c, cAt + 10 * stride + LANES);
    s11l.intoArray(c, cAt + 11 * stride);
    s11h.intoArray(c, cAt + 11 * stride + LANES);
  }

  /** 6 rows of C by two vectors: all sums stay in registers. */
  private static void tile6(
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int depth,
      float[] c,
      int cAt,
      int stride,
      boolean add) {
    FloatVector s0l = FloatVector.zero(S);
    FloatVector s0h = FloatVector.zero(S);
    FloatVector s1l = FloatVector.zero(S);
    FloatVector s1h = FloatVector.zero(S);
    FloatVector s2l = FloatVector.zero(S);
    FloatVector s2h = FloatVector.zero(S);
    FloatVector s3l = FloatVector.zero(S);
    FloatVector s3h = FloatVector.zero(S);
    FloatVector s4l = FloatVector.zero(S);
    FloatVector s4h = FloatVector.zero(S);
    FloatVector s5l = FloatVector.zero(S);
    FloatVector s5h = FloatVector.zero(S);
    for (int p = 0; p < depth; p++) {
      FloatVector low = FloatVector.fromArray(S, b, bAt);
      FloatVector high = FloatVector.fromArray(S, b, bAt + LANES);
      FloatVector a0 = FloatVector.broadcast(S, a[aAt + 0]);
      s0l = a0.fma(low, s0l);
      s0h = a0.fma(high, s0h);
      FloatVector a1 = FloatVector.broadcast(S, a[aAt + 1]);
      s1l = a1.fma(low, s1l);
      s1h = a1.fma(high, s1h);
      FloatVector a2 = FloatVector.broadcast(S, a[aAt + 2]);
      s2l = a2.fma(low, s2l);
      s2h = a2.fma(high, s2h);
      FloatVector a3 = FloatVector.broadcast(S, a[aAt + 3]);
      s3l = a3.fma(low, s3l);
      s3h = a3.fma(high, s3h);
      FloatVector a4 = FloatVector.broadcast(S, a[aAt + 4]);
      s4l = a4.fma(low, s4l);
      s4h = a4.fma(high, s4h);
      FloatVector a5 = FloatVector.broadcast(S, a[aAt + 5]);
      s5l = a5.fma(low, s5l);
      s5h = a5.fma(high, s5h);
      aAt += 6;
      bAt += 2 * LANES;
    }
    if (add) {
      s0l = s0l.add(FloatVector.fromArray(S, c, cAt + 0 * stride));
      s0h = s0h.add(FloatVector.fromArray(S, c, cAt + 0 * stride + LANES));
      s1l = s1l.add(FloatVector.fromArray(S, c, cAt + 1 * stride));
      s1h = s1h.add(FloatVector.fromArray(S, c, cAt + 1 * stride + LANES));
      s2l = s2l.add(FloatVector.fromArray(S, c, cAt + 2 * stride));
      s2h = s2h.add(FloatVector.fromArray(S, c, cAt + 2 * stride + LANES));
      s3l = s3l.add(FloatVector.fromArray(S, c, cAt + 3 * stride));
      s3h = s3h.add(FloatVector.fromArray(S, c, cAt + 3 * stride + LANES));
      s4l = s4l.add(FloatVector.fromArray(S, c, cAt + 4 * stride));
      s4h = s4h.add(FloatVector.fromArray(S, c, cAt + 4 * stride + LANES));
      s5l = s5l.add(FloatVector.fromArray(S, c, cAt + 5 * stride));
      s5h = s5h.add(FloatVector.fromArray(S, c, cAt + 5 * stride + LANES));
    }
    s0l.intoArray(c, cAt + 0 * stride);
    s0h.intoArray(c, cAt + 0 * stride + LANES);
    s1l.intoArray(c, cAt + 1 * stride);
    s1h.intoArray(c, cAt + 1 * stride + LANES);
    s2l.intoArray(c, cAt + 2 * stride);
    s2h.intoArray(c, cAt + 2 * stride + LANES);
    s3l.intoArray(c, cAt + 3 * stride);
    s3h.intoArray(c, cAt + 3 * stride + LANES);
    s4l.intoArray(c, cAt + 4 * stride);
    s4h.intoArray(c, cAt + 4 * stride + LANES);
    s5l.intoArray(c, cAt + 5 * stride);
    s5h.intoArray(c, cAt + 5 * stride + LANES);
  }
}
