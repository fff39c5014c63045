package plumb.curves;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumb.curves.ColumnChoice.Role;
import plumb.curves.ColumnName.Kind;
import plumb.curves.ColumnName.RowSet;
import plumb.curves.LogTable.Column;
import plumb.data.BadInput;
import plumb.symptom.CurveShape;

/**
 * Finds out which column holds what: what the user said first, then what the names say, then what
 * the names of the other columns make likely. What stays open and matters is asked.
 */
final class Roles {
  private static final Set<Kind> LOWER = Set.of(Kind.LOSS, Kind.ERROR, Kind.ERROR_RATE);

  /** Directions of these are found out from their values. */
  private static final Set<Kind> NAMELESS = Set.of(Kind.BARE, Kind.UNKNOWN);

  /** A rank behind all scores that are written as such. */
  private static final int INVERTED = 20;

  private final LogTable table;
  private final String file;
  private final ColumnChoice choice;
  private final List<Col> columns = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<Role, Series> found = new EnumMap<>(Role.class);

  private Roles(LogTable table, String file, ColumnChoice choice) {
    this.table = table;
    this.file = file;
    this.choice = choice;
  }

  /** A column with what its name says, and the set it counts for here. */
  private record Col(Column column, ColumnName name, RowSet set) {
    double[] values() {
      return column.values();
    }

    boolean is(Kind kind) {
      return name.kind() == kind;
    }

    Col of(RowSet other) {
      return new Col(column, name, other);
    }
  }

  /**
   * A curve with its values row by row.
   *
   * @param measure in a word: "loss"
   * @param columns it was read from
   * @param values NaN where not written
   * @param percent whether the file says that it is in per cent
   */
  record Series(String measure, List<String> columns, double[] values, boolean percent) {
    Series with(double[] others) {
      return new Series(measure, columns, others, percent);
    }
  }

  /**
   * What was found.
   *
   * @param series by role; the training loss is always there
   * @param notes on guesses
   * @param used names of all columns read
   */
  record Placed(Map<Role, Series> series, List<String> notes, Set<String> used) {
    Optional<Series> get(Role role) {
      return Optional.ofNullable(series.get(role));
    }
  }

  /** The same measure on both sets. */
  private record Pair(
      String key, Kind kind, int rank, Optional<Col> train, Optional<Col> validation) {
    boolean isWhole() {
      return train.isPresent() && validation.isPresent();
    }
  }

  /**
   * Places the columns of a table.
   *
   * @param file for messages
   * @throws BadInput if no training curve is among them, or which one it is cannot be told
   */
  static Placed of(LogTable table, String file, ColumnChoice choice) {
    return new Roles(table, file, choice).place();
  }

  private Placed place() {
    for (Column column : table.columns()) {
      ColumnName name = ColumnName.of(column.name());
      if (column.text().isEmpty()) {
        columns.add(new Col(column, name, name.set()));
      } else {
        refuseDamage(column, name);
      }
    }
    dropWritersOfOne();
    settleSets();
    told();
    losses();
    scores();
    percents();
    rate();
    lossFromScore();
    if (!found.containsKey(Role.TRAIN_LOSS)) {
      ask();
    }
    askForValidation();
    return new Placed(
        found,
        notes,
        found.values().stream()
            .flatMap(series -> series.columns.stream())
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /** A column of numbers with a word in it is damaged; one of words is another column. */
  private void refuseDamage(Column column, ColumnName name) {
    boolean curve =
        switch (name.kind()) {
          case LOSS, PART, ERROR, ERROR_RATE, SCORE, RATE, EPOCH, STEP -> true;
          default -> false;
        };
    long words =
        column.text().stream()
            .flatMap(text -> text.cells().stream())
            .filter(cell -> Cells.number(cell, true).isEmpty())
            .count();
    if (curve && column.written() > words) {
      throw new BadInput(
          Say.of(
              "%s is not a number; correct it in column %s",
              column.text().map(LogTable.Words::line).orElse(""), Say.name(column.name())));
    }
  }

  /**
   * A number that was written once, among curves, sums the training up: the train_loss that Hugging
   * Face writes at the end.
   */
  private void dropWritersOfOne() {
    long most =
        columns.stream().filter(Roles::measures).mapToLong(c -> c.column.written()).max().orElse(0);
    if (most >= CurveShape.FEWEST) {
      columns.removeIf(c -> measures(c) && c.column.written() == 1);
    }
  }

  private static boolean measures(Col col) {
    return switch (col.name.kind()) {
      case LOSS, PART, ERROR, ERROR_RATE, SCORE, BARE, UNKNOWN -> true;
      default -> false;
    };
  }

  /** Which set stands for validation, where several could, or sets are only numbered. */
  private void settleSets() {
    boolean trained = anyOf(RowSet.TRAIN);
    TreeSet<Integer> numbers =
        columns.stream()
            .filter(c -> measures(c) && c.set == RowSet.VALIDATION)
            .flatMap(c -> c.name.number().stream().boxed())
            .collect(Collectors.toCollection(TreeSet::new));
    if (!numbers.isEmpty()) {
      boolean firstTrains = !trained && numbers.size() > 1;
      int validation = firstTrains ? numbers.higher(numbers.first()) : numbers.first();
      if (firstTrains) {
        notes.add(
            Say.of(
                "The sets are only numbered; number %d is read as the training set and number %d as validation, as most programs give them.",
                numbers.first(), validation));
      }
      for (int i = columns.size() - 1; i >= 0; i--) {
        Col col = columns.get(i);
        OptionalInt number = col.name.number();
        if (number.isPresent() && firstTrains && number.getAsInt() == numbers.first()) {
          columns.set(i, col.of(RowSet.TRAIN));
        } else if (number.isPresent() && number.getAsInt() != validation) {
          columns.remove(i);
        }
      }
    }
    if (anyOf(RowSet.TEST)) {
      if (anyOf(RowSet.VALIDATION)) {
        columns.removeIf(c -> c.set == RowSet.TEST && measures(c));
      } else {
        notes.add("No validation was written; the test curve stands for it.");
        columns.replaceAll(c -> c.set == RowSet.TEST ? c.of(RowSet.VALIDATION) : c);
      }
    }
  }

  private boolean anyOf(RowSet set) {
    return columns.stream().anyMatch(c -> measures(c) && c.set == set && c.column.written() > 0);
  }

  // --- what the user said ---

  private void told() {
    for (Role role : Role.values()) {
      choice
          .name(role)
          .ifPresent(name -> {
            Col col = called(name, role);
            found.put(role, series(col, measure(col)));
          });
    }
  }

  private Col called(String name, Role role) {
    List<Col> all =
        table.columns().stream()
            .filter(c -> c.text().isEmpty())
            .map(c -> new Col(c, ColumnName.of(c.name()), RowSet.UNSAID))
            .toList();
    Optional<Col> exact =
        all.stream().filter(c -> c.column.name().strip().equals(name)).findFirst();
    return exact
        .or(() ->
            all.stream().filter(c -> c.column.name().strip().equalsIgnoreCase(name)).findFirst())
        .orElseThrow(() ->
            new BadInput(
                Say.of(
                    "%s has no column of numbers named %s (--columns %s=...); it has %s",
                    file,
                    Say.name(name),
                    role.id(),
                    Say.list(all.stream().map(c -> c.column.name()).toList(), "and"))));
  }

  private boolean open(Role role) {
    return !choice.says(role) && !found.containsKey(role);
  }

  // --- losses ---

  private void losses() {
    List<Pair> pairs =
        pairs(c ->
            LOWER.contains(c.name.kind())
                || (NAMELESS.contains(c.name.kind()) && c.set != RowSet.UNSAID && learnsDown(c)));
    // Both sets by one measure, before a nicer measure of one set alone.
    pairs.sort(
        Comparator.comparing((Pair p) -> !p.isWhole())
            .thenComparingInt(p -> order(p.kind))
            .thenComparingInt(Pair::rank));
    Optional<Pair> best = pairs.stream().filter(p -> p.train.isPresent()).findFirst();
    if (open(Role.TRAIN_LOSS)) {
      best.flatMap(Pair::train).ifPresent(c -> found.put(Role.TRAIN_LOSS, series(c, measure(c))));
    }
    if (open(Role.VALIDATION_LOSS)) {
      best.flatMap(Pair::validation)
          .or(() -> pairs.stream().flatMap(p -> p.validation.stream()).findFirst())
          .ifPresent(c -> found.put(Role.VALIDATION_LOSS, series(c, measure(c))));
    }
    if (!found.containsKey(Role.TRAIN_LOSS)) {
      parts();
    }
  }

  private static int order(Kind kind) {
    return switch (kind) {
      case LOSS -> 0;
      case BARE -> 1;
      case ERROR, ERROR_RATE -> 2;
      default -> 3;
    };
  }

  /** Whether a measure gets lower as the network learns, by what it does on the training set. */
  private boolean learnsDown(Col col) {
    return Shapes.falls(
        columns.stream()
            .filter(c -> c.set == RowSet.TRAIN && c.is(col.name.kind()))
            .filter(c -> c.name.key().equals(col.name.key()))
            .findFirst()
            .orElse(col)
            .values());
  }

  /** Several losses that are trained together, as object detectors write them, are added up. */
  private void parts() {
    Map<String, Col> train = parts(RowSet.TRAIN);
    Map<String, Col> validation = parts(RowSet.VALIDATION);
    if (train.isEmpty() && !validation.isEmpty()) {
      train = parts(RowSet.UNSAID);
    }
    Set<String> shared = new LinkedHashSet<>(train.keySet());
    if (!validation.isEmpty()) {
      shared.retainAll(validation.keySet());
    }
    if (shared.isEmpty() || !open(Role.TRAIN_LOSS)) {
      return;
    }
    found.put(Role.TRAIN_LOSS, sum(train, shared));
    if (!validation.isEmpty() && open(Role.VALIDATION_LOSS)) {
      found.put(Role.VALIDATION_LOSS, sum(validation, shared));
    }
    if (shared.size() > 1) {
      notes.add(
          Say.of(
              "The loss is the sum of its %d parts: %s.",
              shared.size(), Say.list(List.copyOf(shared), "and")));
    }
  }

  private Map<String, Col> parts(RowSet set) {
    Map<String, Col> parts = new LinkedHashMap<>();
    columns.stream()
        .filter(c -> c.is(Kind.PART) && c.set == set)
        .forEach(c -> parts.putIfAbsent(c.name.key(), c));
    return parts;
  }

  private static Series sum(Map<String, Col> parts, Set<String> shared) {
    double[] sum = new double[0];
    List<String> names = new ArrayList<>();
    for (String part : shared) {
      Column column = Objects.requireNonNull(parts.get(part)).column;
      names.add(column.name());
      double[] before = sum.length == 0 ? new double[column.values().length] : sum;
      sum = new double[before.length];
      for (int i = 0; i < sum.length; i++) {
        sum[i] = before[i] + column.values()[i];
      }
    }
    return new Series("loss", names, sum, false);
  }

  // --- scores ---

  private void scores() {
    List<Pair> pairs = new ArrayList<>();
    for (Pair pair :
        pairs(c ->
            c.is(Kind.SCORE)
                || c.is(Kind.ERROR_RATE)
                || (NAMELESS.contains(c.name.kind())
                    && c.set != RowSet.UNSAID
                    && !learnsDown(c)))) {
      int rank =
          pair.kind == Kind.ERROR_RATE
              ? INVERTED
              : NAMELESS.contains(pair.kind) ? INVERTED - 1 : pair.rank;
      pairs.add(new Pair(pair.key, pair.kind, rank, pair.train, pair.validation));
    }
    pairs.sort(Comparator.comparing((Pair p) -> !p.isWhole()).thenComparingInt(Pair::rank));
    Set<String> losses =
        found.values().stream().flatMap(s -> s.columns.stream()).collect(Collectors.toSet());
    pairs.removeIf(p ->
        NAMELESS.contains(p.kind)
            && Stream.of(p.train, p.validation)
                .flatMap(Optional::stream)
                .anyMatch(c -> losses.contains(c.column.name())));
    Optional<Pair> best = pairs.stream().filter(this::isHigherBetter).findFirst();
    best.ifPresent(pair -> {
      pair.train.filter(_ -> open(Role.TRAIN_SCORE)).ifPresent(c -> score(Role.TRAIN_SCORE, c));
      pair.validation
          .filter(_ -> open(Role.VALIDATION_SCORE))
          .ifPresent(c -> {
            score(Role.VALIDATION_SCORE, c);
            if (c.set == RowSet.UNSAID) {
              notes.add(
                  Say.of(
                      "%s is read as measured on validation, because the losses name their sets and it does not.",
                      Say.name(c.column.name())));
            }
          });
    });
  }

  private void score(Role role, Col col) {
    found.put(role, series(col, measure(col)));
  }

  /** A score without a name of its own that gets lower while the network learns is an error. */
  private boolean isHigherBetter(Pair pair) {
    Optional<Col> nameless =
        Stream.of(pair.train, pair.validation)
            .flatMap(Optional::stream)
            .filter(c -> c.is(Kind.SCORE) && c.name.key().isEmpty() && learnsDown(c))
            .findFirst();
    nameless.ifPresent(c ->
        notes.add(
            Say.of(
                "%s gets lower while the network learns, so that lower must be better; it is not read as an accuracy.",
                Say.name(c.column.name()))));
    return nameless.isEmpty();
  }

  private void rate() {
    if (open(Role.RATE)) {
      columns.stream()
          .filter(c -> c.is(Kind.RATE))
          .max(Comparator.comparingLong(c -> c.column.written()))
          .ifPresent(c -> found.put(Role.RATE, series(c, "rate")));
    }
  }

  /** Where scores alone were written, what is missing to 1 stands for the loss. */
  private void lossFromScore() {
    Series score = found.get(Role.TRAIN_SCORE);
    if (score == null || !open(Role.TRAIN_LOSS)) {
      return;
    }
    for (Role role : List.of(Role.TRAIN_SCORE, Role.VALIDATION_SCORE)) {
      Series series = found.get(role);
      Role loss = role == Role.TRAIN_SCORE ? Role.TRAIN_LOSS : Role.VALIDATION_LOSS;
      if (series != null && open(loss)) {
        double[] missing = Arrays.stream(series.values).map(x -> 1 - x).toArray();
        found.put(loss, new Series("1 - " + series.measure, series.columns, missing, false));
      }
    }
    notes.add(Say.of("No loss was written; what the %s lacks to 1 stands for it.", score.measure));
  }

  // --- pairs ---

  /** The columns that pass, by measure, each with the best column of both sets. */
  private List<Pair> pairs(Predicate<Col> test) {
    Map<String, List<Col>> byKey = new LinkedHashMap<>();
    columns.stream()
        .filter(test)
        .forEach(c ->
            byKey
                .computeIfAbsent(c.name.kind() + " " + c.name.key(), _ -> new ArrayList<>())
                .add(c));
    List<Pair> pairs = new ArrayList<>();
    for (List<Col> cols : byKey.values()) {
      Optional<Col> train = best(cols, RowSet.TRAIN);
      Optional<Col> validation = best(cols, RowSet.VALIDATION);
      Optional<Col> unsaid = best(cols, RowSet.UNSAID);
      ColumnName name = cols.getFirst().name;
      if (train.isEmpty() && unsaid.isPresent()) {
        if (validation.isEmpty() && name.kind() == Kind.SCORE && lossesNameTheirSets()) {
          // As fastai writes it: train_loss, valid_loss, accuracy.
          validation = unsaid;
        } else {
          train = unsaid;
        }
      }
      pairs.add(new Pair(name.key(), name.kind(), name.rank(), train, validation));
    }
    return pairs;
  }

  private boolean lossesNameTheirSets() {
    return found.containsKey(Role.VALIDATION_LOSS)
        && Optional.ofNullable(found.get(Role.TRAIN_LOSS)).stream()
            .flatMap(s -> s.columns.stream())
            .anyMatch(name -> ColumnName.of(name).set() == RowSet.TRAIN);
  }

  private static Optional<Col> best(List<Col> cols, RowSet set) {
    return cols.stream()
        .filter(c -> c.set == set)
        .min(
            Comparator.comparingInt((Col c) -> c.name.handicap())
                .thenComparingLong(c -> -c.column.written()));
  }

  private static Series series(Col col, String measure) {
    return new Series(
        measure,
        List.of(col.column.name()),
        col.values(),
        col.name.percent() || col.column.percent());
  }

  private static String measure(Col col) {
    return switch (col.name.kind()) {
      case LOSS, BARE, PART ->
          col.name.key().isEmpty() || col.name.key().endsWith("loss") ? "loss" : col.name.key();
      case SCORE ->
          SCORE_NAMES.getOrDefault(
              col.name.key(), col.name.key().isEmpty() ? "score" : col.name.key());
      case ERROR_RATE -> "error rate";
      default -> col.name.key().isEmpty() ? Say.name(col.column.name()) : col.name.key();
    };
  }

  private static final Map<String, String> SCORE_NAMES =
      Map.of(
          "acc",
          "accuracy",
          "accs",
          "accuracy",
          "r2",
          "R2",
          "rsquared",
          "R2",
          "auc",
          "AUC",
          "f1",
          "F1");

  // --- per cent ---

  /** Scores become shares of 1; those on a scale of their own are left out. */
  private void percents() {
    List<Role> roles =
        Stream.of(Role.TRAIN_SCORE, Role.VALIDATION_SCORE).filter(found::containsKey).toList();
    if (roles.isEmpty()) {
      return;
    }
    List<Series> scores = roles.stream().map(found::get).toList();
    boolean said = scores.stream().anyMatch(Series::percent);
    double most =
        scores.stream()
            .mapToDouble(s -> Shapes.max(s.values))
            .filter(x -> !Double.isNaN(x))
            .max()
            .orElse(0);
    if (!said && most > 100.5) {
      notes.add(
          Say.of(
              "%s reaches %s, which is no accuracy or R2; it was left out.",
              Say.name(scores.getFirst().columns.getFirst()), Say.number(most)));
      roles.forEach(found::remove);
      return;
    }
    boolean percent = said || most > 1.5;
    boolean errors = scores.getFirst().measure.equals("error rate");
    for (int i = 0; i < roles.size(); i++) {
      double[] values =
          Arrays.stream(scores.get(i).values)
              .map(x -> percent ? x / 100 : x)
              .map(x -> errors ? 1 - x : x)
              .toArray();
      found.put(
          roles.get(i),
          new Series(
              errors ? "accuracy" : scores.get(i).measure, scores.get(i).columns, values, false));
    }
    if (percent) {
      notes.add("Scores are written in per cent, and were divided by 100.");
    }
    if (errors) {
      notes.add("Error rates are read as accuracies: 1 minus the rate.");
    }
  }

  // --- questions ---

  private void ask() {
    List<String> candidates = candidates();
    if (candidates.isEmpty()) {
      throw new BadInput(
          Say.of(
              "%s holds no loss of a training; columns or tags such as loss, val_loss, train_loss, accuracy are read, and --columns train-loss=NAME names another",
              file));
    }
    boolean both = open(Role.VALIDATION_LOSS) && candidates.size() > 1;
    throw new BadInput(
        Say.of(
            "%s: which column is the training loss%s: %s? Say with --columns \"train-loss=NAME%s\" (loss, val_loss, train_loss and the like need no word)",
            file,
            both ? ", and which column is the validation loss" : "",
            Say.list(candidates, "or"),
            both ? ", validation-loss=NAME" : ""));
  }

  /** Columns that may hold a curve: by their names, or else all that are not known as another. */
  private List<String> candidates() {
    Predicate<Col> free =
        c -> found.values().stream().noneMatch(s -> s.columns.contains(c.column.name()));
    List<String> named =
        columns.stream()
            .filter(free)
            .filter(c -> c.is(Kind.PART) || LOWER.contains(c.name.kind()))
            .map(c -> c.column.name())
            .toList();
    return !named.isEmpty()
        ? named
        : columns.stream()
            .filter(free)
            .filter(c -> c.is(Kind.NOTHING) || NAMELESS.contains(c.name.kind()))
            .filter(c -> Shapes.distinct(c.values()) > 1 || c.column.written() < CurveShape.FEWEST)
            .map(c -> c.column.name())
            .toList();
  }

  /**
   * Where no column says that it is of validation, but some other could be: it would be wrong to go
   * on as if nothing had been validated.
   */
  private void askForValidation() {
    boolean anyValidation =
        columns.stream().anyMatch(c -> measures(c) && c.set == RowSet.VALIDATION);
    Set<String> taken =
        found.values().stream()
            .flatMap(s -> s.columns.stream())
            .collect(Collectors.toCollection(HashSet::new));
    boolean trainIsSaid =
        choice.says(Role.TRAIN_LOSS)
            || taken.stream().anyMatch(name -> ColumnName.of(name).set() == RowSet.TRAIN);
    if (!open(Role.VALIDATION_LOSS) || anyValidation) {
      return;
    }
    double[] train = Objects.requireNonNull(found.get(Role.TRAIN_LOSS)).values;
    List<String> candidates =
        columns.stream()
            .filter(c -> !taken.contains(c.column.name()) && c.set == RowSet.UNSAID)
            .filter(c ->
                (trainIsSaid && (c.is(Kind.PART) || c.is(Kind.LOSS)))
                    || (c.is(Kind.NOTHING) && alike(train, c.values())))
            .map(c -> c.column.name())
            .toList();
    if (!candidates.isEmpty()) {
      throw new BadInput(
          Say.of(
              "%s: which column is the validation loss: %s? Say with --columns \"validation-loss=NAME\", or validation-loss=none",
              file, Say.list(candidates, "or")));
    }
  }

  /** Whether values could be the same loss on other rows: they fall from a height that is alike. */
  private static boolean alike(double[] train, double[] other) {
    double[] a = Shapes.finite(train);
    double[] b = Shapes.finite(other);
    return Shapes.looksLikeLoss(other)
        && a.length > 0
        && Math.abs(b[0]) < 10 * Math.abs(a[0])
        && Math.abs(b[0]) > 0.1 * Math.abs(a[0]);
  }
}
