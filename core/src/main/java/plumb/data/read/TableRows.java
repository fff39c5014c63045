package plumb.data.read;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import plumb.data.BadInput;

/** Hands each cell to its column and checks that every row has as many. */
final class TableRows implements CellHandler.Listener {
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

  /**
   * For rows to come.
   *
   * @param builders one a column, empty
   * @param before how many rows to leave out
   */
  TableRows(Path file, Layout layout, List<ColumnBuilder> builders, int before) {
    this(file, layout, builders, before, Set.of());
  }

  /**
   * The same.
   *
   * @param leftOut rows not to be handed on, from 0 on
   */
  TableRows(
      Path file, Layout layout, List<ColumnBuilder> builders, int before, Set<Integer> leftOut) {
    this.file = file;
    this.layout = layout;
    this.builders = builders;
    this.before = before;
    this.leftOut = leftOut;
    this.leavesOut = leftOut.contains(0);
  }

  @Override
  public void cell(int column, char[] text, int from, int length) {
    if (before == 0 && !leavesOut && column < builders.size()) {
      builders.get(column).add(text, from, length);
    }
  }

  @Override
  public void row(long line, int width, boolean quoted) {
    lastQuoted = quoted;
    if (before > 0) {
      before--;
      return;
    }
    if (width != builders.size()) {
      throw new BadInput(
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
                      : ""));
    }
    if (!leavesOut) {
      lines.add(line);
    }
    next++;
    leavesOut = leftOut.contains(next);
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
