package plumb.data.read;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumb.data.ColumnType;
import plumb.data.DateFormat;

/** The values of one column of a table, in the order of the file. */
public sealed interface Column {
  /** Its name. */
  String name();

  /** What it holds. */
  ColumnType type();

  /** Number of rows. */
  int rows();

  /** Whether a row has no value. */
  boolean missing(int row);

  /** The value as a word, null where it is missing; whole numbers without a point. */
  @Nullable String text(int row);

  /** Some of the rows, in the order given. */
  default Column select(int[] rows) {
    return switch (this) {
      case Numbers(String name, ColumnType type, PackedNumbers values) ->
          new Numbers(name, type, chosen(values, rows));
      case Words(String name, ColumnType type, int[] codes, List<String> levels) ->
          new Words(name, type, Arrays.stream(rows).map(row -> codes[row]).toArray(), levels);
      case Dates(String name, ColumnType type, DateFormat format, PackedNumbers days) ->
          new Dates(name, type, format, chosen(days, rows));
    };
  }

  private static PackedNumbers chosen(PackedNumbers values, int[] rows) {
    PackedNumbers.Builder chosen = new PackedNumbers.Builder();
    for (int row : rows) {
      chosen.add(values.at(row));
    }
    return chosen.build();
  }

  /** How many rows have no value. */
  default int missing() {
    int count = 0;
    for (int row = 0; row < rows(); row++) {
      if (missing(row)) {
        count++;
      }
    }
    return count;
  }

  /**
   * Numbers.
   *
   * @param name its name
   * @param type INTEGER, NUMBER, CONSTANT or EMPTY
   * @param values one a row, finite; NaN where it is missing
   */
  record Numbers(String name, ColumnType type, PackedNumbers values) implements Column {
    @Override
    public int rows() {
      return values.length();
    }

    @Override
    public boolean missing(int row) {
      return Double.isNaN(values.at(row));
    }

    @Override
    public @Nullable String text(int row) {
      return missing(row) ? null : text(values.at(row));
    }

    static String text(double value) {
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? Long.toString((long) value)
          : Double.toString(value);
    }
  }

  /**
   * Words.
   *
   * @param name its name
   * @param type BOOLEAN, CATEGORY, TEXT or CONSTANT
   * @param codes index into {@code levels} for each row; -1 where it is missing
   * @param levels the different words, in the order of their first appearance
   */
  record Words(String name, ColumnType type, int[] codes, List<String> levels) implements Column {
    public Words {
      levels = List.copyOf(levels);
    }

    @Override
    public int rows() {
      return codes.length;
    }

    @Override
    public boolean missing(int row) {
      return codes[row] < 0;
    }

    @Override
    public @Nullable String text(int row) {
      return missing(row) ? null : levels.get(codes[row]);
    }
  }

  /**
   * Dates.
   *
   * @param name its name
   * @param type DATE or CONSTANT
   * @param format how the file spells them
   * @param days since 1970-01-01, one a row; NaN where it is missing
   */
  record Dates(String name, ColumnType type, DateFormat format, PackedNumbers days)
      implements Column {
    @Override
    public int rows() {
      return days.length();
    }

    @Override
    public boolean missing(int row) {
      return Double.isNaN(days.at(row));
    }

    @Override
    public @Nullable String text(int row) {
      return missing(row)
          ? null
          : java.time.LocalDate.ofEpochDay((long) Math.floor(days.at(row))).toString();
    }
  }
}
