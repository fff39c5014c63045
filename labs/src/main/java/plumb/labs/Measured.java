package plumb.labs;

import java.util.OptionalDouble;
import plumb.report.Words;

/**
 * A number of a lab.
 *
 * @param name what was measured
 * @param value the number
 * @param expected what was known before, if anything
 */
public record Measured(Words name, double value, OptionalDouble expected) {
  /** A number nothing was known about. */
  public static Measured of(String english, String chinese, double value) {
    return new Measured(new Words(english, chinese), value, OptionalDouble.empty());
  }

  /** The same with what was known before. */
  public Measured expecting(double number) {
    return new Measured(name, value, OptionalDouble.of(number));
  }

  /** Whether the value is within {@code tolerance} of what was expected. */
  public boolean agrees(double tolerance) {
    return expected.isPresent() && Math.abs(value - expected.getAsDouble()) <= tolerance;
  }
}
