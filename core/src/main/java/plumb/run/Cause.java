package plumb.run;

import java.util.Map;

/**
 * A possible reason for a result.
 *
 * @param id which
 * @param confidence 0 to 1
 * @param evidence measured numbers by name
 * @param sentence for a person, with the numbers
 */
public record Cause(CauseId id, double confidence, Map<String, Double> evidence, String sentence) {}
