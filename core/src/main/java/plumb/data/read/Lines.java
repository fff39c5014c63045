package plumb.data.read;

import java.util.List;

/** Where each row of a table stands in its file. */
public sealed interface Lines {
  /** For messages: {@code line 12} or {@code row 12}. */
  String place(int row);

  /** Which row of the whole file it is, counted from 0. */
  default long index(int row) {
    return row;
  }

  /** Whether the file is text, so that a mistake may lie in how it is cut into cells. */
  default boolean ofText() {
    return switch (this) {
      case Numbered _, Sheet _ -> false;
      case Text _ -> true;
      case Chosen(Lines all, _) -> all.ofText();
      case Parts parts -> parts.lines.stream().anyMatch(Lines::ofText);
    };
  }

  /** Rows of a file that has no lines, counted from 1. */
  record Numbered() implements Lines {
    @Override
    public String place(int row) {
      return "row " + (row + 1L);
    }
  }

  /**
   * Rows of a sheet in a workbook.
   *
   * @param rows at which each stands, as lines
   */
  record Sheet(Lines rows) implements Lines {
    @Override
    public String place(int row) {
      return rows.place(row).replace("line", "row");
    }
  }

  /**
   * Rows of several files.
   *
   * @param names of the files
   * @param starts the first row of each
   * @param lines where the rows of each stand
   */
  record Parts(List<String> names, int[] starts, List<Lines> lines) implements Lines {
    @Override
    public String place(int row) {
      int found = java.util.Arrays.binarySearch(starts, row);
      int part = found >= 0 ? found : -found - 2;
      return names.get(part) + ", " + lines.get(part).place(row - starts[part]);
    }
  }

  /**
   * Some of the rows of a file.
   *
   * @param all where every row stands
   * @param rows which of them these are
   */
  record Chosen(Lines all, int[] rows) implements Lines {
    @Override
    public String place(int row) {
      return all.place(rows[row]);
    }

    @Override
    public long index(int row) {
      return all.index(rows[row]);
    }
  }

  /**
   * Lines of a text file.
   *
   * @param first line of row 0, counted from 1
   * @param jumps rows whose line does not follow the line of the row before
   * @param to line of each of those rows
   */
  record Text(long first, int[] jumps, long[] to) implements Lines {
    @Override
    public String place(int row) {
      return "line " + line(row);
    }

    /** Line of a row, counted from 1. */
    public long line(int row) {
      int found = java.util.Arrays.binarySearch(jumps, row);
      int jump = found >= 0 ? found : -found - 2;
      return jump < 0 ? first + row : to[jump] + (row - jumps[jump]);
    }
  }
}
