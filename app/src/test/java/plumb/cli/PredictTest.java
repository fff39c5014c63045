package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said about rows that the model was not trained for. */
class PredictTest {
  @TempDir static Path folder;

  @BeforeAll
  static void train() throws IOException {
    StringBuilder rows = new StringBuilder("place,size,same,kind\n");
    for (int i = 0; i < 60; i++) {
      rows.append(i % 2 == 0 ? "north," : "south,").append(i).append(",7,");
      rows.append(i < 30 ? "a\n" : "b\n");
    }
    Files.writeString(folder.resolve("d.csv"), rows);
    Said said =
        Said.by(folder, "train d.csv --target kind --once --max-epochs 2 --out run".split(" "));
    assertThat(said.code()).as(said.err()).isZero();
  }

  private static Said predict(String rows, String... options) throws IOException {
    Files.writeString(folder.resolve("new.csv"), rows);
    String[] arguments = new String[3 + options.length];
    arguments[0] = "predict";
    arguments[1] = "run";
    arguments[2] = "new.csv";
    System.arraycopy(options, 0, arguments, 3, options.length);
    return Said.by(folder, arguments);
  }

  @Test
  void a_row_unlike_any_in_training_is_named_with_its_line() throws IOException {
    Said said = predict("place,size\nnorth,12\nMars,9999\nsouth,70\nVenus,3\nnorth,\n");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).hasLineCount(6);
    assertThat(said.err().lines())
        .contains(
            "place: \"Mars\" is none of the values learned in training (the first of 2 such rows,"
                + " line 3)",
            "size: the value is missing, which never happened in training, so a usual one stands in"
                + " (1 row, line 6)")
        .anySatisfy(line ->
            assertThat(line)
                .matches(
                    "size: 9999 lies far outside the training range, [0-9]+ to 5[0-9] \\(1 row, line 3\\)"));
  }

  @Test
  void json_names_the_rows() throws IOException {
    Said said = predict("place,size\nnorth,12\nMars,5\n", "--json");
    JsonNode unlike = JsonMapper.shared().readTree(said.out()).get("unlikeTraining");
    assertThat(unlike.size()).isEqualTo(1);
    assertThat(unlike.get(0).get("column").asString()).isEqualTo("place");
    assertThat(unlike.get(0).get("rows").get(0).asInt()).isEqualTo(1);
  }

  @Test
  void rows_like_those_trained_on_are_answered_without_remark() throws IOException {
    Said said = predict("place,size\nnorth,12\nsouth,80\n");
    assertThat(said.err()).isEmpty();
    assertThat(
            JsonMapper.shared()
                .readTree(predict("place,size\nnorth,12\n", "--json").out())
                .get("unlikeTraining")
                .isEmpty())
        .isTrue();
  }

  @Test
  void a_column_that_training_left_out_is_told_from_one_it_never_saw() throws IOException {
    Said said = predict("place,size,same,more\nnorth,12,7,1\n");
    assertThat(said.err())
        .contains(
            "ignored the column \"same\", as in training (it has one value in all training rows)",
            "ignored the column \"more\", which the model does not use");
  }

  @Test
  void classes_named_by_the_first_line_of_a_file_keep_their_names() throws IOException {
    StringBuilder rows = new StringBuilder("60,2,setosa,virginica\n");
    for (int i = 0; i < 60; i++) {
      rows.append(i % 7).append(',').append(i).append(i < 30 ? ",0\n" : ",1\n");
    }
    Files.writeString(folder.resolve("named.csv"), rows);
    Said trained =
        Said.by(
            folder,
            "train named.csv --target 3 --once --max-epochs 2 --json --quiet --out named"
                .split(" "));
    assertThat(trained.code()).as(trained.err()).isZero();
    JsonNode classes = JsonMapper.shared().readTree(trained.out()).get("classes");
    assertThat(classes.toString()).isEqualTo("[\"setosa\",\"virginica\"]");
    Said evaluated = Said.by(folder, "evaluate", "named", "named.csv");
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    assertThat(evaluated.out()).contains("setosa", "of 60 rows");
  }
}
