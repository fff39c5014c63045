package plumb.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.BadInput;
import plumb.optim.Slots;
import plumb.train.Checkpoint;
import plumb.train.EpochRecord;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;

class CheckpointFileTest {
  private static final CheckpointFile.Owner OWNER = new CheckpointFile.Owner("batch: 64\n", "abc");

  @TempDir Path folder;

  private static Checkpoint checkpoint() {
    EpochRecord first =
        new EpochRecord(
            0,
            0,
            Double.NaN,
            0.1 + 0.2,
            0,
            new Metrics.Classification(1.5, 0.25, 80),
            Optional.of(
                new Metrics.Classification(
                    1 / 3.0,
                    0.3,
                    20,
                    Optional.of(Metrics.ByClass.of(new int[] {10, 0, 10}, new int[] {1, 0, 5})),
                    OptionalDouble.empty())));
    EpochRecord second =
        new EpochRecord(
            1, 9, 1.25, 0, 1e-3, new Metrics.Regression(1, 2, 3, -0.5, 0.01, 80), Optional.empty());
    return new Checkpoint(
        new float[] {1.5f, Float.MIN_VALUE, -0f},
        new Slots.Memory(9, List.of(new float[] {1, 2, 3}, new float[] {4, 5, 6})),
        2,
        4,
        Math.PI,
        256,
        new Checkpoint.Plateau(0.25, 1e-9, 3),
        new float[] {7, 8, 9},
        1,
        List.of(first, second));
  }

  @Test
  void every_bit_comes_back() {
    Path file = folder.resolve("run.checkpoint");
    CheckpointFile.write(file, checkpoint(), OWNER);
    CheckpointFile.write(file, checkpoint(), OWNER);

    Checkpoint read = CheckpointFile.read(file, OWNER);

    Checkpoint written = checkpoint();
    assertThat(read.parameters()).isEqualTo(written.parameters());
    assertThat(read.best()).isEqualTo(written.best());
    assertThat(read.memory().step()).isEqualTo(9);
    assertThat(read.memory().arrays()).containsExactlyElementsOf(written.memory().arrays());
    assertThat(List.of(read.epoch(), read.batches(), read.examples(), read.bestEpoch()))
        .containsExactly(2, 4, 256, 1);
    assertThat(read.lossSum()).isEqualTo(written.lossSum());
    assertThat(read.plateau()).isEqualTo(written.plateau());
    assertThat(read.history()).isEqualTo(written.history());
    assertThat(folder).isDirectoryContaining(f -> f.equals(file));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void a_file_cut_short_or_altered_anywhere_is_refused() throws IOException {
    Path file = folder.resolve("run.checkpoint");
    CheckpointFile.write(file, checkpoint(), OWNER);
    byte[] whole = Files.readAllBytes(file);

    for (int at = 0; at < whole.length; at++) {
      byte[] altered = whole.clone();
      altered[at] ^= 1;
      Files.write(file, altered);
      assertThatThrownBy(() -> CheckpointFile.read(file, OWNER)).isInstanceOf(BadInput.class);
      Files.write(file, java.util.Arrays.copyOf(whole, at));
      assertThatThrownBy(() -> CheckpointFile.read(file, OWNER)).isInstanceOf(BadInput.class);
    }
  }

  @Test
  void another_card_other_data_or_no_file_is_said() {
    Path file = folder.resolve("run.checkpoint");
    CheckpointFile.write(file, checkpoint(), OWNER);

    assertThatThrownBy(
            () -> CheckpointFile.read(file, new CheckpointFile.Owner("batch: 32\n", "abc")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("\"batch: 64\" where this one has \"batch: 32\"");
    assertThatThrownBy(
            () -> CheckpointFile.read(file, new CheckpointFile.Owner("batch: 64\n", "xyz")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("other data");
    assertThatThrownBy(() -> CheckpointFile.read(folder.resolve("none"), OWNER))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void a_card_that_says_a_default_which_earlier_versions_did_not_know_is_the_same_card() {
    Card card = Cards.of(DataSettings.of(Path.of("a.csv"), Optional.of("y")));
    String then = CardWriter.yaml(card).replace("score: auto\n", "");
    assertThat(then).isNotEqualTo(CardWriter.yaml(card));
    Path file = folder.resolve("run.checkpoint");
    CheckpointFile.write(file, checkpoint(), new CheckpointFile.Owner(then, "abc"));

    assertThat(CheckpointFile.read(file, CheckpointFile.Owner.of(card, "abc")).epoch())
        .isEqualTo(2);
    Card other = card.withScore(Optional.of(PrimaryScore.BALANCED_ACCURACY));
    assertThatThrownBy(() -> CheckpointFile.read(file, CheckpointFile.Owner.of(other, "abc")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("another card");
  }
}
