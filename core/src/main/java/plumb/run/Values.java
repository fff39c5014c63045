package plumb.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import plumb.data.BadInput;
import plumb.data.Nearest;

/** Reads single values of a card and says what is wrong with those that cannot be used. */
final class Values {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

  private static final int LONGEST_SHOWN = 60;

  private Values() {}

  /** The sentence for a value that cannot be used. */
  static BadInput bad(Node node, String sentence) {
    return bad(node.place(), sentence);
  }

  static BadInput bad(Node.Place place, String sentence) {
    return new BadInput(place.text() + ": " + sentence);
  }

  /** A text or a word, not empty. */
  static String text(Node node, String what) {
    if (!(node instanceof Node.Scalar(_, String text, boolean plain))) {
      throw bad(node, "%s takes a single value, not %s".formatted(what, kind(node)));
    }
    if (plain && (text.isEmpty() || text.equals("~") || text.equals("null"))) {
      throw bad(node, "%s has no value; give it one or remove it".formatted(what));
    }
    return text;
  }

  /** A finite number. */
  static double number(Node node, String what) {
    String text = text(node, what);
    double number = parsed(node, text);
    if (!Double.isFinite(number)) {
      throw bad(node, "%s must be a number, not %s".formatted(what, kind(node)));
    }
    return number;
  }

  /** The number that is written there, NaN if there is none. */
  private static double parsed(Node node, String text) {
    boolean plain = node instanceof Node.Scalar(_, _, boolean p) && p;
    return plain && NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
  }

  /** A number in single precision, exactly as written. */
  static float single(Node node, String what) {
    number(node, what);
    float number = Float.parseFloat(text(node, what));
    if (!Float.isFinite(number)) {
      throw bad(node, "%s is too large to compute with".formatted(what));
    }
    return number;
  }

  /** A number above 0. */
  static double positive(Node node, String what) {
    double number = number(node, what);
    if (!(number > 0)) {
      throw bad(node, "%s must be above 0, not %s".formatted(what, shown(node)));
    }
    if (number > Float.MAX_VALUE) {
      throw bad(
          node,
          "%s is too large to compute with in single precision: %s".formatted(what, shown(node)));
    }
    return number;
  }

  /** A number that is at least 0. */
  static double notNegative(Node node, String what) {
    double number = number(node, what);
    if (!(number >= 0)) {
      throw bad(node, "%s must be at least 0, not %s".formatted(what, shown(node)));
    }
    return number;
  }

  /** A number from 0 on and below 1. */
  static double belowOne(Node node, String what) {
    double number = number(node, what);
    // Also in single precision, in which it is used.
    if (!(number >= 0 && (float) number < 1)) {
      throw bad(node, "%s must be at least 0 and below 1, not %s".formatted(what, shown(node)));
    }
    return number;
  }

  /** A whole number from {@code least} on. */
  static int whole(Node node, String what, int least) {
    return whole(node, what, least, Integer.MAX_VALUE);
  }

  /** A whole number from {@code least} to {@code most}. */
  static int whole(Node node, String what, int least, int most) {
    double number = parsed(node, text(node, what));
    if (number > most) {
      throw bad(node, "%s is at most %d, not %s".formatted(what, most, shown(node)));
    }
    if (!(number == Math.rint(number) && number >= least)) {
      throw bad(
          node, "%s must be a whole number from %d on, not %s".formatted(what, least, shown(node)));
    }
    return (int) number;
  }

  /** Any whole number of 64 bits. */
  static long seed(Node node) {
    try {
      return Long.parseLong(text(node, "seed"));
    } catch (NumberFormatException e) {
      throw new BadInput(
          "%s: seed must be a whole number, not %s".formatted(node.place().text(), shown(node)), e);
    }
  }

  /** True or false. */
  static boolean flag(Node node, String what) {
    return switch (text(node, what)) {
      case "true" -> true;
      case "false" -> false;
      case String other ->
          throw bad(node, "%s must be true or false, not \"%s\"".formatted(what, shortened(other)));
    };
  }

  /** Whether the node is the single word. */
  static boolean isWord(Node node, String word) {
    return node instanceof Node.Scalar(_, String text, _) && text.equals(word);
  }

  /** One of an enum's constants, written in lower case with dashes. */
  static <E extends Enum<E>> E constant(Node node, String what, Class<E> type) {
    String text = text(node, what);
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(text)) {
        return constant;
      }
    }
    throw unknown(
        node.place(),
        what,
        text,
        Arrays.stream(type.getEnumConstants()).map(Values::word).toList());
  }

  /** How an enum's constant is written in a card. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The sentence for a name that is none of those that may stand there. */
  static BadInput unknown(Node.Place place, String what, String text, List<String> names) {
    Optional<String> near = Nearest.to(text, names);
    return bad(
        place,
        "unknown %s \"%s\"; %s"
            .formatted(
                what,
                shortened(text),
                near.map("did you mean \"%s\"?"::formatted)
                    .orElse("it must be one of " + String.join(", ", names))));
  }

  /** What kind of node, in words. */
  static String kind(Node node) {
    return switch (node) {
      case Node.Scalar(_, String text, _) -> "\"" + shortened(text) + "\"";
      case Node.Items _ -> "a list";
      case Node.Fields _ -> "a group of fields";
    };
  }

  private static String shown(Node node) {
    return node instanceof Node.Scalar(_, String text, boolean plain)
            && plain
            && NUMBER.matcher(text).matches()
        ? shortened(text)
        : kind(node);
  }

  /** What fits into a sentence. */
  private static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }
}
