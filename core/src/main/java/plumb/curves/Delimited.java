package plumb.curves;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import plumb.curves.LogTable.Column;
import plumb.curves.LogTable.Words;
import plumb.data.BadInput;

/** Reads tables of text: parted by commas, semicolons, tabs, bars or spaces. */
final class Delimited {
  private static final String SEPARATORS = ",;\t|";

  private final Path path;
  private final List<String> notes = new ArrayList<>();

  private Delimited(Path path) {
    this.path = path;
  }

  /** A line of the file with its number, 1 for the first. */
  private record Line(int number, String text) {}

  /** The cells of a line. */
  private record Row(int line, List<String> cells) {
    String cell(int column) {
      return column < cells.size() ? cells.get(column) : "";
    }
  }

  /**
   * The table in a file.
   *
   * @param most lines to read
   * @return empty if the first line names no columns
   * @throws BadInput if the file cannot be read or a line has more cells than the first
   */
  static Optional<LogTable> read(Path path, int most) {
    return new Delimited(path).table(most);
  }

  private Optional<LogTable> table(int most) {
    List<Line> lines = lines(most);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    char separator = separator(lines.getFirst().text);
    List<Row> rows = split(lines, separator);
    List<String> header = new ArrayList<>(rows.getFirst().cells);
    if (header.stream().noneMatch(h -> !h.isBlank() && Cells.number(h, false).isEmpty())) {
      return Optional.empty();
    }
    List<Row> body = new ArrayList<>(rows.subList(1, rows.size()));
    // A log that was appended to may name its columns again; Markdown draws a rule.
    body.removeIf(row -> row.cells.equals(rows.getFirst().cells) || isRule(row.cells));
    int widest = body.stream().mapToInt(row -> row.cells.size()).max().orElse(header.size());
    int narrowest = body.stream().mapToInt(row -> row.cells.size()).min().orElse(header.size());
    if (widest == narrowest && widest == header.size() + 1) {
      // R leaves out the name of the column of row names.
      header.addFirst("");
    }
    boolean commaIsPoint = separator == ';' || separator == '\t';
    return Optional.of(
        new LogTable("table", columns(header, whole(body, header.size()), commaIsPoint), notes));
  }

  /** The lines that hold something; marks of the encoding and of the separator do not count. */
  private List<Line> lines(int most) {
    List<Line> lines = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8))) {
      int number = 1;
      for (String line = in.readLine();
          line != null && lines.size() < most;
          line = in.readLine(), number++) {
        String plain = number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
        boolean first = lines.isEmpty();
        if (!plain.isBlank() && !(first && plain.toLowerCase(Locale.ROOT).startsWith("sep="))) {
          boolean marked = first && plain.startsWith("#");
          lines.add(new Line(number, marked ? plain.substring(1).strip() : plain));
        }
      }
    } catch (IOException e) {
      throw new BadInput(
          Say.of("%s cannot be read; check that it is there and you may read it", path), e);
    }
    return lines;
  }

  /** The sign that parts the first line most often; a space if none does. */
  private static char separator(String header) {
    char best = ' ';
    long most = 0;
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char c = SEPARATORS.charAt(i);
      long count = header.chars().filter(h -> h == c).count();
      if (count > most) {
        most = count;
        best = c;
      }
    }
    return best;
  }

  private List<Row> split(List<Line> lines, char separator) {
    return switch (separator) {
      case ' ' ->
          lines.stream()
              .map(l -> new Row(l.number, Arrays.asList(l.text.strip().split("\\s+", -1))))
              .toList();
      case '|' -> lines.stream().map(l -> new Row(l.number, bars(l.text))).toList();
      default -> quoted(lines, separator);
    };
  }

  private List<Row> quoted(List<Line> lines, char separator) {
    List<Row> rows = new ArrayList<>();
    String text = lines.stream().map(Line::text).collect(Collectors.joining("\n"));
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(separator)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .trimWhitespacesAroundQuotes(true)
            .ofCsvRecord(text)) {
      for (CsvRecord record : csv) {
        int line = lines.get((int) record.getStartingLineNumber() - 1).number;
        rows.add(new Row(line, record.getFields().stream().map(String::strip).toList()));
      }
    } catch (IOException | CsvParseException e) {
      throw new BadInput(
          Say.of("%s is not a table: a quotation mark in it may not be closed; correct it", path),
          e);
    }
    return rows;
  }

  /** As in a table of Markdown, with bars at both ends or without. */
  private static List<String> bars(String line) {
    String inner = line.strip();
    inner = inner.startsWith("|") ? inner.substring(1) : inner;
    inner = inner.endsWith("|") ? inner.substring(0, inner.length() - 1) : inner;
    return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
  }

  private static boolean isRule(List<String> cells) {
    return cells.stream().allMatch(cell -> cell.matches(":?-{2,}:?"));
  }

  /** The rows as wide as the header; a last line that is still being written is left out. */
  private List<Row> whole(List<Row> body, int width) {
    List<Row> rows = new ArrayList<>(body);
    if (rows.size() > 1
        && rows.getLast().cells.size() < width
        && rows.getFirst().cells.size() == width) {
      rows.removeLast();
      notes.add("The last line is not whole, as if still being written; it was left out.");
    }
    for (Row row : rows) {
      if (row.cells.stream().skip(width).anyMatch(cell -> !cell.isBlank())) {
        throw new BadInput(
            Say.of(
                "%s:%d has %d cells where the first line names %d columns; correct that line",
                path, row.line, row.cells.size(), width));
      }
    }
    long few = rows.stream().filter(row -> row.cells.size() < width).count();
    if (few > 0) {
      notes.add(
          Say.of(
              "%s fewer cells than the first line names; what is missing counts as not written.",
              few == 1 ? "1 line has" : few + " lines have"));
    }
    return rows;
  }

  private List<Column> columns(List<String> header, List<Row> rows, boolean commaIsPoint) {
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < header.size(); c++) {
      int column = c;
      double[] values = new double[rows.size()];
      boolean percent = false;
      String wrong = "";
      for (int r = 0; r < values.length; r++) {
        String cell = rows.get(r).cell(c);
        OptionalDouble number = Cells.number(cell, commaIsPoint);
        if (number.isEmpty() && wrong.isEmpty()) {
          wrong = Say.of("%s:%d: \"%s\"", path, rows.get(r).line, Say.name(cell));
        }
        values[r] = number.orElse(Double.NaN);
        percent |= cell.endsWith("%");
      }
      Optional<Words> text =
          wrong.isEmpty()
              ? Optional.empty()
              : Optional.of(new Words(rows.stream().map(row -> row.cell(column)).toList(), wrong));
      columns.add(new Column(header.get(c), values, percent, text));
    }
    return columns;
  }
}
