package plumb.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import plumb.data.BadInput;
import plumb.data.ColumnRef;
import plumb.data.ColumnType;
import plumb.data.Encoding;
import plumb.data.Examples;
import plumb.data.Feature;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.data.TrainingColumns;
import plumb.math.Team;

/** Prepares a table: chooses the columns, splits, fits the encoding, profiles. */
final class TablePreparation {
  /**
   * Whole numbers with at most this many different values, and ten rows for each of them, are taken
   * for classes.
   */
  private static final int NAMES_SHOWN = 5;

  private static final int MOST_NUMBER_CLASSES = 20;

  private static final int ROWS_PER_NUMBER_CLASS = 10;

  /** Fewer rows cannot be divided. */
  private static final int FEWEST_ROWS = 5;

  /** With fewer validation rows a percentage is a rough estimate. */
  private static final int FEW_VALIDATION_ROWS = 200;

  /** Inputs whose deviations differ by more than this factor make a network hard to train. */
  private static final double MIXED_SCALE = 1000;

  private static final String GROUPS =
      "it says which rows stay together, and is no input of the network";

  /** Why a column that counts the rows is no input. */
  private static final String COUNTER = "it counts the rows";

  private final Table table;
  private final PrepareOptions options;
  private final Team team;
  private final List<String> notes;

  TablePreparation(Table table, PrepareOptions options, Team team) {
    this.table = table;
    this.options = options;
    this.team = team;
    this.notes = new ArrayList<>(table.notes());
  }

  /**
   * What is asked of the table.
   *
   * @param targetIndex column to predict
   * @param target that column
   * @param classes whether it holds classes
   * @param answer the target as all rows have it; of numbers the scale may be another in training
   * @param from rows with a target
   * @param group the column that rows are grouped by, if any
   */
  private record Asked(
      int targetIndex,
      Column target,
      boolean classes,
      Target answer,
      Splitter.Candidates from,
      OptionalInt group) {}

  private Asked asked() {
    int targetIndex =
        options
            .target()
            .map(ref -> ref.resolve(table.names(), table.name(), "data.target"))
            .orElse(table.columns().size() - 1);
    Column target = table.columns().get(targetIndex);
    if (options.target().isEmpty()) {
      notes.add(
          "No target is named, so the last column, \"%s\", is predicted (--target to choose another)"
              .formatted(target.name()));
    }
    OptionalInt group = group(targetIndex);
    int[] rows = rowsWithTarget(target);
    boolean classes = isClassification(target, rows);
    Target answer =
        classes
            ? ClassLabels.find(target, rows, options.labels(), table.name())
            : regression(target, rows);
    int count = answer instanceof Target.Classification c ? c.labels().size() : 1;
    Splitter.Candidates from = new Splitter.Candidates(rows, classOf(answer, target, rows), count);
    return new Asked(targetIndex, target, classes, answer, from, group);
  }

  /**
   * The column that rows are grouped by.
   *
   * @throws BadInput if it, or that of times, is the target
   */
  private OptionalInt group(int targetIndex) {
    return switch (options.validation().division()) {
      case Division.Rows _ -> OptionalInt.empty();
      case Division.Groups(ColumnRef column) ->
          OptionalInt.of(besideTarget(column, Splitter.GROUP, targetIndex));
      case Division.Time(ColumnRef column) -> {
        besideTarget(column, Splitter.TIME, targetIndex);
        yield OptionalInt.empty();
      }
    };
  }

  private int besideTarget(ColumnRef column, String field, int targetIndex) {
    int index = column.resolve(table.names(), table.name(), field);
    if (index == targetIndex) {
      throw BadInput.about(
          field,
          "%s: column \"%s\" is the target, so %s must be another one"
              .formatted(table.name(), table.names().get(index), field));
    }
    return index;
  }

  Prepared prepare() {
    Asked asked = asked();
    Splitter.Parts parts =
        switch (options.validation()) {
          case Validation.Given _, Validation.None _ -> allRows(asked);
          case Validation.Share share -> hold(asked, share);
        };
    return prepared(asked, parts, options.validation());
  }

  /** All rows for training, whatever is asked of validation. */
  Prepared whole() {
    Asked asked = asked();
    return prepared(asked, allRows(asked), new Validation.None());
  }

  private static Splitter.Parts allRows(Asked asked) {
    return new Splitter.Parts(asked.from().rows(), new int[0]);
  }

  private Splitter.Order order() {
    return new Splitter.Order(options.shuffle(), options.seed());
  }

  private Prepared prepared(Asked asked, Splitter.Parts dealt, Validation validated) {
    sayRareClasses(asked, dealt);
    Splitter.Parts parts = chosen(dealt, asked);
    Columns columns = fit(asked, parts.train(), false, notes);
    needInputs(asked, columns);
    Encoding encoding =
        encoding(
            columns, asked.classes() ? asked.answer() : regression(asked.target(), parts.train()));
    TableEncoder encoder = new TableEncoder(encoding, table, columns.used);
    Optional<Source> source = Preparation.givenSource(encoding, validated);
    Optional<TestData> given = Preparation.given(encoding, source, options);
    given.ifPresent(data -> notes.addAll(data.notes()));
    Optional<Examples> validation =
        parts.validation().length > 0
            ? Optional.of(
                examples(
                    encoder, asked.target(), parts.validation(), options.labels(), notes, team))
            : given.map(TestData::examples);
    int held = validation.map(Examples::rows).orElse(0);
    long[] inputHashes = RowHash.of(columns.used, table.rows(), team);
    int shared = shared(encoder, inputHashes, parts, given);
    if (shared > 0) {
      notes.add(
          "%d of %d validation rows repeat a training row in every input, so the validation result may look better than it is"
              .formatted(shared, held));
    }
    if (held > 0 && held < FEW_VALIDATION_ROWS) {
      notes.add("Only %d validation rows: their result is a rough estimate".formatted(held));
    }
    Examples train =
        examples(encoder, asked.target(), parts.train(), options.labels(), notes, team);
    return new Prepared(
        encoding,
        train,
        validation,
        parts.train(),
        given.map(TestData::rows).orElse(parts.validation()),
        profile(asked, columns, inputHashes),
        new Prepared.SplitReport(parts.train().length, held, shared),
        notes,
        Preparation.hash(table, source),
        Optional.of(table),
        Preparation.table(source));
  }

  private Encoding encoding(Columns columns, Target target) {
    return new Encoding(
        columns.features,
        target,
        options.missing(),
        new TrainingColumns(columns.ranges, columns.dropped),
        table.decimal().orElse(null));
  }

  private Profile profile(Asked asked, Columns columns, long[] inputHashes) {
    int[] rows = asked.from().rows();
    int examples = (int) options.cleaning().examples(table.rows()).count();
    return new Profiler(table, rows, examples - rows.length, notes, team)
        .profile(asked.targetIndex(), inputHashes, columns.uses, columns.remarks);
  }

  /** Fold after fold, repeat after repeat. */
  List<Prepared> folds(int folds, int repeats) {
    Asked asked = asked();
    Splitter splitter = Splitter.of(options.validation().division(), table);
    List<Splitter.Parts> all = splitter.folds(asked.from(), folds, repeats, order());
    if (all.isEmpty()) {
      throw noneCanBeHeldOut();
    }
    sayRareClasses(asked, allRows(asked));
    splitter.folded(asked.from()).ifPresent(notes::add);
    Columns whole = fit(asked, asked.from().rows(), false, notes);
    needInputs(asked, whole);
    long[] inputHashes = RowHash.of(whole.used, table.rows(), team);
    Profile profile = profile(asked, whole, inputHashes);
    List<Prepared> prepared = new ArrayList<>();
    for (Splitter.Parts dealt : all) {
      Splitter.Parts parts = chosen(dealt, asked);
      // What is found out of the rows of a fold is known of all rows already.
      List<String> unsaid = new ArrayList<>();
      Columns columns = fit(asked, parts.train(), false, unsaid);
      if (columns.features.isEmpty()) {
        columns = fit(asked, parts.train(), true, unsaid);
      }
      Encoding encoding =
          encoding(
              columns, asked.classes() ? asked.answer() : scaled(asked.target(), parts.train()));
      TableEncoder encoder = new TableEncoder(encoding, table, columns.used);
      prepared.add(
          new Prepared(
              encoding,
              examples(encoder, asked.target(), parts.train(), options.labels(), unsaid, team),
              Optional.of(
                  examples(
                      encoder, asked.target(), parts.validation(), options.labels(), unsaid, team)),
              parts.train(),
              parts.validation(),
              profile,
              new Prepared.SplitReport(
                  parts.train().length,
                  parts.validation().length,
                  shared(encoder, inputHashes, parts, Optional.empty())),
              prepared.isEmpty() ? notes : List.of(),
              table.hash(),
              Optional.of(table),
              Optional.empty()));
    }
    return prepared;
  }

  private BadInput noneCanBeHeldOut() {
    return new BadInput(
        "%s: every class has a single row, so none can be held out; give more rows, or write validation: none"
            .formatted(table.name()));
  }

  private static boolean alike(Column target, int[] rows) {
    PackedNumbers values = ((Column.Numbers) target).values();
    return Arrays.stream(rows).allMatch(row -> values.at(row) == values.at(rows[0]));
  }

  private int[] rowsWithTarget(Column target) {
    int[] examples = options.cleaning().examples(table.rows()).toArray();
    int[] rows = Arrays.stream(examples).filter(r -> !target.missing(r)).toArray();
    if (examples.length < table.rows()) {
      int dropped = table.rows() - examples.length;
      notes.add(
          "%d row%s left out, as data.clean.drop-rows asks"
              .formatted(dropped, dropped == 1 ? " is" : "s are"));
    }
    if (rows.length == 0) {
      throw BadInput.about(
          "data.target",
          "%s: the target \"%s\" is missing in every row; choose another column"
              .formatted(table.name(), target.name()));
    }
    int without = examples.length - rows.length;
    if (without > 0) {
      notes.add(
          "%d row%s no value in \"%s\" and %s left out"
              .formatted(
                  without,
                  without == 1 ? " has" : "s have",
                  target.name(),
                  without == 1 ? "is" : "are"));
    }
    return rows;
  }

  private boolean isClassification(Column target, int[] rows) {
    return switch (target) {
      case Column.Dates _ ->
          throw BadInput.about(
              "data.target",
              "%s: the target \"%s\" holds dates, which cannot be predicted; choose another column"
                  .formatted(table.name(), target.name()));
      case Column.Words _ -> {
        if (options.task() == Task.REGRESSION) {
          throw BadInput.about(
              "data.task",
              "%s: the target \"%s\" holds words, which is not a regression; leave the task out or choose a column of numbers"
                  .formatted(table.name(), target.name()));
        }
        if (options.task() == Task.AUTO) {
          notes.add("\"%s\" holds words: this is a classification".formatted(target.name()));
        }
        yield true;
      }
      case Column.Numbers(_, ColumnType type, PackedNumbers values) ->
          switch (options.task()) {
            case CLASSIFICATION -> true;
            case REGRESSION -> false;
            case AUTO -> {
              int distinct = LongSet.ofBits(Moments.present(values, rows)).size();
              boolean few =
                  type != ColumnType.NUMBER
                      && distinct <= MOST_NUMBER_CLASSES
                      && distinct <= Math.max(2, rows.length / ROWS_PER_NUMBER_CLASS);
              notes.add(
                  few
                      ? "\"%s\" holds %d different whole numbers, taken for classes: this is a classification (--task regression if they are quantities)"
                          .formatted(target.name(), distinct)
                      : "\"%s\" holds %d different numbers, taken for quantities: this is a regression (--task classification if they are classes)"
                          .formatted(target.name(), distinct));
              yield few;
            }
          };
    };
  }

  private Target.Regression regression(Column target, int[] rows) {
    PackedNumbers values = ((Column.Numbers) target).values();
    Moments moments = Moments.of(values, rows);
    if (moments.deviation() == 0) {
      throw new BadInput(
          "%s: every row has the same target, \"%s\" = %s; there is nothing to learn"
              .formatted(table.name(), target.name(), target.text(rows[0])));
    }
    // Errors are squared.
    double variance = moments.deviation() * moments.deviation();
    if (!Double.isFinite(variance * rows.length) || variance < Double.MIN_NORMAL) {
      throw new BadInput(
          "%s: the target \"%s\" holds numbers too %s to compute with; %s them"
              .formatted(
                  table.name(),
                  target.name(),
                  variance < 1 ? "small" : "large",
                  variance < 1 ? "multiply" : "divide"));
    }
    return scaled(target, rows);
  }

  /** The scale of the target on some rows; they may all be alike. */
  private Target.Regression scaled(Column target, int[] rows) {
    Moments moments = Moments.of(((Column.Numbers) target).values(), rows);
    return options.rawTargets()
        ? new Target.Regression(target.name(), 0, 1)
        : new Target.Regression(
            target.name(), moments.mean(), moments.deviation() == 0 ? 1 : moments.deviation());
  }

  private int[] classOf(Target target, Column column, int[] rows) {
    return switch (target) {
      case Target.Regression _ -> new int[rows.length];
      case Target.Classification c ->
          ClassLabels.indices(c, column, rows, options.labels(), table.name(), new ArrayList<>());
    };
  }

  /** Says which classes have too few rows to be both learned and measured. */
  private void sayRareClasses(Asked asked, Splitter.Parts parts) {
    if (!(asked.answer() instanceof Target.Classification(String column, List<String> labels))) {
      return;
    }
    int[] sizes = asked.from().sizes();
    boolean[] trained = new boolean[labels.size()];
    int[] classOf = byRow(asked);
    for (int row : parts.train()) {
      trained[classOf[row]] = true;
    }
    for (int c = 0; c < sizes.length; c++) {
      if (!trained[c]) {
        notes.add(
            "All rows of class \"%s\" of \"%s\" (%d) are held out, so it is never learned; leave it out, or hold out other rows"
                .formatted(labels.get(c), column, sizes[c]));
      } else if (sizes[c] == 1) {
        notes.add(
            "Class \"%s\" of \"%s\" has a single row, which is used for training, so nothing can be said about how well it is recognized"
                .formatted(labels.get(c), column));
      }
    }
  }

  /** Class of each row of the table that has a target. */
  private int[] byRow(Asked asked) {
    int[] byRow = new int[table.rows()];
    for (int i = 0; i < asked.from().count(); i++) {
      byRow[asked.from().rows()[i]] = asked.from().classOf()[i];
    }
    return byRow;
  }

  private Splitter.Parts hold(Asked asked, Validation.Share share) {
    int count = asked.from().count();
    if (count < FEWEST_ROWS) {
      throw new BadInput(
          "%s has %d row%s with a target, too few to hold some out; give more rows, or write validation: none"
              .formatted(table.name(), count, count == 1 ? "" : "s"));
    }
    Splitter splitter = Splitter.of(share.by(), table);
    Splitter.Parts parts = splitter.hold(asked.from(), share.share(), order());
    if (parts.validation().length == 0) {
      throw noneCanBeHeldOut();
    }
    if (!asked.classes() && alike(asked.target(), parts.validation())) {
      throw new BadInput(
          "%s: the rows held out all have the same target, so nothing can be measured on them; give more rows, or write validation: none"
              .formatted(table.name()));
    }
    if (!share.by().equals(Division.ROWS)) {
      notes.add(splitter.held(parts, "validation"));
    }
    return parts;
  }

  /** The split without the training rows that are left out, and with those that are repeated. */
  private Splitter.Parts chosen(Splitter.Parts parts, Asked asked) {
    int[] trainClasses = new int[0];
    if (asked.classes() && options.cleaning().balanced()) {
      int[] byRow = byRow(asked);
      trainClasses = Arrays.stream(parts.train()).map(row -> byRow[row]).toArray();
    }
    return new Splitter.Parts(
        options.cleaning().of(parts.train(), trainClasses), parts.validation());
  }

  /** What becomes of each column. */
  private static final class Columns {
    private final List<Feature> features = new ArrayList<>();
    private final List<Column> used = new ArrayList<>();
    private final List<TrainingColumns.Range> ranges = new ArrayList<>();
    private final List<TrainingColumns.Dropped> dropped = new ArrayList<>();
    private final Map<Integer, List<String>> remarks = new HashMap<>();
    private final Map<Integer, Profile.Use> uses = new HashMap<>();
  }

  /** The columns that a field of the card names, of which none may be the target. */
  private Set<Integer> named(List<ColumnRef> refs, String field, String how, int targetIndex) {
    Set<Integer> named = new HashSet<>();
    for (ColumnRef ref : refs) {
      int index = ref.resolve(table.names(), table.name(), field);
      if (index == targetIndex) {
        throw BadInput.about(
            field,
            "%s: column \"%s\" is both the target and %s; choose one"
                .formatted(table.name(), table.names().get(index), how));
      }
      named.add(index);
    }
    return named;
  }

  /**
   * The columns that count the rows and are therefore no inputs: not those the card keeps, and none
   * where nothing else could be learned from.
   */
  private Set<Integer> counting(
      FeatureFitter.Fitted[] fits, int targetIndex, Set<Integer> excluded, List<String> said) {
    Set<Integer> kept = named(options.keep(), "data.columns.keep", "kept as an input", targetIndex);
    for (int index : kept) {
      if (excluded.contains(index)) {
        throw BadInput.about(
            "data.columns.keep",
            "%s: column \"%s\" is both kept and excluded; choose one"
                .formatted(table.name(), table.names().get(index)));
      }
    }
    Set<Integer> counting = new TreeSet<>(Counters.of(table));
    for (int index : kept) {
      if (!counting.remove(index)) {
        said.add(
            "Column \"%s\" need not be kept: it does not count the rows"
                .formatted(table.names().get(index)));
      }
    }
    counting.removeIf(i -> i == targetIndex || excluded.contains(i) || fits[i].feature().isEmpty());
    boolean others =
        IntStream.range(0, fits.length)
            .anyMatch(
                i -> !counting.contains(i) && fits[i] != null && fits[i].feature().isPresent());
    return others ? counting : Set.of();
  }

  /**
   * Fits the encoding of every column.
   *
   * @param train rows to fit to
   * @param keepsConstant whether columns with a single value in these rows are inputs
   * @param said told what there is to say
   */
  private Columns fit(Asked asked, int[] train, boolean keepsConstant, List<String> said) {
    int targetIndex = asked.targetIndex();
    Set<Integer> excluded =
        named(options.exclude(), "data.columns.exclude", "excluded", targetIndex);
    FeatureFitter fitter =
        new FeatureFitter(
            train,
            options.inputs(),
            options.maxLevels(),
            options.cleaning().fillsOutliers(),
            keepsConstant);
    Columns columns = new Columns();
    FeatureFitter.Fitted[] fits = new FeatureFitter.Fitted[table.columns().size()];
    Tasks.run(
        team,
        fits.length,
        i -> {
          if (i != targetIndex && !excluded.contains(i)) {
            fits[i] =
                asked.group().equals(OptionalInt.of(i))
                    ? FeatureFitter.Fitted.unused(GROUPS)
                    : fitter.fit(table.columns().get(i));
          }
        });
    for (int i : counting(fits, targetIndex, excluded, said)) {
      String name = table.names().get(i);
      fits[i] = FeatureFitter.Fitted.unused(COUNTER);
      said.add(
          "Column \"%s\" counts the rows and is no input; columns: {keep: [\"%s\"]} makes it one"
              .formatted(name, name));
    }
    Map<String, List<String>> dropped = new LinkedHashMap<>();
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int i = 0; i < table.columns().size(); i++) {
      if (i == targetIndex || excluded.contains(i)) {
        columns.uses.put(i, i == targetIndex ? Profile.Use.TARGET : Profile.Use.EXCLUDED);
        continue;
      }
      Column column = table.columns().get(i);
      Optional<Feature> feature = fits[i].feature();
      List<String> remarks = fits[i].said();
      columns.remarks.put(i, remarks);
      columns.uses.put(i, feature.isPresent() ? Profile.Use.INPUT : Profile.Use.DROPPED);
      if (feature.isPresent()) {
        columns.features.add(feature.get());
        columns.used.add(column);
        fits[i]
            .values()
            .map(moments -> new TrainingColumns.Range(column.name(), moments.min(), moments.max()))
            .ifPresent(columns.ranges::add);
        remarks.forEach(remark -> said.add("Column \"%s\": %s".formatted(column.name(), remark)));
      } else {
        if (!remarks.getLast().equals(COUNTER)) {
          dropped.computeIfAbsent(remarks.getLast(), _ -> new ArrayList<>()).add(column.name());
        }
        columns.dropped.add(new TrainingColumns.Dropped(column.name(), remarks.getLast()));
      }
      if (column instanceof Column.Numbers && fits[i].values().isPresent()) {
        double deviation = fits[i].values().get().deviation();
        least = deviation > 0 ? Math.min(least, deviation) : least;
        most = Math.max(most, deviation);
      }
    }
    dropped.forEach((reason, names) -> said.add(dropped(names, reason)));
    if (options.inputs() == Scaling.RAW && most > MIXED_SCALE * least) {
      said.add(
          "The raw inputs' standard deviations range from %.3g to %.3g, which is hard to train on; inputs: standardize would help"
              .formatted(least, most));
    }
    return columns;
  }

  private void needInputs(Asked asked, Columns columns) {
    if (columns.features.isEmpty()) {
      throw new BadInput(
          "%s has no column to predict \"%s\" from: %s"
              .formatted(
                  table.name(),
                  table.names().get(asked.targetIndex()),
                  table.columns().size() > 1
                      ? "every other one is constant, empty, text or excluded"
                      : table.lines().ofText()
                          ? "it is the only one; check the delimiter"
                          : "it is the only one with a single value in each row; nested columns and lists are not supported, write a column for each value"));
    }
  }

  /** One sentence for all columns of a fate, for a table of pixels has hundreds of them. */
  private static String dropped(List<String> names, String reason) {
    return names.size() == 1
        ? "Column \"%s\" is dropped: %s".formatted(names.getFirst(), reason)
        : "%d columns are dropped; each of them: %s (%s)"
            .formatted(names.size(), reason, some(names));
  }

  /** The first few names in quotes, and how many more there are. */
  private static String some(List<String> names) {
    int shown = Math.min(NAMES_SHOWN, names.size());
    int others = names.size() - shown;
    return "\"%s\"%s"
        .formatted(
            String.join("\", \"", names.subList(0, shown)),
            others == 0 ? "" : " and %d more".formatted(others));
  }

  private int shared(
      TableEncoder encoder, long[] hashes, Splitter.Parts parts, Optional<TestData> given) {
    if (parts.validation().length > 0) {
      return RowHash.shared(
          RowHash.chosen(hashes, parts.validation()), RowHash.chosen(hashes, parts.train()));
    }
    return given
        .map(data ->
            RowHash.shared(
                RowHash.ofEncoded(data.examples()),
                RowHash.ofEncoded(
                    new Examples(
                        encoder.encode(parts.train(), team),
                        new Targets.Values(new float[parts.train().length])))))
        .orElse(0);
  }

  private static Examples examples(
      TableEncoder encoder,
      Column target,
      int[] rows,
      Map<String, String> labels,
      List<String> notes,
      Team team) {
    Targets targets =
        switch (encoder.encoding().target()) {
          case Target.Classification c ->
              new Targets.Classes(
                  ClassLabels.indices(c, target, rows, labels, encoder.table().name(), notes),
                  c.labels().size());
          case Target.Regression(_, double mean, double scale) -> {
            PackedNumbers all = ((Column.Numbers) target).values();
            float[] values = new float[rows.length];
            for (int i = 0; i < rows.length; i++) {
              values[i] = (float) ((all.at(rows[i]) - mean) / scale);
            }
            yield new Targets.Values(values);
          }
        };
    return new Examples(encoder.encode(rows, team), targets);
  }

  static TestData test(Encoding encoding, Table table, Map<String, String> labels, Team team) {
    List<String> notes = new ArrayList<>(table.notes());
    TableEncoder encoder = TableEncoder.of(encoding, table);
    String name = encoding.target().column();
    Column target = TableEncoder.column(table, name);
    if (target == null) {
      throw new BadInput(
          "%s lacks the target column \"%s\", so there is nothing to compare with; add it, or predict without it"
              .formatted(table.name(), name));
    }
    int[] rows = IntStream.range(0, table.rows()).filter(r -> !target.missing(r)).toArray();
    if (rows.length == 0) {
      throw new BadInput(
          "%s: the target \"%s\" is missing in every row".formatted(table.name(), name));
    }
    if (rows.length < table.rows()) {
      notes.add(
          "%s: %d of %d rows have no value in \"%s\" and are left out"
              .formatted(table.name(), table.rows() - rows.length, table.rows(), name));
    }
    if (encoding.target() instanceof Target.Regression && !(target instanceof Column.Numbers)) {
      throw new BadInput(
          "%s: the target \"%s\" holds \"%s\", but the model predicts numbers"
              .formatted(table.place(rows[0]), name, target.text(rows[0])));
    }
    if (encoding.target() instanceof Target.Classification c) {
      ClassLabels.check(c, labels, table.name());
    }
    return new TestData(examples(encoder, target, rows, labels, notes, team), rows, notes);
  }

  static InputData inputs(Encoding encoding, Table table, Team team) {
    List<String> notes = new ArrayList<>(table.notes());
    TableEncoder encoder = TableEncoder.of(encoding, table);
    List<String> extra = new ArrayList<>(table.names());
    extra.removeAll(encoding.columns());
    extra.remove(encoding.target().column());
    Map<String, List<String>> left = new LinkedHashMap<>();
    for (TrainingColumns.Dropped dropped : encoding.remembered().dropped()) {
      if (extra.remove(dropped.column())) {
        left.computeIfAbsent(dropped.reason(), _ -> new ArrayList<>()).add(dropped.column());
      }
    }
    left.forEach((reason, names) ->
        notes.add(
            "%s: ignored %s, as in training (%s)".formatted(table.name(), columns(names), reason)));
    if (!extra.isEmpty()) {
      notes.add(
          "%s: ignored %s, which the model does not use".formatted(table.name(), columns(extra)));
    }
    return new InputData(
        encoder.encode(IntStream.range(0, table.rows()).toArray(), team),
        notes,
        Novelty.of(encoder));
  }

  private static String columns(List<String> names) {
    return names.size() == 1
        ? "the column \"%s\"".formatted(names.getFirst())
        : "%d columns, %s".formatted(names.size(), some(names));
  }
}
