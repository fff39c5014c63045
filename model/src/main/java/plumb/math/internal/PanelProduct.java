package plumb.math.internal;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;
import plumb.math.MatrixProduct;
import plumb.math.Team;

/**
 * The product by tiles of C whose sums stay in registers. A task computes a rectangle of C, in
 * blocks of {@link #DEPTH} terms: it takes the lines of B it needs, two vectors wide, and goes down
 * A with them. A is read where it lies; so is B, unless it must be transposed, has a ragged edge or
 * is so large that reading it line by line would cost more than copying it.
 *
 * <p>Every number of C is summed in the order of k, in blocks of {@link #DEPTH}, whatever the team
 * and whatever is copied.
 */
final class PanelProduct implements MatrixProduct {
  private static final int LANES = Tiles.LANES;

  /** Columns of a tile. */
  private static final int WIDE = 2 * LANES;

  /** Rows of the usual tile: AVX2 has 16 registers, all else 32. */
  private static final int TALL = LANES == 8 ? 4 : 8;

  /** Rows of the tile for what is left over. */
  private static final int LOW = 4;

  /** Length of the sums between two visits to C, so that a panel of B stays in the first cache. */
  private static final int DEPTH = 192;

  /** Rows and columns of C that a task computes. */
  private static final int TASK_ROWS = 256;

  private static final int TASK_COLUMNS = 2 * WIDE;

  /** Where A is copied, for as many columns of C as make up for it. */
  private static final int WIDE_TASK_COLUMNS = 8 * WIDE;

  /** Below this many multiplications waking another thread costs more than it brings. */
  private static final long WORTH_SHARING = 1 << 19;

  /** From this many rows of C on, copying B costs less than reading it from far apart lines. */
  private static final int WORTH_COPYING_ROWS = 48;

  /** From this distance of its lines on; below, the lines of a panel do not crowd the cache. */
  private static final int FAR_APART = 256;

  /** From this distance of its lines on A is copied, too: each lies in a page of its own. */
  private static final int PAGES_APART = 1024;

  private static final Team ALONE = Team.of(1);

  /** Stands for no line to add. */
  private static final float[] NOTHING = new float[0];

  private AtomicReferenceArray<@Nullable Scratch> idle = new AtomicReferenceArray<>(0);
  private final Multiply task = new Multiply();

  /** What a task copies to; one a thread. */
  private static final class Scratch {
    private float[] a = new float[0];
    private final float[] b = new float[DEPTH * WIDE_TASK_COLUMNS];
    private final float[] lastRows = new float[LOW * DEPTH];
    private final float[] tile = new float[TALL * WIDE];
  }

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
      float @Nullable [] line,
      int lineOffset,
      float[] c,
      int cOffset,
      Tile epilogue) {
    Team workers = (long) m * n * k < WORTH_SHARING ? ALONE : team;
    if (idle.length() < workers.size()) {
      idle = new AtomicReferenceArray<>(workers.size());
      for (int i = 0; i < idle.length(); i++) {
        idle.set(i, new Scratch());
      }
    }
    task.m = m;
    task.n = n;
    task.k = k;
    task.a = a;
    task.aOffset = aOffset;
    task.aRow = aTransposed ? 1 : k;
    task.aColumn = aTransposed ? m : 1;
    task.b = b;
    task.bOffset = bOffset;
    task.bTransposed = bTransposed;
    task.copyA = (aTransposed ? m : k) >= PAGES_APART && n >= FAR_APART;
    task.copyB = bTransposed || (m >= WORTH_COPYING_ROWS && n >= FAR_APART);
    task.line = line;
    task.lineOffset = lineOffset;
    task.c = c;
    task.cOffset = cOffset;
    task.epilogue = epilogue;
    task.columns = task.copyA ? WIDE_TASK_COLUMNS : TASK_COLUMNS;
    task.across = (n + task.columns - 1) / task.columns;
    workers.run((m + TASK_ROWS - 1) / TASK_ROWS * task.across, task);
  }

  private Scratch take() {
    while (true) {
      for (int i = 0; i < idle.length(); i++) {
        Scratch scratch = idle.getAndSet(i, null);
        if (scratch != null) {
          return scratch;
        }
      }
      Thread.onSpinWait();
    }
  }

  private void putBack(Scratch scratch) {
    int i = 0;
    while (!idle.compareAndSet(i, null, scratch)) {
      i = (i + 1) % idle.length();
    }
  }

  /** Computes a rectangle of C. */
  private final class Multiply implements Team.Task {
    private int m;
    private int n;
    private int k;
    private float[] a = new float[0];
    private int aOffset;
    private int aRow;
    private int aColumn;
    private float[] b = new float[0];
    private int bOffset;
    private boolean bTransposed;
    private boolean copyA;
    private boolean copyB;
    private float @Nullable [] line;
    private int lineOffset;
    private float[] c = new float[0];
    private int cOffset;
    private Tile epilogue = Tile.NOTHING;
    private int columns;
    private int across;

    @Override
    public void run(int index) {
      int rowFrom = index / across * TASK_ROWS;
      int rowTo = Math.min(m, rowFrom + TASK_ROWS);
      int from = index % across * columns;
      int to = Math.min(n, from + columns);
      Scratch scratch = take();
      for (int start = 0; start < k; start += DEPTH) {
        int depth = Math.min(DEPTH, k - start);
        if (m % LOW != 0 && rowTo == m) {
          copyLastRows(start, depth, scratch.lastRows);
        }
        if (copyA) {
          copyRows(start, depth, rowFrom, rowTo, scratch);
        }
        if (copyB) {
          copyLines(start, depth, from, to, scratch.b);
        }
        for (int column = from; column < to; column += WIDE) {
          panel(start, depth, rowFrom, rowTo, from, column, Math.min(WIDE, to - column), scratch);
        }
      }
      putBack(scratch);
      epilogue.finish(rowFrom, rowTo, from, to);
    }

    /** The rows that do not fill a tile, padded with zeros, {@code (LOW, depth)}. */
    private void copyLastRows(int start, int depth, float[] lastRows) {
      int first = m / LOW * LOW;
      for (int i = 0; i < LOW; i++) {
        for (int p = 0; p < depth; p++) {
          lastRows[i * depth + p] =
              first + i < m ? a[aOffset + (first + i) * aRow + (start + p) * aColumn] : 0;
        }
      }
    }

    /** Rows of A, as they lie; or, of a transposed one, {@code (rows / LANES, depth, LANES)}. */
    private void copyRows(int start, int depth, int rowFrom, int rowTo, Scratch scratch) {
      if (scratch.a.length == 0) {
        scratch.a = new float[TASK_ROWS * DEPTH];
      }
      if (aRow != 1) {
        for (int i = rowFrom; i < rowTo; i++) {
          System.arraycopy(a, aOffset + i * k + start, scratch.a, (i - rowFrom) * depth, depth);
        }
        return;
      }
      int at = 0;
      for (int i = rowFrom; i < rowTo; i += LANES) {
        int source = aOffset + start * m + i;
        if (rowTo - i >= LANES) {
          for (int p = 0; p < depth; p++) {
            FloatVector.fromArray(Tiles.S, a, source + p * m).intoArray(scratch.a, at + p * LANES);
          }
        } else {
          for (int p = 0; p < depth; p++) {
            for (int j = 0; j < rowTo - i; j++) {
              scratch.a[at + p * LANES + j] = a[source + p * m + j];
            }
          }
        }
        at += LANES * depth;
      }
    }

    /** All rows of the task by up to two vectors of columns. */
    private void panel(
        int start,
        int depth,
        int rowFrom,
        int rowTo,
        int from,
        int column,
        int columns,
        Scratch scratch) {
      boolean whole = columns == WIDE;
      float[] lines = b;
      int linesAt = bOffset + start * n + column;
      int apart = n;
      if (copyB) {
        lines = scratch.b;
        linesAt = (column - from) * depth;
        apart = WIDE;
      } else if (!whole) {
        lines = scratch.b;
        linesAt = 0;
        apart = WIDE;
        copyLines(start, depth, column, column + columns, lines);
      }
      float[] ends = line != null && start + depth == k ? line : NOTHING;
      int endsAt = ends.length > 0 ? lineOffset + column : -1;
      for (int i = rowFrom; i < rowTo; ) {
        int cAt = cOffset + i * n + column;
        int aAt = aOffset + i * aRow + start * aColumn;
        int rows = rowTo - i >= TALL ? TALL : Math.min(LOW, rowTo - i);
        float[] rowsOf = a;
        int rowStep = aRow;
        int columnStep = aColumn;
        if (copyA && aRow == 1) {
          rowsOf = scratch.a;
          aAt = (i - rowFrom) / LANES * LANES * depth + (i - rowFrom) % LANES;
          columnStep = LANES;
        } else if (copyA) {
          rowsOf = scratch.a;
          aAt = (i - rowFrom) * depth;
          rowStep = depth;
        }
        if (rows < LOW) {
          rowsOf = scratch.lastRows;
          aAt = 0;
          rowStep = depth;
          columnStep = 1;
        }
        boolean inner = whole && rows >= LOW;
        float[] target = inner ? c : scratch.tile;
        int at = inner ? cAt : 0;
        int step = inner ? n : WIDE;
        boolean add = inner && start > 0;
        int lineAt = inner ? endsAt : -1;
        if (rows < 8) {
          Tiles.rows4(
              rowsOf,
              aAt,
              rowStep,
              columnStep,
              lines,
              linesAt,
              apart,
              depth,
              target,
              at,
              step,
              add,
              ends,
              lineAt);
        } else if (columns <= LANES) {
          Tiles.narrow8(
              rowsOf,
              aAt,
              rowStep,
              columnStep,
              lines,
              linesAt,
              apart,
              depth,
              target,
              at,
              step,
              add,
              ends,
              lineAt);
        } else {
          Tiles.rows8(
              rowsOf,
              aAt,
              rowStep,
              columnStep,
              lines,
              linesAt,
              apart,
              depth,
              target,
              at,
              step,
              add,
              ends,
              lineAt);
        }
        if (!inner) {
          copyTile(scratch.tile, rows, columns, cAt, start > 0, ends, endsAt);
        }
        i += rows;
      }
    }

    /** The wanted part of a tile that reaches over the edge of C. */
    private void copyTile(
        float[] tile, int rows, int columns, int cAt, boolean add, float[] line, int lineAt) {
      for (int row = 0; row < rows; row++) {
        int at = cAt + row * n;
        for (int j = 0; j < columns; j++) {
          float sum = tile[row * WIDE + j];
          float whole = add ? sum + c[at + j] : sum;
          c[at + j] = lineAt < 0 ? whole : whole + line[lineAt + j];
        }
      }
    }

    /**
     * Columns of B in panels, {@code ((to - from) / WIDE, depth, WIDE)}, padded with zeros. Line by
     * line through all panels: what lies in one place comes from memory together.
     */
    private void copyLines(int start, int depth, int from, int to, float[] lines) {
      int whole = (to - from) / WIDE * WIDE;
      int ragged = to - from - whole;
      if (ragged > 0) {
        Arrays.fill(lines, whole * depth, (whole + WIDE) * depth, 0);
      }
      if (bTransposed) {
        for (int j = 0; j < to - from; j++) {
          int source = bOffset + (from + j) * k + start;
          int target = j / WIDE * WIDE * depth + j % WIDE;
          for (int p = 0; p < depth; p++) {
            lines[target + p * WIDE] = b[source + p];
          }
        }
        return;
      }
      for (int p = 0; p < depth; p++) {
        int source = bOffset + (start + p) * n + from;
        int target = p * WIDE;
        for (int j = 0; j < whole; j += WIDE) {
          FloatVector.fromArray(Tiles.S, b, source + j).intoArray(lines, target);
          FloatVector.fromArray(Tiles.S, b, source + j + LANES).intoArray(lines, target + LANES);
          target += WIDE * depth;
        }
        for (int j = 0; j < ragged; j++) {
          lines[target + j] = b[source + whole + j];
        }
      }
    }
  }
}
