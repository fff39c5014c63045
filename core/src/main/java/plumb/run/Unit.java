package plumb.run;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** How a measured number is written for people. */
public enum Unit {
  /** A number without a unit, to four digits. */
  PLAIN,
  /** A share of a whole, 0 to 1, written in per cent. */
  SHARE,
  /** A score, accuracy or R2, to three decimals. */
  SCORE,
  /** How many: a whole number. */
  COUNT,
  /** How many times as much. */
  TIMES;

  /** A number with its unit: "12.5 %", "0.873", "1,204", "3.1 times". */
  public String words(double number) {
    if (!Double.isFinite(number)) {
      return Double.isNaN(number) ? "not measured" : number > 0 ? "without bound" : "below any";
    }
    return switch (this) {
      case PLAIN -> plain(number);
      case SHARE -> String.format(Locale.ROOT, "%.1f %%", 100 * number);
      case SCORE -> String.format(Locale.ROOT, "%.3f", number);
      case COUNT -> String.format(Locale.ROOT, "%,.0f", number);
      case TIMES -> plain(number) + " times";
    };
  }

  private static String plain(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).round(new MathContext(4)).stripTrailingZeros();
    // Very large and very small numbers are read more easily by their power of ten.
    return rounded.signum() != 0 && Math.abs(rounded.precision() - rounded.scale() - 1) > 6
        ? String.format(Locale.ROOT, "%.3g", number)
        : rounded.toPlainString();
  }
}
