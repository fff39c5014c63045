package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InspectTest {
  @TempDir Path folder;

  private static final String CARD =
      """
      data: {train: d.csv, target: y, validation: none}
      network: [{dense: 6}, relu, {maxout: {units: 3, pieces: 2}}, {dense: 4}, prelu]
      optimizer: {sgd: 0.05}
      epochs: 3
      stop: none
      """;

  @BeforeEach
  void data() throws IOException {
    StringBuilder rows = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 90; i++) {
      rows.append(i % 17).append(',').append((i * 7) % 23);
      rows.append(i % 17 > 8 ? ",yes\n" : ",no\n");
    }
    Files.writeString(folder.resolve("d.csv"), rows);
    Files.writeString(folder.resolve("card.yaml"), CARD);
  }

  private JsonNode inspected(String... arguments) {
    Said said = Said.by(folder, arguments);
    assertThat(said.code()).as(said.err()).isZero();
    return JsonMapper.shared().readTree(said.out());
  }

  @Test
  void a_card_is_inspected_as_it_would_start() {
    JsonNode document = inspected("inspect", "card.yaml", "--json", "--rows", "50");
    assertThat(document.get("rows").asInt()).isEqualTo(50);
    JsonNode layers = document.get("layers");
    assertThat(layers).hasSize(4);
    assertThat(layers.get(1).get("name").asString()).isEqualTo("layer 3");
    for (JsonNode layer : layers) {
      assertThat(layer.get("moved").asDouble()).isZero();
      assertThat(layer.get("gradientMean").asDouble()).isPositive();
      JsonNode probe = layer.get("probe");
      if (probe.get("smooth").asBoolean()) {
        assertThat(probe.get("relativeError").asDouble()).isLessThan(1e-6);
      }
    }
    assertThat(document.get("linear").get("worstDifference").asDouble()).isLessThan(1e-10);
    assertThat(document.get("linear").get("piecesOnLine").asInt()).isPositive();
    assertThat(document.get("pieces").get(0).get("layer").asInt()).isEqualTo(3);
    assertThat(document.get("shapes")).hasSize(7);
    assertThat(document.get("flatness").get("kind").asString())
        .isIn("slope", "saddle", "minimum", "cannot-tell");
    assertThat(document.has("watch")).isFalse();
  }

  @Test
  void a_run_is_inspected_with_what_was_seen_while_it_trained() {
    assertThat(Said.by(folder, "train", "card.yaml", "--once", "--quiet", "--out", "run").code())
        .isZero();
    JsonNode document = inspected("inspect", "run", "--json");
    assertThat(document.get("rows").asInt()).isEqualTo(90);
    assertThat(document.get("layers").get(0).get("moved").asDouble()).isPositive();
    JsonNode watch = document.get("watch");
    assertThat(watch.get("updates").get(0).asInt()).isEqualTo(1);
    assertThat(watch.get("layers")).hasSize(4);
    assertThat(watch.get("layers").get(0).get("moved").get(0).asDouble()).isPositive();

    JsonNode model =
        inspected("inspect", "run/model.plumb", "--data", "d.csv", "--json", "--rows", "90");
    assertThat(model.get("layers").get(0).get("gradientMean").asDouble())
        .isCloseTo(
            document.get("layers").get(0).get("gradientMean").asDouble(), withinPercentage(0.1));
    assertThat(model.get("layers").get(0).get("moved").asString()).isEqualTo("NaN");

    Said said = Said.by(folder, "inspect", "run");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .contains(
            "Layer by layer, on 90 rows:",
            "by back-propagation",
            "Linear pieces: ",
            "of the pieces win at least one row",
            "While it trained, in update 1");
  }

  @Test
  void a_network_that_is_not_piecewise_linear_says_so() {
    Said said = Said.by(folder, "inspect", "card.yaml", "--set", "network=[dense: 4, tanh]");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("Not made of linear pieces: layer 2 is tanh, which is not piecewise linear.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inspect card.yaml --rows 0          | --rows must be at least 1",
        "inspect card.yaml --data d.csv      | A card names its data itself",
        "inspect no.plumb --data d.csv       | no.plumb",
        "inspect d.csv --set epochs=3        | --set changes a card",
        "inspect                             | Missing MODEL"
      })
  void what_cannot_be_used_is_one_sentence(String arguments, String sentence) {
    Said said = Said.by(folder, arguments.split(" "));
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains(sentence).hasLineCount(1);
    assertThat(said.out()).isEmpty();
  }
}
