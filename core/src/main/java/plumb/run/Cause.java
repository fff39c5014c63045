package plumb.run;

import java.util.Map;

/**
 * A possible reason for a result.
 *
 * @param id which
 * @param confidence 0 to 1
 * @param evidence what speaks for it
 * @param sentence for a person, with the numbers
 */
public record Cause(CauseId id, double confidence, Evidence evidence, String sentence) {
  /** With evidence by name; a name that ends in {@code Limit} is a limit. */
  public Cause(CauseId id, double confidence, Map<String, Double> evidence, String sentence) {
    this(id, confidence, Evidence.of(evidence), sentence);
  }

  /** The same, more or less sure. */
  public Cause withConfidence(double value) {
    return new Cause(id, value, evidence, sentence);
  }
}
