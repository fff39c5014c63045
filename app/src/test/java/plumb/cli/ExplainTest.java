package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainTest {
  @TempDir Path folder;

  private Said explain(String yaml, String... options) throws IOException {
    Files.writeString(folder.resolve("card.yaml"), yaml);
    String[] arguments = new String[options.length + 2];
    arguments[0] = "explain";
    arguments[1] = "card.yaml";
    System.arraycopy(options, 0, arguments, 2, options.length);
    return Said.by(folder, arguments);
  }

  private static final String CARD =
      """
      data: {train: d.csv, target: y, validation: none}
      network: [dense: 3, maxout: {units: 2, pieces: 4}]
      optimizer: {sgd: 0.1}
      """;

  private void data() throws IOException {
    StringBuilder rows = new StringBuilder("x,y\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i).append(i % 3 == 0 ? ",a\n" : i % 3 == 1 ? ",b\n" : ",c\n");
    }
    Files.writeString(folder.resolve("d.csv"), rows);
  }

  @Test
  void with_the_data_every_number_is_there() throws IOException {
    data();
    Said said = explain(CARD);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .contains(
            "1·3 + 3 = 6 parameters",
            "3·8 + 8 = 32 parameters, 4 times the price of a dense layer",
            "2·3 + 3 = 9 parameters",
            "47 parameters",
            "40 ∕ 32 = 2 updates an epoch",
            "y, one of 3 classes",
            "w ← 1 − 0.1·0.5 = 0.95");
    assertThat(said.err()).isEmpty();
  }

  @Test
  void without_the_data_what_depends_on_them_is_left_open() throws IOException {
    Said said = explain(CARD);
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .contains(
            "which is not there",
            "d·3 + 3 parameters, d the inputs of the data",
            "chosen by the task")
        .doesNotContain("in all");
  }

  @Test
  void json_says_the_same_as_one_document() throws IOException {
    data();
    Said said = explain(CARD, "--json", "--set", "convention=lecture");
    assertThat(said.code()).as(said.err()).isZero();
    JsonNode document = JsonMapper.shared().readTree(said.out());
    assertThat(document.get("convention").asString()).isEqualTo("lecture");
    assertThat(document.get("parameters").asInt()).isEqualTo(47);
    assertThat(document.get("network").get(1).get("name").asString()).isEqualTo("2  maxout 2×4");
    assertThat(document.get("worked").get("steps").get(2).get("weight").asDouble()).isEqualTo(0.96);
  }

  @Test
  void a_remark_goes_to_standard_error() throws IOException {
    Said said = explain(CARD, "--set", "network=[dropout: 0.8]");
    assertThat(said.code()).isZero();
    assertThat(said.err()).contains("did you mean the share to keep?").hasLineCount(1);
  }

  @Test
  void a_card_without_a_target_predicts_the_last_column() throws IOException {
    Files.writeString(folder.resolve("e.csv"), "x,y\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n");
    Said said = explain("data: e.csv\n");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("2 classes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "data: d.csv @ batch: 0      | card.yaml:2, column 8: batch must be a whole number",
        "data: {train: e.csv, target: q} | card.yaml:1, column 30: ",
        "data: {train: e.csv, columns: {exclude: [z]}} | card.yaml:1, column 41: "
      })
  void what_cannot_be_used_is_one_sentence(String yaml, String sentence) throws IOException {
    Files.writeString(folder.resolve("e.csv"), "x,y\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n");
    Said said = explain(yaml.replace(" @ ", "\n") + "\n");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains(sentence).hasLineCount(1);
    assertThat(said.out()).isEmpty();
  }

  @Test
  void of_data_alone_the_card_that_would_be_trained_is_explained() throws IOException {
    data();
    Said said = Said.by(folder, "explain", "d.csv", "--target", "y");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("y, one of 3 classes", "64");
    Said without = Said.by(folder, "explain", "d.csv");
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.err()).contains("say which column to predict with --target");
  }

  @Test
  void what_is_not_there_is_not_explained() {
    Said said = Said.by(folder, "explain", "none.csv", "--target", "y");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("none.csv");
    assertThat(Said.by(folder, "explain", "no.yaml").err()).contains("no.yaml does not exist");
  }

  @Test
  void the_card_that_is_shipped_with_its_data_is_explained_with_numbers() {
    Path card =
        Path.of(System.getProperty("plumb.root", ".."))
            .toAbsolutePath()
            .resolve("examples/cards/digits.yaml");
    Said said = Said.by(folder, "explain", card.toString());
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("digit, one of 10 classes").doesNotContain("not there");
  }

  @Test
  void a_setting_on_a_data_file_changes_its_field_alone() throws IOException {
    data();
    Said said =
        Said.by(
            folder,
            ("train d.csv --target y --once --max-epochs 1 --json --quiet --out run"
                    + " --set optimizer.rate=0.01")
                .split(" "));
    assertThat(said.code()).as(said.err()).isZero();
    JsonNode card = JsonMapper.shared().readTree(said.out()).get("attempts").get(0).get("card");
    assertThat(card.get("optimizer").get("adam").get("rate").asDouble()).isEqualTo(0.01);
    // The size of the data says more; a card that is silent has 10.
    assertThat(card.get("stop").get("patience").asInt()).isGreaterThan(10);
    assertThat(card.get("network").get(0).get("dense").get("units").asInt()).isEqualTo(64);
  }
}
