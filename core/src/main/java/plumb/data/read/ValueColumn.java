package plumb.data.read;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;
import plumb.data.ColumnType;
import plumb.data.DateFormat;

/**
 * Collects values that have a type of their own. Numbers and dates stay what they are; where a
 * column holds texts as well, all of it is read as text.
 */
final class ValueColumn {
  private static final double NANOS_PER_DAY = 86_400e9;
  private static final double NANOS_PER_SECOND = 1e9;

  private static final byte MISSING = 0;
  private static final byte NUMBER = 1;
  private static final byte DAY = 2;
  private static final byte WORD = 3;

  private final String name;
  private final WordTable words = new WordTable();
  private final PackedNumbers.Builder values = new PackedNumbers.Builder();
  private byte[] kinds = new byte[16];
  private boolean numbers;
  private boolean days;
  private boolean texts;
  private int rows;

  ValueColumn(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  int rows() {
    return rows;
  }

  /** Adds missing values up to a number of rows. */
  void fill(int until) {
    while (rows < until) {
      add(MISSING, Double.NaN);
    }
  }

  /**
   * Adds a value.
   *
   * @param place of the row, for messages
   */
  void add(@Nullable Object value, String place) {
    switch (value) {
      case null -> add(MISSING, Double.NaN);
      case Optional<?> perhaps -> add(perhaps.orElse(null), place);
      case Double number -> number(number);
      case Float number -> number(number);
      case Long number -> number((double) number);
      case Integer number -> number(number);
      case Short number -> number(number);
      case Byte number -> number(number);
      case BigDecimal number -> number(number.doubleValue());
      case BigInteger number -> number(number.doubleValue());
      case Number number -> number(number.doubleValue());
      case Boolean truth -> word(truth.toString());
      case CharSequence text -> word(text.toString());
      case Character character -> word(character.toString());
      case Enum<?> constant -> word(constant.name());
      case java.util.UUID id -> word(id.toString());
      case LocalDate date -> day((double) date.toEpochDay());
      case LocalDateTime time -> time(time);
      case OffsetDateTime time -> instant(time.toInstant());
      case ZonedDateTime time -> instant(time.toInstant());
      case Instant instant -> instant(instant);
      case LocalTime time -> number(time.toNanoOfDay() / NANOS_PER_SECOND);
      case java.sql.Date date -> day((double) date.toLocalDate().toEpochDay());
      case java.sql.Time time -> number(time.toLocalTime().toSecondOfDay());
      case java.sql.Timestamp time -> add(time.toLocalDateTime(), place);
      case java.util.Date date -> instant(date.toInstant());
      default ->
          throw new BadInput(
              "%s: column \"%s\" holds %s, which is no value of a table; give a column of numbers, words or dates for each part of it"
                  .formatted(place, name, kind(value)));
    }
  }

  private static String kind(Object value) {
    return switch (value) {
      case Iterable<?> _ -> "a list";
      case java.util.Map<?, ?> _ -> "an object";
      case Object other when other.getClass().isArray() -> "a list";
      case Object other -> "a value of " + other.getClass().getName();
    };
  }

  private void instant(Instant instant) {
    time(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
  }

  private void time(LocalDateTime time) {
    day(time.toLocalDate().toEpochDay() + time.toLocalTime().toNanoOfDay() / NANOS_PER_DAY);
  }

  private void number(double value) {
    if (Double.isNaN(value)) {
      add(MISSING, Double.NaN);
      return;
    }
    numbers = true;
    add(NUMBER, value);
  }

  private void day(double value) {
    days = true;
    add(DAY, value);
  }

  private void word(String text) {
    String stripped = text.strip();
    texts = true;
    add(WORD, words.code(stripped.toCharArray(), 0, stripped.length()));
  }

  private void add(byte kind, double value) {
    if (rows == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * rows);
    }
    kinds[rows++] = kind;
    values.add(value);
  }

  /**
   * The column of all values; nothing can be added any more.
   *
   * @param notes to which what was found out is added
   */
  Column build(String file, ReadOptions options, Lines lines, List<String> notes) {
    PackedNumbers all = values.build();
    boolean asWords = options.words().contains(name);
    if (days && !numbers && !texts && !asWords) {
      return new Column.Dates(name, ColumnType.DATE, DateFormat.YEAR_FIRST, all);
    }
    MissingWords missing = new MissingWords(options.missing());
    if (texts || days || asWords) {
      // As in a text file: words are found out to be numbers or dates, or else are words.
      ColumnBuilder builder = spelled(new ColumnBuilder(name, missing, asWords), all);
      if (builder.lost()) {
        builder = spelled(builder.asWords(), all);
      }
      return TableCollector.decided(builder, file, options, lines, notes);
    }
    ColumnBuilder builder = new ColumnBuilder(name, missing, false);
    for (int row = 0; row < rows; row++) {
      builder.addNumber(all.at(row));
    }
    return TableCollector.decided(builder, file, options, lines, notes);
  }

  private ColumnBuilder spelled(ColumnBuilder builder, PackedNumbers all) {
    var levels = words.words();
    for (int row = 0; row < rows; row++) {
      double value = all.at(row);
      builder.add(
          switch (kinds[row]) {
            case NUMBER -> Column.Numbers.text(value);
            case DAY -> dayText(value);
            case WORD -> levels.get((int) value);
            default -> null;
          });
    }
    return builder;
  }

  private static String dayText(double days) {
    long day = (long) Math.floor(days);
    long seconds = Math.round((days - day) * NANOS_PER_DAY / NANOS_PER_SECOND);
    LocalDateTime time = LocalDate.ofEpochDay(day).atStartOfDay().plusSeconds(seconds);
    return seconds == 0 ? time.toLocalDate().toString() : time.toString();
  }
}
