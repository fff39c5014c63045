package plumb.curves;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import plumb.curves.ColumnName.RowSet;
import plumb.curves.LogTable.Column;

/**
 * Turns tables that name the set or the measure in a column of words ("phase: train, val" or
 * "metric: loss") into tables with a column for each.
 */
final class Pivot {
  private static final Set<String> MEASURE_NAMES =
      Set.of("metric", "key", "tag", "name", "measure");
  private static final Set<String> VALUE_NAMES = Set.of("value", "values");
  private static final int MOST_NAMES = 200;

  private Pivot() {}

  /** The same table where there is nothing to turn. */
  static LogTable wide(LogTable table) {
    Optional<Column> sets =
        table.columns().stream()
            .filter(c -> !words(c).isEmpty())
            .filter(c -> words(c).stream().allMatch(w -> ColumnName.wholeSet(w) != RowSet.UNSAID))
            .findFirst();
    if (sets.isPresent()) {
      return wide(table, sets.get(), Pivot::measures);
    }
    Optional<Column> measures =
        table.columns().stream()
            .filter(c -> MEASURE_NAMES.contains(plain(c)))
            .filter(c -> !words(c).isEmpty() && words(c).size() < MOST_NAMES)
            .findFirst();
    boolean valued = table.columns().stream().anyMatch(Pivot::isValue);
    return measures.isPresent() && valued ? wide(table, measures.get(), Pivot::isValue) : table;
  }

  private interface Test {
    boolean passes(Column column);
  }

  private static LogTable wide(LogTable table, Column by, Test turned) {
    List<String> cells = by.text().map(LogTable.Words::cells).orElse(List.of());
    List<Column> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      if (column.name().equals(by.name())) {
        continue;
      }
      if (!turned.passes(column)) {
        columns.add(column);
        continue;
      }
      for (String word : words(by)) {
        double[] values = new double[column.values().length];
        Arrays.setAll(values, i -> cells.get(i).equals(word) ? column.values()[i] : Double.NaN);
        String name = isValue(column) ? word : word + "/" + column.name().strip();
        columns.add(new Column(name, values, column.percent(), Optional.empty()));
      }
    }
    return table.with(columns);
  }

  private static boolean measures(Column column) {
    return column.text().isEmpty() && ColumnName.of(column.name()).isMeasure();
  }

  private static boolean isValue(Column column) {
    return VALUE_NAMES.contains(plain(column));
  }

  private static String plain(Column column) {
    return column.name().strip().toLowerCase(Locale.ROOT);
  }

  /** The different words of a column of words. */
  private static Set<String> words(Column column) {
    Set<String> words = new LinkedHashSet<>();
    column.text().ifPresent(text -> words.addAll(text.cells()));
    return words;
  }
}
