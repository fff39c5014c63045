package plumb.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import plumb.data.ColumnType;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.data.read.Column;
import plumb.data.read.Counters;
import plumb.data.read.Prepared;
import plumb.data.read.Table;
import plumb.math.RandomStream;

/**
 * The rows of a table with a number for the value of every column, to see which values repeat. Of
 * many rows a sample is taken for each column, of whole values: all rows of some of them.
 *
 * @param train places among the training examples, each row once
 * @param heldRows how many rows are held out; their keys follow those of the training rows
 * @param target one a training row and class, or the rank of the number
 * @param repeated for each row, training rows first, whether it equals an earlier one in every
 *     input and the target
 * @param columns with the keys of each
 */
record KeyRows(
    int[] train, int heldRows, double[][] target, boolean[] repeated, List<Keys> columns) {
  /** Training rows that are counted for a column. */
  private static final int MOST_ROWS = 20_000;

  /** With more classes only the most frequent are looked at. */
  private static final int MOST_CLASSES = 10;

  private static final int FEWEST_ROWS = 50;

  /** Columns that are put together. */
  private static final int MOST_TOGETHER = 3;

  /** Columns from which some are put together. */
  private static final int MOST_TRIED = 12;

  /** Rows of one value that a set of columns needs on average. */
  private static final double ROWS_TOGETHER = 3;

  /** By how much more alike the targets must be to put one more column beside the others. */
  private static final double GAIN = 0.02;

  /** The values of a column: training rows first, 0 where one is missing. */
  record Keys(String name, boolean ordered, long[] keys, double[] values) {}

  /** Of a case with rows held out; empty where there are too few. */
  static Optional<KeyRows> of(DataCase data, Table table) {
    Prepared prepared = data.data();
    Set<Integer> seen = new HashSet<>();
    int[] train =
        IntStream.range(0, prepared.trainRows().length)
            .filter(i -> seen.add(prepared.trainRows()[i]))
            .toArray();
    int[] rows = Arrays.stream(train).map(i -> prepared.trainRows()[i]).toArray();
    if (rows.length < FEWEST_ROWS) {
      return Optional.empty();
    }
    Table held = data.validationSource().orElse(table);
    Set<Integer> counters = Counters.of(table);
    String target = prepared.encoding().target().column();
    Map<String, Column> others =
        held.columns().stream().collect(Collectors.toMap(Column::name, c -> c));
    List<Keys> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      Column other = others.get(column.name());
      boolean usable =
          column.type() == ColumnType.INTEGER
              || column.type() == ColumnType.NUMBER
              || column.type() == ColumnType.CATEGORY
              || column.type() == ColumnType.BOOLEAN
              || column.type() == ColumnType.TEXT;
      if (usable && !counters.contains(i) && !column.name().equals(target) && other != null) {
        columns.add(keys(column, other, rows, prepared.validationRows()));
      }
    }
    return Optional.of(
        new KeyRows(
            train,
            prepared.validationRows().length,
            targets(prepared.train(), train),
            repeated(prepared, train),
            columns));
  }

  private static boolean[] repeated(Prepared prepared, int[] train) {
    long[] known = RepeatedRowsLeak.keys(prepared.train());
    long[] asked = RepeatedRowsLeak.keys(prepared.validation().orElseThrow());
    boolean[] repeated = new boolean[train.length + asked.length];
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = !seen.add(i < train.length ? known[train[i]] : asked[i - train.length]);
    }
    return repeated;
  }

  private static Keys keys(Column column, Column other, int[] rows, int[] heldRows) {
    long[] keys = new long[rows.length + heldRows.length];
    double[] values = new double[column instanceof Column.Numbers ? keys.length : 0];
    fill(column, rows, keys, values, 0);
    fill(other, heldRows, keys, values, rows.length);
    return new Keys(column.name(), column instanceof Column.Numbers, keys, values);
  }

  private static void fill(Column column, int[] rows, long[] keys, double[] values, int from) {
    if (column instanceof Column.Words(_, _, int[] codes, List<String> levels)) {
      long[] keyOf = levels.stream().mapToLong(KeyRows::mixed).toArray();
      for (int i = 0; i < rows.length; i++) {
        int code = codes[rows[i]];
        keys[from + i] = code < 0 ? 0 : keyOf[code];
      }
    } else if (column instanceof Column.Numbers numbers && values.length > 0) {
      for (int i = 0; i < rows.length; i++) {
        double value = numbers.values().at(rows[i]);
        values[from + i] = value;
        keys[from + i] = Double.isNaN(value) ? 0 : mixed(Double.doubleToLongBits(value + 0.0));
      }
    }
  }

  private static long mixed(long value) {
    return RandomStream.of(value).key() | 1;
  }

  private static long mixed(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = hash * 0x9E3779B97F4A7C15L + text.charAt(i);
    }
    return mixed(hash);
  }

  private static double[][] targets(Examples examples, int[] train) {
    if (examples.targets() instanceof Targets.Classes(int[] labels, int classes)) {
      int[] counts = new int[classes];
      Arrays.stream(train).forEach(i -> counts[labels[i]]++);
      int[] frequent =
          IntStream.range(0, classes)
              .boxed()
              .sorted(Comparator.comparingInt(k -> -counts[k]))
              .limit(MOST_CLASSES)
              .mapToInt(Integer::intValue)
              .toArray();
      return Arrays.stream(frequent)
          .mapToObj(k -> Arrays.stream(train).mapToDouble(i -> labels[i] == k ? 1 : 0).toArray())
          .toArray(double[][]::new);
    }
    float[] values = ((Targets.Values) examples.targets()).values();
    return new double[][] {
      Ordered.ranks(Arrays.stream(train).mapToDouble(i -> values[i]).toArray())
    };
  }

  /** Every column by itself. */
  List<KeyColumn> singles() {
    return columns.stream().map(this::single).toList();
  }

  private KeyColumn single(Keys column) {
    return measured(
        List.of(column.name()),
        column.keys(),
        column.ordered() ? Optional.of(column.values()) : Optional.empty(),
        column.name());
  }

  /**
   * Columns of few values that together name a thing: the one with the most alike targets, and
   * beside it whichever makes them most alike, as long as one does.
   */
  List<KeyColumn> together(List<KeyColumn> singles) {
    List<KeyColumn> tried =
        singles.stream()
            .filter(c -> c.values() > 1 && c.rowsOfEach() >= ROWS_TOGETHER)
            .filter(c -> c.neighbours() < RepeatedKeyLeak.QUANTITY)
            .sorted(Comparator.comparingDouble(c -> -c.alike()))
            .limit(MOST_TRIED)
            .toList();
    if (tried.isEmpty()) {
      return List.of();
    }
    List<KeyColumn> found = new ArrayList<>();
    KeyColumn best = tried.getFirst();
    for (int count = 1; count < MOST_TOGETHER; count++) {
      KeyColumn now = best;
      Optional<KeyColumn> next =
          tried.stream()
              .filter(c -> !now.names().contains(c.names().getFirst()))
              .map(c -> beside(now, c, singles))
              .filter(c -> c.rowsOfEach() >= ROWS_TOGETHER)
              .max(Comparator.comparingDouble(KeyColumn::alike));
      if (next.isEmpty() || next.get().alike() < best.alike() + GAIN) {
        break;
      }
      best = next.get();
      found.add(best);
    }
    return found;
  }

  private KeyColumn beside(KeyColumn some, KeyColumn one, List<KeyColumn> singles) {
    long[] keys = new long[some.keys().length];
    for (int i = 0; i < keys.length; i++) {
      boolean missing = some.keys()[i] == 0 || one.keys()[i] == 0;
      keys[i] = missing ? 0 : mixed(some.keys()[i] * 31 + one.keys()[i]);
    }
    List<String> names = new ArrayList<>(some.names());
    names.addAll(one.names());
    KeyColumn widest =
        singles.stream()
            .filter(c -> names.contains(c.widest()))
            .max(Comparator.comparingInt(KeyColumn::values))
            .orElse(one);
    return measured(names, keys, Optional.empty(), widest.widest());
  }

  /**
   * Some of the training rows. Equal rows are a fault of their own and do not make a key, unless it
   * is called one.
   *
   * @param rows which
   * @param limit values whose keys, without their last 33 bits, are below it are there with all
   *     their rows
   */
  private record Some(int[] rows, long limit) {
    boolean has(long key) {
      return key != 0 && key >>> 33 < limit;
    }
  }

  private static final long NO_LIMIT = Long.MAX_VALUE;

  private Some some(long[] keys, boolean named) {
    int rows = train.length;
    Some all = new Some(new int[0], NO_LIMIT);
    if (rows > MOST_ROWS) {
      Some part = new Some(all.rows(), (long) ((double) MOST_ROWS / rows * (1L << 31)));
      int[] whole =
          IntStream.range(0, rows)
              .filter(i -> part.has(keys[i]) && (named || !repeated[i]))
              .toArray();
      // A few large values are not fairly sampled as wholes, and need not be.
      if (whole.length <= 3 * MOST_ROWS && whole.length >= MOST_ROWS / 3) {
        return new Some(whole, part.limit());
      }
    }
    int[] present =
        IntStream.range(0, rows).filter(i -> all.has(keys[i]) && (named || !repeated[i])).toArray();
    return new Some(TableSample.some(present, MOST_ROWS), NO_LIMIT);
  }

  /** The training rows of a sample of whole values. */
  int[] sample(KeyColumn column) {
    return some(column.keys(), column.named()).rows();
  }

  private KeyColumn measured(
      List<String> names, long[] keys, Optional<double[]> values, String widest) {
    boolean named = KeyColumn.named(names);
    Some some = some(keys, named);
    int[] rows = some.rows();
    long[] known = Arrays.stream(rows).mapToLong(i -> keys[i]).sorted().distinct().toArray();
    int[] codeOf = Arrays.stream(rows).map(i -> Arrays.binarySearch(known, keys[i])).toArray();
    int count = known.length;
    int[] counts = new int[count];
    double[][] sums = new double[target.length][count];
    for (int i = 0; i < rows.length; i++) {
      counts[codeOf[i]]++;
      for (int k = 0; k < target.length; k++) {
        sums[k][codeOf[i]] += target[k][rows[i]];
      }
    }
    int several = Arrays.stream(counts).filter(c -> c > 1).sum();
    int largest = Arrays.stream(counts).max().orElse(0);
    double near = Double.NEGATIVE_INFINITY;
    if (values.isPresent()) {
      double[] valueOf = new double[count];
      for (int i = 0; i < rows.length; i++) {
        valueOf[codeOf[i]] = values.get()[rows[i]];
      }
      near = neighbours(valueOf, sums, counts);
    }
    int both = 0;
    int asked = 0;
    for (int i = train.length; i < keys.length; i++) {
      if (some.has(keys[i]) && (named || !repeated[i])) {
        asked++;
        both += Arrays.binarySearch(known, keys[i]) >= 0 ? 1 : 0;
      }
    }
    int all = Math.max(1, rows.length);
    return new KeyColumn(
        names,
        keys,
        count,
        (double) rows.length / Math.max(1, count),
        (double) largest / all,
        (double) several / all,
        (double) both / Math.max(1, asked),
        alike(rows, sums, counts),
        near,
        widest);
  }

  /** The intraclass correlation: the share of variance between groups, by analysis of variance. */
  private double alike(int[] rows, double[][] sums, int[] counts) {
    int groups = counts.length;
    int all = rows.length;
    if (groups < 2 || groups == all) {
      return 0;
    }
    double between = 0;
    double total = 0;
    for (int k = 0; k < target.length; k++) {
      double mean = Arrays.stream(sums[k]).sum() / all;
      for (int g = 0; g < groups; g++) {
        double off = sums[k][g] / counts[g] - mean;
        between += counts[g] * off * off;
      }
      for (int row : rows) {
        total += (target[k][row] - mean) * (target[k][row] - mean);
      }
    }
    double squares = Arrays.stream(counts).mapToDouble(c -> (double) c * c).sum();
    double size = (all - squares / all) / (groups - 1);
    double meanBetween = between / (groups - 1);
    double meanWithin = (total - between) / (all - groups);
    double whole = meanBetween + (size - 1) * meanWithin;
    return whole == 0 ? 0 : (meanBetween - meanWithin) / whole;
  }

  /** How well the mean of the next smaller and larger value tells that of a value, as R2. */
  private static double neighbours(double[] valueOf, double[][] sums, int[] counts) {
    if (counts.length < 3) {
      return Double.NEGATIVE_INFINITY;
    }
    int[] order = Ordered.places(valueOf);
    double errors = 0;
    double all = 0;
    for (double[] sum : sums) {
      double mean = Arrays.stream(sum).sum() / Arrays.stream(counts).sum();
      for (int i = 0; i < order.length; i++) {
        int here = order[i];
        int below = order[Math.max(0, i - 1)];
        int above = order[Math.min(order.length - 1, i + 1)];
        double told =
            i == 0
                ? sum[above] / counts[above]
                : i == order.length - 1
                    ? sum[below] / counts[below]
                    : (sum[above] + sum[below]) / (counts[above] + counts[below]);
        double is = sum[here] / counts[here];
        errors += counts[here] * (is - told) * (is - told);
        all += counts[here] * (is - mean) * (is - mean);
      }
    }
    return all == 0 ? 1 : 1 - errors / all;
  }
}
