package plumb.curves;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words and numbers for people, the same in every locale. */
final class Say {
  private static final int MOST_NAMES = 8;
  private static final int LONGEST_NAME = 60;

  private Say() {}

  /** Formatted, the same in every locale. */
  // The annotation asked for would be a dependency for this one method.
  @SuppressWarnings("AnnotateFormatMethod")
  static String of(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /** Three significant digits, without a power of ten where that is short. */
  static String number(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value) || (size != 0 && (size < 1e-4 || size >= 1e7))) {
      return of("%.2e", value).replaceFirst("\\.?0*e", "e");
    }
    BigDecimal digits = new BigDecimal(value);
    return (size >= 1000
            ? digits.setScale(0, java.math.RoundingMode.HALF_EVEN)
            : digits.round(new MathContext(3)).stripTrailingZeros())
        .toPlainString();
  }

  /** Where on the horizontal axis: whole numbers as such. */
  static String at(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e15 ? of("%.0f", x) : number(x);
  }

  static String percent(double share) {
    return of("%.0f %%", 100 * share);
  }

  /** A noun with its number. */
  static String count(long number, String one, String many) {
    return of("%d %s", number, number == 1 ? one : many);
  }

  /** A name from a file: no control characters reach the terminal, and none fills the screen. */
  static String name(String name) {
    String plain = name.strip().replaceAll("\\p{C}", "?");
    return plain.isEmpty()
        ? "(without a name)"
        : plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME) + "...";
  }

  /** Names with commas, and a last word such as "and" before the last; the rest is counted. */
  static String list(List<String> names, String last) {
    List<String> shown = names.stream().limit(MOST_NAMES).map(Say::name).toList();
    if (names.size() > MOST_NAMES) {
      return of("%s and %d more", String.join(", ", shown), names.size() - MOST_NAMES);
    }
    return shown.size() < 2
        ? String.join("", shown)
        : shown.stream().limit(shown.size() - 1L).collect(Collectors.joining(", "))
            + " "
            + last
            + " "
            + shown.getLast();
  }
}
