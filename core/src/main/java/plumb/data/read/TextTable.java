package plumb.data.read;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import plumb.data.BadInput;
import plumb.data.NumberText;

/** Reads tables from delimited text. */
final class TextTable {
  /** More columns than this is a mistake in the delimiter, or nothing a dense table can hold. */
  private static final int MOST_COLUMNS = 100_000;

  /** Rows looked at to find out whether there is a header. */
  private static final int LOOK = 1000;

  private final Path file;
  private final ReadOptions options;
  private final List<String> notes = new ArrayList<>();

  private TextTable(Path file, ReadOptions options) {
    this.file = file;
    this.options = options;
  }

  static Table read(Path file, byte[] content, ReadOptions options) {
    return new TextTable(file, options).read(content);
  }

  private Table read(byte[] content) {
    String text = decode(content);
    char delimiter = options.delimiter().orElseGet(() -> delimiter(text));
    List<CsvRecord> head = head(text, delimiter);
    if (head.isEmpty()) {
      throw new BadInput("%s holds no rows; give a file with a header and rows".formatted(file));
    }
    int skipped = countLine(head) ? 1 : 0;
    if (skipped == 1) {
      notes.add(
          "%s: the first line has %d cells and the others %d; it is left out"
              .formatted(file, head.get(0).getFieldCount(), head.get(1).getFieldCount()));
      head = head.subList(1, head.size());
    }
    int width = head.getFirst().getFieldCount();
    if (width > MOST_COLUMNS) {
      throw new BadInput(
          "%s has %d columns, more than the %d that are supported; check the delimiter"
              .formatted(file, width, MOST_COLUMNS));
    }
    boolean header =
        switch (options.header()) {
          case YES -> true;
          case NO -> false;
          case AUTO -> inferHeader(head);
        };
    List<String> names = names(head.getFirst(), header, width);
    List<ColumnBuilder> builders = new ArrayList<>();
    for (String name : names) {
      builders.add(new ColumnBuilder(name, options.missing(), options.words().contains(name)));
    }
    LineTracker lines = new LineTracker();
    int rows = 0;
    try (CsvReader<CsvRecord> reader = reader(text, delimiter)) {
      int before = skipped + (header ? 1 : 0);
      for (CsvRecord cells : reader) {
        if (before > 0) {
          before--;
          continue;
        }
        if (cells.getFieldCount() != width) {
          if (cells.getFieldCount() == 1 && cells.getField(0).isBlank()) {
            continue;
          }
          throw new BadInput(
              "%s, line %d has %d cells where %s has %d; correct the line"
                  .formatted(
                      file,
                      cells.getStartingLineNumber(),
                      cells.getFieldCount(),
                      header ? "the header" : "the first line",
                      width));
        }
        for (int i = 0; i < width; i++) {
          builders.get(i).add(cells.getField(i));
        }
        lines.add(rows, cells.getStartingLineNumber());
        rows++;
      }
    } catch (CsvParseException | java.io.IOException e) {
      throw new BadInput("%s is not a proper table: %s".formatted(file, cause(e)), e);
    }
    if (rows == 0) {
      throw new BadInput("%s has a header but no rows; add rows".formatted(file));
    }
    Lines where = lines.lines();
    List<Column> columns = new ArrayList<>();
    for (ColumnBuilder builder : builders) {
      columns.add(builder.build(file.toString(), where));
    }
    return new Table(file.toString(), columns, rows, where, Content.hash(content), notes);
  }

  private static String cause(Exception e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }

  private String decode(byte[] content) {
    int start =
        content.length >= 3 && content[0] == (byte) 0xef && content[1] == (byte) 0xbb ? 3 : 0;
    ByteBuffer bytes = ByteBuffer.wrap(content, start, content.length - start);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes)
          .toString();
    } catch (CharacterCodingException e) {
      int line = 1;
      for (int i = start; i < bytes.position(); i++) {
        line += content[i] == '\n' ? 1 : 0;
      }
      throw new BadInput(
          "%s, line %d is not UTF-8 text (byte %02x); save the file as UTF-8"
              .formatted(file, line, content[bytes.position()]),
          e);
    }
  }

  /** The most frequent of tab, semicolon and comma in the first line. */
  private static char delimiter(String text) {
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    char best = ',';
    long most = 0;
    for (char candidate : new char[] {',', '\t', ';'}) {
      long count = line.chars().filter(c -> c == candidate).count();
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return best;
  }

  private static CsvReader<CsvRecord> reader(String text, char delimiter) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .skipEmptyLines(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .trimWhitespacesAroundQuotes(true)
        .maxBufferSize(1 << 26)
        .ofCsvRecord(text);
  }

  private List<CsvRecord> head(String text, char delimiter) {
    List<CsvRecord> head = new ArrayList<>();
    try (CsvReader<CsvRecord> reader = reader(text, delimiter)) {
      Iterator<CsvRecord> records = reader.iterator();
      while (head.size() < LOOK && records.hasNext()) {
        head.add(records.next());
      }
    } catch (CsvParseException | java.io.IOException e) {
      throw new BadInput("%s is not a proper table: %s".formatted(file, cause(e)), e);
    }
    return head;
  }

  /** Whether the first line only counts: "150,4,setosa,..." above rows of another width. */
  private static boolean countLine(List<CsvRecord> head) {
    return head.size() > 2
        && head.get(0).getFieldCount() != head.get(1).getFieldCount()
        && head.get(1).getFieldCount() == head.get(2).getFieldCount()
        && NumberText.parse(head.get(0).getField(0).strip()).isPresent();
  }

  /**
   * There is a header if a column has a word on top and numbers below, or if no cell of the first
   * line is a number and none occurs again below it.
   */
  private boolean inferHeader(List<CsvRecord> head) {
    CsvRecord first = head.getFirst();
    int width = first.getFieldCount();
    boolean numberOnTop = false;
    boolean wordOverNumbers = false;
    boolean repeats = false;
    for (int i = 0; i < width; i++) {
      String top = first.getField(i).strip();
      if (NumberText.parse(top).isPresent() || options.missing().contains(top)) {
        numberOnTop |= !top.isEmpty();
        continue;
      }
      int numbers = 0;
      int others = 0;
      for (CsvRecord below : head.subList(1, head.size())) {
        if (below.getFieldCount() != width) {
          continue;
        }
        String cell = below.getField(i).strip();
        repeats |= cell.equals(top);
        if (NumberText.parse(cell).isPresent()) {
          numbers++;
        } else if (!options.missing().contains(cell)) {
          others++;
        }
      }
      wordOverNumbers |= numbers > 0 && others == 0;
    }
    boolean header = !numberOnTop && (wordOverNumbers || !repeats);
    notes.add(
        header
            ? "%s: the first line names the columns (--no-header if it does not)".formatted(file)
            : "%s: there is no header line, so the columns are called column1 to column%d (--header"
                    .formatted(file, width)
                + " if there is one)");
    return header;
  }

  private List<String> names(CsvRecord first, boolean header, int width) {
    List<String> names = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < width; i++) {
      String cell = header ? first.getField(i).strip() : "";
      String name = cell.isEmpty() ? "column" + (i + 1) : cell;
      Integer earlier = seen.putIfAbsent(name, i + 1);
      if (earlier != null) {
        throw new BadInput(
            "%s, line %d: columns %d and %d are both called \"%s\"; rename one"
                .formatted(file, first.getStartingLineNumber(), earlier, i + 1, name));
      }
      names.add(name);
    }
    return names;
  }

  /** Remembers lines by the places where they do not simply follow one another. */
  private static final class LineTracker {
    private final List<Integer> jumps = new ArrayList<>();
    private final List<Long> to = new ArrayList<>();
    private long first = 1;
    private long last;

    void add(int row, long line) {
      if (row == 0) {
        first = line;
      } else if (line != last + 1) {
        jumps.add(row);
        to.add(line);
      }
      last = line;
    }

    Lines lines() {
      return new Lines.Text(
          first,
          jumps.stream().mapToInt(Integer::intValue).toArray(),
          to.stream().mapToLong(Long::longValue).toArray());
    }
  }
}
