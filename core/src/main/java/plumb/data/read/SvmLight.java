package plumb.data.read;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import plumb.data.BadInput;

/**
 * Reads tables from SVMLight, the format of libsvm: the answer, then {@code column:value} for every
 * value that is not 0. The columns are called by their numbers, the answer {@code target} and put
 * last.
 */
final class SvmLight {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  private static final Pattern LINE =
      Pattern.compile(NUMBER + "(\\s+qid:\\d+)?(\\s+\\d+:" + NUMBER + ")+\\s*(#.*)?");

  /** Cells of a table that memory takes; a sparse file may stand for more. */
  private static final long MOST_CELLS = 1L << 28;

  /** Lines looked at to tell the format. */
  private static final int LINES = 20;

  private SvmLight() {}

  /** Whether all of the first lines are of the format, one of them with a column. */
  static boolean looksLike(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>(text.lines().limit(LINES).toList());
    if (start.length >= ForeignFormat.Start.BYTES && lines.size() > 1) {
      lines.removeLast(); // Perhaps cut off.
    } else if (start.length >= ForeignFormat.Start.BYTES) {
      // A single long line, cut off within a value.
      return LINE.matcher(text.replaceAll("\\s+\\S*$", "")).matches();
    }
    lines.removeIf(line -> line.isBlank() || line.startsWith("#"));
    return !lines.isEmpty()
        && lines.stream().allMatch(l -> LINE.matcher(l.strip()).matches() || bare(l))
        && lines.stream().anyMatch(l -> !bare(l));
  }

  /** A row of which every value is 0. */
  private static boolean bare(String line) {
    return NUMBER.matcher(line.strip()).matches();
  }

  /**
   * One value that is not 0.
   *
   * @param row from 0 on
   */
  private record Entry(int row, double value) {}

  static Table read(Path file, ReadOptions options) {
    List<List<Entry>> columns = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    LineTracker lines = new LineTracker();
    boolean fromZero = false;
    try (Content content = Content.open(file);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(content.stream(), StandardCharsets.UTF_8.newDecoder()))) {
      long at = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        at++;
        String text = line.replaceFirst("#.*", "").strip();
        if (text.isEmpty()) {
          continue;
        }
        String[] cells = text.split("\\s+", -1);
        if (!NUMBER.matcher(cells[0]).matches()) {
          throw new BadInput(
              "%s, line %d: \"%s\" stands where the answer, a number, is due; correct it"
                  .formatted(file, at, cells[0]));
        }
        int row = targets.size();
        targets.add(cells[0]);
        lines.add(at);
        for (int i = 1; i < cells.length; i++) {
          if (cells[i].startsWith("qid:")) {
            continue;
          }
          int colon = cells[i].indexOf(':');
          int column = colon < 0 ? -1 : index(cells[i].substring(0, colon));
          String value = cells[i].substring(colon + 1);
          if (column < 0 || !NUMBER.matcher(value).matches()) {
            throw new BadInput(
                "%s, line %d: \"%s\" is not a column and its value, such as 3:0.5, with a column below %d"
                    .formatted(file, at, cells[i], Layout.MOST_COLUMNS));
          }
          fromZero |= column == 0;
          while (columns.size() <= column) {
            columns.add(new ArrayList<>());
          }
          List<Entry> entries = columns.get(column);
          if (!entries.isEmpty() && entries.getLast().row == row) {
            throw new BadInput(
                "%s, line %d names column %d twice; keep one".formatted(file, at, column));
          }
          entries.add(new Entry(row, Double.parseDouble(value)));
        }
      }
      return table(file, options, columns, targets, lines, fromZero, content.hash());
    } catch (IOException e) {
      throw Content.failure(file, e);
    } catch (OutOfMemoryError e) {
      throw Content.tooLarge(file, e);
    }
  }

  private static int index(String text) {
    return text.matches("\\d{1,6}") && Integer.parseInt(text) < Layout.MOST_COLUMNS
        ? Integer.parseInt(text)
        : -1;
  }

  private static Table table(
      Path file,
      ReadOptions options,
      List<List<Entry>> columns,
      List<String> targets,
      LineTracker lines,
      boolean fromZero,
      String hash) {
    int rows = targets.size();
    int first = fromZero ? 0 : 1;
    if (rows == 0 || columns.size() <= first) {
      throw new BadInput("%s holds no rows with values; give some".formatted(file));
    }
    long cells = (long) rows * (columns.size() - first);
    if (cells > MOST_CELLS) {
      throw new BadInput(
          "%s stands for a table of %d rows and %d columns, most of it zeros, which does not fit in memory; keep the columns that matter"
              .formatted(file, rows, columns.size() - first));
    }
    List<Column> table = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    long values = 0;
    MissingWords missing = new MissingWords(options.missing());
    for (int i = first; i < columns.size(); i++) {
      ColumnBuilder builder = new ColumnBuilder(Integer.toString(i), missing, false);
      int row = 0;
      for (Entry entry : columns.get(i)) {
        for (; row < entry.row; row++) {
          builder.addNumber(0);
        }
        builder.addNumber(entry.value);
        row++;
        values++;
      }
      for (; row < rows; row++) {
        builder.addNumber(0);
      }
      table.add(TableCollector.decided(builder, file.toString(), options, lines.lines(), notes));
    }
    ColumnBuilder target = new ColumnBuilder("target", missing, options.words().contains("target"));
    targets.forEach(target::add);
    table.add(TableCollector.decided(target, file.toString(), options, lines.lines(), notes));
    notes.add(
        String.format(
            Locale.ROOT,
            "%s is SVMLight: %d columns called by their numbers, %d to %d, %.1f %% of their values not 0, and \"target\" behind them",
            file,
            columns.size() - first,
            first,
            columns.size() - 1,
            100.0 * values / cells));
    return new Table(file.toString(), table, rows, lines.lines(), hash, notes);
  }
}
