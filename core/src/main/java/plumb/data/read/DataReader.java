package plumb.data.read;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import plumb.math.Team;

/** Reads tables and images; finds out the format from the content, not from the file's name. */
public final class DataReader {
  private DataReader() {}

  /** As {@link #read(Path, ReadOptions, Team)} with the usual options, by all processors. */
  public static Source read(Path file) {
    return read(file, ReadOptions.usual());
  }

  /** As {@link #read(Path, ReadOptions, Team)} by all processors. */
  public static Source read(Path file, ReadOptions options) {
    try (Team team = Tasks.everyProcessor()) {
      return read(file, options, team);
    }
  }

  /**
   * Reads what a card names: a file or folder, several files as one table, or a database.
   *
   * @param team whose threads share the work; the result does not depend on how many they are
   * @throws plumb.data.BadInput if anything is not there, is damaged or makes no table
   */
  public static Source read(Origin origin, ReadOptions options, Team team) {
    return switch (origin) {
      case Origin.Files(List<Path> paths) when paths.size() == 1 ->
          read(paths.getFirst(), options, team);
      case Origin.Files(List<Path> paths) ->
          PartFiles.files(
              paths.stream()
                  .flatMap(path -> FilePattern.matches(path).orElse(List.of(path)).stream())
                  .toList(),
              options,
              team);
      case Origin.Query query -> Jdbc.read(query, options);
    };
  }

  /** As {@link #read(Origin, ReadOptions, Team)} by all processors. */
  public static Source read(Origin origin, ReadOptions options) {
    try (Team team = Tasks.everyProcessor()) {
      return read(origin, options, team);
    }
  }

  /**
   * Reads CSV or TSV, JSON, SVMLight and IDX images (plain or packed, the labels beside them),
   * Parquet, workbooks, a folder with the parts of a table, all files that a pattern such as {@code
   * part-*.csv} names, standard input as {@code -}, or a folder of images with a sub-folder for
   * each class.
   *
   * @param team whose threads share the work; the result does not depend on how many they are
   * @throws plumb.data.BadInput if the file does not exist, is damaged or makes no table
   */
  public static Source read(Path file, ReadOptions options, Team team) {
    if (StandardInput.is(file)) {
      return read(StandardInput.file(), options, team);
    }
    Optional<List<Path>> matches = FilePattern.matches(file);
    if (matches.isPresent() && !matches.get().isEmpty()) {
      return PartFiles.files(matches.get(), options, team);
    }
    if (Files.isDirectory(file)) {
      return PartFiles.folder(file, options, team)
          .<Source>map(table -> table)
          .orElseGet(() -> ImageFolder.read(file));
    }
    List<String> archived = Content.archive(file).orElse(List.of());
    if (archived.contains(Workbook.ENTRY)) {
      return Workbook.read(file, options);
    }
    ForeignFormat.refuseArchive(file, archived);
    byte[] start = Content.start(file, ForeignFormat.Start.BYTES);
    if (ParquetTable.begins(start)) {
      return ParquetTable.read(file, options);
    }
    if (IdxReader.looksLike(start)) {
      return IdxReader.read(file);
    }
    if (JsonTable.looksLike(start)) {
      return JsonTable.read(file, options);
    }
    if (SvmLight.looksLike(start)) {
      return SvmLight.read(file, options);
    }
    ForeignFormat.refuse(file, start);
    return TextTable.read(file, options, team);
  }
}
