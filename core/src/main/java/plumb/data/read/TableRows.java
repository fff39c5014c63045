package plumb.data.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import plumb.data.BadInput;

/** Hands each cell to its column and checks that every row has as many. */
final class TableRows implements CellHandler.Listener {
  /** Characters kept of the start of a row. */
  private static final int LONGEST = 200;

  private final Path file;
  private final Layout layout;
  private final List<ColumnBuilder> builders;
  private final LineTracker lines = new LineTracker();
  private final Set<Integer> leftOut;
  private int before;

  /** The row that comes, those left out among them, from 0 on. */
  private int next;

  private boolean leavesOut;
  private boolean lastQuoted;
  private boolean overfull;
  private String start = "";

  /** Rows with another number of cells, which are padded; none are where they are not taken. */
  private final List<Odd> odd = new ArrayList<>();

  private final boolean takesOdd;

  /**
   * A row with another number of cells.
   *
   * @param row its number, from 0 on
   * @param line where it starts
   * @param width how many cells it has
   * @param start its first cell
   * @param complaint the sentence for it
   */
  record Odd(int row, long line, int width, String start, String complaint) {}

  /** Of so many rows nobody can say any more what they are. */
  private static final int MOST_ODD = 50;

  /**
   * For rows to come.
   *
   * @param builders one a column, empty
   * @param before how many rows to leave out
   */
  TableRows(Path file, Layout layout, List<ColumnBuilder> builders, int before) {
    this(file, layout, builders, before, Set.of(), false);
  }

  /**
   * The same.
   *
   * @param leftOut rows not to be handed on, from 0 on
   * @param takesOdd whether rows with another number of cells are taken and remembered
   */
  TableRows(
      Path file,
      Layout layout,
      List<ColumnBuilder> builders,
      int before,
      Set<Integer> leftOut,
      boolean takesOdd) {
    this.takesOdd = takesOdd;
    this.file = file;
    this.layout = layout;
    this.builders = builders;
    this.before = before;
    this.leftOut = leftOut;
    this.leavesOut = leftOut.contains(0);
  }

  @Override
  public void cell(int column, char[] text, int from, int length) {
    if (before > 0 || leavesOut) {
      return;
    }
    if (column < builders.size()) {
      builders.get(column).add(text, from, length);
      if (takesOdd && column == 0) {
        start = new String(text, from, Math.min(length, LONGEST));
      }
    } else {
      overfull |= length > 0;
    }
  }

  @Override
  public void row(long line, int width, boolean quoted) {
    lastQuoted = quoted;
    if (before > 0) {
      before--;
      return;
    }
    boolean trailing = layout.trailing() && width == builders.size() + 1 && !overfull;
    overfull = false;
    if (width != builders.size() && !trailing && !leavesOut) {
      odd(line, width, quoted);
    }
    if (!leavesOut) {
      lines.add(line);
    }
    next++;
    leavesOut = leftOut.contains(next);
  }

  private void odd(long line, int width, boolean quoted) {
    String complaint =
        "%s, line %d has %d cell%s where %s has %d; correct the line%s"
            .formatted(
                file,
                line,
                width,
                width == 1 ? "" : "s",
                layout.header() ? "the header" : "the first row",
                builders.size(),
                quoted && width < builders.size()
                    ? ", in which a quote is opened and perhaps not closed"
                    : "");
    if (!takesOdd || quoted || width > builders.size() || odd.size() == MOST_ODD) {
      throw new BadInput(odd.isEmpty() ? complaint : odd.getFirst().complaint());
    }
    odd.add(new Odd(next, line, width, start, complaint));
    for (int column = width; column < builders.size(); column++) {
      builders.get(column).add(new char[0], 0, 0);
    }
  }

  /** Rows with too few cells, in order. */
  List<Odd> odd() {
    return odd;
  }

  /** How many rows came, those left out among them. */
  int all() {
    return next;
  }

  List<ColumnBuilder> builders() {
    return builders;
  }

  LineTracker lines() {
    return lines;
  }

  /** Whether all that stands above the rows is past. */
  boolean begun() {
    return before == 0;
  }

  /** Whether the last cell of the last row stood in quotes. */
  boolean lastQuoted() {
    return lastQuoted;
  }
}
