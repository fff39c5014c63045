package plumb.data.read;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;

/** Makes a table of the rows of a source. */
final class TableCollector implements RowSource.Receiver {
  private final String name;
  private final ReadOptions options;
  private final boolean sheet;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final List<ValueColumn> columns = new ArrayList<>();
  private final LineTracker lines = new LineTracker();
  private final List<String> notes = new ArrayList<>();
  private final MessageDigest digest = Content.sha256();
  private boolean inFile;
  private int rows;

  /**
   * For rows to come.
   *
   * @param sheet whether the places of rows are rows of a sheet, not lines
   */
  TableCollector(String name, ReadOptions options, boolean sheet) {
    this.name = name;
    this.options = options;
    this.sheet = sheet;
  }

  @Override
  public int column(String called) {
    Integer known = numbers.get(called);
    if (known != null) {
      return known;
    }
    if (called.isBlank()) {
      throw new BadInput("%s has a column without a name; name it".formatted(name));
    }
    if (columns.size() == Layout.MOST_COLUMNS) {
      throw new BadInput(
          "%s has more than %d columns, which is more than a network of this kind can take"
              .formatted(name, Layout.MOST_COLUMNS));
    }
    numbers.put(called, columns.size());
    columns.add(new ValueColumn(called));
    hash(called);
    return columns.size() - 1;
  }

  @Override
  public void value(int column, @Nullable Object value) {
    ValueColumn into = columns.get(column);
    if (into.rows() > rows) {
      throw new BadInput(
          "%s, row %d has two values in column \"%s\"; keep one"
              .formatted(name, rows + 1, into.name()));
    }
    into.fill(rows);
    into.add(value, "%s, row %d".formatted(name, rows + 1));
    hash(column + "=" + value);
  }

  @Override
  public void endRow() {
    rows++;
    hash("");
  }

  @Override
  public void endRow(long at) {
    inFile = true;
    lines.add(at);
    endRow();
  }

  @Override
  public void note(String sentence) {
    notes.add(sentence);
  }

  /** Parts stand apart by a byte that no text has. */
  private void hash(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0xff);
  }

  /** The table of all rows; its hash is that of their values. */
  Table table() {
    return table(HexFormat.of().formatHex(digest.digest()));
  }

  /** The table of all rows. */
  Table table(String hash) {
    if (rows == 0) {
      throw new BadInput("%s holds no rows; give some".formatted(name));
    }
    if (columns.isEmpty()) {
      throw new BadInput("%s holds no values; give a column".formatted(name));
    }
    Lines places = places();
    List<Column> built = new ArrayList<>();
    for (ValueColumn column : columns) {
      column.fill(rows);
      built.add(column.build(name, options, places, notes));
    }
    Table table = new Table(name, built, rows, places, hash, notes);
    List<Total> totals = options.keepTotals() ? List.of() : Totals.of(table);
    return totals.isEmpty() ? table : table.without(totals);
  }

  /**
   * The column of a builder that is full: what its cells are is decided as in a text file.
   *
   * @param file for messages
   * @param notes to which what was found out is added
   */
  static Column decided(
      ColumnBuilder builder, String file, ReadOptions options, Lines lines, List<String> notes) {
    FileReading.Read read = FileReading.of(file, builder.collected(file, lines), options, lines);
    notes.addAll(read.notes());
    return read.columns().getFirst();
  }

  private Lines places() {
    if (!inFile) {
      return new Lines.Numbered();
    }
    return sheet ? new Lines.Sheet(lines.lines()) : lines.lines();
  }
}
