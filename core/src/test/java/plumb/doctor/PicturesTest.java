package plumb.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.math.RandomStream;
import plumb.recipe.CardData;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.Cards;
import plumb.run.CauseId;
import plumb.run.DataSettings;
import plumb.run.Reference;
import plumb.run.RunDocument;
import plumb.run.Verdict;

/** Dense layers on pictures: whether that is the fault is seen by what neighbourhoods show. */
class PicturesTest {
  private static final int SIDE = 16;
  private static final int ROWS = 700;

  /** Wide enough to learn the training pictures by heart. */
  private static final List<String> NETWORK =
      List.of("network=[{dense: 64}, relu]", "epochs=20", "batch=32");

  @TempDir Path folder;

  /** On noise an upright cross or a slanting one, 5 x 5, at one place or anywhere. */
  private Path crosses(boolean anywhere) throws IOException {
    RandomStream draw = RandomStream.of(3);
    ByteBuffer pixels = ByteBuffer.allocate(16 + ROWS * SIDE * SIDE);
    pixels.putInt(0x803).putInt(ROWS).putInt(SIDE).putInt(SIDE);
    ByteBuffer labels = ByteBuffer.allocate(8 + ROWS);
    labels.putInt(0x801).putInt(ROWS);
    for (int row = 0; row < ROWS; row++) {
      boolean upright = draw.child(1).uniform(row) < 0.5;
      byte[] picture = new byte[SIDE * SIDE];
      for (int i = 0; i < picture.length; i++) {
        picture[i] = (byte) draw.child(2).child(row).below(i, 100);
      }
      int top = anywhere ? draw.child(4).below(row, SIDE - 4) : 5;
      int left = anywhere ? draw.child(5).below(row, SIDE - 4) : 5;
      for (int i = 0; i < 5; i++) {
        picture[(top + i) * SIDE + left + (upright ? 2 : i)] = (byte) 220;
        picture[(top + (upright ? 2 : 4 - i)) * SIDE + left + i] = (byte) 220;
      }
      pixels.put(picture);
      labels.put((byte) (upright ? 1 : 0));
    }
    Files.write(folder.resolve("train-labels-idx1-ubyte"), labels.array());
    return Files.write(folder.resolve("train-images-idx3-ubyte"), pixels.array());
  }

  private static RunDocument run(Path file, Plan plan) {
    Card card = CardReader.apply(Cards.of(DataSettings.of(file, Optional.empty())), NETWORK);
    return Doctor.run(card, plan.withData(CardData.FILES)).document();
  }

  @Test
  void a_shape_anywhere_in_the_picture_is_nothing_for_dense_layers() throws IOException {
    Path file = crosses(true);
    RunDocument trained = run(file, Plan.train());
    assertThat(trained.verdict()).isEqualTo(Verdict.OVERFIT);
    assertThat(trained.causes().getFirst().id()).isEqualTo(CauseId.WRONG_ARCHITECTURE);
    assertThat(trained.causes().getFirst().sentence())
        .contains("which pixels are neighbours")
        .contains("layers that look at neighbourhoods");
    assertThat(trained.causes().getFirst().evidence().numbers().get("lead")).isGreaterThan(0.1);
    assertThat(trained.references())
        .extracting(Reference::kind)
        .containsExactly(Reference.Kind.values());

    RunDocument repaired = run(file, Plan.repair());
    assertThat(repaired.verdict()).isEqualTo(trained.verdict());
    assertThat(repaired.causes().getFirst().id()).isEqualTo(CauseId.WRONG_ARCHITECTURE);
    assertThat(repaired.weightsHash()).isEqualTo(trained.weightsHash());

    RunDocument once = run(file, Plan.once());
    assertThat(once.verdict()).isEqualTo(Verdict.OVERFIT);
    assertThat(once.causes().getFirst().id()).isEqualTo(CauseId.WRONG_ARCHITECTURE);
  }

  @Test
  void a_shape_always_at_the_same_place_is_no_fault_of_the_layers() throws IOException {
    Path file = crosses(false);
    for (Plan plan : List.of(Plan.train(), Plan.repair())) {
      RunDocument document = run(file, plan);
      assertThat(document.causes()).noneMatch(cause -> cause.id() == CauseId.WRONG_ARCHITECTURE);
      assertThat(document.verdict()).isEqualTo(Verdict.FINE);
    }
  }
}
