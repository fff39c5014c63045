package plumb.data.read;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import plumb.data.BadInput;

/** A zip archive with one file in it. */
final class ZipArchive {
  /** Files named in a message. */
  private static final int NAMED = 5;

  /** Files looked at; an archive of more is no table. */
  private static final int MOST_ENTRIES = 100_000;

  private ZipArchive() {}

  /** Names of the files in an archive, hidden ones and folders left out. */
  static List<String> names(Path file) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      return entries(zip).stream().map(ZipArchiveEntry::getName).toList();
    }
  }

  /**
   * Opens the only file in an archive.
   *
   * @throws BadInput if there are several, or none, or it is locked by a password
   */
  static InputStream open(Path file) throws IOException {
    ZipFile zip = ZipFile.builder().setPath(file).get();
    try {
      List<ZipArchiveEntry> entries = entries(zip);
      if (entries.size() != 1) {
        throw several(file, entries);
      }
      ZipArchiveEntry entry = entries.getFirst();
      if (entry.getGeneralPurposeBit().usesEncryption()) {
        throw new BadInput(
            "%s: \"%s\" in it is locked by a password; unpack it and name the file"
                .formatted(file, entry.getName()));
      }
      return new FilterInputStream(zip.getInputStream(entry)) {
        @Override
        public void close() throws IOException {
          super.close();
          zip.close();
        }
      };
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private static List<ZipArchiveEntry> entries(ZipFile zip) {
    List<ZipArchiveEntry> entries = new ArrayList<>();
    var all = zip.getEntries();
    while (all.hasMoreElements() && entries.size() < MOST_ENTRIES) {
      ZipArchiveEntry entry = all.nextElement();
      if (!entry.isDirectory() && !hidden(entry.getName())) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** What packing programs add unseen: resource files of macOS, and names with a point in front. */
  private static boolean hidden(String name) {
    for (String part : name.split("/", -1)) {
      if (part.startsWith(".") || part.equals("__MACOSX")) {
        return true;
      }
    }
    return false;
  }

  private static BadInput several(Path file, List<ZipArchiveEntry> entries) {
    if (entries.isEmpty()) {
      return new BadInput("%s is a zip archive with no file in it; pack it again".formatted(file));
    }
    List<String> named = entries.stream().limit(NAMED).map(e -> "\"" + e.getName() + "\"").toList();
    return new BadInput(
        "%s is a zip archive with %d files (%s%s), and one table is needed; unpack it and name the file, or the folder if the files are parts of one table"
            .formatted(
                file,
                entries.size(),
                String.join(", ", named),
                entries.size() > NAMED ? ", ..." : ""));
  }
}
