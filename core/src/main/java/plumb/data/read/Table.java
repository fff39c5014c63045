package plumb.data.read;

import java.util.List;

/**
 * Typed columns of equal length, in memory.
 *
 * @param name the file as the user named it
 * @param columns in the order of the file, names all different
 * @param rows number of rows
 * @param lines where each row stands in the file
 * @param hash SHA-256 of the uncompressed content
 * @param notes what was found out while reading
 */
public record Table(
    String name, List<Column> columns, int rows, Lines lines, String hash, List<String> notes)
    implements Source {
  public Table {
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
    for (Column column : columns) {
      if (column.rows() != rows) {
        throw new IllegalArgumentException(
            "%d rows but %d in %s".formatted(rows, column.rows(), column.name()));
      }
    }
  }

  /** Names of the columns. */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  @Override
  public Table select(int[] rows, List<String> notes) {
    return new Table(
        name,
        columns.stream().map(column -> column.select(rows)).toList(),
        rows.length,
        new Lines.Chosen(lines, rows),
        hash,
        notes);
  }

  /** Where a row stands, for messages: {@code file.csv, line 12}. */
  public String place(int row) {
    return name + ", " + lines.place(row);
  }
}
