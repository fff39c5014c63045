package plumb.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import plumb.math.Team;

/** Describes a table. */
final class Profiler {
  private static final int BINS = 20;
  private static final int MOST_LEVELS = 24;

  /** Below this, a double times a power of ten is nearest to the right whole number. */
  private static final double EXACT = 1L << 50;

  /** Bits a row that are spent on counting different values. */
  private static final int BITS = 64;

  private static final int MOST_BITS = 1 << 30;

  private static final Comparator<Profile.LevelCount> MOST_FREQUENT_FIRST =
      Comparator.comparingInt(Profile.LevelCount::count)
          .reversed()
          .thenComparing(Profile.LevelCount::level);

  private final Table table;
  private final int[] rows;
  private final Gathered gathered;
  private final int without;
  private final List<String> notes;
  private final Team team;

  Profiler(Table table, int[] rows, int without, List<String> notes, Team team) {
    this.table = table;
    this.rows = rows;
    this.gathered = new Gathered(rows);
    this.without = without;
    this.notes = notes;
    this.team = team;
  }

  /**
   * The profile.
   *
   * @param target index of the target
   * @param inputHashes of every row of the table, over the columns that became inputs
   * @param uses what became of each column
   * @param remarks what there is to say about each column
   */
  Profile profile(
      int target,
      long[] inputHashes,
      Map<Integer, Profile.Use> uses,
      Map<Integer, List<String>> remarks) {
    long[] whole = RowHash.with(inputHashes, table.columns().get(target), team);
    Profile.ColumnProfile[] profiles = new Profile.ColumnProfile[table.columns().size()];
    int[] distinct = new int[2];
    // The two counts of rows take longest, so they come first.
    Tasks.run(
        team,
        2 + profiles.length,
        task -> {
          if (task < 2) {
            distinct[task] =
                RowHash.distinct(RowHash.chosen(task == 0 ? whole : inputHashes, rows));
            return;
          }
          int i = task - 2;
          profiles[i] =
              column(
                  table.columns().get(i),
                  i == target ? Profile.Use.TARGET : uses.getOrDefault(i, Profile.Use.DROPPED),
                  i == target ? List.of() : remarks.getOrDefault(i, List.of()));
        });
    int duplicates = rows.length - distinct[0];
    int conflicts = distinct[0] - distinct[1];
    List<Profile.ColumnProfile> columns = new ArrayList<>(List.of(profiles));
    Profile.ColumnProfile targetProfile = columns.remove(target);
    return new Profile(
        table.name(), rows.length, without, duplicates, conflicts, targetProfile, columns, notes);
  }

  private Profile.ColumnProfile column(Column column, Profile.Use use, List<String> said) {
    return switch (column) {
      case Column.Numbers(_, _, PackedNumbers values) -> numbers(column, values, use, said);
      case Column.Dates(_, _, _, PackedNumbers days) -> numbers(column, days, use, said);
      case Column.Words words -> words(words, use, said);
    };
  }

  private Profile.ColumnProfile numbers(
      Column column, PackedNumbers values, Profile.Use use, List<String> said) {
    return gathered.apply(values, present -> numbers(column, present, values.unit(), use, said));
  }

  private Profile.ColumnProfile numbers(
      Column column, double[] present, double unit, Profile.Use use, List<String> said) {
    Moments moments = Moments.of(present);
    int distinct = distinct(present, moments, unit);
    Profile.@Nullable NumberSummary summary = null;
    if (moments.count() > 0) {
      summary =
          new Profile.NumberSummary(
              moments.min(),
              moments.max(),
              moments.mean(),
              moments.deviation(),
              Arrays.stream(bins(present, moments)).boxed().toList());
    }
    List<Profile.LevelCount> levels =
        use == Profile.Use.TARGET && distinct <= MOST_LEVELS ? levels(column) : List.of();
    return new Profile.ColumnProfile(
        column.name(), column.type(), use, column.missing(), distinct, summary, levels, said);
  }

  private static int[] bins(double[] values, Moments moments) {
    int[] bins = new int[BINS];
    double least = moments.min();
    double width = Math.max(Double.MIN_NORMAL, moments.max() - least);
    for (double value : values) {
      bins[Math.min(BINS - 1, (int) ((value - least) / width * BINS))]++;
    }
    return bins;
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

  private static int distinct(double[] values, Moments moments, double unit) {
    double least = Math.rint(moments.min() * unit);
    double span = Math.rint(moments.max() * unit) - least;
    if (unit > 0
        && Math.abs(least) + span < EXACT
        && span < Math.min(BITS * (double) values.length, MOST_BITS)) {
      // One bit a possible value stays near where a set of them does not.
      return distinct(values, unit, least, new BitSet((int) span + 1));
    }
    LongSet different = new LongSet();
    for (double value : values) {
      different.add(Double.doubleToRawLongBits(value + 0.0)); // Makes -0.0 the same as 0.0.
    }
    return different.size();
  }

  private static int distinct(double[] values, double unit, double least, BitSet seen) {
    for (double value : values) {
      seen.set((int) (Math.rint(value * unit) - least));
    }
    return seen.cardinality();
  }

  /** Of the target, which has a value in every one of the rows, or of words. */
  private List<Profile.LevelCount> levels(Column column) {
    if (column instanceof Column.Words(_, _, int[] codes, List<String> words)) {
      int[] counts = new int[words.size()];
      for (int row : rows) {
        if (codes[row] >= 0) {
          counts[codes[row]]++;
        }
      }
      return mostFrequent(words, counts);
    }
    Kinds kinds = Kinds.of(column, rows);
    int[] countOf = new int[kinds.texts().size()];
    for (int kind : kinds.of()) {
      countOf[kind]++;
    }
    Map<String, Integer> counts = new HashMap<>();
    for (int kind = 0; kind < countOf.length; kind++) {
      counts.merge(kinds.texts().get(kind), countOf[kind], Integer::sum);
    }
    List<String> words = List.copyOf(counts.keySet());
    return mostFrequent(words, words.stream().mapToInt(counts::get).toArray());
  }

  /** The most frequent words in order; there may be as many words as rows. */
  private static List<Profile.LevelCount> mostFrequent(List<String> words, int[] counts) {
    PriorityQueue<Profile.LevelCount> best = new PriorityQueue<>(MOST_FREQUENT_FIRST.reversed());
    for (int code = 0; code < counts.length; code++) {
      Profile.LevelCount last = best.peek();
      if (counts[code] == 0
          || (last != null && best.size() == MOST_LEVELS && counts[code] < last.count())) {
        continue;
      }
      best.add(new Profile.LevelCount(words.get(code), counts[code]));
      if (best.size() > MOST_LEVELS) {
        best.remove();
      }
    }
    return best.stream().sorted(MOST_FREQUENT_FIRST).toList();
  }
}
