package plumb.run;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One measured number of some evidence.
 *
 * @param name what was measured, in the way of run.json: {@code scoreOfColumnAlone}
 * @param value the number; NaN where it could not be measured
 * @param limit what it is held against; empty where it only informs
 * @param unit how both are written for people
 */
public record Reading(String name, double value, OptionalDouble limit, Unit unit) {
  /** A number that only informs. */
  public static Reading of(String name, double value, Unit unit) {
    return new Reading(name, value, OptionalDouble.empty(), unit);
  }

  /** A number that is held against a limit. */
  public static Reading of(String name, double value, double limit, Unit unit) {
    return new Reading(name, value, OptionalDouble.of(limit), unit);
  }

  /** For people: "score of column alone: 0.991 (limit 0.950)". */
  public String words() {
    String what = name.replaceAll("([a-z])([A-Z0-9])", "$1 $2").toLowerCase(Locale.ROOT);
    return what
        + ": "
        + unit.words(value)
        + (limit.isPresent() ? " (limit %s)".formatted(unit.words(limit.getAsDouble())) : "");
  }
}
