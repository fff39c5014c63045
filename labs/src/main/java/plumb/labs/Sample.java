package plumb.labs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import plumb.run.Card;
import plumb.run.CardReader;

/**
 * A table to run labs on.
 *
 * @param name short, for figures
 * @param shown how a card names the file
 * @param file where it is
 * @param target the column to predict
 */
public record Sample(String name, String shown, Path file, String target) {
  /** 1797 images of handwritten digits, ten classes. */
  public static final Sample DIGITS = shipped("digits", "digit");

  /** 569 tumours, two classes. */
  public static final Sample BREAST_CANCER = shipped("breast-cancer", "diagnosis");

  /** 344 penguins, three classes, with gaps. */
  public static final Sample PENGUINS = shipped("penguins", "species");

  /** A user's table. */
  public static Sample own(Path file, String target) {
    return new Sample(String.valueOf(file.getFileName()), file.toString(), file, target);
  }

  private static Sample shipped(String name, String target) {
    String file = name + ".csv";
    try (InputStream in = Sample.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the data " + file + " are missing from this build");
      }
      Path copy = Files.createTempFile("plumb-" + name, ".csv");
      copy.toFile().deleteOnExit();
      Files.write(copy, in.readAllBytes());
      return new Sample(name, "examples/" + file, copy, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The card of this table.
   *
   * @param rest all of the card but its data
   */
  public Card card(String rest) {
    return CardReader.parse(yaml(file.toString(), rest), Path.of(""), name);
  }

  /** The card of this table as a reader can copy it. */
  public String text(String rest) {
    return yaml(shown, rest);
  }

  private String yaml(String path, String rest) {
    String escaped = path.replace("\\", "\\\\").replace("\"", "\\\"");
    return "data: {train: \"%s\", target: \"%s\"}\n%s".formatted(escaped, target, rest);
  }
}
