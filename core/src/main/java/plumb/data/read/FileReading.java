package plumb.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import plumb.data.ColumnRef;
import plumb.data.ColumnType;
import plumb.data.DateFormat;
import plumb.data.Decimal;
import plumb.data.SpelledNumber;
import plumb.data.TruthWords;
import plumb.math.Team;

/**
 * Decides what the columns of a file are and how their values are spelled: first what each column
 * says by itself, then what the file says for those that leave it open, then column by column.
 * Cells that are not what nearly all others of their column are count as missing, and are named.
 */
final class FileReading {
  /** Above this many different words, most of them occurring once, a column is free text. */
  private static final int TEXT_LEVELS = 100;

  /** Above this many rows, a word that never repeats is an identifier. */
  private static final int IDENTIFIER_ROWS = 20;

  /** More words than this are no typing errors of two truth values. */
  private static final int MOST_TRUTH_WORDS = 12;

  private final String file;
  private final Lines lines;
  private final ReadOptions options;
  private final List<String> names;
  private final OptionalInt target;
  private final @Nullable ReadAs[] asked;
  private final @Nullable ReadAs[] trained;

  private FileReading(String file, Lines lines, ReadOptions options, List<String> names) {
    this.file = file;
    this.lines = lines;
    this.options = options;
    this.names = names;
    this.target = options.hints().target().index(names);
    this.asked = new ReadAs[names.size()];
    this.trained = new ReadAs[names.size()];
    for (int i = 0; i < names.size(); i++) {
      trained[i] = options.hints().trained().get(names.get(i));
    }
    options
        .spelling()
        .types()
        .forEach((column, type) ->
            asked[new ColumnRef(column).resolve(names, file, "data.types")] = type);
  }

  /**
   * What a file was found to hold.
   *
   * @param columns in the order of the file
   * @param understood how each of them is spelled, where it is text
   * @param notes sentences about that
   * @param decimal sign of decimals, where the file decides
   * @param strays rows with a misfit that says "total", each with its column and the word
   */
  record Read(
      List<Column> columns,
      List<Understood> understood,
      List<String> notes,
      Optional<Decimal> decimal,
      NavigableMap<Integer, Stray> strays) {}

  /** A word in a column of numbers that says that its row is a total. */
  record Stray(String column, String word) {}

  /** Decides on the columns of a file. */
  static Read of(
      String file, List<Collected> columns, ReadOptions options, Lines lines, Team team) {
    return of(file, columns, false, options, lines, team);
  }

  /**
   * The same.
   *
   * @param points whether plain numbers are known to have decimal points
   */
  static Read of(
      String file,
      List<Collected> columns,
      boolean points,
      ReadOptions options,
      Lines lines,
      Team team) {
    List<String> names = columns.stream().map(Collected::name).toList();
    return new FileReading(file, lines, options, names).read(columns, points, team);
  }

  /** Decides on a column for itself, whatever others of its file say. */
  static Read of(String file, Collected column, ReadOptions options, Lines lines) {
    try (Team team = Team.of(1)) {
      return of(file, List.of(column), options.about(column.name()), lines, team);
    }
  }

  /** Whether numbers that are read plainly may prove to be written with decimal commas. */
  static boolean hasCommas(List<Collected> columns, List<String> missing) {
    return columns.stream()
        .anyMatch(column ->
            column instanceof Collected.Spelled words
                && NumberCells.of(words, false, missing)
                    .filter(cells -> cells.isNumbers(cells.with(Decimal.COMMA)))
                    .flatMap(NumberCells::decided)
                    .filter(Decimal.COMMA::equals)
                    .isPresent());
  }

  /** What the columns say by themselves. */
  private static final class Evidence {
    private final @Nullable NumberCells[] numbers;
    private final @Nullable DateCells[] dates;

    Evidence(int columns) {
      numbers = new NumberCells[columns];
      dates = new DateCells[columns];
    }
  }

  private Read read(List<Collected> columns, boolean points, Team team) {
    Evidence evidence = new Evidence(columns.size());
    Tasks.run(team, columns.size(), i -> look(columns.get(i), i, evidence));
    Optional<Decimal> said = decimal(columns, points, evidence);
    Optional<DateFormat> order = order(evidence);
    Result[] results = new Result[columns.size()];
    Tasks.run(
        team, columns.size(), i -> results[i] = result(columns.get(i), i, evidence, said, order));
    NavigableMap<Integer, Stray> strays = new TreeMap<>();
    List<Understood> understood = new ArrayList<>();
    for (Result result : results) {
      result.strays().forEach(strays::putIfAbsent);
      understood.add(result.understood());
    }
    return new Read(
        Arrays.stream(results).map(Result::column).toList(),
        understood,
        ReadingNotes.of(file, understood),
        said,
        strays);
  }

  private void look(Collected column, int index, Evidence evidence) {
    if (!(column instanceof Collected.Spelled words) || words.levels().isEmpty()) {
      return;
    }
    ReadAs as = asked[index] != null ? asked[index] : trained[index];
    if (as == ReadAs.CATEGORY || as == ReadAs.TEXT || as == ReadAs.TRUTH || isWord(index)) {
      return;
    }
    if (as == null || as == ReadAs.NUMBER) {
      evidence.numbers[index] = NumberCells.of(words, as != null, options.missing()).orElse(null);
    }
    if (as != ReadAs.NUMBER) {
      evidence.dates[index] =
          DateCells.of(words, as != null, options.missing())
              .filter(cells -> as != null || cells.isDates())
              .orElse(null);
    }
  }

  private boolean isWord(int index) {
    return asked[index] == null && options.words().contains(names.get(index));
  }

  /** The sign of decimals that the columns of numbers agree on, if they say one and the same. */
  private Optional<Decimal> decimal(List<Collected> columns, boolean points, Evidence evidence) {
    if (options.spelling().decimal().isPresent()) {
      return options.spelling().decimal();
    }
    boolean point = false;
    boolean comma = false;
    for (int i = 0; i < columns.size(); i++) {
      NumberCells cells = evidence.numbers[i];
      if (columns.get(i) instanceof Collected.Plain(Column.Numbers(_, ColumnType type, var values))
          && type == ColumnType.NUMBER) {
        point |= points || hasPoint(values);
      } else if (cells != null) {
        Decimal decided = cells.decided().orElse(null);
        if (decided != null && isNumbers(cells, cells.with(decided), i)) {
          point |= decided == Decimal.POINT;
          comma |= decided == Decimal.COMMA;
        }
      }
    }
    return point == comma ? Optional.empty() : Optional.of(point ? Decimal.POINT : Decimal.COMMA);
  }

  /** Whether a number would be none, or not that one, if its point stood between thousands. */
  private static boolean hasPoint(PackedNumbers values) {
    for (int row = 0; row < values.length(); row++) {
      double value = Math.abs(values.at(row));
      if (value > 0 && value < 1) {
        return true;
      }
      double thousands = value * 1000;
      if (!Double.isNaN(value) && Math.abs(thousands - Math.rint(thousands)) > 1e-6 * thousands) {
        return true;
      }
    }
    return false;
  }

  /** The order of day and month that the columns of dates agree on, if they say one. */
  private static Optional<DateFormat> order(Evidence evidence) {
    List<DateFormat> orders =
        Arrays.stream(evidence.dates)
            .flatMap(
                cells -> cells == null ? java.util.stream.Stream.empty() : cells.decided().stream())
            .filter(format -> format != DateFormat.YEAR_FIRST)
            .distinct()
            .toList();
    return orders.size() == 1 ? Optional.of(orders.getFirst()) : Optional.empty();
  }

  /**
   * What a file leaves open.
   *
   * @param sentence what it is, and how it is read
   * @param change the line of a card that decides it otherwise; empty for none
   */
  private record Doubt(String sentence, String change) {
    /** The sentence with the line. */
    String said() {
      return change.isEmpty()
          ? sentence
          : "%s; data: {%s} decides otherwise".formatted(sentence, change);
    }
  }

  /** What became of a column. */
  private record Result(Column column, Understood understood, Map<Integer, Stray> strays) {
    static Result of(Column column) {
      return new Result(column, Understood.plain(column.name()), Map.of());
    }
  }

  private Result result(
      Collected column,
      int index,
      Evidence evidence,
      Optional<Decimal> said,
      Optional<DateFormat> order) {
    if (!(column instanceof Collected.Spelled words)) {
      return Result.of(((Collected.Plain) column).column());
    }
    if (words.levels().isEmpty()) {
      return Result.of(words.empty());
    }
    NumberCells numbers = evidence.numbers[index];
    DateCells dates = evidence.dates[index];
    Optional<Result> found = Optional.empty();
    List<Doubt> doubts = new ArrayList<>();
    if (numbers != null) {
      found = numbers(numbers, index, said, doubts);
    }
    if (found.isEmpty() && dates != null) {
      found = Optional.of(dates(dates, index, order));
    }
    if (found.isEmpty()) {
      found = truth(words, index);
    }
    return found.orElseGet(() -> words(words, index, doubts));
  }

  /** Whether so many cells of a column are numbers that it is one of numbers. */
  private boolean isNumbers(NumberCells cells, NumberCells.Reading reading, int index) {
    if (asked[index] == ReadAs.NUMBER) {
      return true;
    }
    if (trained[index] == ReadAs.NUMBER) {
      return 2 * reading.fits() >= cells.cells() && reading.fits() > 0;
    }
    if (!cells.isNumbers(reading) || cells.isCodes()) {
      return false;
    }
    // Of the few values of a target, each may be a class.
    boolean classes = target.equals(OptionalInt.of(index)) && isFew(reading);
    return !classes || (reading.unit().isEmpty() && reading.fits() == cells.column().present());
  }

  private static boolean isFew(NumberCells.Reading reading) {
    return reading.different() <= NumberCells.FEW_NUMBERS;
  }

  private Optional<Result> numbers(
      NumberCells cells, int index, Optional<Decimal> said, List<Doubt> doubts) {
    Optional<Decimal> told = options.spelling().decimal();
    Optional<Decimal> own = told.or(cells::decided);
    Decimal decimal = own.or(() -> said).or(() -> options.hints().decimal()).orElse(Decimal.POINT);
    NumberCells.Reading reading = cells.with(decimal);
    if (!isNumbers(cells, reading, index)) {
      if (cells.isNumbers(reading) && cells.isCodes()) {
        doubts.add(
            new Doubt(
                "some of its digits begin with 0, so it holds codes and no quantities",
                "types: {%s: number}".formatted(ReadingNotes.key(cells.column().name()))));
      }
      if (reading.fits() + reading.otherUnits() >= NumberCells.NEARLY_ALL * cells.cells()
          && reading.otherUnits() > 0
          && !target.equals(OptionalInt.of(index))) {
        doubts.add(
            new Doubt(
                "its numbers have several units, so they stay words; write all of them in one unit",
                ""));
      }
      return Optional.empty();
    }
    boolean open = own.isEmpty() && said.isEmpty() && options.hints().decimal().isEmpty();
    if (open && cells.undecided().isPresent()) {
      String example = cells.undecided().get();
      doubts.add(
          new Doubt(
              "nothing in the file says whether \"%s\" is %s or %s; the point is taken for the decimal sign"
                  .formatted(example, value(example, Decimal.POINT), value(example, Decimal.COMMA)),
              "decimal: comma"));
    }
    Collected.Spelled column = cells.column();
    PackedNumbers values = column.numbers(reading.valueOf());
    Column.Numbers numbers = ColumnBuilder.numbers(file, lines, column.name(), values);
    return Optional.of(
        new Result(
            numbers,
            understood(
                column,
                convention(cells, reading),
                cells.misfits(reading),
                cells.counts(),
                cells.absentCells(),
                doubts),
            strays(column, cells.misfits(reading))));
  }

  /** How the numbers are spelled, where not plainly. */
  private static String convention(NumberCells cells, NumberCells.Reading reading) {
    List<String> parts = new ArrayList<>();
    boolean comma = false;
    boolean groups = false;
    boolean negative = false;
    for (int code = 0; code < reading.valueOf().length; code++) {
      if (Double.isNaN(reading.valueOf()[code])) {
        continue;
      }
      String text = cells.column().levels().get(code);
      String core = java.util.Objects.requireNonNull(cells.spelled()[code]).core();
      boolean fraction = core.indexOf(reading.decimal().sign()) >= 0;
      comma |= reading.decimal() == Decimal.COMMA && fraction;
      groups |= core.matches(".*\\d[ '.,]\\d{3}.*") && !(fraction && core.matches("\\d+[.,]\\d*"));
      negative |= text.indexOf('(') >= 0 || text.endsWith("-");
    }
    if (comma) {
      parts.add("decimal comma");
    }
    if (groups) {
      parts.add("thousands apart");
    }
    if (negative) {
      parts.add("brackets or a minus behind for negative");
    }
    if (!reading.unit().isEmpty()) {
      parts.add("\"%s\" left out".formatted(reading.unit()));
    }
    return String.join(", ", parts);
  }

  private Result dates(DateCells cells, int index, Optional<DateFormat> order) {
    Collected.Spelled column = cells.column();
    DateFormat told = format(asked[index]);
    DateFormat known = format(trained[index]);
    DateFormat own = cells.decided().orElse(null);
    List<Doubt> doubts = new ArrayList<>();
    DateFormat format;
    if (told != null) {
      format = told;
    } else if (own != null) {
      format = own;
    } else if (order.isPresent()) {
      format = order.get();
    } else if (known != null && known != DateFormat.YEAR_FIRST) {
      format = known;
    } else {
      format = DateFormat.DAY_FIRST;
      String example = column.levels().getFirst();
      doubts.add(
          new Doubt(
              "\"%s\" may begin with the day or with the month; the day is taken"
                  .formatted(example),
              "types: {%s: month-first}".formatted(ReadingNotes.key(column.name()))));
    }
    double[] days = cells.days(format);
    PackedNumbers values = column.numbers(days);
    List<Integer> misfits = cells.misfits(days);
    boolean constant = column.levels().size() == 1 && column.present() == column.codes().length;
    return new Result(
        new Column.Dates(
            column.name(), constant ? ColumnType.CONSTANT : ColumnType.DATE, format, values),
        understood(
            column,
            switch (format) {
              case YEAR_FIRST -> "";
              case DAY_FIRST -> "day first";
              case MONTH_FIRST -> "month first";
            },
            misfits,
            cells.counts(),
            cells.absentCells(),
            doubts),
        strays(column, misfits));
  }

  private static @Nullable DateFormat format(@Nullable ReadAs as) {
    return switch (as) {
      case YEAR_FIRST -> DateFormat.YEAR_FIRST;
      case DAY_FIRST -> DateFormat.DAY_FIRST;
      case MONTH_FIRST -> DateFormat.MONTH_FIRST;
      case null, default -> null;
    };
  }

  /** A column of two truth values, if it is one. */
  private Optional<Result> truth(Collected.Spelled column, int index) {
    ReadAs as = asked[index] != null ? asked[index] : trained[index];
    if (as != ReadAs.TRUTH
        && (as != null || isWord(index) || column.levels().size() > MOST_TRUTH_WORDS)) {
      return Optional.empty();
    }
    List<String> levels = column.levels();
    int[] counts = column.counts();
    Optional<TruthWords> pair = TruthWords.of(levels, counts);
    boolean isTarget = target.equals(OptionalInt.of(index));
    if (isTarget || (pair.isEmpty() && as != ReadAs.TRUTH)) {
      boolean both =
          levels.size() == 2
              && pair.map(p -> p.cells(levels, counts)).orElse(0) == column.present();
      return both ? Optional.of(Result.of(words(column, ColumnType.BOOLEAN))) : Optional.empty();
    }
    List<Integer> misfits = new ArrayList<>();
    int absent = 0;
    int cells = 0;
    boolean[] keeps = new boolean[levels.size()];
    for (int code = 0; code < keeps.length; code++) {
      String level = levels.get(code);
      keeps[code] =
          pair.isPresent()
              ? pair.get().meaning(level) != null
              : TruthWords.anyMeaning(level) != null;
      if (keeps[code]) {
        cells += counts[code];
      } else if (MissingSpellings.contains(level, options.missing())) {
        absent += counts[code];
      } else {
        misfits.add(code);
      }
    }
    boolean enough = cells >= NumberCells.NEARLY_ALL_OF_FEW * (column.present() - absent);
    boolean known = as == ReadAs.TRUTH && (asked[index] != null || 2 * cells >= column.present());
    if (!enough && !known) {
      return Optional.empty();
    }
    Collected.Spelled kept = only(column, keeps);
    if (kept.levels().isEmpty()) {
      return Optional.of(Result.of(kept.empty()));
    }
    return Optional.of(
        new Result(
            words(kept, ColumnType.BOOLEAN),
            understood(column, "", misfits, counts, absent, List.of()),
            strays(column, misfits)));
  }

  private static Column.Words words(Collected.Spelled column, ColumnType type) {
    boolean constant = column.levels().size() == 1 && column.present() == column.codes().length;
    return new Column.Words(
        column.name(), constant ? ColumnType.CONSTANT : type, column.codes(), column.levels());
  }

  /** The same with some of the words only; the others count as missing. */
  private static Collected.Spelled only(Collected.Spelled column, boolean[] keeps) {
    int[] codeOf = new int[keeps.length];
    List<String> levels = new ArrayList<>();
    for (int code = 0; code < keeps.length; code++) {
      codeOf[code] = keeps[code] ? levels.size() : -1;
      if (keeps[code]) {
        levels.add(column.levels().get(code));
      }
    }
    int[] codes = Arrays.stream(column.codes()).map(code -> code < 0 ? -1 : codeOf[code]).toArray();
    int present = (int) Arrays.stream(codes).filter(code -> code >= 0).count();
    return new Collected.Spelled(column.name(), codes, levels, present);
  }

  private Result words(Collected.Spelled column, int index, List<Doubt> doubts) {
    ColumnType type =
        asked[index] == ReadAs.TEXT
            ? ColumnType.TEXT
            : asked[index] == ReadAs.CATEGORY ? ColumnType.CATEGORY : wordType(column);
    return new Result(
        words(column, type),
        new Understood(column.name(), "", List.of(), 0, 0, sentences(doubts), changes(doubts)),
        Map.of());
  }

  private static ColumnType wordType(Collected.Spelled column) {
    int levels = column.levels().size();
    boolean identifier = levels == column.present() && column.present() > IDENTIFIER_ROWS;
    return identifier || (levels > TEXT_LEVELS && levels > column.present() / 2)
        ? ColumnType.TEXT
        : ColumnType.CATEGORY;
  }

  private Understood understood(
      Collected.Spelled column,
      String convention,
      List<Integer> misfits,
      int[] counts,
      int absent,
      List<Doubt> doubts) {
    int cells = misfits.stream().mapToInt(code -> counts[code]).sum();
    List<Integer> shown =
        misfits.stream()
            .sorted(
                Comparator.<Integer>comparingInt(code -> -counts[code]).thenComparing(code -> code))
            .limit(Understood.MOST)
            .toList();
    Map<Integer, Integer> firstRow = new HashMap<>();
    for (int row = 0; row < column.codes().length && firstRow.size() < shown.size(); row++) {
      if (shown.contains(column.codes()[row])) {
        firstRow.putIfAbsent(column.codes()[row], row);
      }
    }
    return new Understood(
        column.name(),
        convention,
        shown.stream()
            .map(code ->
                new Understood.Misfit(
                    lines.place(firstRow.getOrDefault(code, 0)),
                    column.levels().get(code),
                    counts[code]))
            .toList(),
        cells,
        absent,
        sentences(doubts),
        changes(doubts));
  }

  private static List<String> sentences(List<Doubt> doubts) {
    return doubts.stream().map(Doubt::said).toList();
  }

  private static List<String> changes(List<Doubt> doubts) {
    return doubts.stream().map(Doubt::change).filter(change -> !change.isEmpty()).toList();
  }

  /** The number that a cell is with a sign of decimals. */
  private static String value(String cell, Decimal decimal) {
    SpelledNumber number = SpelledNumber.of(cell);
    return number == null ? cell : Column.Numbers.text(number.value(decimal));
  }

  /** The rows in which a misfit says "total". */
  private static Map<Integer, Stray> strays(Collected.Spelled column, List<Integer> misfits) {
    List<Integer> saying =
        misfits.stream().filter(code -> Totals.saysSo(column.levels().get(code))).toList();
    if (saying.isEmpty()) {
      return Map.of();
    }
    Map<Integer, Stray> strays = new LinkedHashMap<>();
    for (int row = 0; row < column.codes().length; row++) {
      int code = column.codes()[row];
      if (saying.contains(code)) {
        strays.put(row, new Stray(column.name(), column.levels().get(code)));
      }
    }
    return strays;
  }
}
