package plumb.model;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import plumb.data.BadInput;

/** Writes files that are never there by half. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes all of it or nothing; a file that is there already is replaced.
   *
   * @throws BadInput if the path is no name for a file
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    Path name = target.getFileName();
    if (folder == null || name == null) {
      throw new BadInput(file + " is no name for a file; give another");
    }
    // Not a temporary file of Java's, which only its owner may read.
    Path part = Files.createFile(folder.resolve("%s.%s.part".formatted(name, UUID.randomUUID())));
    try {
      Files.write(part, content);
      try {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException _) {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
