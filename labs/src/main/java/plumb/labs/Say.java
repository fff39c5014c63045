package plumb.labs;

import java.util.Locale;
import plumb.report.Words;

/** Sentences with numbers in them. */
final class Say {
  private static final String POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Say() {}

  /** The same numbers in both sentences, in the same order. */
  @SuppressWarnings("AnnotateFormatMethod") // two formats for the same numbers
  static Words of(String english, String chinese, Object... numbers) {
    return new Words(filled(english, numbers), filled(chinese, numbers));
  }

  @SuppressWarnings("AnnotateFormatMethod") // two formats for the same numbers
  private static String filled(String sentence, Object... numbers) {
    String text =
        String.format(Locale.ROOT, sentence, numbers)
            .replaceAll("(?<![\\w)])-(?=[0-9.])", "−")
            .replaceAll("(?<=[0-9])e-0*([0-9]+)", "·10⁻^$1");
    StringBuilder raised = new StringBuilder();
    boolean power = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '^') {
        power = true;
      } else if (power && Character.isDigit(c)) {
        raised.append(POWERS.charAt(c - '0'));
      } else {
        power = false;
        raised.append(c);
      }
    }
    return raised.toString();
  }
}
