package plumb.data.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;

/**
 * Standard input as a file. Data are read more than once, and standard input can be read once only;
 * so the first to ask has it copied into a file that is removed when Java ends.
 */
final class StandardInput {
  // What has been read cannot be read again by anybody in this process.
  private static @Nullable Path copy;

  private StandardInput() {}

  /** Whether a path stands for it. */
  static boolean is(Path path) {
    return path.equals(Origin.STANDARD_INPUT);
  }

  /** The file that holds what came. */
  static synchronized Path file() {
    if (copy == null) {
      try {
        Path folder = Files.createTempDirectory("plumb");
        Path file = folder.resolve("standard-input");
        folder.toFile().deleteOnExit();
        file.toFile().deleteOnExit();
        Files.copy(Outside.input(), file, StandardCopyOption.REPLACE_EXISTING);
        copy = file;
      } catch (IOException e) {
        throw new BadInput(
            "Standard input cannot be copied to a temporary file: %s; make room, or save the data to a file and name it"
                .formatted(e.getMessage()),
            e);
      }
    }
    return copy;
  }
}
