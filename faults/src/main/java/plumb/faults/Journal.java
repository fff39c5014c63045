package plumb.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * Results in a file, one JSON object a line, so that a bench that was interrupted goes on where it
 * was. For several threads at once.
 *
 * @param <T> of one result
 */
final class Journal<T> {
  private static final JsonMapper LINES = JsonMapper.builder().build();

  private final Path file;
  private final Class<T> type;

  /**
   * Results in a file.
   *
   * @param folder is made if it is not there
   * @param name of the file in it, which need not be there
   * @param type of a result
   */
  Journal(Path folder, String name, Class<T> type) {
    this.file = folder.resolve(name);
    this.type = type;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is in the file already. A last line that was not written to its end is taken out. */
  List<T> earlier() {
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      String text = Files.readString(file);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      if (whole.length() < text.length()) {
        Files.writeString(file, whole);
      }
      List<T> results = new ArrayList<>();
      whole.lines().forEach(line -> results.add(LINES.readValue(line, type)));
      return results;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a result. */
  synchronized void add(T result) {
    try {
      Files.writeString(
          file,
          LINES.writeValueAsString(result) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
