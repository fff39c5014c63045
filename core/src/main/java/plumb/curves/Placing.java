package plumb.curves;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import plumb.curves.ColumnChoice.Role;
import plumb.curves.ColumnName.Kind;
import plumb.curves.ColumnName.RowSet;
import plumb.curves.Curves.Point;
import plumb.curves.LogTable.Column;
import plumb.curves.Roles.Placed;
import plumb.curves.Roles.Series;
import plumb.data.BadInput;
import plumb.symptom.LayerSigns;

/** Makes curves of a table: what is counted, where trainings begin anew, one point a moment. */
final class Placing {
  private static final Set<Role> CURVES =
      EnumSet.of(
          Role.TRAIN_LOSS,
          Role.VALIDATION_LOSS,
          Role.TRAIN_SCORE,
          Role.VALIDATION_SCORE,
          Role.RATE);

  /** With fewer different epochs, steps say more. */
  private static final int FEWEST_EPOCHS = 3;

  /** More new beginnings than this, without a moment twice, and the rows are not in order. */
  private static final int MOST_BEGINNINGS = 3;

  private final LogTable table;
  private final String file;
  private final ColumnChoice choice;
  private final List<String> notes = new ArrayList<>();

  private Placing(LogTable table, String file, ColumnChoice choice) {
    this.table = table;
    this.file = file;
    this.choice = choice;
  }

  /** What is counted, and the count of every row; NaN where a row has none. */
  private record Axis(Clock clock, double[] at, Set<String> columns) {}

  /** A row: where it is, and what it says of each curve. */
  private record Row(double at, Map<Role, Double> values) {
    Row later(double by) {
      return new Row(at + by, values);
    }
  }

  /**
   * The curves in a table.
   *
   * @param file for messages
   * @throws BadInput as for {@link Roles#of}, or if the table holds several trainings side by side
   */
  static Curves curves(LogTable table, String file, ColumnChoice choice) {
    LogTable one = new Placing(table, file, choice).ofOneRun();
    return new Placing(Pivot.wide(one), file, choice).curves();
  }

  private Curves curves() {
    notes.addAll(table.notes());
    Placed placed = Roles.of(table, file, choice);
    Axis axis = axis(placed);
    List<Row> rows = rows(axis, placed);
    List<Point> points = points(axis.clock, training(rows, axis.clock));
    if (points.isEmpty()) {
      throw new BadInput(
          Say.of("%s holds no number of a training; name the file a training wrote", file));
    }
    String said = readAs(placed);
    List<String> all = new ArrayList<>();
    all.add(said);
    all.addAll(placed.notes());
    all.addAll(notes);
    leftOut(placed, axis).ifPresent(all::add);
    return new Curves(
        table.source(),
        axis.clock,
        points,
        measures(placed),
        layers(),
        List.copyOf(new LinkedHashSet<>(all)));
  }

  // --- what was read as what ---

  private static String readAs(Placed placed) {
    return "Read as: "
        + placed.series().entrySet().stream()
            .filter(e -> CURVES.contains(e.getKey()) && isMeasured(e.getKey(), e.getValue()))
            .map(e -> e.getKey().words() + " = " + Say.list(e.getValue().columns(), "and"))
            .collect(Collectors.joining("; "))
        + ".";
  }

  /** Keras writes columns of "nan" or "NA" for a validation that never took place. */
  private static boolean isMeasured(Role role, Series series) {
    return role == Role.TRAIN_LOSS || Arrays.stream(series.values()).anyMatch(Double::isFinite);
  }

  private Optional<String> leftOut(Placed placed, Axis axis) {
    List<String> names =
        table.columns().stream()
            .map(Column::name)
            .filter(name -> !placed.used().contains(name) && !axis.columns.contains(name))
            .filter(name -> !ColumnName.counters().contains(ColumnName.of(name).kind()))
            .filter(name -> ColumnName.of(name).kind() != Kind.LAYER)
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Say.of(
                "%s not read: %s.",
                Say.count(names.size(), "column", "columns"), Say.list(names, "and")));
  }

  private static Curves.Measures measures(Placed placed) {
    String loss = placed.get(Role.TRAIN_LOSS).map(Series::measure).orElse("loss");
    return new Curves.Measures(
        loss,
        placed.get(Role.VALIDATION_LOSS).map(Series::measure).orElse(loss),
        placed
            .get(Role.TRAIN_SCORE)
            .or(() -> placed.get(Role.VALIDATION_SCORE))
            .map(Series::measure)
            .orElse("score"));
  }

  // --- one run of several ---

  /** Weights &amp; Biases puts the name of the run before the curve: "sunny-cloud-7 - val_loss". */
  private LogTable ofOneRun() {
    Map<String, Set<String>> runs = new LinkedHashMap<>();
    boolean all = true;
    for (Column column : table.columns()) {
      int cut = column.name().lastIndexOf(" - ");
      if (ColumnName.counters().contains(ColumnName.of(column.name()).kind())) {
        continue;
      }
      all &= cut > 0 && ColumnName.of(column.name().substring(0, cut)).set() == RowSet.UNSAID;
      if (cut > 0) {
        runs.computeIfAbsent(column.name().substring(0, cut), _ -> new HashSet<>())
            .add(column.name().substring(cut + 3));
      }
    }
    if (!all || runs.isEmpty() || choice.says(Role.TRAIN_LOSS)) {
      return table;
    }
    long curves = runs.values().stream().flatMap(Set::stream).distinct().count();
    if (runs.values().stream().mapToLong(Set::size).sum() > curves) {
      throw severalTrainings(List.copyOf(runs.keySet()));
    }
    return new LogTable(
        "Weights & Biases export",
        table.columns().stream()
            .map(c ->
                new Column(
                    c.name()
                        .substring(
                            Math.max(
                                0,
                                c.name().lastIndexOf(" - ") + (c.name().contains(" - ") ? 3 : 0))),
                    c.values(),
                    c.percent(),
                    c.text()))
            .toList(),
        table.notes());
  }

  private BadInput severalTrainings(List<String> names) {
    return new BadInput(
        Say.of(
            "%s holds the curves of %d trainings (%s); name the columns of one with --columns \"train-loss=NAME, validation-loss=NAME\"",
            file, names.size(), Say.list(names, "and")));
  }

  // --- what is counted ---

  private Axis axis(Placed placed) {
    for (Role role : List.of(Role.EPOCH, Role.STEP, Role.ROUND)) {
      Optional<Series> told = placed.get(role);
      if (told.isPresent()) {
        Clock clock =
            role == Role.EPOCH ? Clock.EPOCH : role == Role.STEP ? Clock.STEP : Clock.ROUND;
        return new Axis(clock, told.get().values(), Set.copyOf(told.get().columns()));
      }
    }
    Optional<Column> epochs = counter(Kind.EPOCH);
    Optional<Column> steps = counter(Kind.STEP);
    if (isTensorBoard()) {
      // Keras counts its epochs as TensorBoard's steps, and says so in the tags.
      boolean ofEpochs = placed.used().stream().allMatch(name -> name.matches("(?:.*/)?epoch_.*"));
      return axis(ofEpochs ? Clock.EPOCH : Clock.STEP, steps.orElseThrow());
    }
    boolean byEpoch =
        epochs.isPresent()
            && (steps.isEmpty()
                || (Shapes.isWhole(epochs.get().values())
                    && Shapes.distinct(epochs.get().values()) >= FEWEST_EPOCHS));
    if (byEpoch) {
      return axis(Clock.EPOCH, epochs.get());
    }
    for (Map.Entry<Kind, Clock> other :
        List.of(
            Map.entry(Kind.STEP, Clock.STEP),
            Map.entry(Kind.ITERATION, Clock.ITERATION),
            Map.entry(Kind.ROUND, Clock.ROUND),
            Map.entry(Kind.EPOCH, Clock.EPOCH),
            Map.entry(Kind.INDEX, rounds() ? Clock.ROUND : Clock.EPOCH))) {
      Optional<Column> column = counter(other.getKey());
      if (column.isPresent()) {
        return axis(
            other.getValue() == Clock.ITERATION && rounds() ? Clock.ROUND : other.getValue(),
            column.get());
      }
    }
    Clock clock = rounds() ? Clock.ROUND : Clock.EPOCH;
    return new Axis(clock, IntStream.range(0, table.rows()).asDoubleStream().toArray(), Set.of());
  }

  private static Axis axis(Clock clock, Column column) {
    return new Axis(clock, column.values(), Set.of(column.name()));
  }

  private boolean isTensorBoard() {
    return table.source().startsWith("TensorBoard");
  }

  /** The column that counts something in every row, the most telling name first. */
  private Optional<Column> counter(Kind kind) {
    return table.columns().stream()
        .filter(c -> c.text().isEmpty() && ColumnName.of(c.name()).kind() == kind)
        .filter(c -> Shapes.isComplete(c.values()))
        .filter(c -> kind != Kind.INDEX || Shapes.counts(c.values()))
        .min(
            Comparator.comparing(
                (Column c) -> !c.name().toLowerCase(java.util.Locale.ROOT).contains("global")));
  }

  /** Whether the measures are those that only boosting programs write. */
  private boolean rounds() {
    boolean epochs =
        table.columns().stream().anyMatch(c -> ColumnName.of(c.name()).kind() == Kind.EPOCH);
    List<ColumnName> measures =
        table.columns().stream()
            .map(c -> ColumnName.of(c.name()))
            .filter(n ->
                switch (n.kind()) {
                  case LOSS, PART, ERROR, ERROR_RATE, SCORE -> true;
                  default -> false;
                })
            .toList();
    boolean onlyTheirs = measures.stream().anyMatch(n -> ColumnName.BOOSTING.contains(n.key()));
    // xgboost.cv and lightgbm.cv write the mean over the folds and its spread.
    boolean folds =
        table.columns().stream()
            .anyMatch(c ->
                c.name().endsWith("-mean")
                    && table.columns().stream()
                        .anyMatch(o ->
                            o.name()
                                .startsWith(c.name().substring(0, c.name().length() - 4) + "st")));
    boolean bySet =
        table.source().equals("JSON, lists by set")
            && measures.stream()
                .noneMatch(n -> n.key().equals("loss") || n.key().startsWith("acc"));
    return !epochs && (onlyTheirs || folds || bySet);
  }

  // --- rows ---

  private List<Row> rows(Axis axis, Placed placed) {
    Map<Role, double[]> values = new EnumMap<>(Role.class);
    placed
        .series()
        .forEach((role, series) -> {
          if (CURVES.contains(role)) {
            values.put(
                role, role == Role.TRAIN_LOSS ? spaced(series.values()) : clean(role, series));
          }
        });
    List<Row> rows = new ArrayList<>();
    int without = 0;
    for (int i = 0; i < table.rows(); i++) {
      Map<Role, Double> row = new EnumMap<>(Role.class);
      for (Map.Entry<Role, double[]> curve : values.entrySet()) {
        if (!Double.isNaN(curve.getValue()[i])) {
          row.put(curve.getKey(), curve.getValue()[i]);
        }
      }
      if (Double.isFinite(axis.at[i]) && !row.isEmpty()) {
        rows.add(new Row(axis.at[i], row));
      } else if (!row.isEmpty()) {
        without++;
      }
    }
    if (without > 0) {
      notes.add(
          Say.of(
              "%s without a number of the %s left out.",
              without == 1 ? "1 row was" : without + " rows were", axis.clock.word()));
    }
    return rows;
  }

  /** "nan" in every second row is a loss that was not logged there; in all rows it is a loss. */
  private static double[] spaced(double[] values) {
    return Arrays.stream(values).anyMatch(Double::isFinite) ? Shapes.notTaken(values) : values;
  }

  /** A score or rate that is not a number says nothing; a loss says that something broke. */
  private static double[] clean(Role role, Series series) {
    double[] values = Shapes.notTaken(series.values());
    return role == Role.VALIDATION_LOSS
        ? values
        : Arrays.stream(values).map(x -> Double.isFinite(x) ? x : Double.NaN).toArray();
  }

  // --- trainings one after the other ---

  /** The rows of one training, in order: parts that belong together are joined, others dropped. */
  private List<Row> training(List<Row> rows, Clock clock) {
    List<List<Row>> parts = parts(rows);
    if (parts.size() > MOST_BEGINNINGS
        && rows.stream().map(Row::at).distinct().count() == rows.size()) {
      notes.add("The rows were not in order, and were sorted.");
      return rows.stream().sorted(Comparator.comparingDouble(Row::at)).toList();
    }
    List<Row> joined = new ArrayList<>();
    List<Integer> dropped = new ArrayList<>();
    for (List<Row> part : parts) {
      if (joined.isEmpty() || beside(joined, part)) {
        joined.addAll(part);
      } else if (part.getFirst().at > first(joined)) {
        double from = part.getFirst().at;
        int before = joined.size();
        joined.removeIf(row -> row.at >= from);
        notes.add(
            Say.of(
                "Training was taken up again at %s %s; %s written before from there on were left out.",
                clock.word(), Say.at(from), Say.count(before - joined.size(), "row", "rows")));
        joined.addAll(part);
      } else if (goesOn(joined, part)) {
        double by = last(joined) + unit(joined) - part.getFirst().at;
        notes.add(
            Say.of(
                "After %s %s the count began anew and the loss went on from where it was: training was taken up again, and both parts are read as one, the second counted on from %s.",
                clock.word(), Say.at(last(joined)), Say.at(part.getFirst().at + by)));
        part.forEach(row -> joined.add(row.later(by)));
      } else {
        dropped.add((int) joined.stream().map(Row::at).distinct().count());
        joined.clear();
        joined.addAll(part);
      }
    }
    if (!dropped.isEmpty()) {
      notes.add(
          Say.of(
              "The file holds %d trainings one after another; the last is read, %s of the others are left out.",
              dropped.size() + 1,
              Say.count(
                  dropped.stream().mapToInt(Integer::intValue).sum(),
                  clock.word(),
                  clock.words())));
    }
    return joined;
  }

  /** Cut where the count goes back. */
  private static List<List<Row>> parts(List<Row> rows) {
    List<List<Row>> parts = new ArrayList<>();
    double before = Double.POSITIVE_INFINITY;
    for (Row row : rows) {
      if (row.at < before && (parts.isEmpty() || row.at < last(parts.getLast()))) {
        parts.add(new ArrayList<>());
      }
      parts.getLast().add(row);
      before = row.at;
    }
    return parts;
  }

  /** Whether two parts say nothing of the same curve: validation written below training. */
  private static boolean beside(List<Row> joined, List<Row> part) {
    Set<Role> a = EnumSet.noneOf(Role.class);
    joined.forEach(row -> a.addAll(row.values.keySet()));
    return part.stream().allMatch(row -> row.values.keySet().stream().noneMatch(a::contains));
  }

  /** Whether the loss of a part begins nearer to where the one before ended than to its start. */
  private static boolean goesOn(List<Row> joined, List<Row> part) {
    double[] before = losses(joined);
    double[] after = losses(part);
    if (before.length == 0 || after.length == 0) {
      return false;
    }
    double start = before[0];
    double end = before[before.length - 1];
    return after[0] < end + 0.5 * (start - end);
  }

  private static double[] losses(List<Row> rows) {
    return rows.stream()
        .mapToDouble(row -> row.values.getOrDefault(Role.TRAIN_LOSS, Double.NaN))
        .filter(Double::isFinite)
        .toArray();
  }

  private static double first(List<Row> rows) {
    return rows.stream().mapToDouble(Row::at).min().orElse(0);
  }

  private static double last(List<Row> rows) {
    return rows.stream().mapToDouble(Row::at).max().orElse(0);
  }

  /** The usual distance between moments. */
  private static double unit(List<Row> rows) {
    double[] at = rows.stream().mapToDouble(Row::at).distinct().sorted().toArray();
    double unit =
        Shapes.median(IntStream.range(1, at.length).mapToDouble(i -> at[i] - at[i - 1]).toArray());
    return Double.isNaN(unit) ? 1 : unit;
  }

  // --- points ---

  /** One point a moment; of several training losses within one the mean, of the others the last. */
  private List<Point> points(Clock clock, List<Row> rows) {
    Map<Double, List<Row>> moments = new TreeMap<>();
    rows.forEach(row -> moments.computeIfAbsent(row.at, _ -> new ArrayList<>()).add(row));
    List<Point> points = new ArrayList<>();
    int averaged = 0;
    for (Map.Entry<Double, List<Row>> moment : moments.entrySet()) {
      double[] losses =
          moment.getValue().stream()
              .flatMap(row -> Optional.ofNullable(row.values.get(Role.TRAIN_LOSS)).stream())
              .mapToDouble(Double::doubleValue)
              .toArray();
      averaged += losses.length > 1 ? losses.length : 0;
      Map<Role, Double> latest = new EnumMap<>(Role.class);
      moment.getValue().forEach(row -> latest.putAll(row.values));
      points.add(
          new Point(
              moment.getKey(),
              Arrays.stream(losses).average().orElse(Double.NaN),
              latest.getOrDefault(Role.VALIDATION_LOSS, Double.NaN),
              latest.getOrDefault(Role.TRAIN_SCORE, Double.NaN),
              latest.getOrDefault(Role.VALIDATION_SCORE, Double.NaN),
              latest.getOrDefault(Role.RATE, Double.NaN)));
    }
    points.removeIf(p ->
        Double.isNaN(p.trainLoss())
            && Double.isNaN(p.validationLoss())
            && Double.isNaN(p.trainScore())
            && Double.isNaN(p.validationScore()));
    if (averaged > 0) {
      notes.add(
          Say.of(
              "%d training losses were written within single %s, and averaged there.",
              averaged, clock.words()));
    }
    return points;
  }

  // --- layers ---

  /** What was written last of each layer, in the order in which they are named. */
  private List<LayerSigns.Layer> layers() {
    Map<String, Map<String, Double>> layers = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      ColumnName name = ColumnName.of(column.name());
      double[] values = Shapes.finite(column.values());
      if (name.kind() == Kind.LAYER && values.length > 0) {
        layers
            .computeIfAbsent(name.name(), _ -> new LinkedHashMap<>())
            .put(name.key(), values[values.length - 1]);
      }
    }
    return layers.entrySet().stream()
        .map(e ->
            new LayerSigns.Layer(
                e.getKey(),
                e.getValue().getOrDefault("gradient", Double.NaN),
                e.getValue().getOrDefault("update_ratio", Double.NaN),
                e.getValue().getOrDefault("dead_share", Double.NaN),
                e.getValue().getOrDefault("saturated_share", Double.NaN)))
        .toList();
  }
}
