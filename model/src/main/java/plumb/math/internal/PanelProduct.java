package plumb.math.internal;

import org.jspecify.annotations.Nullable;
import plumb.math.MatrixProduct;
import plumb.math.Team;

/**
 * The product by tiles of C whose sums stay in registers. Tasks compute rectangles of C, in blocks
 * of {@link #DEPTH} terms, and take rows of A through panels of B, two vectors wide.
 *
 * <p>B is copied to panels if it is transposed or so large that its lines are far apart: where
 * several tasks share its columns, before them and line by line, as memory likes it best; where
 * only one needs them, by that task, block by block, so that the copy stays in the cache. Otherwise
 * only the last columns are copied, if they do not fill a panel.
 *
 * <p>Every number of C is one sum in the order of k, {@code c <- fma(a_p, b_p, c)}, whatever the
 * team, the vectors of the machine and what is copied.
 */
final class PanelProduct implements MatrixProduct {
  private static final int LANES = Tiles.LANES;

  /** Columns of a tile and of a panel. */
  private static final int WIDE = 2 * LANES;

  /** Rows of the usual tile: AVX2 has 16 registers, all else 32. */
  private static final int TALL = LANES == 8 ? 4 : 8;

  /** Rows of the tile for what is left over. */
  private static final int LOW = 4;

  /** Length of the sums between two visits to C. */
  private static final int DEPTH = 384;

  /** Lines of B that a task copies. */
  private static final int LINES = 32;

  /**
   * Rows and columns of C that a task computes at most: with this many, the rows of A and one panel
   * of {@link #DEPTH} terms stay in the second cache while the other panels pass through.
   */
  private static final int MOST_ROWS = 128;

  private static final int MOST_COLUMNS = 512;

  /** Up to this many rows of C, each task takes all of them and copies B for itself. */
  private static final int MOST_ROWS_ALONE = 256;

  /** Rows and columns of C that are not shared any more. */
  private static final int LEAST_ROWS = 32;

  private static final int LEAST_COLUMNS = 2 * WIDE;

  /** Columns of a task that copies B for itself and rows of A that are far apart. */
  private static final int WIDE_COLUMNS = 8 * WIDE;

  /** Tasks for a few threads to share. */
  private static final int TASKS = 8;

  /** Below this many multiplications waking another thread costs more than it brings. */
  private static final long WORTH_SHARING = 1 << 19;

  /** From this many rows of C on, copying B costs less than reading it from far apart lines. */
  private static final int WORTH_COPYING_ROWS = 48;

  /** From this distance of its lines on; below, the lines of a panel do not crowd the cache. */
  private static final int FAR_APART = 256;

  /** From this distance of its lines on A is copied, too: each lies in a page of its own. */
  private static final int PAGES_APART = 1024;

  /** From this many columns of a task on, copying some rows of A costs nothing. */
  private static final int WORTH_COPYING_COLUMNS = 4 * WIDE;

  private static final Team ALONE = Team.of(1);

  /** What the first sums go on from. */
  private static final float[] ZEROS = new float[WIDE];

  /** Stands for no line to add. */
  private static final float[] NOTHING = new float[0];

  private final Scratch.Pool scratches = new Scratch.Pool();

  /** Panels of B, {@code (panels, k, WIDE)}, padded with zeros. */
  private float[] panels = new float[0];

  /** The rows of A that do not fill a tile, {@code (LOW, k)}, padded with zeros. */
  private float[] lastRows = new float[0];

  private final Team.Task copyTask = this::copyPanels;
  private final Team.Task multiplyTask = this::rectangle;

  // The running product.
  private int m;
  private int n;
  private int k;
  private float[] a = NOTHING;
  private int aOffset;
  private int aRow;
  private int aColumn;
  private float[] b = NOTHING;
  private int bOffset;
  private boolean bTransposed;
  private float[] line = NOTHING;
  private int lineOffset;
  private float[] c = NOTHING;
  private int cOffset;
  private Tile epilogue = Tile.NOTHING;

  // The running chunk of it.
  private int chunkFrom;
  private int chunkTo;

  /** First column of the chunk that is copied. */
  private int copiedFrom;

  private boolean copyInTask;
  private boolean copyA;
  private int taskRows;
  private int taskColumns;
  private int groupRows;
  private int across;

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
    this.m = m;
    this.n = n;
    this.k = k;
    this.a = a;
    this.aOffset = aOffset;
    this.aRow = aTransposed ? 1 : k;
    this.aColumn = aTransposed ? m : 1;
    this.b = b;
    this.bOffset = bOffset;
    this.bTransposed = bTransposed;
    this.line = line == null ? NOTHING : line;
    this.lineOffset = lineOffset;
    this.c = c;
    this.cOffset = cOffset;
    this.epilogue = epilogue;
    Team workers = (long) m * n * k < WORTH_SHARING ? ALONE : team;
    scratches.provide(workers.size());
    copyLastRows();
    boolean copyB = bTransposed || (m >= WORTH_COPYING_ROWS && n >= FAR_APART);
    copyInTask = copyB && m <= MOST_ROWS_ALONE;
    int chunk = copyB && !copyInTask ? share(n, MOST_COLUMNS, WIDE) : n;
    for (chunkFrom = 0; chunkFrom < n; chunkFrom = chunkTo) {
      chunkTo = Math.min(n, chunkFrom + chunk);
      copiedFrom = copyB ? chunkFrom : n / WIDE * WIDE;
      if (!copyInTask) {
        int copied = pieces(chunkTo - copiedFrom, WIDE);
        panels = Scratch.atLeast(copied * k * WIDE, panels);
        int parts = bTransposed ? copied : copied == 0 ? 0 : pieces(k, LINES);
        (copied < 4 ? ALONE : workers).run(parts, copyTask);
      }
      cut();
      workers.run(pieces(m, taskRows) * across, multiplyTask);
    }
  }

  /** Cuts the chunk of C into rectangles, by its shape only. */
  private void cut() {
    int columns = chunkTo - chunkFrom;
    if (copyInTask) {
      taskRows = roundUp(m, LANES);
      taskColumns = aRow >= PAGES_APART ? WIDE_COLUMNS : LEAST_COLUMNS;
    } else {
      share(columns);
    }
    across = pieces(columns, taskColumns);
    // Up to one block, C is most of what comes from memory and goes there: few rows at a time are
    // taken through all panels, so that C is written line by line. With longer sums all rows of the
    // task are taken through a panel while it is near.
    groupRows = k <= DEPTH ? Math.max(LANES, TALL) : taskRows;
    // A tile must not reach over two groups of the copy, which are as wide as a vector.
    boolean far = aRow == 1 ? LANES >= TALL : aRow >= PAGES_APART;
    copyA = far && taskColumns >= WORTH_COPYING_COLUMNS;
  }

  /** Shares out rows and columns until there are tasks enough. */
  private void share(int columns) {
    taskRows = share(m, MOST_ROWS, LANES);
    taskColumns = share(columns, MOST_COLUMNS, WIDE);
    while (pieces(m, taskRows) * pieces(columns, taskColumns) < TASKS) {
      if (taskRows > LEAST_ROWS && (taskRows >= taskColumns || taskColumns <= LEAST_COLUMNS)) {
        taskRows = share(taskRows, taskRows / 2, LANES);
      } else if (taskColumns > LEAST_COLUMNS) {
        taskColumns = share(taskColumns, taskColumns / 2, WIDE);
      } else {
        break;
      }
    }
  }

  /** What each gets if a number is shared out evenly, in whole units, so that none gets more. */
  private static int share(int number, int most, int unit) {
    return roundUp(pieces(number, pieces(number, most)), unit);
  }

  private static int roundUp(int number, int unit) {
    return pieces(number, unit) * unit;
  }

  private static int pieces(int number, int size) {
    return (number + size - 1) / size;
  }

  private void copyLastRows() {
    int first = m / LOW * LOW;
    if (first == m) {
      return;
    }
    lastRows = Scratch.atLeast(LOW * k, lastRows);
    for (int i = 0; i < LOW; i++) {
      for (int p = 0; p < k; p++) {
        lastRows[i * k + p] = first + i < m ? a[aOffset + (first + i) * aRow + p * aColumn] : 0;
      }
    }
  }

  /** Copies some lines of B into all panels; or, of a transposed one, all lines of one panel. */
  private void copyPanels(int index) {
    Scratch scratch = scratches.take();
    try {
      if (bTransposed) {
        int from = copiedFrom + index * WIDE;
        int to = Math.min(chunkTo, from + WIDE);
        copyB(0, k, from, to, panels, index * k * WIDE, k, scratch.square);
      } else {
        int first = index * LINES;
        int count = Math.min(LINES, k - first);
        copyB(first, count, copiedFrom, chunkTo, panels, first * WIDE, k, scratch.square);
      }
    } finally {
      scratches.putBack(scratch);
    }
  }

  /**
   * Copies a part of B to panels.
   *
   * @param at where line {@code start} goes in the first panel
   * @param length lines of a panel
   */
  private void copyB(
      int start, int depth, int from, int to, float[] target, int at, int length, float[] square) {
    if (bTransposed) {
      for (int j = from; j < to; j += WIDE) {
        int place = at + (j - from) * length;
        int columns = Math.min(WIDE, to - j);
        Panels.copyTransposed(b, bOffset + j * k + start, k, columns, depth, target, place, square);
      }
    } else {
      Panels.copyLines(
          b, bOffset + start * n + from, n, depth, to - from, target, at, length * WIDE);
    }
  }

  /** Computes a rectangle of C. */
  private void rectangle(int index) {
    int rowFrom = index / across * taskRows;
    int rowTo = Math.min(m, rowFrom + taskRows);
    int from = chunkFrom + index % across * taskColumns;
    int to = Math.min(chunkTo, from + taskColumns);
    Scratch scratch = scratches.take();
    try {
      for (int start = 0; start < k; start += DEPTH) {
        block(start, Math.min(DEPTH, k - start), rowFrom, rowTo, from, to, scratch);
      }
    } finally {
      scratches.putBack(scratch);
    }
    epilogue.finish(rowFrom, rowTo, from, to);
  }

  /** Adds {@code depth} terms to every number of the rectangle. */
  private void block(
      int start, int depth, int rowFrom, int rowTo, int from, int to, Scratch scratch) {
    if (copyInTask) {
      scratch.panels = Scratch.atLeast(taskColumns * DEPTH, scratch.panels);
      copyB(start, depth, from, to, scratch.panels, 0, depth, scratch.square);
    }
    if (copyA) {
      copyRows(start, depth, rowFrom, rowTo, scratch);
    }
    for (int i = rowFrom; i < rowTo; i += groupRows) {
      group(start, depth, i, Math.min(rowTo, i + groupRows), i - rowFrom, from, to, scratch);
    }
  }

  /** Rows of A, as they lie; or, of a transposed one, {@code (rows / LANES, depth, LANES)}. */
  private void copyRows(int start, int depth, int rowFrom, int rowTo, Scratch scratch) {
    scratch.rows = Scratch.atLeast(taskRows * DEPTH, scratch.rows);
    int rows = rowTo - rowFrom;
    int from = aOffset + rowFrom * aRow + start * aColumn;
    if (aRow == 1) {
      Panels.copyGroups(a, from, m, depth, rows, scratch.rows);
    } else {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(a, from + i * k, scratch.rows, i * depth, depth);
      }
    }
  }

  /**
   * Some rows of the task by all its columns.
   *
   * @param above rows of the task before them
   */
  private void group(
      int start, int depth, int rowFrom, int rowTo, int above, int from, int to, Scratch scratch) {
    float[] rowsOf = a;
    int rowsAt = aOffset + rowFrom * aRow + start * aColumn;
    int rowStep = aRow;
    int columnStep = aColumn;
    boolean grouped = copyA && aRow == 1;
    if (copyA) {
      rowsOf = scratch.rows;
      rowsAt = above * depth;
      rowStep = grouped ? 1 : depth;
      columnStep = grouped ? LANES : 1;
    }
    boolean add = start > 0;
    boolean last = start + depth == k && line.length > 0;
    for (int column = from; column < to; column += WIDE) {
      int columns = Math.min(WIDE, to - column);
      float[] lines = panels;
      int linesAt = (column - copiedFrom) * k + start * WIDE;
      int apart = WIDE;
      if (copyInTask) {
        lines = scratch.panels;
        linesAt = (column - from) * depth;
      } else if (column < copiedFrom) {
        lines = b;
        linesAt = bOffset + start * n + column;
        apart = n;
      }
      int lineAt = last ? lineOffset + column : -1;
      for (int i = rowFrom; i < rowTo; ) {
        int rows = rowTo - i >= TALL ? TALL : Math.min(LOW, rowTo - i);
        boolean low = rows < LOW;
        boolean inside = columns == WIDE && !low;
        float[] source = low ? lastRows : rowsOf;
        int row = i - rowFrom;
        int rowAt = grouped ? row / LANES * LANES * depth + row % LANES : row * rowStep;
        int sourceAt = low ? start : rowsAt + rowAt;
        int sourceRow = low ? k : rowStep;
        int sourceColumn = low ? 1 : columnStep;
        int cAt = cOffset + i * n + column;
        float[] target = inside ? c : scratch.tile;
        int targetAt = inside ? cAt : 0;
        int targetRow = inside ? n : WIDE;
        float[] before = add ? target : ZEROS;
        int beforeAt = add ? targetAt : 0;
        int beforeRow = add ? targetRow : 0;
        int lineInside = inside ? lineAt : -1;
        if (add && !inside) {
          copyFromC(scratch.tile, rows, columns, cAt);
        }
        if (rows < 8) {
          Tiles.rows4(
              source,
              sourceAt,
              sourceRow,
              sourceColumn,
              lines,
              linesAt,
              apart,
              depth,
              before,
              beforeAt,
              beforeRow,
              target,
              targetAt,
              targetRow,
              line,
              lineInside);
        } else if (columns <= LANES) {
          Tiles.narrow8(
              source,
              sourceAt,
              sourceRow,
              sourceColumn,
              lines,
              linesAt,
              apart,
              depth,
              before,
              beforeAt,
              beforeRow,
              target,
              targetAt,
              targetRow,
              line,
              lineInside);
        } else {
          Tiles.rows8(
              source,
              sourceAt,
              sourceRow,
              sourceColumn,
              lines,
              linesAt,
              apart,
              depth,
              before,
              beforeAt,
              beforeRow,
              target,
              targetAt,
              targetRow,
              line,
              lineInside);
        }
        if (!inside) {
          copyToC(scratch.tile, rows, columns, cAt, lineAt);
        }
        i += rows;
      }
    }
  }

  /** What a tile that reaches over the edge of C goes on from. */
  private void copyFromC(float[] tile, int rows, int columns, int cAt) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(c, cAt + row * n, tile, row * WIDE, columns);
    }
  }

  /** The part of such a tile that lies in C. */
  private void copyToC(float[] tile, int rows, int columns, int cAt, int lineAt) {
    for (int row = 0; row < rows; row++) {
      int at = cAt + row * n;
      for (int j = 0; j < columns; j++) {
        float sum = tile[row * WIDE + j];
        c[at + j] = lineAt < 0 ? sum : sum + line[lineAt + j];
      }
    }
  }
}
