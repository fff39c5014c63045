package plumb.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The sentences of a text, so that each is shown once. */
public final class Sentences {
  private static final String ENDS = ".!?";

  private final Set<String> shown = new HashSet<>();

  /** The sentences of a text; what stands in double quotes is never divided. */
  public static List<String> of(String text) {
    List<String> sentences = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      quoted ^= text.charAt(i) == '"';
      if (!quoted && ends(text, i)) {
        add(sentences, text.substring(from, i + 1));
        from = i + 1;
      }
    }
    add(sentences, text.substring(from));
    return sentences;
  }

  private static void add(List<String> sentences, String text) {
    if (!text.isBlank()) {
      sentences.add(text.strip());
    }
  }

  /** Whether a sentence ends at a place: the next one begins with a capital, a digit or a quote. */
  private static boolean ends(String text, int at) {
    boolean closing = "\")".indexOf(text.charAt(at)) >= 0;
    int mark = closing ? at - 1 : at;
    if (mark < 0 || ENDS.indexOf(text.charAt(mark)) < 0 || at + 2 >= text.length()) {
      return false;
    }
    char next = text.charAt(at + 2);
    return text.charAt(at + 1) == ' '
        && (Character.isUpperCase(next) || Character.isDigit(next) || "\"`".indexOf(next) >= 0);
  }

  /** What of a text was not shown before, as one text; from now on it is. */
  public String fresh(String text) {
    return String.join(" ", of(text).stream().filter(shown::add).toList());
  }
}
