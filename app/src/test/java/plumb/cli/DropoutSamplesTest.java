package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Averages of thin networks at prediction, from the command line. */
class DropoutSamplesTest {
  @TempDir static Path folder;

  @BeforeAll
  static void train() throws IOException {
    StringBuilder table = new StringBuilder("x,y\n");
    for (int i = 0; i < 60; i++) {
      table.append(i % 7).append(',').append(i % 7 > 3 ? "high" : "low").append('\n');
    }
    Files.writeString(folder.resolve("t.csv"), table.toString());
    for (String run : new String[] {"with", "without"}) {
      String network = run.equals("with") ? "[dense: 8, relu, dropout: 0.5]" : "[dense: 8, relu]";
      Said said =
          Said.by(
              folder,
              "train",
              "t.csv",
              "--target",
              "y",
              "--once",
              "--max-epochs",
              "2",
              "--quiet",
              "--threads",
              "1",
              "--out",
              run,
              "--set",
              "network=" + network);
      assertThat(said.code()).as(said.err()).isZero();
    }
  }

  @Test
  void each_probability_has_its_standard_error() {
    Said said = Said.by(folder, "predict", "with", "t.csv", "--dropout-samples", "50");
    assertThat(said.code()).as(said.err()).isZero();
    List<String> lines = said.out().lines().toList();
    assertThat(lines.get(0)).isEqualTo("y,p(high),p(low),se(high),se(low)");
    String[] cells = lines.get(1).split(",", -1);
    assertThat(Double.parseDouble(cells[1]) + Double.parseDouble(cells[2]))
        .isCloseTo(1, within(1e-5));
    assertThat(Double.parseDouble(cells[3])).isBetween(1e-4, 0.1);
    assertThat(Said.by(folder, "predict", "with", "t.csv", "--dropout-samples", "50").out())
        .isEqualTo(said.out());
    assertThat(
            Said.by(folder, "predict", "with", "t.csv", "--dropout-samples", "50", "--seed", "2")
                .out())
        .isNotEqualTo(said.out());
  }

  @Test
  void in_json_the_error_shrinks_with_the_samples_and_the_deviation_stays() {
    double[] errors = new double[2];
    double[] deviations = new double[2];
    for (int i = 0; i < 2; i++) {
      String samples = i == 0 ? "100" : "10000";
      Said said =
          Said.by(folder, "predict", "with", "t.csv", "--json", "--dropout-samples", samples);
      JsonNode first = JsonMapper.shared().readTree(said.out()).get("predictions").get(0);
      errors[i] = first.get("standardErrors").get("high").asDouble();
      deviations[i] = first.get("deviations").get("high").asDouble();
    }
    assertThat(errors[0] / errors[1]).isBetween(7.0, 14.0);
    assertThat(deviations[0] / deviations[1]).isBetween(0.7, 1.4);
  }

  @Test
  void without_dropout_or_with_a_senseless_number_it_says_so() {
    Said plain = Said.by(folder, "predict", "without", "t.csv", "--dropout-samples", "50");
    assertThat(plain.code()).isEqualTo(2);
    assertThat(plain.err()).contains("trained without dropout");
    Said one = Said.by(folder, "predict", "with", "t.csv", "--dropout-samples", "1");
    assertThat(one.code()).isEqualTo(2);
    assertThat(one.err()).contains("--dropout-samples must be between 2 and");
  }
}
