package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.model.ModelFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An ensemble from the card to the prediction. */
class EnsembleTest {
  @TempDir Path folder;

  private Said plumb(String... arguments) {
    Said said = Said.by(folder, arguments);
    assertThat(said.code()).as(said.err()).isZero();
    return said;
  }

  @Test
  void an_ensemble_is_trained_reported_predicted_with_and_measured() throws IOException {
    Path digits = Path.of(System.getProperty("plumb.root", "..")).resolve("examples/digits.csv");
    Files.copy(digits, folder.resolve("digits.csv"));
    Files.writeString(
        folder.resolve("card.yaml"),
        """
        data: {train: digits.csv, target: digit}
        network: [dense: 16, relu]
        epochs: 4
        ensemble: {networks: 3, resample: bootstrap}
        """);
    Said trained =
        plumb("train", "card.yaml", "--once", "--threads", "1", "--quiet", "--out", "run");
    assertThat(trained.out()).contains("An ensemble of 3: alone its networks get");

    assertThat(ModelFile.read(folder.resolve("run/model.plumb")).members()).hasSize(3);
    JsonNode run = JsonMapper.shared().readTree(Files.readString(folder.resolve("run/run.json")));
    JsonNode attempt = run.get("attempts").get(0);
    assertThat(attempt.get("card").get("ensemble").get("networks").asInt()).isEqualTo(3);
    assertThat(attempt.get("members")).hasSize(3);
    double mean = 0;
    for (JsonNode member : attempt.get("members")) {
      assertThat(member.get("rows").asInt()).isEqualTo(1438);
      assertThat(member.get("distinct").asInt()).isBetween(800, 1000);
      mean += member.get("metrics").get("validation").get("loss").asDouble() / 3;
    }
    // The loss curves upwards, so that of the mean answer is below the mean loss.
    assertThat(run.get("metrics").get("validation").get("loss").asDouble()).isLessThan(mean);
    assertThat(Files.readString(folder.resolve("run/report.html")))
        .contains("An ensemble of 3: alone its networks get");
    plumb("report", "run");

    JsonNode measured =
        JsonMapper.shared().readTree(plumb("evaluate", "run", "digits.csv", "--json").out());
    assertThat(measured.get("metrics").get("test").get("accuracy").asDouble()).isGreaterThan(0.8);
    assertThat(measured.get("weightsHash").asString()).isEqualTo(run.get("weightsHash").asString());
    assertThat(plumb("predict", "run", "digits.csv").out().lines().count()).isEqualTo(1798);

    Said refused =
        Said.by(folder, "train", "card.yaml", "--once", "--checkpoint", "c", "--out", "b");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("a checkpoint holds one network");
  }
}
