package plumb.data.read;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import plumb.data.BadInput;
import plumb.data.DateFormat;
import plumb.data.NumberText;
import plumb.data.SpelledNumber;

/**
 * How a text file is laid out, found out from its first lines.
 *
 * @param encoding of the characters
 * @param delimiters between cells
 * @param spacedQuotes whether spaces stand between a delimiter and a quoted cell
 * @param skip records to leave out before the header or the first row
 * @param header whether the next record names the columns
 * @param names of the columns
 * @param trailing whether a delimiter stands behind the last cell of a row
 * @param words columns, counted from 0, to be collected as they are spelled
 * @param points whether a number was seen that only a decimal point explains
 * @param classes names of the classes of the last column, which counts them from 0; usually none
 * @param notes what was found out
 */
record Layout(
    TextEncoding encoding,
    Delimiters delimiters,
    boolean spacedQuotes,
    int skip,
    boolean header,
    List<String> names,
    boolean trailing,
    Set<Integer> words,
    boolean points,
    List<String> classes,
    List<String> notes) {
  /** More columns than this is a mistake in the delimiter, or nothing a dense table can hold. */
  static final int MOST_COLUMNS = 100_000;

  /** Lines of titles above a table; more are a table of another kind. */
  private static final int MOST_TITLES = 20;

  /** What Excel writes in the first line for itself. */
  private static final Pattern SEPARATOR =
      Pattern.compile("\"?sep=(.)\"?[;,\\t ]*", Pattern.CASE_INSENSITIVE);

  /** What the column of row names is called, which R writes without a name. */
  private static final String ROW_NAMES = "rownames";

  /** Finds out the layout from the start of a file, cut anywhere. */
  static Layout of(
      Path file, String start, boolean whole, TextEncoding encoding, ReadOptions options) {
    List<String> notes = new ArrayList<>();
    encoding.said().ifPresent(notes::add);
    int skip = 0;
    Optional<Character> told = options.delimiter();
    Matcher separator = SEPARATOR.matcher(start.lines().findFirst().orElse("").strip());
    boolean obeyed = told.isEmpty() && separator.matches();
    if (obeyed) {
      skip = 1;
      told = Optional.of(separator.group(1).charAt(0));
      notes.add(
          "%s: the first line, \"%s\", says what parts the columns"
              .formatted(file, separator.group()));
    }
    Delimiters delimiters =
        told.map(sign -> new Delimiters(sign, 0)).orElseGet(() -> Delimiters.of(start, whole));
    if (delimiters.run() > 0) {
      notes.add(
          "%s: the columns are parted by %s"
              .formatted(
                  file, delimiters.run() > 1 ? "two or more spaces" : "any number of spaces"));
    }
    boolean spacedQuotes =
        Pattern.compile(Pattern.quote(String.valueOf(delimiters.sign())) + " +\"")
            .matcher(start)
            .find();
    List<String[]> records = records(file, start, whole, delimiters, spacedQuotes);
    records = records.subList(Math.min(skip, records.size()), records.size());
    if (records.isEmpty()) {
      throw new BadInput("%s holds no rows; give a file with rows".formatted(file));
    }
    List<String> classes = List.of();
    int titles = countsOnTop(records) ? 0 : titles(records);
    if (titles > 0) {
      notes.add(
          "%s: %d line%s above the table, from \"%s\", %s left out"
              .formatted(
                  file,
                  titles,
                  titles == 1 ? "" : "s",
                  ReadingNotes.shortened(String.join(" ", records.getFirst()).strip()),
                  titles == 1 ? "is" : "are"));
      skip += titles;
      records = records.subList(titles, records.size());
    }
    boolean counted = options.header() != ReadOptions.Header.YES && countsOnTop(records);
    if (counted) {
      skip++;
      String[] top = records.getFirst();
      classes = List.of(top).subList(2, top.length);
      notes.add(
          "%s: the first line, \"%s\", counts rows and columns and names the classes"
              .formatted(file, String.join(",", records.getFirst())));
      records = records.subList(1, records.size());
    }
    boolean trimmed = endsEmpty(records);
    if (trimmed) {
      String[] top = records.getFirst();
      records = new ArrayList<>(records);
      records.set(0, Arrays.copyOf(top, top.length - 1));
    }
    boolean header =
        switch (options.header()) {
          case YES -> true;
          case NO -> false;
          case AUTO -> !counted && inferHeader(records, options.missing());
        };
    String[] first = records.getFirst();
    List<String[]> rows = records.subList(header ? 1 : 0, records.size());
    Ends ends = header ? Ends.of(first, rows) : Ends.AS_NAMED;
    List<String> names = Names.of(file, ends.named(first), header, options.spelling());
    if (ends == Ends.ROW_NAMES) {
      notes.add(
          "%s: the first line has one name less than the rows have cells, so the first column is called \"%s\""
              .formatted(file, names.getFirst()));
    }
    if (ends == Ends.TRAILING || trimmed) {
      notes.add(
          "%s: the delimiter at the end of the %s is left out"
              .formatted(file, trimmed ? "first line" : "rows"));
    }
    if (options.header() == ReadOptions.Header.AUTO && options.spelling().names().isEmpty()) {
      notes.add(
          header
              ? "%s: the first line names the columns (--no-header if it does not)"
                  .formatted(file)
                  .replace(
                      "the first line", skip > 0 ? "the first line of the table" : "the first line")
              : "%s: no line names the columns, so they are called column1 to column%d (--header if the first line does)"
                  .formatted(file, names.size()));
    }
    Words words = Words.of(rows, options.missing());
    return new Layout(
        encoding,
        delimiters,
        spacedQuotes,
        skip,
        header,
        names,
        ends == Ends.TRAILING,
        words.columns(),
        words.points(),
        classes,
        notes);
  }

  /** How many records stand above the rows. */
  int above() {
    return skip + (header ? 1 : 0);
  }

  /** The characters of a content as a parser takes them. */
  Reader reader(InputStream stream) throws IOException {
    Reader reader = encoding.reader(stream);
    return delimiters.run() > 0 ? new RunsReader(reader, delimiters.run()) : reader;
  }

  /** Whether the file can be read in pieces. */
  boolean inPieces() {
    return encoding.inPieces() && delimiters.run() == 0;
  }

  /** Whether the first record ends with a delimiter where the others end without one. */
  private static boolean endsEmpty(List<String[]> records) {
    String[] top = records.getFirst();
    return records.size() > 1
        && top.length > 1
        && top[top.length - 1].isEmpty()
        && records.subList(1, records.size()).stream().allMatch(r -> r.length == top.length - 1);
  }

  /** How the ends of the rows compare with that of the header. */
  private enum Ends {
    /** Each cell has a name. */
    AS_NAMED,
    /** The rows end with a delimiter and the header does not. */
    TRAILING,
    /** The first column, of the names of the rows, has no name. */
    ROW_NAMES;

    static Ends of(String[] header, List<String[]> rows) {
      if (rows.isEmpty()) {
        return AS_NAMED;
      }
      long longer = rows.stream().filter(row -> row.length == header.length + 1).count();
      if (longer < NEARLY_ALL * rows.size()) {
        return AS_NAMED;
      }
      long empty =
          rows.stream()
              .filter(row -> row.length == header.length + 1 && row[header.length].isEmpty())
              .count();
      return 2 * empty > longer ? TRAILING : ROW_NAMES;
    }

    private static final double NEARLY_ALL = 0.9;

    /** The header with as many cells as columns. */
    String[] named(String[] header) {
      return switch (this) {
        case AS_NAMED, TRAILING -> header;
        case ROW_NAMES -> {
          List<String> names = new ArrayList<>(List.of(header));
          names.addFirst(names.contains(Layout.ROW_NAMES) ? "" : Layout.ROW_NAMES);
          yield names.toArray(String[]::new);
        }
      };
    }
  }

  /**
   * How many records above the table are titles: shorter than the rows, or mostly empty, and with a
   * word in them.
   */
  private static int titles(List<String[]> records) {
    Map<Integer, Integer> widths = new HashMap<>();
    records.forEach(record -> widths.merge(record.length, 1, Integer::sum));
    int usual =
        widths.entrySet().stream()
            .max(
                Map.Entry.<Integer, Integer>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .orElse(0);
    int titles = 0;
    while (titles < records.size()
        && !countsOnTop(records.subList(titles, records.size()))
        && (isTitle(records.get(titles), usual) || isAboveHeader(records, titles, usual))) {
      titles++;
    }
    boolean table =
        usual > 1
            && titles <= MOST_TITLES
            && records.size() - titles >= 2
            && records
                .subList(Math.min(records.size(), titles + 1), Math.min(records.size(), titles + 2))
                .stream()
                .allMatch(record -> Math.abs(record.length - usual) <= 1);
    return table ? titles : 0;
  }

  /**
   * Whether a record that lacks a single cell stands above another one that names the columns; it
   * may itself be a header that has no name for the first column.
   */
  private static boolean isAboveHeader(List<String[]> records, int at, int usual) {
    return records.get(at).length == usual - 1
        && at + 2 < records.size()
        && records.get(at + 1).length == usual
        && Arrays.stream(records.get(at + 1)).noneMatch(cell -> cell.isEmpty() || isValue(cell))
        && Arrays.stream(records.get(at + 2)).anyMatch(Layout::isValue);
  }

  private static boolean isTitle(String[] record, int usual) {
    int filled = 0;
    boolean word = false;
    for (String cell : record) {
      filled += cell.isEmpty() ? 0 : 1;
      word |= !cell.isEmpty() && !isValue(cell);
    }
    boolean few =
        record.length == usual
            ? 2 * filled < usual
            : record.length < usual - 1 || (usual == 2 && record.length == 1);
    return few && (word || filled == 0);
  }

  /**
   * What the first rows say of the columns.
   *
   * @param columns that hold something that is no plain number, or numbers whose point may stand
   *     between thousands: those are collected as they are spelled
   * @param points whether a number was seen that only a decimal point explains
   */
  private record Words(Set<Integer> columns, boolean points) {
    static Words of(List<String[]> records, List<String> missing) {
      Set<Integer> words = new HashSet<>();
      Set<Integer> doubtful = new HashSet<>();
      boolean points = false;
      boolean commas = false;
      for (String[] cells : records) {
        for (int i = 0; i < cells.length; i++) {
          String cell = cells[i];
          if (missing.contains(cell)) {
            continue;
          }
          if (NumberText.parse(cell).isEmpty()) {
            words.add(i);
            SpelledNumber number =
                commas || cell.indexOf(',') < 0 ? null : SpelledNumber.of(cell);
            commas |= number != null && number.sign() == SpelledNumber.Sign.COMMA;
          } else if (cell.charAt(0) == '0'
              && SpelledNumber.isCode(cell.toCharArray(), 0, cell.length())) {
            words.add(i);
          } else if (cell.indexOf('.') >= 0) {
            doubtful.add(i);
            points = points || !THOUSANDS.matcher(cell).matches();
          }
        }
      }
      if (!points || commas) {
        words.addAll(doubtful);
      }
      return new Words(words, points);
    }

    /** A point between thousands, or a decimal one before three digits. */
    private static final Pattern THOUSANDS = Pattern.compile("[-+]?[1-9]\\d{0,2}\\.\\d{3}");
  }

  /** A parser for the file, that leaves the check of each record's width to its handler. */
  static CsvReader.CsvReaderBuilder parser(char delimiter, boolean spacedQuotes) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .skipEmptyLines(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .trimWhitespacesAroundQuotes(spacedQuotes)
        .maxBufferSize(1 << 26);
  }

  private static List<String[]> records(
      Path file, String start, boolean whole, Delimiters delimiters, boolean spacedQuotes) {
    // The last line may be cut off in the middle.
    int end = whole ? start.length() : Math.max(start.lastIndexOf('\n'), 0);
    List<String[]> records = new ArrayList<>();
    CellHandler handler =
        new CellHandler(
            file,
            new CellHandler.Listener() {
              private final List<String> cells = new ArrayList<>();

              @Override
              public void cell(int column, char[] text, int from, int length) {
                cells.add(new String(text, from, length));
              }

              @Override
              public void row(long line, int width, boolean quoted) {
                records.add(cells.toArray(String[]::new));
                cells.clear();
              }
            });
    Reader text = new StringReader(start.substring(0, end));
    try (CsvReader<Boolean> reader =
        parser(delimiters.sign(), spacedQuotes)
            .build(handler, delimiters.run() > 0 ? new RunsReader(text, delimiters.run()) : text)) {
      reader.forEach(_ -> {});
    } catch (de.siegmar.fastcsv.reader.CsvParseException e) {
      if (records.size() < 2) {
        throw TextTable.failure(file, e);
      }
      // A quoted cell may be cut off in the middle; the whole file is parsed later.
    } catch (java.io.IOException e) {
      throw Content.failure(file, e);
    }
    return records;
  }

  /** Whether the first line is of the form "150,4,setosa,..." above rows of 5 cells. */
  private static boolean countsOnTop(List<String[]> records) {
    String[] top = records.getFirst();
    if (records.size() < 2 || top.length < 4) {
      return false;
    }
    for (int i = 2; i < top.length; i++) {
      if (NumberText.parse(top[i]).isPresent()) {
        return false;
      }
    }
    double features = records.get(1).length - 1;
    return top[0].chars().allMatch(c -> c >= '0' && c <= '9')
        && NumberText.parse(top[1]).orElse(-1) == features;
  }

  /**
   * Where more columns have a word on top of numbers or dates than have a number on top of numbers,
   * the first line is a header. Where there are only words, it is one if its cells are all
   * different and none occurs again below.
   */
  static boolean inferHeader(List<String[]> records, List<String> missing) {
    String[] top = records.getFirst();
    int wordOnTop = 0;
    int valueOnTop = 0;
    boolean repeats = java.util.Arrays.stream(top).distinct().count() < top.length;
    for (int i = 0; i < top.length; i++) {
      boolean values = false;
      boolean others = false;
      for (String[] below : records.subList(1, records.size())) {
        if (below.length != top.length || missing.contains(below[i]) || Arrays.equals(below, top)) {
          continue;
        }
        repeats |= below[i].equals(top[i]);
        if (values && others) {
          continue;
        }
        boolean value = isValue(below[i]) || SpelledNumber.of(below[i]) != null;
        values |= value;
        others |= !value;
      }
      if (records.size() == 1 || (values && !others)) {
        if (isValue(top[i])) {
          valueOnTop++;
        } else if (!missing.contains(top[i])) {
          wordOnTop++;
        }
      }
      repeats |= missing.contains(top[i]) && i > 0;
    }
    return wordOnTop + valueOnTop > 0 ? wordOnTop > valueOnTop : !repeats;
  }

  /** Whether a cell is a number without letters, or a date. */
  static boolean isValue(String cell) {
    if (NumberText.parse(cell).isPresent()) {
      return true;
    }
    if (isDate(cell)) {
      return true;
    }
    SpelledNumber number = SpelledNumber.of(cell);
    return number != null
        && number.sign() != SpelledNumber.Sign.NEITHER
        && number.unit().chars().noneMatch(Character::isLetter);
  }

  /** Whether a cell is a date in any of the usual orders. */
  static boolean isDate(String cell) {
    for (DateFormat format : DateFormat.values()) {
      if (!Double.isNaN(format.parse(cell))) {
        return true;
      }
    }
    return false;
  }
}
