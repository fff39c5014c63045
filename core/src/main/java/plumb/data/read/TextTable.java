package plumb.data.read;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

  private final Path file;
  private final ReadOptions options;
  private final Layout layout;
  private final Team team;
  private final int piece;

  /** Rows that are read over, from 0 on. */
  private final Set<Integer> leftOut;

  private TextTable(
      Path file, ReadOptions options, Layout layout, Team team, int piece, Set<Integer> leftOut) {
    this.file = file;
    this.options = options;
    this.layout = layout;
    this.team = team;
    this.piece = piece;
    this.leftOut = leftOut;
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
    Layout layout = layout(file, options);
    Table table = new TextTable(file, options, layout, team, piece, Set.of()).read();
    List<Total> totals = options.keepTotals() ? List.of() : Totals.of(table);
    if (totals.isEmpty()) {
      return table;
    }
    // A word in a column of numbers made words of all of it, so the other rows are read anew.
    Set<Integer> rows = totals.stream().map(Total::row).collect(Collectors.toSet());
    return new TextTable(file, options, layout.withoutWords(), team, piece, rows)
        .read()
        .withTotals(totals);
  }

  private static Layout layout(Path file, ReadOptions options) {
    StringBuilder start = new StringBuilder(START);
    char[] block = new char[1 << 14];
    int lines = 0;
    boolean whole = false;
    try (Content content = Content.open(file);
        Reader reader = reader(content.stream())) {
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
                "%s is not UTF-8 text: it holds zero bytes, as UTF-16 and binary files do; save it as CSV in UTF-8"
                    .formatted(file));
          }
        }
      }
    } catch (IOException e) {
      throw Content.failure(file, e);
    }
    if (start.toString().isBlank()) {
      throw new BadInput("%s is empty; give a file with rows".formatted(file));
    }
    return Layout.of(file, start.toString(), whole, options);
  }

  private Table read() {
    MissingWords missing = new MissingWords(options.missing());
    List<ColumnBuilder> empty = new ArrayList<>();
    for (int i = 0; i < layout.names().size(); i++) {
      String name = layout.names().get(i);
      boolean words = options.words().contains(name) || layout.words().contains(i);
      empty.add(new ColumnBuilder(name, missing, words));
    }
    Pass pass = pass(empty);
    int rows = pass.lines().rows();
    if (rows == 0) {
      throw new BadInput("%s has a header but no rows; add rows".formatted(file));
    }
    List<ColumnBuilder> builders = pass.builders();
    if (builders.stream().anyMatch(ColumnBuilder::lost)) {
      builders = builders.stream().map(b -> b.lost() ? b.asWords() : b.closed()).toList();
      builders = pass(builders).builders();
    }
    Lines lines = pass.lines().lines();
    Column[] columns = new Column[builders.size()];
    List<ColumnBuilder> complete = builders;
    Tasks.run(
        team, columns.length, i -> columns[i] = complete.get(i).build(file.toString(), lines));
    columns[columns.length - 1] = named(columns[columns.length - 1], layout.classes());
    return new Table(file.toString(), List.of(columns), rows, lines, pass.hash(), layout.notes());
  }

  /**
   * What comes of going through the file once.
   *
   * @param builders one a column, with all rows
   */
  record Pass(List<ColumnBuilder> builders, LineTracker lines, String hash) {}

  /** Goes through the file once, in pieces where that is possible; builders start as given. */
  private Pass pass(List<ColumnBuilder> builders) {
    if (!leftOut.isEmpty()) {
      return fromFrontToBack(builders.stream().map(ColumnBuilder::fresh).toList());
    }
    return new TextPieces(file, layout, team, piece)
        .pass(builders)
        .orElseGet(() -> fromFrontToBack(builders.stream().map(ColumnBuilder::fresh).toList()));
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

  private Pass fromFrontToBack(List<ColumnBuilder> builders) {
    TableRows rows = new TableRows(file, layout, builders, layout.above(), leftOut);
    CellHandler cells = new CellHandler(file, rows);
    try (Content content = Content.open(file);
        EndReader text = new EndReader(reader(content.stream()));
        CsvReader<Boolean> reader =
            Layout.parser(layout.delimiter(), layout.spacedQuotes()).build(cells, text)) {
      reader.forEach(_ -> {});
      // The parser takes the end of the file for the missing quote, and half of the rows for a
      // cell.
      if (cells.lastQuoted() && text.last() != '"') {
        throw new BadInput(
            "%s is not a proper table: a quote opened in line %d is never closed; close or remove it"
                .formatted(file, cells.lastLine()));
      }
      return new Pass(builders, rows.lines(), content.hash());
    } catch (IOException | UncheckedIOException e) {
      throw Content.failure(file, e);
    } catch (CsvParseException e) {
      throw failure(file, e);
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

  /** Strict UTF-8, without the mark that some programs put in front of it. */
  private static Reader reader(InputStream stream) throws IOException {
    stream.mark(3);
    byte[] mark = stream.readNBytes(3);
    if (mark.length < 3
        || (mark[0] & 0xff) != 0xef
        || (mark[1] & 0xff) != 0xbb
        || (mark[2] & 0xff) != 0xbf) {
      stream.reset();
    }
    return new InputStreamReader(
        stream,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
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
