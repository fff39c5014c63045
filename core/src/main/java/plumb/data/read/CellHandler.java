package plumb.data.read;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.nio.file.Path;
import plumb.data.BadInput;

/** Passes the cells of delimited text on as they lie in the parser's buffer, spaces removed. */
final class CellHandler extends AbstractBaseCsvCallbackHandler<Boolean> {
  private final Path file;
  private final Listener listener;
  private boolean blank;
  private boolean lastQuoted;
  private long lastLine;

  /** What is told. */
  interface Listener {
    /** A cell; the characters are valid during the call only. */
    void cell(int column, char[] text, int from, int length);

    /**
     * The end of a row.
     *
     * @param line on which it starts
     * @param width how many cells it has
     * @param quoted whether its last cell stood in quotes
     */
    void row(long line, int width, boolean quoted);
  }

  CellHandler(Path file, Listener listener) {
    this.file = file;
    this.listener = listener;
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    blank = true;
  }

  @Override
  protected void handleField(int column, char[] text, int offset, int length, boolean quoted) {
    if (column >= Layout.MOST_COLUMNS) {
      throw new BadInput(
          "%s, line %d has more than %d columns, which is more than a network of this kind can take; check the delimiter, or whether rows and columns are swapped"
              .formatted(file, getStartingLineNumber(), Layout.MOST_COLUMNS));
    }
    lastQuoted = quoted;
    lastLine = getStartingLineNumber();
    int from = offset;
    int end = offset + length;
    while (from < end && Character.isWhitespace(text[from])) {
      from++;
    }
    while (end > from && Character.isWhitespace(text[end - 1])) {
      end--;
    }
    if (column == 0) {
      blank = end == from && !quoted;
      if (blank) {
        return; // Perhaps a line of spaces only: told with the second cell, if there is one.
      }
    } else if (blank) {
      blank = false;
      listener.cell(0, text, from, 0);
    }
    listener.cell(column, text, from, end - from);
  }

  /** Whether the last cell began with a quote, so that the file must end with one. */
  boolean lastQuoted() {
    return lastQuoted;
  }

  /** The line on which the row of the last cell starts. */
  long lastLine() {
    return lastLine;
  }

  @Override
  protected Boolean buildRecord() {
    if (getRecordType() == RecordType.DATA && !blank) {
      listener.row(getStartingLineNumber(), getFieldCount(), lastQuoted);
    }
    return true;
  }
}
