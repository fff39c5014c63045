package plumb.data.read;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Puts a tab in place of each run of spaces and tabs that stands between two columns, and leaves
 * out those around a line, so that columns parted by spaces become delimited text. Lines stay
 * lines, and what stands in quotes stays as it is.
 */
final class RunsReader extends FilterReader {
  private final int shortest;
  private final char[] block = new char[1 << 13];
  private int at;
  private int end;
  private int spaces;
  private boolean tab;
  private boolean quoted;
  private boolean begun;
  private int held = -1;

  /**
   * Over a text.
   *
   * @param shortest run that parts columns; shorter ones belong to a cell
   */
  RunsReader(Reader in, int shortest) {
    super(in);
    this.shortest = shortest;
  }

  private int next() throws IOException {
    if (at == end) {
      end = in.read(block, 0, block.length);
      at = 0;
      if (end <= 0) {
        end = 0;
        return -1;
      }
    }
    return block[at++];
  }

  @Override
  public int read() throws IOException {
    if (held >= 0) {
      int c = held;
      held = -1;
      return c;
    }
    while (true) {
      int c = next();
      if (!quoted && (c == ' ' || c == '\t')) {
        spaces++;
        tab |= c == '\t';
        continue;
      }
      int run = spaces;
      boolean parts = run >= shortest || tab;
      spaces = 0;
      tab = false;
      if (c < 0) {
        return -1;
      }
      if (c == '\n' || c == '\r') {
        begun = quoted;
        return c;
      }
      boolean first = !begun;
      begun = true;
      quoted ^= c == '"';
      if (run == 0 || first) {
        return c;
      }
      held = c;
      return parts ? '\t' : ' ';
    }
  }

  @Override
  public int read(char[] into, int from, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int c = read();
      if (c < 0) {
        return count == 0 ? -1 : count;
      }
      into[from + count++] = (char) c;
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
