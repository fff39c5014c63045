package plumb.data.read;

import java.util.ArrayList;
import java.util.List;

/** Remembers the lines of rows by the places where they do not simply follow one another. */
final class LineTracker {
  private final List<Integer> jumps = new ArrayList<>();
  private final List<Long> to = new ArrayList<>();
  private int rows;
  private long first = 1;
  private long last;

  /** Adds the next row. */
  void add(long line) {
    if (rows == 0) {
      first = line;
    } else if (line != last + 1) {
      jumps.add(rows);
      to.add(line);
    }
    last = line;
    rows++;
  }

  /**
   * Adds all rows of another.
   *
   * @param before how many lines stand before its first line
   */
  void add(LineTracker other, long before) {
    if (other.rows == 0) {
      return;
    }
    int from = rows;
    add(before + other.first);
    for (int jump = 0; jump < other.jumps.size(); jump++) {
      jumps.add(from + other.jumps.get(jump));
      to.add(before + other.to.get(jump));
    }
    last = before + other.last;
    rows = from + other.rows;
  }

  /** How many rows were added. */
  int rows() {
    return rows;
  }

  Lines lines() {
    return new Lines.Text(
        first,
        jumps.stream().mapToInt(Integer::intValue).toArray(),
        to.stream().mapToLong(Long::longValue).toArray());
  }
}
