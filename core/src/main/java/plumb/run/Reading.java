package plumb.run;

import java.util.Locale;
import java.util.OptionalDouble;
import plumb.wording.Wording;

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
    return label() + ": " + measured();
  }

  /** What was measured, for people: "score of column alone". */
  public String label() {
    // Of several of a kind, numbered from 1 on, all are called alike.
    return Wording.find("reading." + name)
        .or(() -> Wording.find("reading." + name.replaceFirst("[0-9]+$", "")))
        .orElseGet(() -> name.replaceAll("([a-z])([A-Z0-9])", "$1 $2").toLowerCase(Locale.ROOT));
  }

  /** The number with its unit, and what it is held against: "0.991 (limit 0.950)". */
  public String measured() {
    return unit.words(value)
        + (limit.isPresent() ? " (limit %s)".formatted(unit.words(limit.getAsDouble())) : "");
  }
}
