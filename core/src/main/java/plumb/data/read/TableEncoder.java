package plumb.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;
import plumb.data.Encoding;
import plumb.data.Inputs;
import plumb.data.RowMapping;
import plumb.math.Team;

/**
 * Encodes rows of a table, block after block and in each of them column after column.
 *
 * @param encoding what to encode by
 * @param table where the rows are
 * @param columns the table's column for each feature
 */
record TableEncoder(Encoding encoding, Table table, List<Column> columns) {
  /** Numbers encoded at a time: few enough to stay near while column after column is written. */
  private static final int BLOCK = 6144;

  private static final int FEWEST_ROWS = 16;

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

  Inputs encode(int[] rows, Team team) {
    int width = encoding.width();
    if ((long) rows.length * width > Integer.MAX_VALUE - 8) {
      throw new BadInput(
          "%s becomes %d rows of %d inputs, more than fit in memory at once; use fewer rows or leave columns out"
              .formatted(table.name(), rows.length, width));
    }
    List<ColumnWriter> writers = new ArrayList<>();
    for (int f = 0; f < columns.size(); f++) {
      writers.add(ColumnWriter.of(encoding.features().get(f), columns.get(f)));
    }
    float[] values = new float[rows.length * width];
    int[] order = inOrderOfTheTable(rows);
    int size = Math.max(FEWEST_ROWS, BLOCK / width);
    int blocks = (rows.length + size - 1) / size;
    AtomicBoolean misfits = new AtomicBoolean();
    team.run(
        blocks,
        block -> {
          int end = Math.min(order.length, (block + 1) * size);
          int[] some = Arrays.copyOfRange(order, block * size, end);
          try {
            write(writers, rows, some, values, width);
          } catch (BadInput e) {
            misfits.set(true);
          }
        });
    if (misfits.get()) {
      throw firstMisfit(writers, rows);
    }
    return new Inputs.Floats(values, rows.length, width);
  }

  /**
   * The places of {@code rows}, by the row that is there: so the columns are read from front to
   * back, and each of them only once.
   */
  private int[] inOrderOfTheTable(int[] rows) {
    int[] next = new int[table.rows() + 1];
    for (int row : rows) {
      next[row + 1]++;
    }
    for (int row = 0; row < table.rows(); row++) {
      next[row + 1] += next[row];
    }
    int[] order = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      order[next[rows[i]]++] = i;
    }
    return order;
  }

  /** Writes some of the rows. */
  private void write(List<ColumnWriter> writers, int[] rows, int[] some, float[] into, int width) {
    int[] chosen = new int[some.length];
    int[] places = new int[some.length];
    for (int i = 0; i < some.length; i++) {
      chosen[i] = rows[some[i]];
      places[i] = some[i] * width;
    }
    for (int f = 0; f < writers.size(); f++) {
      writers.get(f).write(chosen, places, into);
      for (int i = 0; i < places.length; i++) {
        places[i] += encoding.features().get(f).width();
      }
    }
  }

  /** The complaint about the first row of the first column that has one. */
  private BadInput firstMisfit(List<ColumnWriter> writers, int[] rows) {
    for (int f = 0; f < writers.size(); f++) {
      int width = encoding.features().get(f).width();
      for (int row : rows) {
        try {
          writers.get(f).write(new int[] {row}, new int[1], new float[width]);
        } catch (BadInput e) {
          return new BadInput("%s: %s".formatted(table.place(row), e.getMessage()), e);
        }
      }
    }
    throw new IllegalStateException("a value was refused once and not again");
  }
}
