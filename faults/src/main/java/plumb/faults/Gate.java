package plumb.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a change must not fall below. One seed is noisier than the five of the published tables, so
 * the limits lie some two cases in a hundred below what is aimed at: they catch a doctor that was
 * broken, not one that had a bad day.
 */
final class Gate {
  /**
   * A limit on a share of the doctor.
   *
   * @param measure its name in the table
   * @param limit what is asked
   * @param least whether that is the least; else it is the most
   */
  private record Limit(String measure, double limit, boolean least) {
    boolean holds(double value) {
      return least ? value >= limit : value <= limit;
    }

    String words(double value) {
      return String.format(
          Locale.ROOT,
          "FAIL: %s %.3f, at %s %.3f is asked",
          measure,
          value,
          least ? "least" : "most",
          limit);
    }
  }

  private static final List<Limit> LIMITS =
      List.of(
          new Limit("faults detected", 0.95, true),
          new Limit("right cause first", 0.91, true),
          new Limit("false alarms on healthy runs", 0.05, false),
          new Limit("made worse, faulty", 0.02, false));

  private Gate() {}

  /** What does not hold, in words; none if all does. */
  static List<String> failed(Summary summary) {
    Map<String, Map<String, Summary.Rate>> table = summary.table();
    List<String> failed = new ArrayList<>();
    for (Limit limit : LIMITS) {
      Summary.Rate rate = table.getOrDefault(limit.measure(), Map.of()).get("doctor");
      double value = rate == null ? Double.NaN : rate.value();
      if (!limit.holds(value)) {
        failed.add(limit.words(value));
      }
    }
    return failed;
  }
}
