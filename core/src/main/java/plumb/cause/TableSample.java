package plumb.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import plumb.data.ColumnType;
import plumb.data.Encoding;
import plumb.data.Examples;
import plumb.data.Feature;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.data.read.Column;
import plumb.data.read.Counters;
import plumb.data.read.Prepared;
import plumb.data.read.Table;

/**
 * A table as the questions about leaks look at it: its columns as they were read, of at most {@link
 * #MOST_TRAIN} training rows and {@link #MOST_HELD} rows held out, with their targets. Where no
 * rows are held out, every fifth of the training rows stands in for them.
 *
 * @param columns all but the target
 * @param target of the training rows first, then of those held out: the index of a class or the
 *     number as it was read
 * @param ranks of the target, from 0 on
 * @param train how many of the rows are training rows; the others are held out
 * @param labels the classes; empty for a regression
 * @param known the training rows as the network sees them
 * @param heldOut the rows held out likewise
 * @param encoding of the rows
 */
record TableSample(
    List<Field> columns,
    double[] target,
    double[] ranks,
    int train,
    List<String> labels,
    Examples known,
    Examples heldOut,
    Encoding encoding) {
  private static final int MOST_TRAIN = 6000;
  private static final int MOST_HELD = 3000;

  /** How far a decimal may be from a multiple of its last digit, in parts of that. */
  private static final double ROUNDING = 1e-4;

  /** Of training rows, where none are held out. */
  private static final int ONE_IN = 5;

  /**
   * One column.
   *
   * @param name of it
   * @param input whether the network sees it
   * @param counter whether it only counts the rows
   * @param levels its words; empty where it holds numbers
   * @param values training rows first: numbers, or the indexes of words; NaN where one is missing
   */
  record Field(String name, boolean input, boolean counter, List<String> levels, double[] values) {
    boolean words() {
      return !levels.isEmpty();
    }

    /** A value for people. */
    String text(double value) {
      return Double.isNaN(value)
          ? ""
          : words()
              ? levels.get((int) value)
              : value == Math.rint(value) && Math.abs(value) < 1e15
                  ? Long.toString((long) value)
                  : Double.toString(value);
    }
  }

  /** Of a case; empty for images. */
  static Optional<TableSample> of(DataCase data) {
    Table table = data.source().orElse(null);
    if (table == null) {
      return Optional.empty();
    }
    Prepared prepared = data.data();
    int[] trainAt = distinct(prepared.trainRows());
    boolean none = prepared.validation().isEmpty();
    int[] known = some(trainAt, MOST_TRAIN);
    int[] heldAt = IntStream.range(0, prepared.validationRows().length).toArray();
    Examples train = prepared.train();
    Examples held = prepared.validation().orElse(train);
    Optional<Table> other = data.validationSource();
    Table heldTable = none ? table : other.orElse(table);
    int[] asked;
    if (none) {
      int[] all = known;
      asked =
          IntStream.range(0, all.length).filter(i -> i % ONE_IN == 0).map(i -> all[i]).toArray();
      known =
          IntStream.range(0, all.length).filter(i -> i % ONE_IN != 0).map(i -> all[i]).toArray();
    } else {
      asked = some(heldAt, MOST_HELD);
    }
    int[] knownRows = rows(prepared.trainRows(), known);
    int[] askedRows = rows(none ? prepared.trainRows() : prepared.validationRows(), asked);
    Target target = prepared.encoding().target();
    double[] targets =
        targets(target, train, held, known, asked, table, heldTable, knownRows, askedRows);
    return Optional.of(
        new TableSample(
            fields(table, heldTable, knownRows, askedRows, prepared),
            targets,
            Ordered.ranks(targets),
            known.length,
            target instanceof Target.Classification(_, List<String> labels) ? labels : List.of(),
            train.select(known),
            held.select(asked),
            prepared.encoding()));
  }

  /** The first place of every row; balanced classes repeat some. */
  private static int[] distinct(int[] rows) {
    Set<Integer> seen = new HashSet<>();
    return IntStream.range(0, rows.length).filter(i -> seen.add(rows[i])).toArray();
  }

  /** At most so many, evenly taken. */
  static int[] some(int[] all, int most) {
    return all.length <= most
        ? all
        : IntStream.range(0, most).map(i -> all[(int) ((long) i * all.length / most)]).toArray();
  }

  private static int[] rows(int[] rowOf, int[] places) {
    return Arrays.stream(places).map(i -> rowOf[i]).toArray();
  }

  private static List<Field> fields(
      Table table, Table heldTable, int[] known, int[] asked, Prepared prepared) {
    Set<String> inputs =
        prepared.encoding().features().stream().map(Feature::column).collect(Collectors.toSet());
    Set<Integer> counters = Counters.of(table);
    String target = prepared.encoding().target().column();
    Map<String, Column> others =
        heldTable.columns().stream().collect(Collectors.toMap(Column::name, c -> c));
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      Column held = others.get(column.name());
      if (column.name().equals(target)
          || held == null
          || (column instanceof Column.Numbers) != (held instanceof Column.Numbers)
          || column.type() == ColumnType.EMPTY) {
        continue;
      }
      fields.add(
          field(column, held, known, asked, inputs.contains(column.name()), counters.contains(i)));
    }
    return fields;
  }

  private static Field field(
      Column column, Column held, int[] known, int[] asked, boolean input, boolean counter) {
    double[] values = new double[known.length + asked.length];
    if (column instanceof Column.Words words && column.type() != ColumnType.BOOLEAN) {
      Map<String, Integer> codes = new HashMap<>();
      List<String> levels = new ArrayList<>();
      fill(values, 0, words, known, codes, levels);
      fill(values, known.length, held, asked, codes, levels);
      return new Field(column.name(), input, counter, List.copyOf(levels), values);
    }
    fill(values, 0, column, known);
    fill(values, known.length, held, asked);
    return new Field(column.name(), input, counter, List.of(), values);
  }

  private static void fill(
      double[] values,
      int from,
      Column column,
      int[] rows,
      Map<String, Integer> codes,
      List<String> levels) {
    for (int i = 0; i < rows.length; i++) {
      String text = column.text(rows[i]);
      if (text == null) {
        values[from + i] = Double.NaN;
      } else {
        values[from + i] =
            codes.computeIfAbsent(
                text,
                word -> {
                  levels.add(word);
                  return levels.size() - 1;
                });
      }
    }
  }

  private static void fill(double[] values, int from, Column column, int[] rows) {
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      values[from + i] =
          switch (column) {
            case Column.Numbers numbers -> numbers.values().at(row);
            case Column.Dates dates -> dates.days().at(row);
            case Column.Words words -> {
              String text = words.text(row);
              Boolean yes = text == null ? null : Feature.Flag.parse(text);
              yield yes == null ? Double.NaN : yes ? 1 : 0;
            }
          };
    }
  }

  private static double[] targets(
      Target target,
      Examples train,
      Examples held,
      int[] known,
      int[] asked,
      Table table,
      Table heldTable,
      int[] knownRows,
      int[] askedRows) {
    double[] values = new double[known.length + asked.length];
    if (train.targets() instanceof Targets.Classes(int[] labels, _)
        && held.targets() instanceof Targets.Classes(int[] heldLabels, _)) {
      for (int i = 0; i < known.length; i++) {
        values[i] = labels[known[i]];
      }
      for (int i = 0; i < asked.length; i++) {
        values[known.length + i] = heldLabels[asked[i]];
      }
    } else {
      fill(values, 0, column(table, target.column()), knownRows);
      fill(values, known.length, column(heldTable, target.column()), askedRows);
    }
    return values;
  }

  private static Column column(Table table, String name) {
    return table.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  int rows() {
    return target.length;
  }

  int held() {
    return target.length - train;
  }

  boolean classes() {
    return !labels.isEmpty();
  }

  /** The columns that the network sees and that do not only count. */
  List<Field> inputs() {
    return columns.stream().filter(field -> field.input() && !field.counter()).toList();
  }

  /** Which inputs of the network some columns became. */
  boolean[] inputsOf(Collection<String> columns) {
    boolean[] of = new boolean[encoding.width()];
    int at = 0;
    for (Feature feature : encoding.features()) {
      if (columns.contains(feature.column())) {
        Arrays.fill(of, at, at + feature.width(), true);
      }
      at += feature.width();
    }
    return of;
  }

  /**
   * How each of the {@link #inputs} determines the target by itself; none where it is the only one.
   */
  List<Tie> ties() {
    List<Field> inputs = inputs();
    return inputs.size() < 2
        ? List.of()
        : inputs.stream().map(field -> Tie.of(field, this)).toList();
  }

  /** The share of the most frequent class among the rows held out. */
  double majority() {
    int[] counts = new int[labels.size()];
    for (int i = train; i < target.length; i++) {
      counts[(int) target[i]]++;
    }
    return (double) Arrays.stream(counts).max().orElse(0) / Math.max(1, held());
  }

  /**
   * The step of which every target of a regression is a multiple, a power of ten not above 1; 0
   * where there is none that is not tiny.
   */
  double step() {
    for (double step : new double[] {1, 0.1, 0.01, 0.001}) {
      double unit = step;
      if (Arrays.stream(target)
          .allMatch(y -> Math.abs(y / unit - Math.rint(y / unit)) < ROUNDING)) {
        return step;
      }
    }
    return 0;
  }
}
