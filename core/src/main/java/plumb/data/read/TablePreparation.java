package plumb.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;
import plumb.data.ColumnRef;
import plumb.data.ColumnType;
import plumb.data.Encoding;
import plumb.data.Examples;
import plumb.data.Feature;
import plumb.data.Inputs;
import plumb.data.Nearest;
import plumb.data.NumberText;
import plumb.data.RowMapping;
import plumb.data.Target;
import plumb.data.Targets;

/** Prepares a table: chooses the columns, splits, fits the encoding, profiles. */
final class TablePreparation {
  /** Whole numbers with at most this many different values are taken for classes. */
  private static final int MOST_NUMBER_CLASSES = 20;

  /** More classes than this is a column of names, not of classes. */
  private static final int MOST_CLASSES = 1000;

  private final Table table;
  private final PrepareOptions options;
  private final List<String> notes;

  TablePreparation(Table table, PrepareOptions options) {
    this.table = table;
    this.options = options;
    this.notes = new ArrayList<>(table.notes());
  }

  Prepared prepare() {
    List<String> names = table.names();
    int targetIndex =
        options
            .target()
            .map(ref -> ref.resolve(names, table.name()))
            .orElse(table.columns().size() - 1);
    Column target = table.columns().get(targetIndex);
    Set<Integer> excluded = new HashSet<>();
    for (ColumnRef ref : options.exclude()) {
      excluded.add(ref.resolve(names, table.name()));
    }
    int[] rows = IntStream.range(0, table.rows()).filter(r -> !target.missing(r)).toArray();
    int without = table.rows() - rows.length;
    if (rows.length == 0) {
      throw new BadInput(
          "%s: the target \"%s\" is missing in every row; choose another column"
              .formatted(table.name(), target.name()));
    }
    if (without > 0) {
      notes.add(
          "%d rows have no value in \"%s\" and are left out".formatted(without, target.name()));
    }
    boolean classes = isClassification(target);
    Target provisional = classes ? classification(target, rows) : regression(target, rows);
    int[] classOf =
        provisional instanceof Target.Classification c
            ? labels(c, target, rows, options.labels(), table.name())
            : new int[rows.length];
    int classCount = provisional instanceof Target.Classification(_, List<String> l) ? l.size() : 1;
    sayRareClasses(provisional, classOf, classCount);

    Splitter.Parts parts =
        switch (options.validation()) {
          case Validation.Share(double share) -> {
            if (rows.length < 5) {
              throw new BadInput(
                  "%s has %d usable rows, too few to hold some out; give more rows"
                      .formatted(table.name(), rows.length));
            }
            yield options.shuffle()
                ? Splitter.stratified(rows, classOf, classCount, share, options.seed())
                : Splitter.last(rows, share);
          }
          case Validation.Given _, Validation.None _ -> new Splitter.Parts(rows, new int[0]);
        };

    List<Feature> features = new ArrayList<>();
    List<Column> used = new ArrayList<>();
    Map<Integer, List<String>> remarks = new HashMap<>();
    Map<Integer, Profile.Use> uses = new HashMap<>();
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      List<String> said = new ArrayList<>();
      remarks.put(i, said);
      if (i == targetIndex) {
        uses.put(i, Profile.Use.TARGET);
        continue;
      }
      if (excluded.contains(i)) {
        uses.put(i, Profile.Use.EXCLUDED);
        continue;
      }
      Optional<Feature> feature = fit(column, parts.train(), said);
      uses.put(i, feature.isPresent() ? Profile.Use.INPUT : Profile.Use.DROPPED);
      feature.ifPresent(f -> {
        features.add(f);
        used.add(column);
      });
      if (feature.isEmpty()) {
        notes.add("Column \"%s\" is dropped: %s".formatted(column.name(), said.getLast()));
      }
    }
    if (features.isEmpty()) {
      throw new BadInput(
          "%s has no column to predict \"%s\" from; every other one is constant, empty, text or excluded"
              .formatted(table.name(), target.name()));
    }
    Target fitted = classes ? provisional : regression(target, parts.train());
    Encoding encoding = new Encoding(features, fitted, options.missing());
    Optional<TestData> given = Preparation.given(encoding, options);
    given.ifPresent(data -> notes.addAll(data.notes()));
    Optional<Examples> validation =
        parts.validation().length > 0
            ? Optional.of(examples(encoding, used, target, parts.validation(), options.labels()))
            : Preparation.examples(given);
    int shared = shared(used, parts.train(), parts.validation());
    if (shared > 0) {
      notes.add(
          "%d of %d validation rows repeat a training row in every input, so the validation result looks better than it is"
              .formatted(shared, parts.validation().length));
    }
    if (validation.isPresent() && validation.get().rows() < 200) {
      notes.add(
          "Only %d validation rows: their result is a rough estimate"
              .formatted(validation.get().rows()));
    }
    Profile profile = new Profiler(table, rows, without, notes).profile(targetIndex, uses, remarks);
    return new Prepared(
        encoding,
        examples(encoding, used, target, parts.train(), options.labels()),
        validation,
        parts.train(),
        given.map(TestData::rows).orElse(parts.validation()),
        profile,
        new Prepared.SplitReport(
            parts.train().length, validation.map(Examples::rows).orElse(0), shared),
        notes,
        Preparation.hash(table, options));
  }

  private boolean isClassification(Column target) {
    boolean numeric = target instanceof Column.Numbers;
    boolean classes =
        switch (options.task()) {
          case CLASSIFICATION -> true;
          case REGRESSION -> {
            if (!numeric) {
              throw new BadInput(
                  "%s: the target \"%s\" holds words, which is not a regression; leave the task out or choose a column of numbers"
                      .formatted(table.name(), target.name()));
            }
            yield false;
          }
          case AUTO -> {
            long distinct =
                target instanceof Column.Numbers(_, _, double[] v)
                    ? Arrays.stream(v).filter(x -> !Double.isNaN(x)).distinct().count()
                    : 0;
            boolean few =
                target.type() == ColumnType.INTEGER
                    && distinct <= MOST_NUMBER_CLASSES
                    && distinct <= Math.max(2, table.rows() / 10);
            boolean guess = !numeric || few || target.type() == ColumnType.CONSTANT;
            if (!(target instanceof Column.Dates)) {
              notes.add(
                  guess
                      ? "\"%s\" is taken for classes: this is a classification (--task regression if it is not)"
                          .formatted(target.name())
                      : "\"%s\" is taken for a quantity: this is a regression (--task classification if it is not)"
                          .formatted(target.name()));
            }
            yield guess;
          }
        };
    if (target instanceof Column.Dates) {
      throw new BadInput(
          "%s: the target \"%s\" holds dates, which cannot be predicted; choose another column"
              .formatted(table.name(), target.name()));
    }
    return classes;
  }

  private Target.Classification classification(Column target, int[] rows) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int row : rows) {
      String text = String.valueOf(target.text(row));
      counts.merge(options.labels().getOrDefault(text, text), 1, Integer::sum);
    }
    List<String> labels = new ArrayList<>(counts.keySet());
    labels.sort(TablePreparation::compareLabels);
    if (labels.size() < 2) {
      throw new BadInput(
          "%s: every row has the same target, \"%s\" = %s; there is nothing to learn"
              .formatted(table.name(), target.name(), labels.getFirst()));
    }
    if (labels.size() > MOST_CLASSES) {
      throw new BadInput(
          "%s: the target \"%s\" has %d different values, too many for classes; choose another column"
              .formatted(table.name(), target.name(), labels.size()));
    }
    return new Target.Classification(target.name(), labels);
  }

  /** Numbers by size, words by letters. */
  private static int compareLabels(String a, String b) {
    var x = NumberText.parse(a);
    var y = NumberText.parse(b);
    return x.isPresent() && y.isPresent()
        ? Double.compare(x.getAsDouble(), y.getAsDouble())
        : a.compareTo(b);
  }

  private Target.Regression regression(Column target, int[] rows) {
    double[] values = ((Column.Numbers) target).values();
    Moments moments = Moments.of(values, rows);
    if (moments.deviation() == 0) {
      throw new BadInput(
          "%s: every row has the same target, \"%s\" = %s; there is nothing to learn"
              .formatted(table.name(), target.name(), target.text(rows[0])));
    }
    return options.rawTargets()
        ? new Target.Regression(target.name(), 0, 1)
        : new Target.Regression(target.name(), moments.mean(), moments.deviation());
  }

  private void sayRareClasses(Target target, int[] classOf, int classes) {
    if (target instanceof Target.Classification(String column, List<String> labels)) {
      int[] counts = new int[classes];
      for (int c : classOf) {
        counts[c]++;
      }
      for (int c = 0; c < classes; c++) {
        if (counts[c] == 1) {
          notes.add(
              "Class \"%s\" of \"%s\" has a single row; it is used for training, so nothing can be said about how well it is recognized"
                  .formatted(labels.get(c), column));
        }
      }
    }
  }

  private static int[] labels(
      Target.Classification target,
      Column column,
      int[] rows,
      Map<String, String> mapped,
      String file) {
    Map<String, Integer> codes = new HashMap<>();
    for (int i = 0; i < target.labels().size(); i++) {
      codes.put(target.labels().get(i), i);
    }
    Map<String, Integer> cache = new HashMap<>();
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      String text = String.valueOf(column.text(rows[i]));
      labels[i] = cache.computeIfAbsent(text, t -> label(t, codes, mapped, target, file));
    }
    return labels;
  }

  private static Integer label(
      String text,
      Map<String, Integer> codes,
      Map<String, String> mapped,
      Target.Classification target,
      String file) {
    Integer code = codes.get(mapped.getOrDefault(text, text));
    if (code == null) {
      code = codes.get(plain(text, target).orElse(""));
    }
    if (code == null) {
      String near = Nearest.to(text, target.labels()).orElse(target.labels().getFirst());
      throw new BadInput(
          "%s: the class \"%s\" of \"%s\" does not occur in the training data; the nearest there is \"%s\"; to read it as that, use --set 'data.labels.\"%s\"=%s'"
              .formatted(file, text, target.column(), near, text, near));
    }
    return code;
  }

  /** The only label that is the same but for case and punctuation at the end. */
  private static Optional<String> plain(String text, Target.Classification target) {
    String plain = stripped(text);
    List<String> same = target.labels().stream().filter(l -> stripped(l).equals(plain)).toList();
    return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
  }

  private static String stripped(String text) {
    return text.strip().replaceAll("[.,;:!]+$", "").toLowerCase(Locale.ROOT);
  }

  private Optional<Feature> fit(Column column, int[] train, List<String> said) {
    int present = 0;
    for (int row : train) {
      present += column.missing(row) ? 0 : 1;
    }
    if (present == 0) {
      said.add("it is empty in the training rows");
      return Optional.empty();
    }
    boolean gaps = column.missing() > 0;
    return switch (column) {
      case Column.Numbers(String name, _, double[] values) -> {
        Moments m = Moments.of(values, train);
        if (m.deviation() == 0) {
          said.add("it has one value in all training rows");
          yield Optional.empty();
        }
        double median = Moments.median(values, train);
        yield Optional.of(
            switch (options.inputs()) {
              case STANDARDIZE -> new Feature.Numeric(name, m.mean(), m.deviation(), median, gaps);
              case MIN_MAX -> new Feature.Numeric(name, m.min(), m.max() - m.min(), median, gaps);
              case RAW -> new Feature.Numeric(name, 0, 1, median, gaps);
            });
      }
      case Column.Dates(String name, _, var format, double[] days) -> {
        Moments m = Moments.of(days, train);
        if (m.deviation() == 0) {
          said.add("it has one value in all training rows");
          yield Optional.empty();
        }
        yield Optional.of(
            new Feature.Date(
                name, format, m.mean(), m.deviation(), Moments.median(days, train), gaps));
      }
      case Column.Words words -> fitWords(words, train, gaps, said);
    };
  }

  private Optional<Feature> fitWords(
      Column.Words words, int[] train, boolean gaps, List<String> said) {
    if (words.type() == ColumnType.TEXT) {
      said.add(
          "it is text or an identifier (%d different words), which cannot be used"
              .formatted(words.levels().size()));
      return Optional.empty();
    }
    int[] counts = new int[words.levels().size()];
    for (int row : train) {
      if (!words.missing(row)) {
        counts[words.codes()[row]]++;
      }
    }
    List<Integer> frequent =
        IntStream.range(0, counts.length)
            .filter(i -> counts[i] > 0)
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer i) -> -counts[i])
                    .thenComparing(words.levels()::get))
            .toList();
    if (frequent.size() < 2 && !gaps) {
      said.add("it has one value in all training rows");
      return Optional.empty();
    }
    if (words.type() == ColumnType.BOOLEAN) {
      int yes = 0;
      int all = 0;
      for (int i = 0; i < counts.length; i++) {
        all += counts[i];
        yes += Boolean.TRUE.equals(Feature.Flag.parse(words.levels().get(i))) ? counts[i] : 0;
      }
      return Optional.of(new Feature.Flag(words.name(), (double) yes / all, gaps));
    }
    if (frequent.size() > options.maxLevels()) {
      said.add(
          "the %d most frequent of %d words have an input of their own, the others share one"
              .formatted(options.maxLevels(), frequent.size()));
    }
    List<String> levels =
        frequent.stream().limit(options.maxLevels()).map(words.levels()::get).sorted().toList();
    return Optional.of(new Feature.Categories(words.name(), levels, gaps));
  }

  private static Examples examples(
      Encoding encoding, List<Column> used, Column target, int[] rows, Map<String, String> labels) {
    Targets targets =
        switch (encoding.target()) {
          case Target.Classification c ->
              new Targets.Classes(
                  labels(c, target, rows, labels, target.name()), c.labels().size());
          case Target.Regression(_, double mean, double scale) -> {
            double[] all = ((Column.Numbers) target).values();
            float[] values = new float[rows.length];
            for (int i = 0; i < rows.length; i++) {
              values[i] = (float) ((all[rows[i]] - mean) / scale);
            }
            yield new Targets.Values(values);
          }
        };
    return new Examples(encode(encoding, used, rows), targets);
  }

  private static Inputs encode(Encoding encoding, List<Column> used, int[] rows) {
    int width = encoding.width();
    float[] values = new float[Math.multiplyExact(rows.length, width)];
    int at = 0;
    for (int f = 0; f < used.size(); f++) {
      Feature feature = encoding.features().get(f);
      write(feature, used.get(f), rows, values, at, width);
      at += feature.width();
    }
    return new Inputs.Floats(values, rows.length, width);
  }

  private static void write(
      Feature feature, Column column, int[] rows, float[] into, int at, int width) {
    switch (feature) {
      case Feature.Numeric numeric when column instanceof Column.Numbers(_, _, double[] v) -> {
        for (int i = 0; i < rows.length; i++) {
          numeric.writeNumber(v[rows[i]], into, at + i * width);
        }
      }
      case Feature.Date date when column instanceof Column.Dates(_, _, _, double[] days) -> {
        for (int i = 0; i < rows.length; i++) {
          date.writeDays(days[rows[i]], into, at + i * width);
        }
      }
      default -> {
        for (int i = 0; i < rows.length; i++) {
          feature.write(column.text(rows[i]), into, at + i * width);
        }
      }
    }
  }

  private static int shared(List<Column> used, int[] train, int[] validation) {
    Set<Long> seen = new HashSet<>();
    for (int row : train) {
      seen.add(hash(used, row));
    }
    int shared = 0;
    for (int row : validation) {
      shared += seen.contains(hash(used, row)) ? 1 : 0;
    }
    return shared;
  }

  static long hash(List<Column> columns, int row) {
    long hash = 17;
    for (Column column : columns) {
      long value =
          switch (column) {
            case Column.Numbers(_, _, double[] v) -> Double.doubleToLongBits(v[row]);
            case Column.Dates(_, _, _, double[] v) -> Double.doubleToLongBits(v[row]);
            case Column.Words(_, _, int[] codes, _) -> codes[row];
          };
      hash = (hash ^ value) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  static TestData test(Encoding encoding, Table table, Map<String, String> labels) {
    List<String> names = table.names();
    List<String> notes = new ArrayList<>(table.notes());
    Column target = column(table, encoding.target().column());
    if (target == null) {
      throw new BadInput(
          "%s lacks the target column \"%s\"; its columns are %s"
              .formatted(table.name(), encoding.target().column(), String.join(", ", names)));
    }
    int[] rows = IntStream.range(0, table.rows()).filter(r -> !target.missing(r)).toArray();
    if (rows.length == 0) {
      throw new BadInput("%s has no row with a target".formatted(table.name()));
    }
    if (encoding.target() instanceof Target.Classification c) {
      Set<String> present = new HashSet<>();
      for (int row : rows) {
        present.add(String.valueOf(target.text(row)));
      }
      present.removeAll(c.labels());
      present.removeAll(labels.keySet());
      present.stream()
          .sorted()
          .forEach(label ->
              plain(label, c)
                  .ifPresent(l ->
                      notes.add(
                          "%s: class \"%s\" is read as \"%s\"".formatted(table.name(), label, l))));
    }
    if (encoding.target() instanceof Target.Regression && !(target instanceof Column.Numbers)) {
      throw new BadInput(
          "%s: the target \"%s\" holds words, but the model predicts numbers"
              .formatted(table.name(), target.name()));
    }
    List<Column> used = used(encoding, table);
    return new TestData(examples(encoding, used, target, rows, labels), rows, notes);
  }

  static InputData inputs(Encoding encoding, Table table) {
    List<String> notes = new ArrayList<>(table.notes());
    List<Column> used = used(encoding, table);
    Set<String> extra = new HashSet<>(table.names());
    encoding.columns().forEach(extra::remove);
    extra.remove(encoding.target().column());
    if (!extra.isEmpty()) {
      notes.add(
          "Ignored columns the model does not use: "
              + String.join(", ", extra.stream().sorted().toList()));
    }
    return new InputData(encode(encoding, used, IntStream.range(0, table.rows()).toArray()), notes);
  }

  private static List<Column> used(Encoding encoding, Table table) {
    // The mapping finds the columns and words the complaint where one is absent.
    RowMapping.ofCells(encoding, table.names(), table.name());
    List<Column> used = new ArrayList<>();
    for (String name : encoding.columns()) {
      used.add(java.util.Objects.requireNonNull(column(table, name)));
    }
    return used;
  }

  private static @Nullable Column column(Table table, String name) {
    for (Column column : table.columns()) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    return null;
  }
}
