package plumb.data.read;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;
import plumb.math.Team;

/**
 * Reads a table that lies in several files: the parts that Spark and others write into a folder,
 * partitions in sub-folders such as {@code colour=red}, which become a column, or files named one
 * by one. All parts must have the same columns, in any order.
 */
final class PartFiles {
  /** What Hive calls the folder of rows without a value. */
  private static final String NO_VALUE = "__HIVE_DEFAULT_PARTITION__";

  /** Files named in a note or message. */
  private static final int NAMED = 3;

  /**
   * A file of the table.
   *
   * @param partitions columns whose value its folders say; empty for a missing one
   */
  private record Part(Path file, Map<String, Optional<String>> partitions) {}

  private final String name;
  private final List<Part> parts;
  private final List<String> notes = new ArrayList<>();
  private final ReadOptions options;
  private final Team team;

  private PartFiles(String name, List<Part> parts, ReadOptions options, Team team) {
    this.name = name;
    this.parts = parts;
    this.options = options;
    this.team = team;
  }

  /**
   * Reads a folder, if it holds parts of a table: files that are no images, in itself or in
   * sub-folders that are partitions, and no other sub-folder.
   */
  static Optional<Table> folder(Path folder, ReadOptions options, Team team) {
    List<Part> parts = new ArrayList<>();
    List<Path> hidden = new ArrayList<>();
    if (!gather(folder, Map.of(), parts, hidden) || parts.isEmpty()) {
      return Optional.empty();
    }
    PartFiles files = new PartFiles(folder.toString(), parts, options, team);
    if (!hidden.isEmpty()) {
      files.notes.add(
          "%s: %d hidden file%s passed over: %s"
              .formatted(
                  folder,
                  hidden.size(),
                  hidden.size() == 1 ? " is" : "s are",
                  named(hidden.stream().map(f -> String.valueOf(f.getFileName())).toList())));
    }
    return Optional.of(files.read());
  }

  /** Reads files that are named one by one, in this order. */
  static Table files(List<Path> files, ReadOptions options, Team team) {
    return new PartFiles(
            named(files.stream().map(Path::toString).toList()),
            files.stream().map(file -> new Part(file, Map.of())).toList(),
            options,
            team)
        .read();
  }

  private static String named(List<String> names) {
    return names.stream().limit(NAMED).collect(Collectors.joining(", "))
        + (names.size() > NAMED ? " and %d more".formatted(names.size() - NAMED) : "");
  }

  private static boolean gather(
      Path folder, Map<String, Optional<String>> partitions, List<Part> parts, List<Path> hidden) {
    List<Path> entries;
    try (Stream<Path> list = Files.list(folder)) {
      entries = list.sorted().toList();
    } catch (IOException e) {
      throw new BadInput(
          "%s cannot be listed: %s; check its permissions"
              .formatted(folder, Content.reason(folder, e)),
          e);
    }
    for (Path entry : entries) {
      String called = String.valueOf(entry.getFileName());
      if (called.startsWith(".") || (called.startsWith("_") && !called.contains("="))) {
        hidden.add(entry);
      } else if (Files.isDirectory(entry)) {
        int equals = called.indexOf('=');
        if (equals < 1) {
          return false;
        }
        Map<String, Optional<String>> more = new LinkedHashMap<>(partitions);
        String value = decoded(called.substring(equals + 1));
        more.put(
            decoded(called.substring(0, equals)),
            value.equals(NO_VALUE) ? Optional.empty() : Optional.of(value));
        if (!gather(entry, more, parts, hidden)) {
          return false;
        }
      } else if (isImage(entry)) {
        return false;
      } else {
        parts.add(new Part(entry, partitions));
      }
    }
    return true;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text; // A per cent sign that stands for itself.
    }
  }

  private static boolean isImage(Path file) {
    try (var stream = Files.newInputStream(file)) {
      String start = new String(stream.readNBytes(12), StandardCharsets.ISO_8859_1);
      return start.startsWith("\u0089PNG")
          || start.startsWith("\u00ff\u00d8\u00ff")
          || start.startsWith("GIF8")
          || start.startsWith("BM")
          || (start.startsWith("RIFF") && start.endsWith("WEBP"));
    } catch (IOException e) {
      throw Content.failure(file, e);
    }
  }

  /** A part that was read, with the columns that its folders say. */
  private record Read(Part part, Table table) {}

  private Table read() {
    List<Read> read = new ArrayList<>();
    Set<Part> empty = empty();
    for (Part part : parts) {
      if (!empty.contains(part)) {
        read.add(new Read(part, part(part, options)));
      }
    }
    if (read.isEmpty()) {
      throw new BadInput("%s: none of its %d files has rows".formatted(name, parts.size()));
    }
    Set<String> mixed = mixed(read);
    if (!mixed.isEmpty()) {
      // Numbers in one part and words in another are words in all, as they are spelled.
      Set<String> words = new HashSet<>(options.words());
      words.addAll(mixed);
      ReadOptions asWords = options.withWords(words);
      read.replaceAll(r -> new Read(r.part, part(r.part, asWords)));
    }
    return joined(read, mixed, empty.size());
  }

  private Table part(Part part, ReadOptions how) {
    // A total is one of all rows, so it is looked for when they are together.
    Source source = DataReader.read(part.file, how.withTotals(), team);
    if (source instanceof Table table) {
      return table;
    }
    throw new BadInput(
        "%s holds images, where parts of a table are read; take it out of the folder"
            .formatted(part.file));
  }

  /** Parts without rows: empty files, Parquet of no rows, and a header alone. */
  private Set<Part> empty() {
    Set<Part> empty = new HashSet<>();
    Map<Part, String> headers = new LinkedHashMap<>();
    Set<String> firstLines = new HashSet<>();
    for (Part part : parts) {
      try {
        if (Files.isRegularFile(part.file) && Files.size(part.file) == 0) {
          empty.add(part);
        } else if (ParquetTable.isParquet(part.file)) {
          if (ParquetTable.rows(part.file) == 0) {
            empty.add(part);
          }
        } else if (Content.archive(part.file).isEmpty()) {
          List<String> lines = firstLines(part.file);
          if (lines.isEmpty()) {
            empty.add(part);
          } else if (lines.size() == 1) {
            headers.put(part, lines.getFirst());
          } else {
            firstLines.add(lines.getFirst());
          }
        }
      } catch (IOException e) {
        throw Content.failure(part.file, e);
      }
    }
    headers.forEach((part, line) -> {
      if (options.header() != ReadOptions.Header.NO && firstLines.contains(line)) {
        empty.add(part);
      }
    });
    return empty;
  }

  /** The first two lines that are not blank; bytes that are no text count as they are. */
  private static List<String> firstLines(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Content content = Content.open(file);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(content.stream(), StandardCharsets.ISO_8859_1))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          lines.add(line);
        }
        if (lines.size() == 2) {
          break;
        }
      }
    }
    return lines;
  }

  /** Columns that are of different kinds in different parts, where they hold anything. */
  private static Set<String> mixed(List<Read> read) {
    Map<String, Class<?>> kinds = new LinkedHashMap<>();
    Set<String> mixed = new TreeSet<>();
    for (Read r : read) {
      for (Column column : r.table.columns()) {
        if (column.missing() < column.rows()) {
          Class<?> kind = kinds.putIfAbsent(column.name(), column.getClass());
          if (kind != null && kind != column.getClass()) {
            mixed.add(column.name());
          }
        }
      }
    }
    return mixed;
  }

  private Table joined(List<Read> read, Set<String> mixed, int empty) {
    List<String> columns = columns(read);
    int[] starts = new int[read.size()];
    int rows = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = rows;
      rows = Math.addExact(rows, read.get(i).table.rows());
    }
    Lines lines =
        new Lines.Parts(
            read.stream().map(r -> place(r.part.file)).toList(),
            starts,
            read.stream().map(r -> r.table.lines()).toList());
    List<Column> joined = new ArrayList<>();
    for (String column : columns) {
      joined.add(joined(column, read, mixed.contains(column), lines));
    }
    notes.addFirst(
        "%s: %d files are read as one table%s"
            .formatted(
                name,
                read.size(),
                empty == 0
                    ? ""
                    : "; %d more %s no rows".formatted(empty, empty == 1 ? "has" : "have")));
    mixed.forEach(column ->
        notes.add(
            "%s: column \"%s\" holds numbers in some of the files and words in others, and is read as words"
                .formatted(name, column)));
    Set<String> told = new LinkedHashSet<>();
    for (Read r : read) {
      for (String note : r.table.notes()) {
        // What is the same of every part but for its name is told once.
        if (told.add(note.replace(r.part.file.toString(), ""))) {
          notes.add(note);
        }
      }
    }
    String hash =
        Content.hash(
            read.stream()
                .map(r -> r.table.hash() + r.part.partitions)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8));
    Table table = new Table(name, joined, rows, lines, hash, notes);
    List<Total> totals = options.keepTotals() ? List.of() : Totals.of(table);
    return totals.isEmpty() ? table : table.without(totals);
  }

  private String place(Path file) {
    Path folder = Path.of(name);
    return file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
  }

  /** The columns of all parts, those of the folders last. */
  private List<String> columns(List<Read> read) {
    Read first = read.getFirst();
    List<String> columns = new ArrayList<>(first.table.names());
    boolean reordered = false;
    for (Read r : read) {
      List<String> here = r.table.names();
      if (!new HashSet<>(here).equals(new HashSet<>(columns))) {
        throw disagreement(first, r);
      }
      reordered |= !here.equals(columns);
    }
    if (reordered) {
      notes.add(
          "%s: the columns stand in different orders in the files, and are matched by name"
              .formatted(name));
    }
    Set<String> partitions = new LinkedHashSet<>();
    for (Read r : read) {
      partitions.addAll(r.part.partitions.keySet());
    }
    for (String partition : partitions) {
      if (read.stream().anyMatch(r -> !r.part.partitions.containsKey(partition))) {
        throw new BadInput(
            "%s: some files lie in folders that say \"%s\", others do not; bring all into such folders"
                .formatted(name, partition));
      }
      if (columns.contains(partition)) {
        throw new BadInput(
            "%s: \"%s\" is a column of the files and named by their folders too; rename one"
                .formatted(name, partition));
      }
      columns.add(partition);
      notes.add(
          "%s: the names of the folders are read as the column \"%s\"".formatted(name, partition));
    }
    return columns;
  }

  private BadInput disagreement(Read first, Read other) {
    Set<String> lacking = new LinkedHashSet<>(first.table.names());
    lacking.removeAll(other.table.names());
    Set<String> more = new LinkedHashSet<>(other.table.names());
    more.removeAll(first.table.names());
    return new BadInput(
        "%s: the files have different columns: %s%s%s; give all the same header, or read them one by one"
            .formatted(
                name,
                other.part.file.getFileName(),
                lacking.isEmpty()
                    ? ""
                    : " lacks %s, which %s has"
                        .formatted(named(List.copyOf(lacking)), first.part.file.getFileName()),
                more.isEmpty()
                    ? ""
                    : "%s has %s, which %s lacks"
                        .formatted(
                            lacking.isEmpty() ? "" : ", and",
                            named(List.copyOf(more)),
                            first.part.file.getFileName())));
  }

  private Column joined(String name, List<Read> read, boolean words, Lines lines) {
    List<@Nullable Column> pieces = new ArrayList<>();
    for (Read r : read) {
      pieces.add(
          r.table.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElse(null));
    }
    List<Column.Dates> dates =
        pieces.stream()
            .filter(Column.Dates.class::isInstance)
            .map(Column.Dates.class::cast)
            .toList();
    if (!dates.isEmpty() && pieces.stream().allMatch(PartFiles::datesOrNone)) {
      PackedNumbers.Builder days = new PackedNumbers.Builder();
      for (Column piece : pieces) {
        for (int row = 0; piece != null && row < piece.rows(); row++) {
          days.add(piece instanceof Column.Dates d ? d.days().at(row) : Double.NaN);
        }
      }
      Column.Dates first = dates.getFirst();
      return new Column.Dates(name, plumb.data.ColumnType.DATE, first.format(), days.build());
    }
    MissingWords missing = new MissingWords(options.missing());
    ColumnBuilder builder =
        filled(new ColumnBuilder(name, missing, words || onlyWords(pieces)), name, read, pieces);
    if (builder.lost()) {
      builder = filled(builder.asWords(), name, read, pieces);
    }
    return TableCollector.decided(builder, this.name, options, lines, notes);
  }

  private static boolean datesOrNone(@Nullable Column piece) {
    return piece instanceof Column.Dates || (piece != null && piece.missing() == piece.rows());
  }

  /** Whether a part holds words, and no part numbers. */
  private static boolean onlyWords(List<@Nullable Column> pieces) {
    return pieces.stream().anyMatch(Column.Words.class::isInstance);
  }

  private static ColumnBuilder filled(
      ColumnBuilder builder, String name, List<Read> read, List<@Nullable Column> pieces) {
    for (int i = 0; i < pieces.size(); i++) {
      Column piece = pieces.get(i);
      int rows = read.get(i).table.rows();
      @Nullable String partition =
          Optional.ofNullable(read.get(i).part.partitions.get(name))
              .flatMap(value -> value)
              .orElse(null);
      for (int row = 0; row < rows; row++) {
        if (piece instanceof Column.Numbers numbers && !onlyWords(pieces)) {
          builder.addNumber(numbers.values().at(row));
        } else {
          builder.add(piece == null ? partition : piece.text(row));
        }
      }
    }
    return builder;
  }
}
