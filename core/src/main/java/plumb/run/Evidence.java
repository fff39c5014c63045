package plumb.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What speaks for a cause.
 *
 * @param kind which of several kinds of the cause it is, such as {@code complement} of a leak;
 *     empty where a cause has one kind
 * @param readings the numbers, in the order they should be read
 */
public record Evidence(String kind, List<Reading> readings) {
  /** No numbers. */
  public static final Evidence NONE = new Evidence("", List.of());

  /** What the name of a limit ends in, in run.json. */
  static final String LIMIT = "Limit";

  public Evidence {
    readings = List.copyOf(readings);
  }

  /** Numbers of a cause that has one kind. */
  public static Evidence of(Reading... readings) {
    return new Evidence("", List.of(readings));
  }

  /** Numbers of one kind of a cause. */
  public static Evidence ofKind(String kind, Reading... readings) {
    return new Evidence(kind, List.of(readings));
  }

  /** From names and numbers; a name that ends in {@code Limit} is the limit of the other name. */
  public static Evidence of(Map<String, Double> numbers) {
    List<Reading> readings = new ArrayList<>();
    numbers.forEach((name, value) -> {
      if (!name.endsWith(LIMIT)) {
        Double limit = numbers.get(name + LIMIT);
        readings.add(
            limit == null
                ? Reading.of(name, value, Unit.PLAIN)
                : Reading.of(name, value, limit, Unit.PLAIN));
      }
    });
    return new Evidence("", readings);
  }

  /** The same of a kind. */
  public Evidence withKind(String other) {
    return new Evidence(other, readings);
  }

  /** With units by name; a name without one stays a plain number. */
  Evidence withUnits(Map<String, Unit> units) {
    return new Evidence(
        kind,
        readings.stream()
            .map(r ->
                new Reading(
                    r.name(), r.value(), r.limit(), units.getOrDefault(r.name(), Unit.PLAIN)))
            .toList());
  }

  /** With more numbers behind. */
  public Evidence and(Reading... more) {
    return and(List.of(more));
  }

  /** With more numbers behind; of a name that is there already the first stays. */
  public Evidence and(List<Reading> more) {
    List<Reading> all = new ArrayList<>(readings);
    more.stream()
        .filter(reading -> readings.stream().noneMatch(r -> r.name().equals(reading.name())))
        .forEach(all::add);
    return new Evidence(kind, all);
  }

  /** The number of a name. */
  public OptionalDouble value(String name) {
    return readings.stream()
        .filter(reading -> reading.name().equals(name))
        .mapToDouble(Reading::value)
        .findFirst();
  }

  /** As in run.json: finite numbers by name, each followed by its limit. */
  public Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Reading reading : readings) {
      if (Double.isFinite(reading.value())) {
        numbers.put(reading.name(), reading.value());
        reading
            .limit()
            .ifPresent(limit -> {
              if (Double.isFinite(limit)) {
                numbers.put(reading.name() + LIMIT, limit);
              }
            });
      }
    }
    return numbers;
  }
}
