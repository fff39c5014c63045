package plumb.data.read;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import plumb.data.BadInput;
import plumb.data.DateFormat;
import plumb.data.NumberText;

/**
 * How a text file is laid out, found out from its first lines.
 *
 * @param delimiter between cells
 * @param spacedQuotes whether spaces stand between a delimiter and a quoted cell
 * @param skip records to leave out before the header or the first row
 * @param header whether the next record names the columns
 * @param names of the columns
 * @param words columns, counted from 0, in which a word was seen
 * @param classes names of the classes of the last column, which counts them from 0; usually none
 * @param notes what was found out
 */
record Layout(
    char delimiter,
    boolean spacedQuotes,
    int skip,
    boolean header,
    List<String> names,
    Set<Integer> words,
    List<String> classes,
    List<String> notes) {
  /** More columns than this is a mistake in the delimiter, or nothing a dense table can hold. */
  static final int MOST_COLUMNS = 100_000;

  /** Delimiters by preference; a space only where nothing else cuts the lines. */
  private static final List<Character> DELIMITERS = List.of('\t', ';', '|', ',', ' ');

  private static final int LINES_FOR_DELIMITER = 50;

  /** Finds out the layout from the start of a file, cut anywhere. */
  static Layout of(Path file, String start, boolean whole, ReadOptions options) {
    char delimiter = options.delimiter().orElseGet(() -> delimiter(start, whole));
    boolean spacedQuotes =
        Pattern.compile(Pattern.quote(String.valueOf(delimiter)) + " +\"").matcher(start).find();
    List<String[]> records = records(file, start, whole, delimiter, spacedQuotes);
    if (records.isEmpty()) {
      throw new BadInput("%s holds no rows; give a file with rows".formatted(file));
    }
    List<String> notes = new ArrayList<>();
    int skip = 0;
    List<String> classes = List.of();
    if (options.header() != ReadOptions.Header.YES && countsOnTop(records)) {
      skip = 1;
      String[] top = records.getFirst();
      classes = List.of(top).subList(2, top.length);
      notes.add(
          "%s: the first line, \"%s\", counts rows and columns and names the classes"
              .formatted(file, String.join(",", records.getFirst())));
      records = records.subList(1, records.size());
    }
    boolean header =
        switch (options.header()) {
          case YES -> true;
          case NO -> false;
          case AUTO -> skip == 0 && inferHeader(records, options.missing());
        };
    int width = records.getFirst().length;
    if (options.header() == ReadOptions.Header.AUTO) {
      notes.add(
          header
              ? "%s: the first line names the columns (--no-header if it does not)".formatted(file)
              : "%s: no line names the columns, so they are called column1 to column%d (--header if the first line does)"
                  .formatted(file, width));
    }
    return new Layout(
        delimiter,
        spacedQuotes,
        skip,
        header,
        names(file, records.getFirst(), header),
        words(records.subList(header ? 1 : 0, records.size()), options.missing()),
        classes,
        notes);
  }

  /** The same, with no column known to hold words. */
  Layout withoutWords() {
    return new Layout(delimiter, spacedQuotes, skip, header, names, Set.of(), classes, notes);
  }

  /** How many records stand above the rows. */
  int above() {
    return skip + (header ? 1 : 0);
  }

  /** Columns that hold something that is no number: those need not be tried as numbers. */
  private static Set<Integer> words(List<String[]> records, List<String> missing) {
    Set<Integer> words = new HashSet<>();
    for (String[] cells : records) {
      for (int i = 0; i < cells.length; i++) {
        if (!words.contains(i)
            && !missing.contains(cells[i])
            && NumberText.parse(cells[i]).isEmpty()) {
          words.add(i);
        }
      }
    }
    return words;
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
      Path file, String start, boolean whole, char delimiter, boolean spacedQuotes) {
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
    try (CsvReader<Boolean> reader =
        parser(delimiter, spacedQuotes).build(handler, start.substring(0, end))) {
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

  /** The preferred candidate that cuts nearly every line into the same number of cells. */
  private static char delimiter(String start, boolean whole) {
    List<String> lines =
        start.lines().filter(l -> !l.isBlank()).limit(LINES_FOR_DELIMITER).toList();
    if (!whole && lines.size() > 1) {
      lines = lines.subList(0, lines.size() - 1);
    }
    char frequent = ',';
    long most = 0;
    for (char candidate : DELIMITERS) {
      long[] counts = lines.stream().mapToLong(line -> count(line, candidate)).toArray();
      long usual = counts[counts.length / 2];
      long like = java.util.Arrays.stream(counts).filter(c -> c == usual).count();
      if (usual > 0 && like >= 0.9 * counts.length) {
        return candidate;
      }
      if (usual > most && candidate != ' ') {
        most = usual;
        frequent = candidate;
      }
    }
    return frequent;
  }

  private static long count(String line, char delimiter) {
    long count = 0;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      count += c == delimiter && !quoted ? 1 : 0;
    }
    return count;
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
        if (below.length != top.length || missing.contains(below[i])) {
          continue;
        }
        repeats |= below[i].equals(top[i]);
        boolean value = isValue(below[i]);
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

  /** Whether a cell is a number or a date. */
  static boolean isValue(String cell) {
    if (NumberText.parse(cell).isPresent()) {
      return true;
    }
    for (DateFormat format : DateFormat.values()) {
      if (!Double.isNaN(format.parse(cell))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> names(Path file, String[] first, boolean header) {
    List<String> names = new ArrayList<>();
    java.util.Map<String, Integer> seen = new java.util.HashMap<>();
    for (int i = 0; i < first.length; i++) {
      String name = header && !first[i].isEmpty() ? first[i] : "column" + (i + 1);
      Integer earlier = seen.putIfAbsent(name, i + 1);
      if (earlier != null) {
        throw new BadInput(
            "%s: columns %d and %d are both called \"%s\"; rename one, or use --no-header if the first line is a row"
                .formatted(file, earlier, i + 1, name));
      }
      names.add(name);
    }
    return names;
  }
}
