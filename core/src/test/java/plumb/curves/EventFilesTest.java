package plumb.curves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.BadInput;
import plumb.run.Verdict;

/** Files written by PyTorch's SummaryWriter and by TensorBoard's own, see etc/golden/events.py. */
class EventFilesTest {
  private static final String NAME = "events.out.tfevents.1700000000.host.1.0";

  @TempDir Path folder;

  private static Path logs(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(EventFilesTest.class.getResource(name)).toURI());
  }

  @Test
  void tags_of_pytorch_name_the_set_behind_the_measure() throws URISyntaxException {
    readsAllEpochs(CurveFiles.read(logs("torch")));
    assertThat(CurveFiles.read(logs("torch")).points().getFirst().trainScore()).isNaN();
  }

  @Test
  void folders_of_keras_name_the_set_and_tensors_hold_the_numbers() throws URISyntaxException {
    Curves curves = CurveFiles.read(logs("keras"));
    readsAllEpochs(curves);
    assertThat(curves.points().get(2).trainScore()).isEqualTo((float) (1 - 0.81 / 4));
  }

  private static void readsAllEpochs(Curves curves) {
    assertThat(curves.points()).hasSize(12);
    for (int epoch = 0; epoch < 12; epoch++) {
      Curves.Point point = curves.points().get(epoch);
      double validation = 0.5 + 0.02 * (epoch - 5) * (epoch - 5);
      assertThat(point.trainLoss()).isEqualTo((float) Math.pow(0.9, epoch));
      assertThat(point.validationLoss()).isEqualTo((float) validation);
      assertThat(point.validationScore()).isEqualTo((float) (1 - validation / 4));
    }
    assertThat(CurveVerdict.of(curves).verdict()).isEqualTo(Verdict.OVERFIT);
  }

  @Test
  void of_a_file_that_is_still_written_the_whole_records_are_read()
      throws IOException, URISyntaxException {
    byte[] all = Files.readAllBytes(logs("torch").resolve(NAME));
    Path half = folder.resolve(NAME);
    for (int length = all.length - 1; length > all.length - 60; length--) {
      Files.write(half, Arrays.copyOf(all, length));
      assertThat(CurveFiles.read(half).points()).hasSizeBetween(11, 12);
    }
  }

  @Test
  void what_is_no_event_file_is_refused_by_name() throws IOException {
    Path file =
        Files.write(
            folder.resolve(NAME),
            new byte[] {4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, 0, 0, 0, 0});
    assertThatThrownBy(() -> CurveFiles.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(NAME);
  }

  @Test
  void of_several_trainings_one_must_be_named() throws IOException, URISyntaxException {
    for (String run : new String[] {"version_0", "version_1"}) {
      Files.createDirectories(folder.resolve(run));
      Files.copy(logs("torch").resolve(NAME), folder.resolve(run).resolve(NAME));
    }
    assertThatThrownBy(() -> CurveFiles.read(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("2 trainings")
        .hasMessageContaining("version_0");
    readsAllEpochs(CurveFiles.read(folder.resolve("version_1")));
  }
}
