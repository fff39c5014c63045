package plumb.optim;

/**
 * A part of the parameter array.
 *
 * @param from first index
 * @param to index after the last
 * @param kind what its numbers are
 * @param columns for weights: units that the part leads to, its numbers being {@code (inputs,
 *     units)} row by row, so that a unit's incoming weights are a column; otherwise how many
 *     numbers
 */
public record Range(int from, int to, Kind kind, int columns) {
  /** What the numbers of a part are. */
  public enum Kind {
    /** They multiply inputs. */
    WEIGHT,
    /** They are added. */
    BIAS,
    /** Slopes of a PReLU. */
    SLOPE
  }

  public Range {
    if (from < 0 || to < from || (to > from && (columns < 1 || (to - from) % columns != 0))) {
      throw new IllegalArgumentException(
          "no rows of %d columns lie in %d .. %d".formatted(columns, from, to));
    }
  }

  /** A part whose numbers are one row. */
  public Range(int from, int to, Kind kind) {
    this(from, to, kind, to - from);
  }
}
