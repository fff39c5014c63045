package plumb.cause;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.data.NumberText;

/** Whether two words are one word, spelled in two ways. */
final class Spelling {
  private Spelling() {}

  /**
   * A word without what people are careless about: case, accents, width of characters; punctuation
   * at its ends; spaces and underscores but between digits; hyphens and points between letters.
   * Signs that carry meaning stay: "A-", "-1" and "1.0" are themselves.
   */
  static String plain(String word) {
    return Normalizer.normalize(word, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}+", "")
        .toLowerCase(Locale.ROOT)
        .replace("ß", "ss")
        .replaceAll("^[\\s.,;:!?'\"`*’‘“”]+|[\\s.,;:!?'\"`*’‘“”]+$", "")
        .replaceAll("(?<=\\p{N})[\\s_]+(?=\\p{N})", " ")
        .replaceAll("(?<!\\p{N})[\\s_]+|[\\s_]+(?!\\p{N})", "")
        .replaceAll("(?<=\\p{L})[\\p{Pd}.'’]+(?=\\p{L})", "");
  }

  /** The only one of some words that a word is another spelling or an abbreviation of. */
  static Optional<String> another(String word, Collection<String> words) {
    String plain = plain(word);
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    List<String> same = words.stream().filter(other -> isSame(plain, plain(other))).toList();
    if (same.isEmpty()) {
      same = words.stream().filter(other -> abbreviates(plain, plain(other))).toList();
    }
    return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
  }

  private static boolean isSame(String plain, String other) {
    if (plain.equals(other)) {
      return true;
    }
    var number = NumberText.parse(plain);
    return number.isPresent() && number.equals(NumberText.parse(other));
  }

  /** Whether the shorter of two words is the beginning of the longer, both of letters. */
  private static boolean abbreviates(String plain, String other) {
    String shorter = plain.length() < other.length() ? plain : other;
    String longer = plain.length() < other.length() ? other : plain;
    return !shorter.isEmpty()
        && longer.startsWith(shorter)
        && longer.chars().allMatch(Character::isLetter);
  }

  /** What a word is made of: letters as a, digits as 9, runs of either as one. */
  static String form(String word) {
    return word.replaceAll("\\p{L}+", "a").replaceAll("\\p{N}+", "9");
  }
}
