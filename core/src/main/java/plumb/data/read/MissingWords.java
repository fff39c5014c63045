package plumb.data.read;

import java.util.List;

/** Recognizes the spellings of a missing value in a stretch of characters. */
final class MissingWords {
  private final char[][] spellings;
  private final boolean[] startsWith = new boolean[128];
  private final boolean empty;
  private int longest;

  MissingWords(List<String> spellings) {
    this.spellings = spellings.stream().map(String::toCharArray).toArray(char[][]::new);
    this.empty = spellings.contains("");
    for (char[] spelling : this.spellings) {
      longest = Math.max(longest, spelling.length);
      if (spelling.length > 0) {
        startsWith[spelling[0] & 127] = true;
      }
    }
  }

  boolean matches(char[] text, int from, int length) {
    if (length == 0) {
      return empty;
    }
    if (length > longest || !startsWith[text[from] & 127]) {
      return false;
    }
    for (char[] spelling : spellings) {
      if (java.util.Arrays.equals(spelling, 0, spelling.length, text, from, from + length)) {
        return true;
      }
    }
    return false;
  }
}
