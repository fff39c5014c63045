package plumb.labs;

import java.util.Locale;
import plumb.report.Words;

/** Sentences with numbers in them. */
final class Say {
  private Say() {}

  /** The same numbers in both sentences, in the same order. */
  @SuppressWarnings("AnnotateFormatMethod") // two formats for the same numbers
  static Words of(String english, String chinese, Object... numbers) {
    return new Words(filled(english, numbers), filled(chinese, numbers));
  }

  @SuppressWarnings("AnnotateFormatMethod") // two formats for the same numbers
  private static String filled(String sentence, Object... numbers) {
    return String.format(Locale.ROOT, sentence, numbers).replaceAll("(?<![\\w)])-(?=[0-9.])", "−");
  }
}
