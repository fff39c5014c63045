package plumb.data.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import plumb.data.Decimal;

/**
 * Typed columns of equal length, in memory.
 *
 * @param name the file as the user named it
 * @param columns in the order of the file, names all different
 * @param rows number of rows
 * @param lines where each row stands in the file
 * @param hash SHA-256 of the uncompressed content
 * @param notes what was found out while reading
 * @param totals lines of the file that were left out because they add up or average rows
 * @param understood how the columns of a text are spelled; empty for other files
 * @param decimal sign of decimals, where the file decides
 */
public record Table(
    String name,
    List<Column> columns,
    int rows,
    Lines lines,
    String hash,
    List<String> notes,
    List<Total> totals,
    List<Understood> understood,
    Optional<Decimal> decimal)
    implements Source {
  /** Totals named in a note. */
  private static final int NAMED = 5;

  public Table {
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
    totals = List.copyOf(totals);
    understood = List.copyOf(understood);
    for (Column column : columns) {
      if (column.rows() != rows) {
        throw new IllegalArgumentException(
            "%d rows but %d in %s".formatted(rows, column.rows(), column.name()));
      }
    }
  }

  /** Of which no line was left out. */
  public Table(
      String name, List<Column> columns, int rows, Lines lines, String hash, List<String> notes) {
    this(name, columns, rows, lines, hash, notes, List.of(), List.of(), Optional.empty());
  }

  /**
   * The rows of a source, read in the usual way.
   *
   * @throws plumb.data.BadInput if there are none, or their values make no table
   */
  public static Table of(RowSource source) {
    return of(source, ReadOptions.usual());
  }

  /**
   * The same, for a model's predictions: by {@link ReadOptions#like} of its encoding.
   *
   * @throws plumb.data.BadInput if there are none, or their values make no table
   */
  public static Table of(RowSource source, ReadOptions options) {
    TableCollector collector = new TableCollector(source.name(), options, false);
    source.read(collector);
    return collector.table();
  }

  /** The same with totals that were left out, and a note that says so. */
  Table withTotals(List<Total> leftOut) {
    List<String> more = new ArrayList<>(notes);
    Total first = leftOut.getFirst();
    more.add(
        leftOut.size() == 1
            ? "%s, %s is a total (\"%s\" in \"%s\") and left out"
                .formatted(name, first.place(), first.word(), first.column())
            : "%s: %d lines are totals (\"%s\" in \"%s\") and left out: %s%s"
                .formatted(
                    name,
                    leftOut.size(),
                    first.word(),
                    first.column(),
                    leftOut.stream()
                        .limit(NAMED)
                        .map(Total::place)
                        .collect(Collectors.joining(", ")),
                    leftOut.size() > NAMED
                        ? " and %d more".formatted(leftOut.size() - NAMED)
                        : ""));
    return new Table(name, columns, rows, lines, hash, more, leftOut, understood, decimal);
  }

  /** The same without some of its rows, which are totals, and a note that says so. */
  Table without(List<Total> leftOut) {
    Set<Integer> out = leftOut.stream().map(Total::row).collect(Collectors.toSet());
    int[] kept = IntStream.range(0, rows).filter(row -> !out.contains(row)).toArray();
    return select(kept, notes).withTotals(leftOut);
  }

  /** Names of the columns. */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  @Override
  public Table select(int[] rows, List<String> notes) {
    return new Table(
        name,
        columns.stream().map(column -> column.select(rows)).toList(),
        rows.length,
        new Lines.Chosen(lines, rows),
        hash,
        notes,
        totals,
        understood,
        decimal);
  }

  /** Where a row stands, for messages: {@code file.csv, line 12}. */
  public String place(int row) {
    return name + ", " + lines.place(row);
  }
}
