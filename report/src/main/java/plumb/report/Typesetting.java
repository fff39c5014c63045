package plumb.report;

import java.util.regex.Pattern;

/** Sentences of a run, set for a page. */
final class Typesetting {
  private static final Pattern SQUARED = Pattern.compile("\\bR2\\b");
  private static final Pattern BEFORE_PERCENT = Pattern.compile("(?<=\\d) (?=%)");
  private static final Pattern AFTER_SIGN = Pattern.compile("(?<=\u00b1) ");
  private static final Pattern BEFORE_NUMBER =
      Pattern.compile("(?<=\\b(?:R\u00b2|RMSE)) (?=[-\u2212\\d])");
  private static final Pattern EQUATION =
      Pattern.compile("(?<=[\\p{L}\\p{No}]) ([=\u2248<\u2265\u2264]) (?=[-\u2212\\d\u00bd\u00bc])");
  private static final Pattern NEGATIVE = Pattern.compile("(?<=[\\s(])-(?=\\d)");

  private static final Pattern POWER =
      Pattern.compile("(?<![\\w.-])(\\d+(?:\\.\\d+)?)e([+-]?\\d+)(?!\\w|\\.\\w)");

  private Typesetting() {}

  /**
   * The same words with a real minus and R\u00b2, and no line break inside "97.8 %" or "\u00b1
   * 1.7".
   */
  static String set(String sentence) {
    String text = SQUARED.matcher(sentence).replaceAll("R\u00b2");
    text = NEGATIVE.matcher(text).replaceAll("\u2212");
    text = POWER.matcher(text).replaceAll(m -> m.group(1) + "\u00b7" + Numbers.tenTo(m.group(2)));
    text = BEFORE_PERCENT.matcher(text).replaceAll("\u00a0");
    text = AFTER_SIGN.matcher(text).replaceAll("\u00a0");
    return BEFORE_NUMBER.matcher(text).replaceAll("\u00a0");
  }

  /** Also with no line break inside "\u03bb = 0.9". */
  static String setFormulas(String sentence) {
    return EQUATION.matcher(set(sentence)).replaceAll("\u00a0$1\u00a0");
  }

  /** With a capital letter at the start. */
  static String capital(String text) {
    return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
  }
}
