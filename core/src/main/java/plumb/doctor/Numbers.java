package plumb.doctor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers as evidence, by name, and as people write them. */
final class Numbers {
  private Numbers() {}

  /** Names and numbers in turn; what is not a number is left out. */
  static Map<String, Double> of(Object... namesAndNumbers) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (int i = 0; i < namesAndNumbers.length; i += 2) {
      double number = ((Number) namesAndNumbers[i + 1]).doubleValue();
      if (Double.isFinite(number)) {
        numbers.put((String) namesAndNumbers[i], number);
      }
    }
    return numbers;
  }

  /** A number as people write it. */
  static String plain(double number) {
    return BigDecimal.valueOf(number)
        .round(new MathContext(3))
        .stripTrailingZeros()
        .toPlainString();
  }
}
