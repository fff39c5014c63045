package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts that end a pipeline. */
class FailOnTest {
  @TempDir Path folder;

  @BeforeEach
  void data() throws IOException {
    Path digits = Path.of(System.getProperty("plumb.root", "..")).resolve("examples/digits.csv");
    Files.write(folder.resolve("digits.csv"), Files.readAllLines(digits).subList(0, 701));
    // A learning rate of nearly nothing: not trained, as it stands.
    Files.writeString(
        folder.resolve("bad.yaml"),
        """
        data: {train: digits.csv, target: digit}
        network: [dense: 8, relu]
        optimizer: {sgd: 1e-7}
        epochs: 2
        """);
    Files.writeString(
        folder.resolve("curves.csv"),
        """
        epoch,loss,accuracy,val_loss,val_accuracy
        0,2.30,0.10,2.30,0.10
        1,2.31,0.10,2.30,0.11
        2,2.30,0.10,2.31,0.10
        3,2.30,0.11,2.30,0.10
        4,2.31,0.10,2.30,0.10
        5,2.30,0.10,2.30,0.10
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "not-fine, 3",
    "not-trained, 3",
    "'overfit,not-trained', 3",
    "'fine,overfit,shift,doubtful,cannot-tell', 0"
  })
  void a_verdict_that_is_named_gives_exit_code_3(String verdicts, int code) {
    Said trained =
        Said.by(
            folder,
            "train",
            "bad.yaml",
            "--once",
            "--quiet",
            "--out",
            "run",
            "--fail-on",
            verdicts);
    assertThat(trained.code()).as(trained.err()).isEqualTo(code);
    assertThat(folder.resolve("run/run.json")).content().contains("\"not-trained\"");
    Said curves = Said.by(folder, "doctor", "curves.csv", "--fail-on", verdicts);
    assertThat(curves.code()).as(curves.err()).isEqualTo(code);
    assertThat(curves.out()).startsWith("Not trained");
  }

  @Test
  void the_doctor_of_a_card_and_of_a_run_without_data_answer_alike() throws IOException {
    Said card = Said.by(folder, "doctor", "bad.yaml", "--quiet", "--fail-on=not-fine", "--json");
    assertThat(card.code()).isEqualTo(3);
    assertThat(card.out()).startsWith("{");
    Said.by(folder, "train", "bad.yaml", "--once", "--quiet", "--out", "run");
    Files.delete(folder.resolve("digits.csv"));
    assertThat(Said.by(folder, "doctor", "run", "--fail-on", "not-fine").code()).isEqualTo(3);
    assertThat(Said.by(folder, "doctor", "run").code()).isZero();
  }

  @Test
  void a_word_that_is_no_verdict_is_refused_before_anything_is_read() {
    Said said = Said.by(folder, "train", "none.csv", "--fail-on", "overfitt");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("--fail-on takes verdicts", "did you mean overfit?");
    assertThat(said.err()).hasLineCount(1);
  }
}
