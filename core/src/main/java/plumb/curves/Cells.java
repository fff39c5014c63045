package plumb.curves;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number in a cell, as programs and spreadsheets write it. */
final class Cells {
  /** Keras writes NA for what an epoch did not measure. */
  private static final Set<String> NOT_WRITTEN =
      Set.of("", "-", "--", "na", "n/a", "none", "null", "nil", "<na>");

  private static final Set<String> NOT_FINITE =
      Set.of("nan", "inf", "infinity", "1.#ind", "1.#inf", "1.#qnan", "#num!", "#div/0!");

  /** What Python makes of a tensor that was written without item(). */
  private static final Pattern TENSOR = Pattern.compile("(?:tensor|array)\\(\\[?\\s*([^,\\])]+).*");

  private static final Pattern PROGRESS =
      Pattern.compile("(?i)(?:epoch\\s*)?(\\d+)\\s*/\\s*\\d+|epoch\\s*(\\d+)");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d*,\\d+(?:[eE][-+]?\\d+)?");

  private Cells() {}

  /**
   * Reads a cell.
   *
   * @param commaIsPoint whether a comma may stand for the decimal point
   * @return NaN where nothing was written, positive infinity for what is not a finite number; empty
   *     if the cell is no number at all
   */
  static OptionalDouble number(String cell, boolean commaIsPoint) {
    String plain = cell.strip();
    if (plain.isEmpty()) {
      return OptionalDouble.of(Double.NaN);
    }
    char first = plain.charAt(0);
    if (Character.isDigit(first) || first == '-' || first == '.' || first == '+') {
      OptionalDouble number = finite(plain, commaIsPoint);
      if (number.isPresent()) {
        return number;
      }
    }
    String lower = plain.toLowerCase(Locale.ROOT);
    if (NOT_WRITTEN.contains(lower)) {
      return OptionalDouble.of(Double.NaN);
    }
    if (NOT_FINITE.contains(lower.replaceFirst("^[-+]", ""))) {
      return OptionalDouble.of(Double.POSITIVE_INFINITY);
    }
    if (plain.endsWith("%")) {
      return number(plain.substring(0, plain.length() - 1), commaIsPoint);
    }
    Matcher tensor = TENSOR.matcher(plain);
    if (tensor.matches()) {
      return number(tensor.group(1), false);
    }
    Matcher progress = PROGRESS.matcher(plain);
    if (progress.matches()) {
      String digits = progress.group(1) == null ? progress.group(2) : progress.group(1);
      return finite(digits, false);
    }
    return OptionalDouble.empty();
  }

  private static OptionalDouble finite(String text, boolean commaIsPoint) {
    String number =
        commaIsPoint && DECIMAL_COMMA.matcher(text).matches() ? text.replace(',', '.') : text;
    char last = number.charAt(number.length() - 1);
    if (last == 'f' || last == 'F' || last == 'd' || last == 'D') {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(number);
      return OptionalDouble.of(Double.isFinite(value) ? value : Double.POSITIVE_INFINITY);
    } catch (NumberFormatException _) {
      return OptionalDouble.empty();
    }
  }
}
