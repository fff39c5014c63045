package plumb.data.read;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;

/**
 * Rows that are in memory already, as Java knows them.
 *
 * @param name for messages
 * @param rows hands them over
 */
record JavaRows(String name, Consumer<Receiver> rows) implements RowSource {
  @Override
  public void read(Receiver receiver) {
    rows.accept(receiver);
  }

  static RowSource lists(String name, List<String> columns, Iterable<? extends List<?>> rows) {
    return new JavaRows(
        name,
        receiver -> {
          int[] numbers = columns.stream().mapToInt(receiver::column).toArray();
          if (java.util.Arrays.stream(numbers).distinct().count() < numbers.length) {
            throw new BadInput("%s has two columns of the same name; rename one".formatted(name));
          }
          long row = 0;
          for (List<?> values : rows) {
            row++;
            if (values.size() != numbers.length) {
              throw new BadInput(
                  "%s, row %d has %d values where there are %d columns; give a value for each"
                      .formatted(name, row, values.size(), numbers.length));
            }
            for (int i = 0; i < numbers.length; i++) {
              receiver.value(numbers[i], values.get(i));
            }
            receiver.endRow();
          }
        });
  }

  static RowSource maps(String name, Iterable<? extends Map<String, ?>> rows) {
    return new JavaRows(
        name,
        receiver -> {
          for (Map<String, ?> row : rows) {
            row.forEach((column, value) -> receiver.value(receiver.column(column), value));
            receiver.endRow();
          }
        });
  }

  static RowSource records(String name, Iterable<? extends Record> rows) {
    return new JavaRows(
        name,
        receiver -> {
          for (Record row : rows) {
            for (RecordComponent component : row.getClass().getRecordComponents()) {
              receiver.value(receiver.column(component.getName()), value(row, component));
            }
            receiver.endRow();
          }
        });
  }

  private static @Nullable Object value(Record row, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(row);
    } catch (InvocationTargetException e) {
      throw new BadInput(
          "%s.%s() fails: %s"
              .formatted(row.getClass().getSimpleName(), component.getName(), e.getCause()),
          e);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new BadInput(
          "%s.%s() cannot be called; open its package to Plumb, or give maps"
              .formatted(row.getClass().getName(), component.getName()),
          e);
    }
  }

  static RowSource numbers(String name, List<String> columns, double[][] rows) {
    List<List<Double>> lists = new ArrayList<>();
    for (double[] row : rows) {
      lists.add(java.util.Arrays.stream(row).boxed().toList());
    }
    return lists(name, columns, lists);
  }

  static RowSource results(String name, ResultSet rows) {
    return new JavaRows(
        name,
        receiver -> {
          try {
            Jdbc.read(name, rows, receiver);
          } catch (SQLException e) {
            throw new BadInput(
                "%s cannot be read to its end: %s".formatted(name, e.getMessage()), e);
          }
        });
  }
}
