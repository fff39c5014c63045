package plumb.data.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;

/**
 * Reads the first sheet of a workbook (.xlsx) that is visible and holds rows. Numbers, truth values
 * and dates keep their value, whatever the format shows of it; formulas have the value that was
 * last computed.
 */
final class Workbook implements RowSource {
  /** What tells a workbook among the files of a zip archive. */
  static final String ENTRY = "xl/workbook.xml";

  /** Rows looked at for titles and the header. */
  private static final int FIRST_ROWS = 50;

  /** Days from the day on which a workbook begins to count to 1970-01-01. */
  private static final int FROM_1900 = 25_569;

  private static final int FROM_1904 = 24_107;

  /** Days of 1900: Excel counts a 29 February that was none. */
  private static final int LEAP_1900 = 60;

  private static final double SECONDS_PER_DAY = 86_400;
  private static final double MILLIS_PER_DAY = 86_400_000;

  private final Path file;
  private final ReadOptions options;
  private final Map<String, Integer> errors = new LinkedHashMap<>();
  private int uncomputed;
  private int times;

  private Workbook(Path file, ReadOptions options) {
    this.file = file;
    this.options = options;
  }

  private static final Pattern SINCE_1904 = Pattern.compile("date1904\\s*=\\s*[\"'](1|true)[\"']");

  /** Whether days are counted from 1904 on, once that was asked. */
  private @Nullable Boolean counted;

  static Table read(Path file, ReadOptions options) {
    TableCollector collector = new TableCollector(file.toString(), options, true);
    try {
      new Workbook(file, options).read(collector);
      return collector.table(Content.rawHash(file));
    } catch (OutOfMemoryError e) {
      throw Content.tooLarge(file, e);
    }
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public void read(Receiver receiver) {
    try (ReadableWorkbook book =
        new ReadableWorkbook(file.toFile(), new ReadingOptions(hasFormats(), false))) {
      List<Sheet> visible =
          book.getSheets().filter(s -> s.getVisibility() == SheetVisibility.VISIBLE).toList();
      for (Sheet sheet : visible) {
        if (read(sheet, receiver)) {
          receiver.note(said(sheet, book.getSheets().toList()));
          return;
        }
      }
      throw new BadInput(
          "%s has no visible sheet with rows; give one, with a header above".formatted(file));
    } catch (IOException | RuntimeException e) {
      if (e instanceof BadInput known) {
        throw known;
      }
      throw Content.outOfMemory(file, e)
          .orElseGet(() ->
              new BadInput(
                  "%s is a damaged workbook or one of a kind that cannot be read (%s); open it and save it again as .xlsx, or as CSV"
                      .formatted(file, Content.damage(e)),
                  e));
    }
  }

  private boolean from1904() {
    if (counted == null) {
      counted = says1904(file);
    }
    return counted;
  }

  /** Whether a workbook says so, in either of XML's words; the library knows "true" alone. */
  static boolean says1904(Path file) {
    try (ZipFile archive = new ZipFile(file.toFile())) {
      ZipEntry entry = archive.getEntry("xl/workbook.xml");
      return entry != null
          && SINCE_1904
              .matcher(
                  new String(archive.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8))
              .find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a list of formats, which some programs leave out, no number is a date. */
  private boolean hasFormats() {
    return Content.archive(file).orElse(List.of()).stream()
        .anyMatch(entry -> entry.endsWith("styles.xml"));
  }

  private String said(Sheet sheet, List<Sheet> all) {
    return all.size() == 1
        ? "%s: the sheet \"%s\" is read".formatted(file, sheet.getName())
        : "%s: the sheet \"%s\" is read, the first visible one with rows; the others are not: %s"
            .formatted(
                file,
                sheet.getName(),
                String.join(
                    ", ",
                    all.stream()
                        .filter(other -> other.getIndex() != sheet.getIndex())
                        .map(other -> "\"" + other.getName() + "\"")
                        .toList()));
  }

  /**
   * A row of a sheet with its values by column.
   *
   * @param at number in the sheet, from 1 on
   */
  private record Line(int at, TreeMap<Integer, Object> values) {}

  private boolean read(Sheet sheet, Receiver receiver) throws IOException {
    try (Stream<Row> rows = sheet.openStream()) {
      Iterator<Line> lines =
          rows.map(row -> line(row)).filter(line -> !line.values.isEmpty()).iterator();
      List<Line> first = new ArrayList<>();
      while (lines.hasNext() && first.size() < FIRST_ROWS) {
        first.add(lines.next());
      }
      if (first.isEmpty()) {
        return false;
      }
      int titles = titles(first);
      if (titles > 0) {
        receiver.note(
            "%s: %d row%s above the table %s left out, the first of them \"%s\""
                .formatted(
                    file,
                    titles,
                    titles == 1 ? "" : "s",
                    titles == 1 ? "is" : "are",
                    first.getFirst().values.firstEntry().getValue()));
      }
      List<Line> table = first.subList(titles, first.size());
      boolean header = header(table);
      Columns columns = new Columns(receiver, header ? table.getFirst() : null);
      table.subList(header ? 1 : 0, table.size()).forEach(columns::add);
      lines.forEachRemaining(columns::add);
      if (columns.rows == 0) {
        throw new BadInput(
            "%s: the sheet \"%s\" has a header but no rows; add rows"
                .formatted(file, sheet.getName()));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    sayChanges(receiver);
    return true;
  }

  private void sayChanges(Receiver receiver) {
    errors.forEach((error, count) ->
        receiver.note(
            "%s: %d cell%s the error %s and %s taken for missing"
                .formatted(
                    file,
                    count,
                    count == 1 ? " holds" : "s hold",
                    error,
                    count == 1 ? "is" : "are")));
    if (uncomputed > 0) {
      receiver.note(
          "%s: %d formula%s no computed value and %s taken for missing; open the workbook in Excel or LibreOffice and save it, and they have"
              .formatted(
                  file,
                  uncomputed,
                  uncomputed == 1 ? " has" : "s have",
                  uncomputed == 1 ? "is" : "are"));
    }
    if (times > 0) {
      receiver.note(
          "%s: %d cells hold times of day, read as seconds since midnight".formatted(file, times));
    }
  }

  /** Rows above the table hold less than half of the cells that a row usually has. */
  private static int titles(List<Line> first) {
    int[] widths = first.stream().mapToInt(line -> line.values.size()).sorted().toArray();
    int usual = widths[widths.length / 2];
    return (int) first.stream().takeWhile(line -> 2 * line.values.size() < usual).count();
  }

  private boolean header(List<Line> table) {
    return switch (options.header()) {
      case YES -> true;
      case NO -> false;
      case AUTO -> {
        int width = table.stream().mapToInt(line -> line.values.lastKey() + 1).max().orElse(0);
        yield Layout.inferHeader(
            table.stream().map(line -> texts(line, width)).toList(), options.missing());
      }
    };
  }

  private static String[] texts(Line line, int width) {
    return IntStream.range(0, width)
        .mapToObj(i -> Objects.toString(line.values.get(i), ""))
        .toArray(String[]::new);
  }

  /** Hands rows on under the names of their columns. */
  private final class Columns {
    private final Receiver receiver;
    private final @Nullable Line header;
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private int rows;

    Columns(Receiver receiver, @Nullable Line header) {
      this.receiver = receiver;
      this.header = header;
      if (header != null) {
        Map<String, Integer> seen = new HashMap<>();
        header.values.forEach((index, name) -> {
          Integer earlier = seen.putIfAbsent(name.toString(), index);
          if (earlier != null) {
            throw new BadInput(
                "%s: columns %d and %d are both called \"%s\"; rename one"
                    .formatted(file, earlier + 1, index + 1, name));
          }
          number(index);
        });
      }
    }

    private int number(int index) {
      return numbers.computeIfAbsent(
          index,
          i -> {
            Object named = header == null ? null : header.values.get(i);
            return receiver.column(named == null ? "column" + (i + 1) : named.toString());
          });
    }

    void add(Line line) {
      line.values.forEach((index, value) -> receiver.value(number(index), value));
      receiver.endRow(line.at);
      rows++;
    }
  }

  private Line line(Row row) {
    TreeMap<Integer, Object> values = new TreeMap<>();
    for (Cell cell : row) {
      // Some programs leave out empty cells, others write them.
      Object value = cell == null ? null : value(cell);
      if (value != null && !value.toString().isBlank()) {
        values.put(cell.getColumnIndex(), value instanceof String text ? text.strip() : value);
      }
    }
    return new Line(row.getRowNum(), values);
  }

  private @Nullable Object value(Cell cell) {
    if (cell.getType() == CellType.ERROR) {
      errors.merge(Objects.toString(cell.getRawValue(), "#?"), 1, Integer::sum);
      return null;
    }
    Object value = cell.getValue();
    if (cell.getType() == CellType.FORMULA) {
      String raw = cell.getRawValue();
      if (raw == null || raw.isEmpty()) {
        uncomputed++;
        return null;
      }
      if (raw.startsWith("#")) {
        errors.merge(raw, 1, Integer::sum);
        return null;
      }
    }
    return value instanceof BigDecimal number ? number(cell, number.doubleValue()) : value;
  }

  private Object number(Cell cell, double number) {
    return switch (Shown.of(cell.getDataFormatId(), cell.getDataFormatString())) {
      case NUMBER -> number;
      case DATE -> date(number);
      case TIME -> {
        if (number < 0 || number >= 1) {
          yield date(number);
        }
        times++;
        yield LocalTime.ofSecondOfDay(
            Math.min(Math.round(number * SECONDS_PER_DAY), (long) SECONDS_PER_DAY - 1));
      }
    };
  }

  private Object date(double number) {
    double days =
        from1904() ? number - FROM_1904 : number - FROM_1900 + (number < LEAP_1900 ? 1 : 0);
    if (days == Math.rint(days)) {
      return LocalDate.ofEpochDay((long) days);
    }
    // A time of day comes as a fraction that was rounded.
    long millis = Math.round((days - Math.floor(days)) * MILLIS_PER_DAY);
    return LocalDate.ofEpochDay((long) Math.floor(days))
        .atStartOfDay()
        .plusNanos(millis * 1_000_000);
  }

  /** How a cell shows its number. */
  private enum Shown {
    NUMBER,
    DATE,
    TIME;

    static Shown of(@Nullable Integer id, @Nullable String format) {
      if (id != null && ((id >= 18 && id <= 21) || (id >= 45 && id <= 47))) {
        return id == 46 ? NUMBER : TIME; // 46 counts hours beyond a day.
      }
      if (id != null
          && ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))) {
        return DATE;
      }
      if (format == null || format.equalsIgnoreCase("general")) {
        return NUMBER;
      }
      String letters =
          format
              .replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.", "")
              .replaceAll("(?i)\\[(?!h+\\]|m+\\]|s+\\])[^\\]]*\\]", "")
              .toLowerCase(java.util.Locale.ROOT)
              .split(";", 2)[0];
      if (letters.contains("[") || letters.contains("general")) {
        return NUMBER; // A duration: hours, minutes or seconds beyond a day.
      }
      boolean day = letters.contains("y") || letters.contains("d");
      boolean time = letters.contains("h") || letters.contains("s");
      return day || (letters.contains("m") && !time) ? DATE : time ? TIME : NUMBER;
    }
  }
}
