package plumb.data.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the different values of a column some rows have, so that what depends on the value alone
 * is done once a value.
 *
 * @param of index into {@code texts} for each row
 * @param texts the values as words; not all of them need occur
 */
record Kinds(int[] of, List<String> texts) {
  /** Of rows that have a value. */
  static Kinds of(Column column, int[] rows) {
    return switch (column) {
      case Column.Words(_, _, int[] codes, List<String> levels) -> {
        int[] of = new int[rows.length];
        for (int i = 0; i < of.length; i++) {
          of[i] = codes[rows[i]];
        }
        yield new Kinds(of, levels);
      }
      case Column.Numbers numbers -> of(column, numbers.values(), rows);
      case Column.Dates dates -> of(column, dates.days(), rows);
    };
  }

  private static Kinds of(Column column, PackedNumbers values, int[] rows) {
    Map<Double, Integer> kinds = new HashMap<>();
    List<String> texts = new ArrayList<>();
    int[] of = new int[rows.length];
    for (int i = 0; i < of.length; i++) {
      int row = rows[i];
      Integer kind = kinds.putIfAbsent(values.at(row), texts.size());
      if (kind == null) {
        of[i] = texts.size();
        texts.add(String.valueOf(column.text(row)));
      } else {
        of[i] = kind;
      }
    }
    return new Kinds(of, texts);
  }
}
