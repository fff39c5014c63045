package plumb.curves;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

  /** Which way is better must be found out from the values of these. */
  private static final Set<Kind> NAMELESS = Set.of(Kind.BARE, Kind.UNKNOWN);

  private static final List<Role> SCORES = List.of(Role.TRAIN_SCORE, Role.VALIDATION_SCORE);

  /** A score above this, but not above a hundred, is written in per cent; R2 is never above 1. */
  private static final double MOST = 1.5;

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

    boolean isNameless() {
      return NAMELESS.contains(name.kind()) && set != RowSet.UNSAID;
    }

    boolean isMeasure() {
      return name.isMeasure() || is(Kind.UNKNOWN);
    }

    String called() {
      return column.name();
    }

    Series as(String measure) {
      return new Series(
          name.measure(measure), List.of(called()), values(), name.percent() || column.percent());
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
  record Series(String measure, List<String> columns, double[] values, boolean percent) {}

  /**
   * What was found.
   *
   * @param series by role; a loss of training or of validation is always there
   * @param notes on guesses
   */
  record Placed(Map<Role, Series> series, List<String> notes) {
    Optional<Series> get(Role role) {
      return Optional.ofNullable(series.get(role));
    }

    /** The names of all columns read. */
    Set<String> used() {
      return series.values().stream()
          .flatMap(s -> s.columns.stream())
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }
  }

  /** The same measure on both sets. */
  private record Pair(ColumnName name, int rank, Optional<Col> train, Optional<Col> validation) {
    Stream<Col> cols() {
      return Stream.of(train, validation).flatMap(Optional::stream);
    }

    /** Both sets by one measure go before a nicer measure of one set alone. */
    static final Comparator<Pair> ORDER =
        Comparator.comparing((Pair p) -> p.train.isEmpty() || p.validation.isEmpty())
            .thenComparingInt(Pair::rank);
  }

  /**
   * Places the columns of a table.
   *
   * @param file for messages
   * @throws BadInput if no curve is among them, or which one it is cannot be told
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
    dropSums();
    settleNumbers();
    settleTest();
    told();
    losses();
    scores();
    percents();
    columns.stream()
        .filter(c -> c.is(Kind.RATE))
        .max(Comparator.comparingLong(c -> c.column.written()))
        .ifPresent(c -> put(Role.RATE, c, "rate"));
    lossFromScore();
    ask();
    return new Placed(found, notes);
  }

  /** A column of numbers with a word in it is damaged; one of words is another column. */
  private static void refuseDamage(Column column, ColumnName name) {
    LogTable.Words text = column.text().orElseThrow();
    long words = text.cells().stream().filter(cell -> Cells.number(cell, true).isEmpty()).count();
    if (name.isMeasure() && column.written() > words) {
      throw new BadInput(
          Say.of(
              "%s is not a number; correct it in column %s", text.line(), Say.name(column.name())));
    }
  }

  /**
   * A number that was written once, among curves, sums the training up: the train_loss that Hugging
   * Face writes at the end.
   */
  private void dropSums() {
    long most =
        columns.stream().filter(Col::isMeasure).mapToLong(c -> c.column.written()).max().orElse(0);
    columns.removeIf(c -> most >= CurveShape.FEWEST && c.isMeasure() && c.column.written() == 1);
  }

  /** Boosting programs number their sets: validation_0, validation_1. */
  private void settleNumbers() {
    TreeSet<Integer> numbers =
        columns.stream()
            .filter(Col::isMeasure)
            .flatMap(c -> c.name.number().stream().boxed())
            .collect(Collectors.toCollection(TreeSet::new));
    if (numbers.isEmpty()) {
      return;
    }
    int first = numbers.first();
    boolean firstTrains = !anyOf(RowSet.TRAIN) && numbers.size() > 1;
    int validation = firstTrains ? Objects.requireNonNull(numbers.higher(numbers.first())) : first;
    if (firstTrains) {
      notes.add(
          Say.of(
              "The sets are only numbered; %d is read as the training set and %d as validation, as is usual.",
              first, validation));
    }
    columns.removeIf(c -> c.name.number().orElse(first) > validation);
    columns.replaceAll(c ->
        firstTrains && c.name.number().orElse(validation) == first
            ? new Col(c.column, c.name, RowSet.TRAIN)
            : c);
  }

  /** A test curve stands for validation where there is none. */
  private void settleTest() {
    boolean validated = anyOf(RowSet.VALIDATION);
    if (!validated && anyOf(RowSet.TEST)) {
      notes.add("No validation curve was written; the test curve stands for it.");
    }
    columns.removeIf(c -> validated && c.set == RowSet.TEST && c.isMeasure());
    columns.replaceAll(
        c -> c.set == RowSet.TEST ? new Col(c.column, c.name, RowSet.VALIDATION) : c);
  }

  private boolean anyOf(RowSet set) {
    return columns.stream().anyMatch(c -> c.isMeasure() && c.set == set && c.column.written() > 0);
  }

  // --- what the user said ---

  private void told() {
    List<Column> all = table.columns().stream().filter(c -> c.text().isEmpty()).toList();
    for (Role role : Role.values()) {
      choice
          .name(role)
          .ifPresent(name -> {
            Column column =
                all.stream()
                    .filter(c -> c.name().strip().equalsIgnoreCase(name))
                    .min(Comparator.comparing(c -> !c.name().strip().equals(name)))
                    .orElseThrow(() ->
                        new BadInput(
                            Say.of(
                                "%s has no column of numbers named %s (--columns %s=...); it has %s",
                                file,
                                Say.name(name),
                                role.id(),
                                Say.list(all.stream().map(Column::name).toList(), "and"))));
            Col col = new Col(column, ColumnName.of(column.name()), RowSet.UNSAID);
            found.put(role, col.as(SCORES.contains(role) ? "score" : "loss"));
          });
    }
  }

  private boolean open(Role role) {
    return !choice.says(role) && !found.containsKey(role);
  }

  private void put(Role role, Col col, String measure) {
    if (open(role)) {
      found.put(role, col.as(measure));
    }
  }

  // --- losses ---

  private void losses() {
    List<Pair> pairs =
        pairs(c -> LOWER.contains(c.name.kind()) || (c.isNameless() && learnsDown(c)));
    Optional<Pair> best = pairs.stream().filter(p -> p.train.isPresent()).findFirst();
    best.flatMap(Pair::train).ifPresent(c -> put(Role.TRAIN_LOSS, c, "loss"));
    best.flatMap(Pair::validation)
        .or(() -> pairs.stream().flatMap(p -> p.validation.stream()).findFirst())
        .ifPresent(c -> put(Role.VALIDATION_LOSS, c, "loss"));
    if (open(Role.TRAIN_LOSS)) {
      parts();
    }
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
    Map<String, Column> validation = parts(RowSet.VALIDATION);
    Map<String, Column> train = parts(RowSet.TRAIN);
    if (train.isEmpty() && !validation.isEmpty()) {
      train = parts(RowSet.UNSAID);
    }
    Set<String> shared = new LinkedHashSet<>(train.keySet());
    if (!validation.isEmpty()) {
      shared.retainAll(validation.keySet());
    }
    if (shared.isEmpty()) {
      return;
    }
    found.put(Role.TRAIN_LOSS, sum(train, shared));
    if (!validation.isEmpty() && open(Role.VALIDATION_LOSS)) {
      found.put(Role.VALIDATION_LOSS, sum(validation, shared));
    }
    if (shared.size() > 1) {
      notes.add(
          Say.of("The loss is the sum of its parts: %s.", Say.list(List.copyOf(shared), "and")));
    }
  }

  private Map<String, Column> parts(RowSet set) {
    Map<String, Column> parts = new LinkedHashMap<>();
    columns.stream()
        .filter(c -> c.is(Kind.PART) && c.set == set)
        .forEach(c -> parts.putIfAbsent(c.name.key(), c.column));
    return parts;
  }

  private Series sum(Map<String, Column> parts, Set<String> shared) {
    double[] sum = new double[table.rows()];
    List<String> names = new ArrayList<>();
    for (String part : shared) {
      Column column = Objects.requireNonNull(parts.get(part));
      names.add(column.name());
      Arrays.setAll(sum, i -> sum[i] + column.values()[i]);
    }
    return new Series("loss", names, sum, false);
  }

  // --- scores ---

  private void scores() {
    Set<String> taken = new Placed(found, notes).used();
    List<Pair> pairs =
        pairs(c ->
            c.is(Kind.SCORE)
                || c.is(Kind.ERROR_RATE)
                || (c.isNameless() && !learnsDown(c) && !taken.contains(c.called())));
    Optional<Pair> best = pairs.stream().filter(this::isHigherBetter).findFirst();
    best.flatMap(Pair::train).ifPresent(c -> put(Role.TRAIN_SCORE, c, "score"));
    best.flatMap(Pair::validation)
        .filter(_ -> open(Role.VALIDATION_SCORE))
        .ifPresent(c -> {
          put(Role.VALIDATION_SCORE, c, "score");
          if (c.set == RowSet.UNSAID) {
            notes.add(
                Say.of(
                    "%s names no set beside losses that do; it is read as measured on validation.",
                    Say.name(c.called())));
          }
        });
  }

  /** A score without a name of its own that gets lower while the network learns is an error. */
  private boolean isHigherBetter(Pair pair) {
    Optional<Col> falling =
        pair.cols()
            .filter(c -> c.is(Kind.SCORE) && c.name.key().isEmpty() && learnsDown(c))
            .findFirst();
    falling.ifPresent(c ->
        notes.add(
            Say.of(
                "%s gets lower while the network learns, so lower must be better; it is not read as an accuracy.",
                Say.name(c.called()))));
    return falling.isEmpty();
  }

  /** Scores become shares of 1; those on a scale of their own are left out. */
  private void percents() {
    List<Role> roles = SCORES.stream().filter(found::containsKey).toList();
    List<Series> scores = roles.stream().map(found::get).toList();
    boolean said = scores.stream().anyMatch(Series::percent);
    double most =
        scores.stream()
            .mapToDouble(s -> Shapes.max(s.values))
            .filter(x -> !Double.isNaN(x))
            .max()
            .orElse(0);
    if (!said && most > 100) {
      notes.add(
          Say.of(
              "%s reaches %s, which no accuracy and no R2 does; it was left out.",
              Say.name(scores.getFirst().columns.getFirst()), Say.number(most)));
      roles.forEach(found::remove);
      return;
    }
    double unit = said || most > MOST ? 100 : 1;
    boolean errors = scores.stream().anyMatch(s -> s.measure.equals("error rate"));
    for (Role role : roles) {
      Series score = Objects.requireNonNull(found.get(role));
      double[] shares =
          Arrays.stream(score.values).map(x -> errors ? 1 - x / unit : x / unit).toArray();
      found.put(
          role, new Series(errors ? "accuracy" : score.measure, score.columns, shares, false));
    }
    if (unit > 1) {
      notes.add("Scores are written in per cent, and were divided by 100.");
    }
    if (errors) {
      notes.add("Error rates are read as accuracies: 1 minus the rate.");
    }
  }

  /** Where scores alone were written, what is missing to 1 stands for the loss. */
  private void lossFromScore() {
    if (!open(Role.TRAIN_LOSS) || !found.containsKey(Role.TRAIN_SCORE)) {
      return;
    }
    for (Role role : SCORES) {
      Role loss = role == Role.TRAIN_SCORE ? Role.TRAIN_LOSS : Role.VALIDATION_LOSS;
      Series score = found.get(role);
      if (score != null && open(loss)) {
        found.put(
            loss,
            new Series(
                "error (1 - " + score.measure + ")",
                score.columns,
                Arrays.stream(score.values).map(x -> 1 - x).toArray(),
                false));
      }
    }
    notes.add("No loss was written; what the score lacks to 1 stands for it.");
  }

  // --- pairs ---

  /** The columns that pass, by measure, each with the best column of both sets; best first. */
  private List<Pair> pairs(Predicate<Col> test) {
    Map<String, List<Col>> byKey = new LinkedHashMap<>();
    for (Col col : columns) {
      if (test.test(col)) {
        byKey
            .computeIfAbsent(col.name.kind() + " " + col.name.key(), _ -> new ArrayList<>())
            .add(col);
      }
    }
    List<Pair> pairs = new ArrayList<>();
    for (List<Col> cols : byKey.values()) {
      ColumnName name = cols.getFirst().name;
      Optional<Col> train = best(cols, RowSet.TRAIN);
      Optional<Col> validation = best(cols, RowSet.VALIDATION);
      Optional<Col> unsaid = best(cols, RowSet.UNSAID);
      boolean isScore = name.kind() == Kind.SCORE || name.kind() == Kind.ERROR_RATE;
      // As fastai writes it: train_loss, valid_loss, accuracy.
      if (isScore && train.isEmpty() && validation.isEmpty() && lossesNameTheirSets()) {
        validation = unsaid;
      } else if (train.isEmpty()) {
        train = unsaid;
      }
      pairs.add(new Pair(name, rank(name), train, validation));
    }
    pairs.sort(Pair.ORDER);
    return pairs;
  }

  /** Within losses and within scores, whichever are asked for: plain names first. */
  private static int rank(ColumnName name) {
    return name.rank()
        + switch (name.kind()) {
          case LOSS, SCORE -> 0;
          case BARE -> 10;
          case ERROR, ERROR_RATE -> 20;
          default -> 30;
        };
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

  // --- questions ---

  /** Asks for what no name says and no guess is good enough for. */
  private void ask() {
    if (found.containsKey(Role.TRAIN_LOSS)) {
      List<String> others = open(Role.VALIDATION_LOSS) ? maybeValidation() : List.of();
      if (!others.isEmpty()) {
        throw new BadInput(
            Say.of(
                "%s: which column is the validation loss: %s? Say with --columns \"validation-loss=NAME\", or validation-loss=none",
                file, Say.list(others, "or")));
      }
      return;
    }
    List<String> candidates = maybeTraining();
    if (!candidates.isEmpty()) {
      boolean both = open(Role.VALIDATION_LOSS) && candidates.size() > 1;
      throw new BadInput(
          Say.of(
              "%s: which column is the training loss%s: %s? Say with --columns \"train-loss=NAME%s\" (loss, val_loss, train_loss and the like are known)",
              file,
              both ? ", and which column is the validation loss" : "",
              Say.list(candidates, "or"),
              both ? ", validation-loss=NAME" : ""));
    }
    if (!found.containsKey(Role.VALIDATION_LOSS)) {
      throw new BadInput(
          Say.of(
              "%s holds no loss of a training; columns or tags such as loss, val_loss, train_loss, accuracy are read, and --columns \"train-loss=NAME\" names another",
              file));
    }
  }

  /** Columns that may be the training loss: by their names, or else all that nobody knows. */
  private List<String> maybeTraining() {
    List<String> named = free(c -> c.is(Kind.PART) || LOWER.contains(c.name.kind()));
    return named.isEmpty()
        ? free(c -> (c.is(Kind.NOTHING) || c.isNameless()) && Shapes.distinct(c.values()) != 1)
        : named;
  }

  /**
   * Columns that may be the validation loss, where none says that it is of validation: it would be
   * wrong to go on as if nothing had been validated.
   */
  private List<String> maybeValidation() {
    if (columns.stream().anyMatch(c -> c.isMeasure() && c.set == RowSet.VALIDATION)) {
      return List.of();
    }
    Series train = Objects.requireNonNull(found.get(Role.TRAIN_LOSS));
    boolean trainIsSaid =
        choice.says(Role.TRAIN_LOSS)
            || train.columns.stream().anyMatch(n -> ColumnName.of(n).set() == RowSet.TRAIN);
    return free(c ->
        (trainIsSaid && (c.is(Kind.PART) || c.is(Kind.LOSS)) && c.set == RowSet.UNSAID)
            || (c.is(Kind.NOTHING) && Shapes.alike(train.values, c.values())));
  }

  private List<String> free(Predicate<Col> test) {
    Set<String> taken = new Placed(found, notes).used();
    return columns.stream()
        .filter(test)
        .map(Col::called)
        .filter(name -> !taken.contains(name))
        .toList();
  }
}
