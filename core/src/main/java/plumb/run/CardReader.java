package plumb.run;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import plumb.data.BadInput;

/**
 * Reads cards. What a card does not say takes its default (see {@link Cards#of}); {@code
 * convention} changes defaults where the lecture, the papers and the libraries differ: {@code
 * lecture} dropout (one mask a batch, made up for afterwards), RMSProp (starts from the first
 * gradient), the velocity of momentum (sums steps) and epsilon (0 but for Adam); {@code pytorch}
 * and {@code keras} every hyper-parameter of an update rule and what weight decay acts on, {@code
 * keras} the initialization (Glorot) too.
 *
 * <p>Everything that cannot be used is a {@link BadInput} that names file, line and column, or the
 * setting it came from.
 */
public final class CardReader {
  private CardReader() {}

  /** The card in a file; its paths are relative to the file's folder. */
  public static Card read(Path file) {
    return read(file, List.of());
  }

  /**
   * The card in a file, some of its fields set otherwise.
   *
   * @param settings each {@code key=value} as for {@link #apply}
   */
  public static Card read(Path file, List<String> settings) {
    Path parent = file.getParent();
    return parse(text(file), parent == null ? Path.of("") : parent, file.toString(), settings);
  }

  /**
   * The card in a text.
   *
   * @param folder that its paths are relative to
   * @param file what to call the text in messages
   */
  public static Card parse(String yaml, Path folder, String file) {
    return parse(yaml, folder, file, List.of());
  }

  private static Card parse(String yaml, Path folder, String file, List<String> settings) {
    Optional<Node> tree = Yaml.parse(yaml, file);
    if (tree.isEmpty()) {
      throw new BadInput(
          file + ":1, column 1: the card is empty; add \"data: {train: FILE, target: COLUMN}\"");
    }
    return card(tree.get(), folder, settings);
  }

  /**
   * The same card with some fields set otherwise. A setting is {@code key=value}: the key names the
   * field from the top, {@code data.validation} or {@code optimizer.adam.beta1}; {@code
   * optimizer.rate} is the rate of whatever rule the card has; the value is YAML, so {@code
   * network=[dense: 32, relu]} replaces the network. Paths in values are relative to the current
   * folder.
   *
   * @throws BadInput that names the setting
   */
  public static Card apply(Card card, List<String> settings) {
    if (settings.isEmpty()) {
      return card;
    }
    Node tree = Node.of(CardWriter.tree(card), new Node.Place("card", false));
    return card(tree, Path.of(""), settings);
  }

  /** The card whose tree {@link CardWriter#tree} wrote. */
  static Card fromTree(Object tree, String file) {
    return CardParser.card(Node.of(tree, new Node.Place(file, false)), Path.of(""));
  }

  private static Card card(Node tree, Path folder, List<String> settings) {
    Node changed = tree;
    for (String setting : settings) {
      changed = Settings.apply(changed, setting);
    }
    Card card = CardParser.card(changed, folder);
    CardParser.checkSchedule(card, changed);
    return card;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new BadInput(file + " does not exist; check the path of the card", e);
    } catch (CharacterCodingException e) {
      throw new BadInput(
          file + " is not a text in UTF-8; a card is a YAML file, save it as UTF-8", e);
    } catch (IOException e) {
      throw new BadInput(
          "%s cannot be read (%s); check that it is a file and that you may read it"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }
}
