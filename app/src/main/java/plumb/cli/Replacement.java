package plumb.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import plumb.data.BadInput;
import plumb.model.WholeFile;

/** Writes a file that the user named, as a whole or not at all, with a sentence where it fails. */
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

  /** Also that none of the files that are read would be lost. */
  static void check(Path file, List<Path> read) {
    check(file);
    for (Path other : read) {
      try {
        if (Files.exists(file) && Files.exists(other) && Files.isSameFile(file, other)) {
          throw new BadInput(
              "--out %s would overwrite what is read; name another file".formatted(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Writes text, in place of what is there. */
  static void write(Path file, Content content) {
    writeBytes(
        file,
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          content.to(writer);
          writer.flush();
        });
  }

  /** Writes bytes, in place of what is there. */
  static void writeBytes(Path file, WholeFile.Content content) {
    check(file);
    try {
      WholeFile.write(file, content);
    } catch (IOException | UncheckedIOException e) {
      throw new BadInput(
          "%s cannot be written (%s); check the free space and that you may write there"
              .formatted(file, reason(e)),
          e);
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

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new BadInput(file + " is no name for a file; give another");
    }
    return parent;
  }
}
