package plumb.explain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a person writes them. */
final class Figures {
  private static final MathContext DIGITS = new MathContext(5);

  private Figures() {}

  /** With at most five digits: 0.001, 1e-8, 0.33333. */
  static String of(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    BigDecimal number = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
    int exponent = number.precision() - number.scale() - 1;
    String text =
        exponent >= -4 && exponent < 9
            ? number.toPlainString()
            : number.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    return text.replace("-", "−");
  }

  /** The shortest text that means the float: 0.1, not 0.100000001. */
  static String of(float value) {
    return of(Double.parseDouble(Float.toString(value)));
  }

  /** In brackets if negative, so that it can stand behind an operator. */
  static String factor(double value) {
    return value < 0 ? "(" + of(value) + ")" : of(value);
  }

  /** A count with its thousands apart. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
