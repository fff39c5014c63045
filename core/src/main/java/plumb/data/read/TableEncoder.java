package plumb.data.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;
import plumb.data.Encoding;
import plumb.data.Feature;
import plumb.data.Inputs;
import plumb.data.RowMapping;

/**
 * Encodes rows of a table, column after column.
 *
 * @param encoding what to encode by
 * @param table where the rows are
 * @param columns the table's column for each feature
 */
record TableEncoder(Encoding encoding, Table table, List<Column> columns) {
  /**
   * Finds the columns by their names.
   *
   * @throws BadInput if one is absent
   */
  static TableEncoder of(Encoding encoding, Table table) {
    List<String> names = table.names();
    if (names.stream().allMatch(name -> name.matches("column\\d+"))
        && encoding.columns().stream().noneMatch(names::contains)) {
      throw new BadInput(
          "%s names no columns, but the model finds them by name (\"%s\", ...); put the names in its first line"
              .formatted(table.name(), encoding.columns().getFirst()));
    }
    // The mapping words the complaint where a column is absent.
    RowMapping.ofCells(encoding, names, table.name());
    List<Column> columns = new ArrayList<>();
    for (String name : encoding.columns()) {
      columns.add(Objects.requireNonNull(column(table, name)));
    }
    return new TableEncoder(encoding, table, columns);
  }

  static @Nullable Column column(Table table, String name) {
    for (Column column : table.columns()) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    return null;
  }

  Inputs encode(int[] rows) {
    int width = encoding.width();
    if ((long) rows.length * width > Integer.MAX_VALUE - 8) {
      throw new BadInput(
          "%s becomes %d rows of %d inputs, more than fit in memory at once; use fewer rows or leave columns out"
              .formatted(table.name(), rows.length, width));
    }
    float[] values = new float[rows.length * width];
    int at = 0;
    for (int f = 0; f < columns.size(); f++) {
      Feature feature = encoding.features().get(f);
      write(feature, columns.get(f), rows, values, at, width);
      at += feature.width();
    }
    return new Inputs.Floats(values, rows.length, width);
  }

  private void write(Feature feature, Column column, int[] rows, float[] into, int at, int width) {
    int i = 0;
    try {
      switch (feature) {
        case Feature.Numeric numeric when column instanceof Column.Numbers(_, _, double[] v) -> {
          for (; i < rows.length; i++) {
            numeric.writeNumber(v[rows[i]], into, at + i * width);
          }
        }
        case Feature.LongTailed tailed when column instanceof Column.Numbers(_, _, double[] v) -> {
          for (; i < rows.length; i++) {
            tailed.writeNumber(v[rows[i]], into, at + i * width);
          }
        }
        case Feature.Date date when column instanceof Column.Dates(_, _, _, double[] days) -> {
          for (; i < rows.length; i++) {
            date.writeDays(days[rows[i]], into, at + i * width);
          }
        }
        case Feature.Categories categories when column instanceof Column.Words words -> {
          int[] buckets = words.levels().stream().mapToInt(categories::bucket).toArray();
          for (; i < rows.length; i++) {
            int code = words.codes()[rows[i]];
            into[at + i * width + (code < 0 ? categories.missing() : buckets[code])] = 1;
          }
        }
        default -> {
          for (; i < rows.length; i++) {
            feature.write(column.text(rows[i]), into, at + i * width);
          }
        }
      }
    } catch (BadInput e) {
      throw new BadInput("%s: %s".formatted(table.place(rows[i]), e.getMessage()), e);
    }
  }
}
