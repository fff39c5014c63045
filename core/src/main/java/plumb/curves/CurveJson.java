package plumb.curves;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A verdict on curves as JSON, with the names of the run document where it has them. */
public final class CurveJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private CurveJson() {}

  /**
   * The document; numbers that were not written are left out. What {@code epochs} count is said by
   * {@code unit}.
   */
  public static String write(Path file, Curves curves, CurveVerdict verdict) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schema", 1);
    tree.put("name", String.valueOf(file.getFileName()));
    tree.put("source", curves.source());
    tree.put("unit", curves.clock().word());
    tree.put("verdict", verdict.verdict().id());
    tree.put("sentence", verdict.sentence());
    tree.put(
        "causes",
        verdict.causes().stream()
            .map(c -> {
              Map<String, Object> cause = new LinkedHashMap<>();
              cause.put("id", c.id().id());
              cause.put("confidence", c.confidence());
              cause.put("evidence", finite(c.evidence().numbers()));
              cause.put("sentence", c.sentence());
              return cause;
            })
            .toList());
    tree.put("remedies", verdict.remedies());
    tree.put("needs", verdict.needs());
    tree.put("notes", curves.notes());
    tree.put("attempts", List.of());
    tree.put("epochs", curves.points().stream().map(p -> point(curves.clock(), p)).toList());
    return MAPPER.writeValueAsString(tree);
  }

  /** Whether a file is such a document. */
  public static boolean isDocument(Path file) {
    try {
      JsonNode tree = MAPPER.readTree(Files.readString(file));
      return tree.has("source") && tree.has("unit") && tree.has("epochs");
    } catch (IOException | JacksonException e) {
      return false;
    }
  }

  private static Map<String, Double> point(Clock clock, Curves.Point p) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put(clock.word(), p.at());
    numbers.put("trainLoss", p.trainLoss());
    numbers.put("validationLoss", p.validationLoss());
    numbers.put("trainScore", p.trainScore());
    numbers.put("validationScore", p.validationScore());
    numbers.put("rate", p.rate());
    return finite(numbers);
  }

  private static Map<String, Double> finite(Map<String, Double> numbers) {
    Map<String, Double> kept = new LinkedHashMap<>();
    numbers.forEach((name, number) -> {
      if (Double.isFinite(number)) {
        kept.put(name, number);
      }
    });
    return kept;
  }
}
