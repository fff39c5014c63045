package plumb.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Describes a table. */
final class Profiler {
  private static final int BINS = 20;
  private static final int MOST_LEVELS = 24;
  private static final Comparator<Profile.LevelCount> MOST_FREQUENT_FIRST =
      Comparator.comparingInt(Profile.LevelCount::count)
          .reversed()
          .thenComparing(Profile.LevelCount::level);

  private final Table table;
  private final int[] rows;
  private final int without;
  private final List<String> notes;

  Profiler(Table table, int[] rows, int without, List<String> notes) {
    this.table = table;
    this.rows = rows;
    this.without = without;
    this.notes = notes;
  }

  /**
   * The profile.
   *
   * @param target index of the target
   * @param used the columns that became inputs: what makes two rows alike
   * @param uses what became of each column
   * @param remarks what there is to say about each column
   */
  Profile profile(
      int target,
      List<Column> used,
      Map<Integer, Profile.Use> uses,
      Map<Integer, List<String>> remarks) {
    List<Column> whole = new ArrayList<>(used);
    whole.add(table.columns().get(target));
    int distinct = RowHash.distinct(RowHash.of(whole, rows));
    int duplicates = rows.length - distinct;
    int conflicts = distinct - RowHash.distinct(RowHash.of(used, rows));
    List<Profile.ColumnProfile> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (i != target) {
        columns.add(
            column(
                table.columns().get(i),
                uses.getOrDefault(i, Profile.Use.DROPPED),
                remarks.getOrDefault(i, List.of())));
      }
    }
    return new Profile(
        table.name(),
        rows.length,
        without,
        duplicates,
        conflicts,
        column(table.columns().get(target), Profile.Use.TARGET, List.of()),
        columns,
        notes);
  }

  private Profile.ColumnProfile column(Column column, Profile.Use use, List<String> said) {
    return switch (column) {
      case Column.Numbers(_, _, double[] values) -> numbers(column, values, use, said);
      case Column.Dates(_, _, _, double[] days) -> numbers(column, days, use, said);
      case Column.Words words -> words(words, use, said);
    };
  }

  private Profile.ColumnProfile numbers(
      Column column, double[] values, Profile.Use use, List<String> said) {
    Moments moments = Moments.of(values, rows);
    long distinct = distinct(values);
    Profile.@Nullable NumberSummary summary = null;
    if (moments.count() > 0) {
      int[] bins = new int[BINS];
      double width = Math.max(Double.MIN_NORMAL, moments.max() - moments.min());
      for (int row : rows) {
        if (!Double.isNaN(values[row])) {
          bins[Math.min(BINS - 1, (int) ((values[row] - moments.min()) / width * BINS))]++;
        }
      }
      summary =
          new Profile.NumberSummary(
              moments.min(),
              moments.max(),
              moments.mean(),
              moments.deviation(),
              Arrays.stream(bins).boxed().toList());
    }
    List<Profile.LevelCount> levels =
        use == Profile.Use.TARGET && distinct <= MOST_LEVELS ? levels(column) : List.of();
    return new Profile.ColumnProfile(
        column.name(), column.type(), use, column.missing(), (int) distinct, summary, levels, said);
  }

  private Profile.ColumnProfile words(Column.Words words, Profile.Use use, List<String> said) {
    return new Profile.ColumnProfile(
        words.name(),
        words.type(),
        use,
        words.missing(),
        words.levels().size(),
        null,
        levels(words),
        said);
  }

  private long distinct(double[] values) {
    double[] sorted = new double[rows.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = values[rows[i]] + 0.0; // Makes -0.0 the same as 0.0.
    }
    Arrays.sort(sorted);
    long distinct = 0;
    for (int i = 0; i < sorted.length && !Double.isNaN(sorted[i]); i++) {
      distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
    }
    return distinct;
  }

  private List<Profile.LevelCount> levels(Column column) {
    if (column instanceof Column.Words(_, _, int[] codes, List<String> words)) {
      int[] counts = new int[words.size()];
      for (int row : rows) {
        if (codes[row] >= 0) {
          counts[codes[row]]++;
        }
      }
      return IntStream.range(0, counts.length)
          .filter(code -> counts[code] > 0)
          .mapToObj(code -> new Profile.LevelCount(words.get(code), counts[code]))
          .sorted(MOST_FREQUENT_FIRST)
          .limit(MOST_LEVELS)
          .toList();
    }
    Map<String, Integer> counts = new HashMap<>();
    for (int row : rows) {
      String text = column.text(row);
      if (text != null) {
        counts.merge(text, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .map(e -> new Profile.LevelCount(e.getKey(), e.getValue()))
        .sorted(MOST_FREQUENT_FIRST)
        .limit(MOST_LEVELS)
        .toList();
  }
}
