package plumb.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumb.run.CauseId;

/**
 * Something that may be wrong, before it has been taken away to see whether that helps.
 *
 * @param id what
 * @param severity 0 to 1: how far it is from what is usual
 * @param evidence numbers by name; a name that ends in {@code Limit} is a threshold
 * @param sentence what was seen, with its numbers
 * @param treatments that take it away, the one to try first first; at least one
 */
record Suspect(
    CauseId id,
    double severity,
    Map<String, Double> evidence,
    String sentence,
    List<Treatment> treatments) {
  Suspect {
    treatments = List.copyOf(treatments);
  }

  /** The treatment to try first. */
  Treatment treatment() {
    return treatments.getFirst();
  }

  /** The more severe of two suspicions of the same cause, with the treatments of both. */
  Suspect and(Suspect other) {
    return severity >= other.severity ? withTreatmentsOf(other) : other.withTreatmentsOf(this);
  }

  private Suspect withTreatmentsOf(Suspect other) {
    Map<String, Treatment> all = new LinkedHashMap<>();
    treatments.forEach(t -> all.putIfAbsent(t.title(), t));
    other.treatments.forEach(t -> all.putIfAbsent(t.title(), t));
    return new Suspect(id, severity, evidence, sentence, List.copyOf(all.values()));
  }
}
