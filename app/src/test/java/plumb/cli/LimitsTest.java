package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes beyond reason, and places that take nothing, end in one sentence before any training. */
class LimitsTest {
  @TempDir Path folder;

  private void data() throws IOException {
    StringBuilder rows = new StringBuilder("x,y\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i).append(i % 2 == 0 ? ",a\n" : ",b\n");
    }
    Files.writeString(folder.resolve("d.csv"), rows);
  }

  private void refused(Said said, String sentence) {
    assertThat(said.err()).contains(sentence).hasLineCount(1);
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[dense: 1000000000]              | card.yaml:2, column 18: dense must be at most 1000000",
        "[dense: 1000000, dense: 1000000] | The network has 1000004000001 parameters",
        "[dropout: 0.9999999999]          | 0.9999999999 is 1 in single precision"
      })
  void a_network_beyond_reason_is_refused(String network, String sentence) throws IOException {
    data();
    Files.writeString(
        folder.resolve("card.yaml"),
        "data: {train: d.csv, target: y}\nnetwork: %s\n".formatted(network));
    for (String verb : new String[] {"train", "explain"}) {
      Said said = Said.by(folder, verb, "card.yaml");
      assertThat(said.err()).contains(sentence);
      assertThat(said.code()).isEqualTo(2);
    }
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "1000000-1000000, 128,        The network has",
    "10-10,           2000000000, use a smaller batch"
  })
  void a_step_beyond_reason_is_refused(String network, String batch, String sentence) {
    refused(Said.by(folder, "bench", "step", network, "--batch", batch), sentence);
  }

  @ParameterizedTest
  @CsvSource({"2000", "100000"})
  void brackets_without_end_are_refused(int depth) throws IOException {
    Files.writeString(folder.resolve("card.yaml"), "data: " + "[".repeat(depth));
    Said said = Said.by(folder, "explain", "card.yaml");
    assertThat(said.code()).as(said.err()).isEqualTo(2);
    Files.writeString(folder.resolve("run.json"), "[".repeat(depth));
    Said report = Said.by(folder, "report", "run.json");
    assertThat(report.code()).as(report.err()).isEqualTo(2);
  }

  @Test
  void a_card_as_large_as_a_book_is_refused_at_once() throws IOException {
    Files.writeString(folder.resolve("card.yaml"), "x".repeat(5_000_000) + ": 1");
    refused(Said.by(folder, "explain", "card.yaml"), "5000003 characters");
    Files.writeString(folder.resolve("card.yaml"), "x".repeat(900) + ": 1");
    assertThat(Said.by(folder, "explain", "card.yaml").err())
        .contains("unknown field \"xxx")
        .hasSizeLessThan(400);
  }

  @Test
  void a_folder_that_cannot_be_made_is_found_out_before_training() throws IOException {
    data();
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere/deep"));
    refused(out("link"), "leads nowhere");
    refused(out("n".repeat(300)), "File name too long");
    refused(out("new/" + "n".repeat(300)), "cannot be made");
    refused(out(""), "--out names no folder");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  private Said out(String name) {
    return Said.by(folder, "train", "d.csv", "--target", "y", "--out", name);
  }

  @Test
  void a_pipe_is_not_called_empty() {
    Path stdin = Path.of("/dev/null");
    if (Files.exists(stdin)) {
      refused(Said.by(folder, "train", stdin.toString(), "--target", "y"), "a pipe or a device");
    }
  }

  @Test
  void lost_output_is_no_success() throws IOException {
    data();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new String[] {"explain", "d.csv", "--target", "y"},
            new PrintStream(full, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            folder);
    assertThat(code).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("Standard output could not be written");
  }

  @ParameterizedTest
  @CsvSource({
    "a=Emperor, the model has no class \"Emperor\"",
    "=a,        --label takes FROM=TO",
    "a=,        --label takes FROM=TO",
    "c=a,       \"c\" twice"
  })
  void a_label_is_read_only_as_a_class_of_the_model(String label, String sentence)
      throws IOException {
    data();
    Said trained =
        Said.by(folder, "train d.csv --target y --once --max-epochs 1 --out run".split(" "));
    assertThat(trained.code()).as(trained.err()).isZero();
    refused(
        Said.by(folder, "evaluate", "run", "d.csv", "--label", "c=b", "--label", label), sentence);
  }
}
