package plumb.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.Encoding;
import plumb.data.Feature;
import plumb.data.Target;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.run.Card;
import plumb.run.CardReader;

class ExplanationTextTest {
  private static String resource(String name) throws IOException {
    try (InputStream file = ExplanationTextTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lecture", "keras"})
  void a_card_reads_as_it_should(String name) throws IOException {
    Card card = CardReader.parse(resource(name + ".yaml"), Path.of(""), name + ".yaml");
    assertThat(ExplanationText.of(Explainer.explain(card, Optional.empty())))
        .isEqualTo(resource(name + ".txt"));
  }

  @Test
  void no_line_is_wider_than_80_columns() throws IOException {
    for (String name : List.of("lecture.txt", "keras.txt")) {
      assertThat(resource(name).replaceAll("\\p{Mn}", "").lines())
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]",
        "[dense: 5, relu, dropout: 0.5, dense: 3, prelu]",
        "[prelu, dense: 5, prelu: {shared: network}, dense: 4, prelu: {shared: network}]",
        "[maxout: {units: 4, pieces: 3}, prelu: {shared: layer}, maxout: {units: 2, pieces: 2}]"
      })
  void the_parameters_are_those_of_the_network(String layers) {
    Card card = CardReader.parse("data: a.csv\nnetwork: " + layers, Path.of(""), "card.yaml");
    NetworkSpec network =
        new NetworkSpec(2, card.network(), new Head(3, Activation.SOFTMAX), Loss.CROSS_ENTROPY);
    Encoding encoding =
        new Encoding(
            List.of(
                new Feature.Numeric("height", 1.5, 0.25, 0, false),
                new Feature.Numeric("width", -3, 2, 0, false)),
            new Target.Classification("kind", List.of("a", "b", "c")));
    Explanation explanation =
        Explainer.explain(card, Optional.of(new Shape(network, encoding, 80, 20)));
    assertThat(explanation.parameters())
        .isEqualTo(OptionalLong.of(ParameterLayout.of(network).size()));
    assertThat(ExplanationText.of(explanation))
        .contains(
            "height: x ← (x − 1.5) ∕ 0.25", "width: x ← (x − (−3)) ∕ 2", "80 ∕ 32 = 3 updates");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{share: 0.3}|0.3 of the rows, drawn at random",
        "{group: house}|0.2 of the rows, all rows with the same house on one side; house itself is no input",
        "{time: day}|0.2 of the rows, the latest by day",
        "{group: house, folds: 5}|0.2 of the rows, all rows with the same house on one side; house itself is no input; and in 5 folds: each is measured after a training on the others",
        "{time: day, folds: 3}|0.2 of the rows, the latest by day; and in 3 folds: each is measured after a training on all earlier rows",
        "{folds: none}|0.2 of the rows, drawn at random"
      })
  void validation_says_which_rows_are_held_out(String validation, String said) {
    Card card =
        CardReader.parse(
            "data: {train: a.csv, test: 0.1, validation: " + validation + "}",
            Path.of(""),
            "card.yaml");
    List<Explanation.Row> rows =
        Explainer.explain(card, Optional.empty()).sections().getFirst().rows();
    assertThat(rows)
        .filteredOn(row -> row.name().equals("validation"))
        .singleElement()
        .satisfies(row -> assertThat(String.join("; ", row.lines())).isEqualTo(said));
    assertThat(rows)
        .filteredOn(row -> row.name().equals("test"))
        .singleElement()
        .satisfies(row ->
            assertThat(row.lines().getFirst().contains("the latest by day"))
                .isEqualTo(validation.contains("time")));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "-0.5, −0.5",
    "1e-8, 1e−8",
    "0.001, 0.001",
    "0.333333333, 0.33333",
    "123456, 123460",
    "1e12, 1e12",
    "NaN, NaN"
  })
  void numbers_are_short(double value, String text) {
    assertThat(Figures.of(value)).isEqualTo(text);
  }
}
