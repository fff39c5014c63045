package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DataCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void data() throws IOException {
    StringBuilder rows = new StringBuilder("id;Preis;zip;am;Notiz;ja\n");
    for (int i = 0; i < 90; i++) {
      rows.append(i)
          .append(i == 40 ? ";siehe unten" : ";1.%03d,%d €".formatted(i * 7, i % 10))
          .append(";%05d;%d/%d/2024".formatted(990 + i % 20, 1 + i % 9, 1 + i % 7))
          .append(";Bemerkung %d über dies und das".formatted(i))
          .append(i % 17 > 8 ? ";ja\n" : ";nein\n");
    }
    Files.writeString(folder.resolve("d.csv"), rows);
  }

  private Said said(String... arguments) {
    Said said = Said.by(folder, arguments);
    assertThat(said.code()).as(said.err()).isZero();
    return said;
  }

  @Test
  void columns_misfits_doubts_and_card_lines_fit_a_screen_of_80_columns() {
    String out = said("data", "d.csv").out();

    assertThat(out.lines().skip(1))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(out.replaceAll("\\s+", " "))
        .contains("90 rows, 6 columns")
        .contains("Preis number 1 1000 to 1623.9")
        .contains("decimal comma, thousands apart, \"€\" left out")
        .contains("line 42 \"siehe unten\"")
        .contains("no input: it counts the rows")
        .contains("no input: it is text or an identifier")
        .contains("may begin with the day or with the month")
        .contains("types: {zip: number}")
        .contains("types: {am: month-first}")
        .contains("columns: {keep: [id]}");
  }

  @Test
  void the_same_is_said_as_one_document() {
    JsonNode document = JsonMapper.shared().readTree(said("data", "d.csv", "--json").out());

    assertThat(document.get("rows").asInt()).isEqualTo(90);
    assertThat(document.get("decimal").asString()).isEqualTo("comma");
    JsonNode price = document.get("columns").get(1);
    assertThat(price.get("type").asString()).isEqualTo("number");
    assertThat(price.get("misfitCells").asInt()).isEqualTo(1);
    assertThat(price.get("misfits").get(0).get("place").asString()).isEqualTo("line 42");
    assertThat(price.get("misfits").get(0).get("text").asString()).isEqualTo("siehe unten");
  }

  @Test
  void what_a_card_says_of_a_file_is_obeyed_and_checked() throws IOException {
    Files.writeString(
        folder.resolve("card.yaml"),
        """
        data:
          train: d.csv
          target: wert
          names: {ja: wert}
          types: {zip: number, am: month-first}
        """);

    String out = said("data", "card.yaml").out();
    Said wrong = Said.by(folder, "data", "card.yaml", "--set", "data.types={zipp: number}");

    assertThat(out).containsPattern("wert .*predicted").containsPattern("zip +integer");
    assertThat(out).doesNotContain("may begin");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("data.types").contains("did you mean \"zip\"?");
  }

  @Test
  void a_model_reads_new_rows_in_its_own_convention_or_in_that_of_their_file() throws IOException {
    said(
        "train",
        "d.csv",
        "--target",
        "ja",
        "--once",
        "--max-epochs",
        "2",
        "--quiet",
        "--out",
        "run");
    Files.writeString(folder.resolve("german.csv"), "Preis;zip;am\n1.207,5 €;00990;1/2/2024\n");
    Files.writeString(folder.resolve("plain.csv"), "Preis,zip,am\n1207.5,00990,1/2/2024\n");
    Files.writeString(folder.resolve("open.csv"), "Preis;zip;am\n1.207;00990;1/2/2024\n");
    Files.writeString(folder.resolve("whole.csv"), "Preis,zip,am\n1207,00990,1/2/2024\n");

    String german = said("predict", "run", "german.csv").out();

    assertThat(said("predict", "run", "plain.csv").out()).isEqualTo(german);
    assertThat(said("predict", "run", "open.csv").out())
        .isEqualTo(said("predict", "run", "whole.csv").out());
  }
}
