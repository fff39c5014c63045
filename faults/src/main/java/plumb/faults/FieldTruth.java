package plumb.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What a report says is wrong and what mends it, written down before any tool saw the case.
 *
 * @param kind whether the training or the data are at fault
 * @param causes any of which is right as the first cause
 * @param remedies of the accepted answer, in words
 * @param repair what counts as repaired
 * @param score what a model is measured by
 * @param harmless why the fault does no harm as written here; empty where it does
 * @param twinNotCounted why an alarm on the twin is none to count; empty where the twin is healthy
 */
record FieldTruth(
    Kind kind,
    List<String> causes,
    List<String> remedies,
    Repair repair,
    Score score,
    Optional<String> harmless,
    Optional<String> twinNotCounted) {
  /** What is at fault. */
  enum Kind {
    TRAINING,
    DATA
  }

  /** What counts as repaired. */
  enum Repair {
    /** The returned model reaches 95 % of the twin's test score. */
    SCORE,
    /** The verdict says that the score cannot be believed. */
    VERDICT,
    /** Either of the two. */
    EITHER,
    /** Nothing: the rows have lost what was to be learned. */
    NONE
  }

  /** What a model is measured by. */
  enum Score {
    /** Accuracy, or R2 for numbers. */
    USUAL,
    /** The mean of the recalls of the classes. */
    BALANCED,
    /** Accuracy; a model that learned class numbers as a quantity counts 0. */
    CLASSES
  }

  /** The truth in a file. */
  static FieldTruth read(Path file) {
    try {
      Object tree =
          new Load(LoadSettings.builder().setLabel(file.toString()).build())
              .loadFromString(Files.readString(file));
      if (!(tree instanceof Map<?, ?> fields)) {
        throw new IllegalArgumentException(file + " has no fields");
      }
      return new FieldTruth(
          Kind.valueOf(word(fields, "kind", "training")),
          list(fields, "causes"),
          list(fields, "remedies"),
          Repair.valueOf(word(fields, "repair", "score")),
          Score.valueOf(word(fields, "score", "usual")),
          Optional.ofNullable(fields.get("harmless")).map(Object::toString),
          Optional.ofNullable(fields.get("twin-not-counted")).map(Object::toString));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String word(Map<?, ?> fields, String name, String usual) {
    Object value = fields.get(name);
    return (value == null ? usual : value.toString()).toUpperCase(Locale.ROOT);
  }

  private static List<String> list(Map<?, ?> fields, String name) {
    return fields.get(name) instanceof List<?> items
        ? items.stream().map(Object::toString).toList()
        : List.of();
  }
}
