package plumb.curves;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import plumb.data.BadInput;

/**
 * Which column is what, where the user said so.
 *
 * @param columns names by what they hold; empty for what the file does not hold
 */
public record ColumnChoice(Map<Role, Optional<String>> columns) {
  /** Everything by the names of the columns. */
  public static final ColumnChoice NONE = new ColumnChoice(Map.of());

  private static final Pattern PAIR = Pattern.compile("\\s*([A-Za-z-]+)\\s*=\\s*(.*)");

  public ColumnChoice {
    columns = Map.copyOf(columns);
  }

  /** What a column of curves may hold. */
  public enum Role {
    /** Counts epochs. */
    EPOCH("epoch"),
    /** Counts updates of the weights. */
    STEP("step"),
    /** Counts trees. */
    ROUND("round"),
    /** Loss on the training set. */
    TRAIN_LOSS("train-loss"),
    /** Loss on validation rows. */
    VALIDATION_LOSS("validation-loss"),
    /** Accuracy or the like on the training set. */
    TRAIN_SCORE("train-score"),
    /** The same on validation rows. */
    VALIDATION_SCORE("validation-score"),
    /** Learning rate. */
    RATE("rate");

    private final String id;

    Role(String id) {
      this.id = id;
    }

    /** As written on the command line. */
    public String id() {
      return id;
    }

    /** In words: "validation loss". */
    String words() {
      return this == TRAIN_LOSS || this == TRAIN_SCORE
          ? "training " + id.substring(id.indexOf('-') + 1)
          : this == RATE ? "learning rate" : id.replace('-', ' ');
    }
  }

  /**
   * Reads {@code train-loss=tr, validation-loss=te}. A name may hold commas and signs of equality;
   * {@code none} says that there is no such column.
   *
   * @param texts one or several of these
   * @throws BadInput if one is not of that form
   */
  public static ColumnChoice parse(List<String> texts) {
    Map<Role, Optional<String>> columns = new EnumMap<>(Role.class);
    for (String text : texts) {
      for (String pair : text.split(",(?=\\s*[A-Za-z-]+\\s*=)", -1)) {
        Matcher matcher = PAIR.matcher(pair);
        if (!matcher.matches() || matcher.group(2).isBlank()) {
          throw new BadInput(
              Say.of(
                  "--columns takes what a column holds and its name, such as \"train-loss=tr, validation-loss=te\", not \"%s\"",
                  Say.name(text)));
        }
        String name = matcher.group(2).strip();
        columns.put(
            role(matcher.group(1)),
            name.equalsIgnoreCase("none") ? Optional.empty() : Optional.of(name));
      }
    }
    return new ColumnChoice(columns);
  }

  private static Role role(String word) {
    String id = word.toLowerCase(Locale.ROOT).replaceFirst("^val-", "validation-");
    return Arrays.stream(Role.values())
        .filter(role -> role.id.equals(id))
        .findFirst()
        .orElseThrow(() ->
            new BadInput(
                Say.of(
                    "--columns does not know \"%s\"; a column may be %s",
                    Say.name(word),
                    Arrays.stream(Role.values()).map(Role::id).collect(Collectors.joining(", ")))));
  }

  /** Whether the user said anything about a role. */
  boolean says(Role role) {
    return columns.containsKey(role);
  }

  /** The name for a role; empty if none was given, or none is meant. */
  Optional<String> name(Role role) {
    return columns.getOrDefault(role, Optional.empty());
  }
}
