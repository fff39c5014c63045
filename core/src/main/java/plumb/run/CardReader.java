package plumb.run;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import plumb.data.BadInput;

/**
 * Reads cards. What a card does not say takes its default (see {@link Cards#of}), which depends on
 * its {@link Convention}: {@link Choices} and {@code docs/conventions.md} say how. What a card does
 * say holds in every convention.
 *
 * <p>Everything that cannot be used is a {@link BadInput} that names file, line and column, or the
 * setting it came from.
 */
public final class CardReader {
  private static final long LARGEST = 1_000_000;

  private CardReader() {}

  /** The card in a file; its paths are relative to the file's folder. */
  public static Card read(Path file) {
    return read(file, List.of());
  }

  /**
   * The card in a file, some of its fields set otherwise.
   *
   * @param settings each {@code key=value} as for {@link #apply(Card, List)}
   */
  public static Card read(Path file, List<String> settings) {
    return read(file, settings, Path.of(""), _ -> {});
  }

  /**
   * The card in a file, some of its fields set otherwise.
   *
   * @param settings each {@code key=value} as for {@link #apply(Card, List)}
   * @param folder that paths in the settings are relative to
   * @param warnings told in a sentence, with its place, what is allowed but seldom meant
   */
  public static Card read(
      Path file, List<String> settings, Path folder, Consumer<String> warnings) {
    Path parent = file.getParent();
    Path own = parent == null ? Path.of("") : parent;
    return parse(
        text(file), file.toString(), settings, new CardParser.Context(own, folder, warnings));
  }

  /**
   * The card in a text.
   *
   * @param folder that its paths are relative to
   * @param file what to call the text in messages
   */
  public static Card parse(String yaml, Path folder, String file) {
    return parse(yaml, file, List.of(), new CardParser.Context(folder, Path.of(""), _ -> {}));
  }

  private static Card parse(
      String yaml, String file, List<String> settings, CardParser.Context context) {
    Optional<Node> tree = Yaml.parse(yaml, file);
    if (tree.isEmpty()) {
      throw new BadInput(
          file + ":1, column 1: the card is empty; add \"data: {train: FILE, target: COLUMN}\"");
    }
    return card(tree.get(), settings, context);
  }

  /**
   * The same card with some fields set otherwise. A setting is {@code key=value}: the key names the
   * field from the top, {@code data.validation} or {@code optimizer.adam.beta1}; {@code
   * optimizer.rate} is the rate of whatever rule the card has; the value is YAML, so {@code
   * network=[dense: 32, relu]} replaces the network. Another {@code convention} changes whatever
   * the card has at the default of its present one. Paths in values are relative to the current
   * folder; the card's own are left as they are.
   *
   * @throws BadInput that names the setting
   */
  public static Card apply(Card card, List<String> settings) {
    return apply(card, settings, Path.of(""), _ -> {});
  }

  /**
   * The same card with some fields set otherwise.
   *
   * @param settings each {@code key=value} as for {@link #apply(Card, List)}
   * @param folder that paths in the settings are relative to
   * @param warnings told in a sentence what is allowed but seldom meant
   * @throws BadInput that names the setting
   */
  public static Card apply(
      Card card, List<String> settings, Path folder, Consumer<String> warnings) {
    if (settings.isEmpty()) {
      return card;
    }
    Node tree = Node.of(CardWriter.tree(card), new Node.Place("card", false));
    boolean otherConvention =
        settings.stream().anyMatch(setting -> setting.strip().startsWith("convention"));
    return card(
        otherConvention ? Silence.of(tree, card) : tree,
        settings,
        new CardParser.Context(Path.of(""), folder, warnings));
  }

  /**
   * What proved wrong about a card once its data were known, with the place where the card says it.
   *
   * @param card the text it was read from; empty where there is none
   * @param settings that it was read with
   * @return the same, where it is about no field of a card, or about one that the card leaves out
   */
  public static BadInput located(BadInput wrong, Optional<Path> card, List<String> settings) {
    Node tree =
        card.flatMap(file -> Yaml.parse(text(file), file.toString()))
            .orElseGet(() -> new Node.Fields(new Node.Place("card", false), Map.of()));
    for (String setting : settings) {
      tree = Settings.apply(tree, setting);
    }
    Node said = tree;
    return wrong
        .field()
        .flatMap(field -> find(said, field))
        .map(field -> new BadInput(field.place().text() + ": " + wrong.getMessage(), wrong))
        .orElse(wrong);
  }

  private static Optional<Node> find(Node tree, String field) {
    Node found = tree;
    for (String key : field.split("\\.", -1)) {
      Node.Field next = found instanceof Node.Fields fields ? fields.fields().get(key) : null;
      if (next == null) {
        return Optional.empty();
      }
      found = next.value();
    }
    return Optional.of(found);
  }

  /** The card whose tree {@link CardWriter#tree} wrote. */
  static Card fromTree(Object tree, String file) {
    return CardParser.card(Node.of(tree, new Node.Place(file, false)), CardParser.Context.NONE);
  }

  private static Card card(Node tree, List<String> settings, CardParser.Context context) {
    Node changed = tree;
    for (String setting : settings) {
      changed = Settings.apply(changed, setting);
    }
    Card card = CardParser.card(changed, context);
    CardParser.checkSchedule(card, changed);
    return card;
  }

  private static String text(Path file) {
    try {
      long size = Files.size(file);
      if (size > LARGEST) {
        throw new BadInput(
            "%s has %d bytes, where a card is a short text of at most %d; give data as data, not in a card"
                .formatted(file, size, LARGEST));
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new BadInput(file + " does not exist; check the path of the card", e);
    } catch (CharacterCodingException e) {
      throw new BadInput(
          file + " is not a text in UTF-8; a card is a YAML file, save it as UTF-8", e);
    } catch (IOException e) {
      throw new BadInput(
          "%s cannot be read (%s); check that it is a file and that you may read it"
              .formatted(file, RunFolder.reason(e)),
          e);
    }
  }
}
