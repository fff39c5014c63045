package plumb.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models that earlier versions wrote answer as they did then; {@code past/README.md} says more. */
class PastModelsTest {
  private static final Path PAST = Path.of("src/test/resources/past");

  static List<Path> models() throws IOException {
    try (Stream<Path> files = Files.walk(PAST)) {
      return files.filter(f -> f.toString().endsWith(".plumb")).sorted().toList();
    }
  }

  @Test
  void the_past_is_there() throws IOException {
    assertThat(models()).hasSizeGreaterThanOrEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("models")
  void a_model_of_an_earlier_version_gives_the_same_bits(Path file) {
    Model model = ModelFile.read(file);
    Predictor predictor = new Predictor(model);

    JsonNode cases = cases(file);

    assertThat(cases.size()).isEqualTo(8);
    for (JsonNode each : cases) {
      assertThat(fields(predictor.predict(row(each.get("row"))))).isEqualTo(answer(each));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void a_model_of_an_earlier_version_is_written_again_so_that_it_answers_the_same(Path file)
      throws IOException {
    Path again = Files.createTempFile("again", ".plumb");
    try {
      ModelFile.write(again, ModelFile.read(file), ModelFile.provenance(file));
      Model model = ModelFile.read(again);

      assertThat(model.weightsHash()).isEqualTo(ModelFile.read(file).weightsHash());
      Predictor predictor = new Predictor(model);
      for (JsonNode each : cases(file)) {
        assertThat(fields(predictor.predict(row(each.get("row"))))).isEqualTo(answer(each));
      }
    } finally {
      Files.delete(again);
    }
  }

  private static JsonNode cases(Path model) {
    String name = model.getFileName().toString().replace(".plumb", ".json");
    try {
      return JsonMapper.shared().readTree(Files.readString(model.resolveSibling(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A raw row: texts, null where a value is missing, and pixels as bytes. */
  private static Map<String, @Nullable Object> row(JsonNode node) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (String name : node.propertyNames()) {
      JsonNode value = node.get(name);
      row.put(name, value.isNull() ? null : value.isArray() ? pixels(value) : value.stringValue());
    }
    return row;
  }

  private static byte[] pixels(JsonNode numbers) {
    byte[] pixels = new byte[numbers.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) numbers.get(i).intValue();
    }
    return pixels;
  }

  /** Everything an answer says, in order; doubles are compared with all their bits. */
  private static List<Object> fields(Prediction prediction) {
    return switch (prediction) {
      case Prediction.Regression(double value) -> List.of(value);
      case Prediction.Classification c -> {
        List<Object> fields = new ArrayList<>(List.of(c.label()));
        c.byLabel().forEach((label, probability) -> fields.addAll(List.of(label, probability)));
        yield fields;
      }
    };
  }

  private static List<Object> answer(JsonNode each) {
    JsonNode answer = each.get("answer");
    if (!answer.has("probabilities")) {
      return List.of(answer.get("prediction").doubleValue());
    }
    List<Object> fields = new ArrayList<>(List.of(answer.get("prediction").stringValue()));
    JsonNode probabilities = answer.get("probabilities");
    for (String label : probabilities.propertyNames()) {
      fields.addAll(List.of(label, probabilities.get(label).doubleValue()));
    }
    return fields;
  }
}
