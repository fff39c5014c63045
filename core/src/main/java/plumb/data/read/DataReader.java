package plumb.data.read;

import java.nio.file.Path;

/** Reads tables and images; finds out the format from the content, not from the file's name. */
public final class DataReader {
  private DataReader() {}

  /** As {@link #read(Path, ReadOptions)} with the usual options. */
  public static Source read(Path file) {
    return read(file, ReadOptions.usual());
  }

  /**
   * Reads CSV or TSV (plain or gzip), Parquet, IDX images (plain or gzip, the labels beside them),
   * or a folder of images with a sub-folder for each class.
   *
   * @throws plumb.data.BadInput if the file does not exist, is damaged or makes no table
   */
  public static Source read(Path file, ReadOptions options) {
    byte[] content = Content.read(file);
    if (content.length >= 4 && content[0] == 'P' && content[1] == 'A' && content[2] == 'R') {
      throw new plumb.data.BadInput(
          "%s is a Parquet file, which this version cannot read; save it as CSV".formatted(file));
    }
    return IdxReader.looksLike(content)
        ? IdxReader.read(file, content)
        : TextTable.read(file, content, options);
  }
}
