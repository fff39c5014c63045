package plumb.data;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the columns an encoding wants in the caller's rows. Built once, then used for every row.
 *
 * @param <T> the caller's rows
 */
public final class RowMapping<T> implements Function<T, Row> {
  private final Function<T, Row> rows;
  private final List<String> extra;

  private RowMapping(Function<T, Row> rows, List<String> extra) {
    this.rows = rows;
    this.extra = List.copyOf(extra);
  }

  /** The row as the encoding reads it; a view, so do not change what it was made from. */
  @Override
  public Row apply(T raw) {
    return rows.apply(raw);
  }

  /** Columns of the caller that the encoding does not use, the target among them. */
  public List<String> extra() {
    return extra;
  }

  /**
   * For maps from column name to value. A column that a map lacks is an error when the row is read:
   * give null where the value is missing.
   */
  public static RowMapping<Map<String, ? extends @Nullable Object>> ofMaps(Encoding encoding) {
    List<String> columns = encoding.columns();
    return new RowMapping<>(
        map ->
            feature -> {
              String column = columns.get(feature);
              Object value = map.get(column);
              if (value == null && !map.containsKey(column)) {
                throw absent(List.of(column), map.keySet(), "The row");
              }
              return value;
            },
        List.of());
  }

  /**
   * For lines of a file, already cut into cells, whose columns may stand in any order.
   *
   * @param header names of the file's columns
   * @param file what to call the file in messages
   * @throws BadInput if a column is absent
   */
  public static RowMapping<String[]> ofCells(Encoding encoding, List<String> header, String file) {
    int[] cell = new int[encoding.features().size()];
    List<String> absent = new ArrayList<>();
    List<String> extra = new ArrayList<>(header);
    for (int i = 0; i < cell.length; i++) {
      String column = encoding.features().get(i).column();
      cell[i] = header.indexOf(column);
      extra.remove(column);
      if (cell[i] < 0) {
        absent.add(column);
      }
    }
    if (!absent.isEmpty()) {
      throw absent(absent, header, file);
    }
    return new RowMapping<>(cells -> feature -> cells[cell[feature]], extra);
  }

  /**
   * For records whose components are named as the columns, ignoring case and every character that
   * cannot be part of a Java name: {@code hoursPerWeek} finds {@code hours-per-week}.
   *
   * @throws BadInput if a column has no component
   */
  public static <R extends Record> RowMapping<R> ofRecords(Encoding encoding, Class<R> type) {
    Map<String, RecordComponent> byName = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      byName.put(plain(component.getName()), component);
    }
    MethodHandle[] accessors = new MethodHandle[encoding.features().size()];
    List<String> absent = new ArrayList<>();
    List<String> extra = new ArrayList<>();
    byName.values().forEach(component -> extra.add(component.getName()));
    for (int i = 0; i < accessors.length; i++) {
      String column = encoding.features().get(i).column();
      RecordComponent component = byName.get(plain(column));
      if (component == null) {
        absent.add(column);
      } else {
        accessors[i] = accessor(component);
        extra.remove(component.getName());
      }
    }
    if (!absent.isEmpty()) {
      throw absent(absent, List.copyOf(extra), "Record " + type.getSimpleName());
    }
    return new RowMapping<>(row -> feature -> read(accessors[feature], row), extra);
  }

  private static @Nullable Object read(MethodHandle accessor, Record row) {
    try {
      return accessor.invoke(row);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("an accessor of " + row.getClass() + " failed", e);
    }
  }

  private static MethodHandle accessor(RecordComponent component) {
    try {
      var method = component.getAccessor();
      method.setAccessible(true);
      return MethodHandles.lookup().unreflect(method);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static String plain(String name) {
    StringBuilder plain = new StringBuilder();
    name.codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(c -> plain.appendCodePoint(Character.toLowerCase(c)));
    return plain.toString();
  }

  private static BadInput absent(List<String> absent, Collection<String> present, String where) {
    String hint =
        Nearest.to(absent.getFirst(), present)
            .map(near -> "; the nearest name there is \"" + near + "\"")
            .orElse("");
    return new BadInput(
        "%s lacks the column%s %s that the model reads%s"
            .formatted(
                where,
                absent.size() == 1 ? "" : "s",
                "\""
                    + String.join("\", \"", absent.subList(0, Math.min(8, absent.size())))
                    + "\""
                    + (absent.size() > 8 ? " and %d more".formatted(absent.size() - 8) : ""),
                hint));
  }
}
