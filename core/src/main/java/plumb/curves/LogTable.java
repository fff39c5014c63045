package plumb.curves;

import java.util.List;
import java.util.Optional;

/**
 * What a program logged, as columns of numbers, before anybody knows what they are.
 *
 * @param source what kind of file it is, for people
 * @param columns of one length, in the order of the file
 * @param notes on what was left out while reading
 */
record LogTable(String source, List<Column> columns, List<String> notes) {
  LogTable {
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
  }

  /**
   * A column.
   *
   * @param name as written
   * @param values NaN where nothing was written, infinite where it is not a finite number
   * @param percent whether its cells carried the sign for per cent
   * @param text its cells, where some are no numbers
   */
  record Column(String name, double[] values, boolean percent, Optional<Words> text) {
    static Column of(String name, double[] values) {
      return new Column(name, values, false, Optional.empty());
    }

    /** How many values were written. */
    long written() {
      return java.util.Arrays.stream(values).filter(x -> !Double.isNaN(x)).count();
    }
  }

  /**
   * Cells that are no numbers.
   *
   * @param cells all of the column
   * @param line where the first stands that is no number
   */
  record Words(List<String> cells, String line) {}

  int rows() {
    return columns.isEmpty() ? 0 : columns.getFirst().values().length;
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  LogTable with(List<Column> others) {
    return new LogTable(source, others, notes);
  }
}
