package plumb.doctor;

import java.util.LinkedHashMap;
import java.util.Map;

/** Evidence by name. */
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
}
