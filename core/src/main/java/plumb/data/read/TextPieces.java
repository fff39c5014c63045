package plumb.data.read;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.data.BadInput;
import plumb.math.Team;

/**
 * Goes through delimited text in pieces, several at a time. Each piece ends behind the end of a
 * line, which may lie inside of a cell in quotes; so a mark is put behind it, and where the mark
 * does not come out as a row of its own, or anything else is unusual, there is no answer and the
 * text must be read from front to back. By induction from the first piece, every piece then began
 * where a row begins.
 */
final class TextPieces {
  /** Bytes of a piece: a few milliseconds of work. */
  static final int SIZE = 1 << 18;

  /** Pieces read ahead for each thread. */
  private static final int AHEAD = 4;

  /** No character of tables. */
  private static final char MARK = '\u0003';

  private final Path file;
  private final Layout layout;
  private final Team team;
  private final int size;

  TextPieces(Path file, Layout layout, Team team, int size) {
    this.file = file;
    this.layout = layout;
    this.team = team;
    this.size = size;
  }

  /**
   * What comes of the whole file.
   *
   * @param templates one a column
   * @return the same as from front to back, or nothing where that cannot be told
   */
  Optional<TextTable.Pass> pass(List<ColumnBuilder> templates) {
    if (layout.delimiters().sign() == MARK || !layout.inPieces()) {
      return Optional.empty();
    }
    List<ColumnBuilder> builders = fresh(templates);
    LineTracker lines = new LineTracker();
    try (Content content = Content.open(file)) {
      Pieces pieces = new Pieces(content.stream(), size);
      List<Pieces.Piece> now = pieces.next(1);
      int above = layout.above();
      long before = 0;
      Part[] done = {};
      while (!now.isEmpty()) {
        List<Pieces.Piece> current = now;
        List<Pieces.Piece> ahead = new ArrayList<>();
        int leaveOut = above;
        Part[] spent = done;
        Part[] parts = new Part[current.size()];
        Tasks.run(
            team,
            1 + parts.length,
            task -> {
              if (task == 0) {
                ahead.addAll(next(pieces));
              } else {
                int piece = task - 1;
                List<ColumnBuilder> fresh =
                    piece < spent.length ? fresh(builders, spent[piece]) : fresh(builders);
                parts[piece] = parse(current.get(piece), fresh, leaveOut);
              }
            });
        for (Part part : parts) {
          lines.add(part.rows.lines(), before);
          before += part.lines;
        }
        Tasks.run(
            team,
            builders.size(),
            i -> {
              for (Part part : parts) {
                builders.get(i).add(part.rows.builders().get(i));
              }
            });
        above = 0;
        now = ahead;
        done = parts;
        pieces.recycle(current);
      }
      return Optional.of(
          new TextTable.Pass(builders, lines, lines.rows(), List.of(), content.hash()));
    } catch (BadInput
        | CsvParseException
        | IOException
        | UncheckedIOException
        | Pieces.NotInPieces e) {
      return Optional.empty(); // Front to back it turns out what is the matter, and where.
    }
  }

  private List<Pieces.Piece> next(Pieces pieces) {
    try {
      return pieces.next(AHEAD * team.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a piece holds.
   *
   * @param lines how many lines
   */
  private record Part(TableRows rows, long lines) {}

  private static List<ColumnBuilder> fresh(List<ColumnBuilder> builders) {
    return builders.stream().map(ColumnBuilder::fresh).toList();
  }

  private static List<ColumnBuilder> fresh(List<ColumnBuilder> builders, Part spent) {
    List<ColumnBuilder> fresh = new ArrayList<>();
    for (int i = 0; i < builders.size(); i++) {
      fresh.add(builders.get(i).fresh(spent.rows.builders().get(i)));
    }
    return fresh;
  }

  private Part parse(Pieces.Piece piece, List<ColumnBuilder> builders, int above) {
    TableRows rows = new TableRows(file, layout, builders, above);
    Marked marked = new Marked(rows);
    CellHandler cells = new CellHandler(file, marked);
    try (CsvReader<Boolean> reader =
        Layout.parser(layout.delimiters().sign(), layout.spacedQuotes())
            .build(cells, piece.text(MARK))) {
      reader.forEach(_ -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!rows.begun()) {
      throw new Pieces.NotInPieces("what stands above the rows fills more than a piece");
    }
    if (piece.last() && rows.lastQuoted() && last(piece) != '"') {
      throw new Pieces.NotInPieces("it ends behind a cell in quotes");
    }
    return new Part(rows, marked.line() - 1);
  }

  /** The last byte that is not white space. */
  private static byte last(Pieces.Piece piece) {
    int at = piece.length() - 1;
    while (at > 0 && Character.isWhitespace(piece.bytes()[at])) {
      at--;
    }
    return piece.bytes()[at];
  }

  /** Passes rows on up to the mark, which must be the last of them and alone. */
  private static final class Marked implements CellHandler.Listener {
    private final TableRows rows;
    private boolean marked;
    private long line;

    Marked(TableRows rows) {
      this.rows = rows;
    }

    @Override
    public void cell(int column, char[] text, int from, int length) {
      if (marked) {
        throw new Pieces.NotInPieces("something follows the mark");
      }
      if (column == 0 && length == 1 && text[from] == MARK) {
        marked = true;
      } else {
        rows.cell(column, text, from, length);
      }
    }

    @Override
    public void row(long atLine, int width, boolean quoted) {
      if (!marked) {
        rows.row(atLine, width, quoted);
      } else if (line > 0) {
        throw new Pieces.NotInPieces("something follows the mark");
      } else {
        line = atLine;
      }
    }

    /** The line of the mark. */
    long line() {
      if (line == 0) {
        throw new Pieces.NotInPieces("the piece ends inside of a cell");
      }
      return line;
    }
  }
}
