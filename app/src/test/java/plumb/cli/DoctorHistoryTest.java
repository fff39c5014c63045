package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor on the history of a training that another program did. */
class DoctorHistoryTest {
  @TempDir Path folder;

  /** Losses of which validation's is lowest in row 9. */
  private void log(String name, String header) throws IOException {
    List<String> lines = new ArrayList<>(List.of(header));
    for (int i = 0; i < 30; i++) {
      double train = 0.9 * Math.exp(-i / 5.0);
      double held = 0.5 + 0.4 * Math.exp(-i / 3.0) + 0.02 * Math.max(0, i - 9);
      lines.add(String.format(Locale.ROOT, "%d,%.4f,%.4f", i, train, held));
    }
    Files.write(folder.resolve(name), lines);
  }

  @Test
  void the_finding_comes_first_and_its_remedy_second() throws IOException {
    log("training.csv", "epoch,loss,val_loss");
    Said said = Said.by(folder, "doctor", "training.csv");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out().lines().limit(2).toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("Overfit from epoch 9 on"),
            line -> assertThat(line).startsWith("Remedy: Early stopping: end at epoch 9"));
    assertThat(said.out()).contains("Read from 30 epochs, 0 to 29", "Weight decay", "val_loss");
  }

  @Test
  void a_column_that_cannot_be_placed_is_asked_about_and_the_answer_is_taken() throws IOException {
    log("training.csv", "epoch,first,second");
    Said said = Said.by(folder, "doctor", "training.csv");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .contains("which column is the training loss", "first or second", "--columns")
        .doesNotContain("--target");
    Said told =
        Said.by(
            folder,
            "doctor",
            "training.csv",
            "--columns",
            "train-loss=first, validation-loss=second");
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(told.out()).startsWith("Overfit from epoch 9 on");
  }

  @Test
  void a_folder_is_written_that_the_doctor_reads_again() throws IOException {
    log("training.csv", "step,train/loss,eval/loss");
    Said said = Said.by(folder, "doctor", "training.csv", "--out", "page", "--json");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("\"verdict\" : \"overfit\"", "\"unit\" : \"step\"", "\"remedies\"");
    assertThat(folder.resolve("page/run.json")).hasContent(said.out().strip());
    assertThat(folder.resolve("page/report.html"))
        .content()
        .contains("Overfit from step 9 on</h1>", "Early stopping: end at step 9");
    for (String name : List.of("page", "page/run.json")) {
      Said again = Said.by(folder, "doctor", name);
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.out()).startsWith("Overfit from step 9 on");
    }
    Said taken = Said.by(folder, "doctor", "training.csv", "--out", "page");
    assertThat(taken.code()).isEqualTo(2);
    assertThat(taken.err()).contains("already holds a run");
  }

  @Test
  void a_table_of_data_is_asked_for_its_target() throws IOException {
    Files.writeString(
        folder.resolve("data.csv"), "age,loss,claim\n30,0.5,1\n40,0.2,0\n20,0.9,1\n31,0.1,0\n");
    Said said = Said.by(folder, "doctor", "data.csv");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("--target").doesNotContain("--columns");
  }

  @Test
  void curves_cannot_be_repaired() throws IOException {
    log("training.csv", "epoch,loss,val_loss");
    Said said = Said.by(folder, "doctor", "training.csv", "--repair");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("give the card");
  }
}
