package plumb.symptom;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people write them. */
public final class Numbers {
  private Numbers() {}

  /** A number as people write it. */
  public static String plain(double number) {
    return BigDecimal.valueOf(number)
        .round(new MathContext(3))
        .stripTrailingZeros()
        .toPlainString();
  }
}
