package plumb.data.read;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import plumb.math.Team;

/** Reads tables and images; finds out the format from the content, not from the file's name. */
public final class DataReader {
  private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);

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
   * Reads CSV or TSV (plain or gzip), Parquet, IDX images (plain or gzip, the labels beside them),
   * or a folder of images with a sub-folder for each class.
   *
   * @param team whose threads share the work; the result does not depend on how many they are
   * @throws plumb.data.BadInput if the file does not exist, is damaged or makes no table
   */
  public static Source read(Path file, ReadOptions options, Team team) {
    if (Files.isDirectory(file)) {
      return ImageFolder.read(file);
    }
    Content.archive(file).ifPresent(names -> ForeignFormat.refuseArchive(file, names));
    byte[] start = Content.start(file, ForeignFormat.Start.BYTES);
    if (Arrays.equals(
        start, 0, Math.min(start.length, PARQUET.length), PARQUET, 0, PARQUET.length)) {
      return ParquetTable.read(file, options);
    }
    if (IdxReader.looksLike(start)) {
      return IdxReader.read(file);
    }
    ForeignFormat.refuse(file, start);
    return TextTable.read(file, options, team);
  }
}
