package plumb.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.nn.Activation;
import plumb.nn.Activation.Sharing;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Layer.DropoutScaling;
import plumb.nn.Layer.MaskScope;

class ConventionTest {
  private static final Path TABLE =
      Path.of(System.getProperty("plumb.root", "..")).resolve("docs/conventions.md");

  private static final String NETWORK =
      "network: [dropout: 0.5, dense: 4, leaky-relu, maxout: {units: 2, pieces: 2}, prelu]\n";

  private static Card card(Convention convention, String rest) {
    String yaml = "data: a.csv\nconvention: " + Values.word(convention) + "\n" + rest + "\n";
    return CardReader.parse(yaml, Path.of(""), "card.yaml");
  }

  private static List<Layer> layers(
      MaskScope mask,
      DropoutScaling scaling,
      Init init,
      float leaky,
      Sharing sharing,
      float slope) {
    return List.of(
        new Layer.Dropout(0.5f, mask, scaling),
        new Layer.Dense(4, init, 0),
        new Layer.Activate(new Activation.LeakyRelu(leaky)),
        new Layer.Maxout(2, 2, init, 0),
        new Layer.Activate(new Activation.PRelu(sharing, slope)));
  }

  @Test
  void a_convention_switches_everything_a_card_is_silent_about() {
    assertThat(card(Convention.MODERN, NETWORK).network())
        .isEqualTo(
            layers(
                MaskScope.EXAMPLE, DropoutScaling.TRAINING, Init.AUTO, 0.01f, Sharing.UNIT, 0.25f));
    assertThat(card(Convention.LECTURE, NETWORK).network())
        .isEqualTo(
            layers(MaskScope.BATCH, DropoutScaling.TEST, Init.AUTO, 0.01f, Sharing.UNIT, 0.25f));
    assertThat(card(Convention.PYTORCH, NETWORK).network())
        .isEqualTo(
            layers(
                MaskScope.EXAMPLE,
                DropoutScaling.TRAINING,
                new Init.FanIn(true),
                0.01f,
                Sharing.LAYER,
                0.25f));
    assertThat(card(Convention.KERAS, NETWORK).network())
        .isEqualTo(
            layers(
                MaskScope.EXAMPLE,
                DropoutScaling.TRAINING,
                new Init.Glorot(),
                0.3f,
                Sharing.UNIT,
                0));
  }

  @ParameterizedTest
  @EnumSource(Convention.class)
  void what_a_card_says_holds_in_every_convention(Convention convention) {
    String said =
        """
        network:
          - dropout: {p: 0.5, mask: batch, scaling: none}
          - dense: {units: 4, init: he, bias: 1}
          - leaky-relu: 0.2
          - maxout: {units: 2, pieces: 2, init: {normal: 0.1}, bias: 2}
          - prelu: {shared: network, slope: 0.5}
        """;
    assertThat(card(convention, said).network())
        .containsExactly(
            new Layer.Dropout(0.5f, MaskScope.BATCH, DropoutScaling.NONE),
            new Layer.Dense(4, new Init.He(), 1),
            new Layer.Activate(new Activation.LeakyRelu(0.2f)),
            new Layer.Maxout(2, 2, new Init.Normal(0.1f), 2),
            new Layer.Activate(new Activation.PRelu(Sharing.NETWORK, 0.5f)));
  }

  @Test
  void a_bias_that_is_said_is_not_drawn() {
    Card card =
        card(
            Convention.PYTORCH,
            "network: [dense: {units: 4, bias: 0}, dense: {units: 3, init: fan-in}]\n"
                + "head: {units: 2, bias: 0.5}");
    assertThat(card.network())
        .containsExactly(
            new Layer.Dense(4, new Init.FanIn(false), 0),
            new Layer.Dense(3, new Init.FanIn(true), 0));
    assertThat(card.head().orElseThrow().init()).isEqualTo(new Init.FanIn(false));
    assertThat(CardReader.parse(CardWriter.yaml(card), Path.of(""), "written")).isEqualTo(card);
  }

  @ParameterizedTest
  @EnumSource(Convention.class)
  void the_usual_network_starts_as_the_convention_has_it(Convention convention) {
    Init init = Choices.of(convention).init();
    assertThat(card(convention, "").network()).first().isEqualTo(new Layer.Dense(64, init, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "network: [dropout: 0.5, dense: 4, leaky-relu, prelu]",
        "network: [maxout: {units: 2, pieces: 2}]\nhead: {units: 3}\noptimizer: rmsprop",
        "optimizer: {adam: {beta1: 0.8}, schedule: {cosine: {}}}\npenalty: {l1: 0.1}",
        "network: [leaky-relu: 0.2, dropout: {p: 0.5, scaling: none}]\nepochs: 7\nstop: none"
      })
  void another_convention_as_a_setting_means_what_it_means_in_the_card(String rest) {
    for (Convention from : Convention.values()) {
      for (Convention to : Convention.values()) {
        assertThat(CardReader.apply(card(from, rest), List.of("convention=" + Values.word(to))))
            .as("%s to %s", from, to)
            .isEqualTo(card(to, rest));
      }
    }
  }

  /** What the documentation shows, taken from cards that are silent about it. */
  private static Map<String, Function<Convention, String>> rows() {
    Map<String, Function<Convention, String>> rows = new LinkedHashMap<>();
    rows.put("dropout: a mask for each", c -> Values.word(Choices.of(c).mask()));
    rows.put("dropout: made up for in", c -> Values.word(Choices.of(c).scaling()));
    rows.put("init", c -> written(c, "network: [dense: 1]", "init"));
    rows.put("biases", c -> Choices.of(c).init() instanceof Init.FanIn ? "drawn alike" : "0");
    rows.put("leaky-relu: slope", c -> CardWriterNumbers.of(Choices.of(c).leakySlope()));
    rows.put("prelu: one slope a", c -> Values.word(Choices.of(c).preluSharing()));
    rows.put("prelu: start", c -> CardWriterNumbers.of(Choices.of(c).preluSlope()));
    rows.put("penalty: l2 means", c -> Choices.of(c).l2Factor() == 1 ? "l2∕2·∑w²" : "l2·∑w²");
    rows.put("penalty: biases too", c -> written(c, "network: []\npenalty: {l2: 1}", "biases"));
    for (String rule : OptimizerParser.RULES) {
      for (String field : rule(Convention.MODERN, rule).keySet()) {
        rows.put(rule + ": " + field, c -> String.valueOf(rule(c, rule).get(field)));
      }
    }
    return rows;
  }

  private static final class CardWriterNumbers {
    static String of(float value) {
      return value == 0 ? "0" : Float.toString(value);
    }
  }

  private static String written(Convention convention, String rest, String field) {
    return CardWriter.yaml(card(convention, rest))
        .lines()
        .filter(line -> line.contains(field + ": "))
        .findFirst()
        .orElseThrow()
        .replaceAll(".*" + field + ": ([^,}]+).*", "$1");
  }

  /** The fields of a rule, numbers without a point where there is none. */
  private static Map<String, String> rule(Convention convention, String rule) {
    String yaml = CardWriter.yaml(card(convention, "optimizer: " + rule));
    String fields =
        yaml.lines()
            .filter(line -> line.startsWith("optimizer: "))
            .findFirst()
            .orElseThrow()
            .replaceAll("optimizer: \\{" + rule + ": \\{(.*)}}", "$1");
    Map<String, String> found = new LinkedHashMap<>();
    for (String field : fields.split(", ", -1)) {
      found.put(field.replaceAll(":.*", ""), field.replaceAll(".*: ", "").replace('E', 'e'));
    }
    return found;
  }

  private static String table() {
    Map<Convention, String> names = new EnumMap<>(Convention.class);
    Arrays.stream(Convention.values()).forEach(c -> names.put(c, Values.word(c)));
    String head = "| | " + String.join(" | ", names.values()) + " |\n";
    String line = "|---".repeat(names.size() + 1) + "|\n";
    return head
        + line
        + rows().entrySet().stream()
            .map(row ->
                "| %s | %s |\n"
                    .formatted(
                        row.getKey(),
                        Stream.of(Convention.values())
                            .map(row.getValue())
                            .collect(Collectors.joining(" | "))))
            .collect(Collectors.joining());
  }

  @Test
  void the_documentation_shows_what_the_cards_mean() throws IOException {
    assertThat(Files.readString(TABLE)).contains(table());
  }
}
