package plumb.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import plumb.run.Card;
import plumb.run.CardReader;

/**
 * A card written after a public report, its mended twin and the truth about it.
 *
 * @param name of its folder
 * @param folder with card.yaml, twin.yaml and truth.yaml
 * @param truth what is wrong
 */
record FieldCase(String name, Path folder, FieldTruth truth) {
  /** Which of the two cards. */
  enum Side {
    CARD,
    TWIN
  }

  /** All cases of a folder whose name has a text in it, by name. */
  static List<FieldCase> in(Path folder, String text) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> Files.exists(f.resolve("truth.yaml")))
          .sorted()
          .map(f -> new FieldCase(name(f), f, FieldTruth.read(f.resolve("truth.yaml"))))
          .filter(c -> c.name().contains(text))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path folder) {
    Path name = folder.getFileName();
    return name == null ? "" : name.toString();
  }

  /**
   * Writes the rows and reads one of the cards, with this seed.
   *
   * @param to folder for the files; one for each side
   * @param examples folder with digits.csv
   */
  Scenario.Ready ready(Side side, long seed, Path to, Path examples) {
    FieldRows rows = FieldData.of(name, seed, examples);
    FieldRows.Files files = side == Side.CARD ? rows.card() : rows.twin();
    Path test = files.write(to);
    try {
      String yaml = Files.readString(folder.resolve(side == Side.CARD ? "card.yaml" : "twin.yaml"));
      Card card = CardReader.parse(yaml, to, name + " " + side);
      return new Scenario.Ready(card.withSeed(seed), test);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
