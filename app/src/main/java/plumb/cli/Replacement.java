package plumb.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import plumb.data.BadInput;

/** Writes a file as a whole or not at all: beside its place first, then moved there. */
final class Replacement {
  private Replacement() {}

  /** What is written. */
  @FunctionalInterface
  interface Content {
    void to(Writer writer) throws IOException;
  }

  /** Checks that a file can be written; worth doing before the work that fills it. */
  static void check(Path file) {
    if (Files.isDirectory(file)) {
      throw new BadInput(file + " is a folder; name a file");
    }
    if (!Files.isDirectory(folder(file)) || !Files.isWritable(folder(file))) {
      throw new BadInput(
          "%s cannot be written because %s is not a folder you may write to; name another"
              .formatted(file, folder(file)));
    }
  }

  /** Writes it, in place of what is there. */
  static void write(Path file, Content content) {
    check(file);
    Path half = folder(file).resolve(file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      try (BufferedWriter writer =
          Files.newBufferedWriter(half, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
        content.to(writer);
      }
      Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | UncheckedIOException e) {
      throw new BadInput(
          "%s cannot be written (%s); check the free space and that you may write there"
              .formatted(file, reason(e)),
          e);
    } finally {
      remove(half);
    }
  }

  /** Java names the file that could not be written, and the reason behind it where it knows one. */
  private static String reason(Exception e) {
    Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    String known =
        cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
    return known != null
        ? known
        : cause instanceof AccessDeniedException ? "permission denied" : cause.toString();
  }

  private static void remove(Path half) {
    try {
      Files.deleteIfExists(half);
    } catch (IOException _) {
      // What went wrong first has been said, and is what matters.
      return;
    }
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new BadInput(file + " is no name for a file; give another");
    }
    return parent;
  }
}
