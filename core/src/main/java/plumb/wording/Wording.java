package plumb.wording;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * Makes a sentence from its id and values. All sentences stand in one file for each language,
 * {@code plumb/wording/en.properties}, in the way of {@link java.util.Formatter}, so that another
 * language is another file and no other code.
 */
public final class Wording {
  private static final Properties ENGLISH = read("en");

  private Wording() {}

  /**
   * A sentence.
   *
   * @param id such as {@code leakage.column}
   * @param values what its places stand for, in order
   * @throws IllegalArgumentException if there is no such sentence, or it wants other values
   */
  public static String of(String id, Object... values) {
    String pattern = ENGLISH.getProperty(id);
    if (pattern == null) {
      throw new IllegalArgumentException("no sentence \"%s\"".formatted(id));
    }
    return String.format(Locale.ROOT, pattern, values);
  }

  /** The same, where there is such a sentence. */
  public static Optional<String> find(String id, Object... values) {
    return ENGLISH.containsKey(id) ? Optional.of(of(id, values)) : Optional.empty();
  }

  /** Whether a sentence begins as this one does before its first value. */
  public static boolean begins(String sentence, String id) {
    String pattern = ENGLISH.getProperty(id, "%");
    String start = pattern.substring(0, Math.max(0, pattern.indexOf('%')));
    return !start.isBlank() && sentence.startsWith(start);
  }

  private static Properties read(String language) {
    String name = "/plumb/wording/" + language + ".properties";
    try (InputStream file = Wording.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the program lacks its file " + name);
      }
      Properties sentences = new Properties();
      sentences.load(new InputStreamReader(file, StandardCharsets.UTF_8));
      return sentences;
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
