package plumb.data.read;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import plumb.data.BadInput;
import plumb.data.ColumnType;
import plumb.math.Team;

/**
 * Reads tables from delimited text in one pass, or in two where a column that looked like numbers
 * turns out to hold words. What each byte means is known for certain only by reading from front to
 * back; where nothing is unusual, {@link TextPieces} finds the same sooner.
 */
final class TextTable {
  /** Characters looked at to find out the layout; more where they hold fewer than three lines. */
  private static final int START = 1 << 18;

  private static final int LONGEST_START = 1 << 25;

  /** Lines below a table, such as sources and remarks; more are rows that are damaged. */
  private static final int MOST_BELOW = 20;

  /** A remark below a table whose first column holds words is told by being a sentence. */
  private static final Pattern SENTENCE = Pattern.compile("\\S+\\s+\\S+\\s+\\S.*|.*:.*");

  /** Lines named in a note. */
  private static final int NAMED = 5;

  private final Path file;
  private final ReadOptions options;
  private final Layout layout;
  private final Team team;
  private final int piece;

  private TextTable(Path file, ReadOptions options, Layout layout, Team team, int piece) {
    this.file = file;
    this.options = options;
    this.layout = layout;
    this.team = team;
    this.piece = piece;
  }

  /** Reads a table by the threads of a team. */
  static Table read(Path file, ReadOptions options, Team team) {
    return read(file, options, team, TextPieces.SIZE);
  }

  /**
   * The same.
   *
   * @param piece bytes that a thread reads at a time
   */
  static Table read(Path file, ReadOptions options, Team team, int piece) {
    TextEncoding encoding = TextEncoding.of(file, options.spelling().encoding());
    try {
      return read(file, options, encoding, team, piece);
    } catch (TextEncoding.OtherEncoding e) {
      return read(file, options, e.instead(), team, piece);
    }
  }

  private static Table read(
      Path file, ReadOptions options, TextEncoding encoding, Team team, int piece) {
    Layout layout = layout(file, encoding, options);
    return new TextTable(file, options, layout, team, piece).read();
  }

  private static Layout layout(Path file, TextEncoding encoding, ReadOptions options) {
    StringBuilder start = new StringBuilder(START);
    char[] block = new char[1 << 14];
    int lines = 0;
    boolean whole = false;
    try (Content content = Content.open(file);
        Reader reader = encoding.reader(content.stream())) {
      while (start.length() < START || (lines < 3 && start.length() < LONGEST_START)) {
        int count = reader.read(block);
        if (count < 0) {
          whole = true;
          break;
        }
        start.append(block, 0, count);
        for (int i = 0; i < count; i++) {
          lines += block[i] == '\n' ? 1 : 0;
          if (block[i] == 0) {
            throw new BadInput(
                "%s is no text: it holds zero bytes, as binary files do; save it as CSV in UTF-8"
                    .formatted(file));
          }
        }
      }
    } catch (IOException e) {
      throw encoding.failure(file, e);
    }
    if (start.toString().isBlank()) {
      throw new BadInput("%s is empty; give a file with rows".formatted(file));
    }
    return Layout.of(file, start.toString(), whole, encoding, options);
  }

  /** Reads the rows, and again without those that prove to be none. */
  private Table read() {
    List<String> notes = new ArrayList<>(layout.notes());
    NavigableSet<Integer> leftOut = new TreeSet<>();
    Rows rows = rows(leftOut);
    List<TableRows.Odd> below = below(rows);
    NavigableSet<Integer> headers = headers(rows.columns());
    if (!below.isEmpty() || !headers.isEmpty()) {
      sayLeftOut(rows, below, headers, notes);
      below.forEach(odd -> leftOut.add(odd.row()));
      leftOut.addAll(headers);
      rows = rows(leftOut);
    }
    Table table = table(rows, notes);
    FileReading.Read read = rows.read();
    List<Total> totals = options.keepTotals() ? List.of() : Totals.of(table, read.strays());
    if (totals.isEmpty()) {
      return table;
    }
    // What is no row spoils the columns it has a word in, so the other rows are read anew.
    leftOut.addAll(totals.stream().map(total -> raw(total.row(), leftOut)).toList());
    return table(rows(leftOut), notes).withTotals(totals);
  }

  /**
   * What comes of the rows that are wanted.
   *
   * @param columns before it is decided what they hold
   * @param read what they hold
   */
  private record Rows(
      List<Collected> columns,
      FileReading.Read read,
      Lines lines,
      int count,
      int all,
      List<TableRows.Odd> odd,
      String hash) {}

  private Rows rows(NavigableSet<Integer> leftOut) {
    MissingWords missing = new MissingWords(options.missing());
    List<ColumnBuilder> empty = new ArrayList<>();
    for (int i = 0; i < layout.names().size(); i++) {
      boolean words = options.asWords(i, layout.names()) || layout.words().contains(i);
      empty.add(new ColumnBuilder(layout.names().get(i), missing, words));
    }
    Pass pass = pass(empty, leftOut);
    int rows = pass.lines().rows();
    if (rows == 0) {
      throw new BadInput("%s has a header but no rows; add rows".formatted(file));
    }
    List<ColumnBuilder> builders = pass.builders();
    if (builders.stream().anyMatch(ColumnBuilder::lost)) {
      builders = builders.stream().map(b -> b.lost() ? b.asWords() : b.closed()).toList();
      builders = pass(builders, leftOut).builders();
    }
    Lines lines = pass.lines().lines();
    List<Collected> columns = collected(builders, lines);
    if (columns.stream().anyMatch(c -> c instanceof Collected.Plain)
        && FileReading.hasCommas(columns, options.missing())) {
      // Points that were taken for decimal ones may stand between thousands.
      builders = builders.stream().map(b -> b.numeric() ? b.asWords() : b.closed()).toList();
      List<Collected> spelled = collected(pass(builders, leftOut).builders(), lines, columns);
      columns = spelled;
    }
    FileReading.Read read =
        FileReading.of(file.toString(), columns, layout.points(), options, lines, team);
    return new Rows(columns, read, lines, rows, pass.all(), pass.odd(), pass.hash());
  }

  private List<Collected> collected(List<ColumnBuilder> builders, Lines lines) {
    Collected[] columns = new Collected[builders.size()];
    Tasks.run(
        team, columns.length, i -> columns[i] = builders.get(i).collected(file.toString(), lines));
    return List.of(columns);
  }

  /** The same, but for columns that were collected as they are spelled before. */
  private List<Collected> collected(
      List<ColumnBuilder> builders, Lines lines, List<Collected> before) {
    List<Collected> columns = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      columns.add(
          before.get(i) instanceof Collected.Plain
              ? builders.get(i).collected(file.toString(), lines)
              : before.get(i));
    }
    return columns;
  }

  private Table table(Rows rows, List<String> notes) {
    List<Column> columns = new ArrayList<>(rows.read().columns());
    columns.set(columns.size() - 1, named(columns.getLast(), layout.classes()));
    List<String> all = new ArrayList<>(notes);
    all.addAll(rows.read().notes());
    return new Table(
        file.toString(),
        columns,
        rows.count(),
        rows.lines(),
        rows.hash(),
        all,
        List.of(),
        rows.read().understood(),
        rows.read().decimal());
  }

  /**
   * The lines below the table, which have fewer cells than the rows.
   *
   * @throws BadInput if a row with too few cells is no such line
   */
  private List<TableRows.Odd> below(Rows rows) {
    List<TableRows.Odd> odd = rows.odd();
    if (odd.isEmpty()) {
      return odd;
    }
    boolean atEnd = odd.size() <= MOST_BELOW && odd.getFirst().row() == rows.all() - odd.size();
    boolean words = isWords(rows.columns().getFirst(), odd.size());
    for (TableRows.Odd line : odd) {
      String text = line.start();
      boolean remark =
          words
              ? line.width() == 1 && (SENTENCE.matcher(text).matches() || Totals.saysSo(text))
              : !Layout.isValue(text) && !text.isEmpty();
      if (!atEnd || !remark || 2 * line.width() > layout.names().size()) {
        throw new BadInput(line.complaint());
      }
    }
    return odd;
  }

  /** Whether a column holds words in more rows than a few. */
  private static boolean isWords(Collected column, int few) {
    return column instanceof Collected.Spelled words
        && IntStream.of(words.codes())
                .filter(code -> code >= 0 && !Layout.isValue(words.levels().get(code)))
                .limit(few + 1L)
                .count()
            > few;
  }

  /** The rows that repeat the names of the columns, as files put together have them. */
  private NavigableSet<Integer> headers(List<Collected> columns) {
    NavigableSet<Integer> rows = new TreeSet<>();
    if (!layout.header()) {
      return rows;
    }
    for (int i = 0; i < columns.size(); i++) {
      if (!(columns.get(i) instanceof Collected.Spelled words)) {
        return new TreeSet<>();
      }
      int name = words.levels().indexOf(layout.header() ? layout.names().get(i) : "");
      if (name < 0) {
        return new TreeSet<>();
      }
      int[] codes = words.codes();
      if (i == 0) {
        IntStream.range(0, codes.length).filter(row -> codes[row] == name).forEach(rows::add);
      } else {
        rows.removeIf(row -> codes[row] != name);
      }
    }
    return rows;
  }

  private void sayLeftOut(
      Rows rows, List<TableRows.Odd> below, NavigableSet<Integer> headers, List<String> notes) {
    if (!below.isEmpty()) {
      notes.add(
          "%s: %d line%s below the table, from line %d \"%s\", %s left out"
              .formatted(
                  file,
                  below.size(),
                  below.size() == 1 ? "" : "s",
                  below.getFirst().line(),
                  ReadingNotes.shortened(below.getFirst().start()),
                  below.size() == 1 ? "is" : "are"));
    }
    if (!headers.isEmpty()) {
      notes.add(
          "%s: %d line%s the names of the columns and %s left out: %s%s"
              .formatted(
                  file,
                  headers.size(),
                  headers.size() == 1 ? " repeats" : "s repeat",
                  headers.size() == 1 ? "is" : "are",
                  headers.stream()
                      .limit(NAMED)
                      .map(row -> rows.lines().place(row))
                      .collect(Collectors.joining(", ")),
                  headers.size() > NAMED ? " and others" : ""));
    }
  }

  /** The row of the file for a row of what was read without some of them. */
  private static int raw(int row, NavigableSet<Integer> leftOut) {
    int raw = row;
    for (int out : leftOut) {
      if (out <= raw) {
        raw++;
      }
    }
    return raw;
  }

  /**
   * What comes of going through the file once.
   *
   * @param builders one a column, with all rows
   * @param all how many rows the file has, those left out among them
   * @param odd rows with too few cells
   */
  record Pass(
      List<ColumnBuilder> builders,
      LineTracker lines,
      int all,
      List<TableRows.Odd> odd,
      String hash) {}

  /** Goes through the file once, in pieces where that is possible; builders start as given. */
  private Pass pass(List<ColumnBuilder> builders, NavigableSet<Integer> leftOut) {
    if (!leftOut.isEmpty()) {
      return fromFrontToBack(builders.stream().map(ColumnBuilder::fresh).toList(), leftOut);
    }
    return new TextPieces(file, layout, team, piece)
        .pass(builders)
        .orElseGet(
            () -> fromFrontToBack(builders.stream().map(ColumnBuilder::fresh).toList(), leftOut));
  }

  /** The column with the names of the classes it counts from 0, if it does that in every row. */
  private static Column named(Column column, List<String> classes) {
    if (classes.isEmpty()) {
      return column;
    }
    List<String> levels = new ArrayList<>();
    int[] codes = new int[column.rows()];
    for (int row = 0; row < codes.length; row++) {
      String text = column.text(row);
      if (text == null) {
        codes[row] = -1;
        continue;
      }
      if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) >= classes.size()) {
        return column;
      }
      String name = classes.get(Integer.parseInt(text));
      if (!levels.contains(name)) {
        levels.add(name);
      }
      codes[row] = levels.indexOf(name);
    }
    return new Column.Words(column.name(), ColumnType.CATEGORY, codes, levels);
  }

  private Pass fromFrontToBack(List<ColumnBuilder> builders, Set<Integer> leftOut) {
    TableRows rows = new TableRows(file, layout, builders, layout.above(), leftOut, true);
    CellHandler cells = new CellHandler(file, rows);
    try (Content content = Content.open(file);
        EndReader text = new EndReader(layout.reader(content.stream()));
        CsvReader<Boolean> reader =
            Layout.parser(layout.delimiters().sign(), layout.spacedQuotes()).build(cells, text)) {
      reader.forEach(_ -> {});
      // The parser takes the end of the file for the missing quote, and half of the rows for a
      // cell.
      if (cells.lastQuoted() && text.last() != '"') {
        throw new BadInput(
            "%s is not a proper table: a quote opened in line %d is never closed; close or remove it"
                .formatted(file, cells.lastLine()));
      }
      return new Pass(builders, rows.lines(), rows.all(), rows.odd(), content.hash());
    } catch (IOException | UncheckedIOException e) {
      throw layout.encoding().failure(file, e);
    } catch (CsvParseException e) {
      throw layout.encoding().failure(file, e, failure(file, e));
    }
  }

  /** The sentence for what the parser complains about, or what it stumbled over. */
  static BadInput failure(Path file, CsvParseException thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof BadInput || e instanceof IOException || e instanceof OutOfMemoryError) {
        return Content.failure(file, e);
      }
    }
    return new BadInput(
        "%s is not a proper table: %s; correct the quotes there"
            .formatted(file, Content.deepest(thrown)),
        thrown);
  }

  /** Remembers the last character that is not white space. */
  private static final class EndReader extends FilterReader {
    private char last;

    EndReader(Reader in) {
      super(in);
    }

    @Override
    public int read(char[] into, int from, int length) throws IOException {
      int count = super.read(into, from, length);
      for (int i = from + count - 1; i >= from; i--) {
        if (!Character.isWhitespace(into[i])) {
          last = into[i];
          break;
        }
      }
      return count;
    }

    char last() {
      return last;
    }
  }
}
