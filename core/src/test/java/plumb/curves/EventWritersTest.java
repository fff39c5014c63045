package plumb.curves;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several event files of one training, side by side or one after another. */
class EventWritersTest {
  @TempDir Path folder;

  /** An event file as writers leave it, its checksums left at zero. */
  private static final class Writer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void scalar(String tag, int step, double value) {
      byte[] name = tag.getBytes(StandardCharsets.UTF_8);
      ByteBuffer number = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
      number.putFloat((float) value);
      byte[] inner = join(field(1, name), new byte[] {(2 << 3) | 5}, number.array());
      byte[] event = join(new byte[] {2 << 3}, varint(step), field(5, field(1, inner)));
      ByteBuffer head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
      head.putLong(event.length);
      bytes.writeBytes(head.array());
      bytes.writeBytes(event);
      bytes.writeBytes(new byte[4]);
    }

    void scalars(String tag, int from, int to, IntToDoubleFunction value) {
      for (int i = from; i < to; i++) {
        scalar(tag, i, value.applyAsDouble(i));
      }
    }

    void write(Path path) throws IOException {
      Files.createDirectories(path.getParent());
      Files.write(path, bytes.toByteArray());
    }

    private static byte[] field(int number, byte[] content) {
      return join(new byte[] {(byte) ((number << 3) | 2)}, varint(content.length), content);
    }

    private static byte[] varint(int value) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int rest = value;
      while (rest >= 128) {
        out.write((rest & 127) | 128);
        rest >>= 7;
      }
      out.write(rest);
      return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (byte[] part : parts) {
        out.writeBytes(part);
      }
      return out.toByteArray();
    }
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private CurveVerdict overfit() {
    Curves curves = CurveFiles.read(folder);
    assertThat(curves.points()).hasSize(Made.EPOCHS);
    assertThat(curves.clock()).isEqualTo(Clock.STEP);
    CurveVerdict verdict = CurveVerdict.of(curves);
    assertThat(verdict.sentence()).startsWith("Overfit from step 13 on");
    return verdict;
  }

  private void one(String name, String tag, IntToDoubleFunction value) throws IOException {
    Writer writer = new Writer();
    writer.scalars(tag, 0, Made.EPOCHS, value);
    writer.write(file(name));
  }

  @Test
  void two_writers_in_one_folder_each_with_tags_of_its_own() throws IOException {
    one("events.out.tfevents.1.host.1.0", "train/loss", Made::train);
    one("events.out.tfevents.2.host.1.1", "val/loss", Made::validation);
    overfit();
  }

  @Test
  void two_writers_with_one_tag_whose_file_names_end_in_their_sets() throws IOException {
    one("events.out.tfevents.1.host.1.0.train", "loss", Made::train);
    one("events.out.tfevents.1.host.1.1.val", "loss", Made::validation);
    overfit();
  }

  @Test
  void a_folder_for_each_curve_as_add_scalars_makes_them() throws IOException {
    one("Loss_train/events.out.tfevents.1.host.1.0", "Loss", Made::train);
    one("Loss_val/events.out.tfevents.1.host.1.1", "Loss", Made::validation);
    overfit();
  }

  @Test
  void a_training_taken_up_again_writes_a_second_file() throws IOException {
    Writer first = new Writer();
    first.scalars("loss/train", 0, 20, Made::train);
    first.scalars("loss/val", 0, 20, Made::validation);
    first.write(file("events.out.tfevents.1.host.1.0"));
    Writer second = new Writer();
    second.scalars("loss/train", 15, Made.EPOCHS, Made::train);
    second.scalars("loss/val", 15, Made.EPOCHS, Made::validation);
    second.write(file("events.out.tfevents.2.host.1.0"));
    overfit();
    assertThat(CurveFiles.read(folder).notes())
        .anyMatch(note -> note.contains("taken up again at step 15"));
  }

  @Test
  void of_two_trainings_in_one_folder_the_last_is_read_and_that_is_said() throws IOException {
    for (int run = 1; run <= 2; run++) {
      Writer writer = new Writer();
      writer.scalars("loss/train", 0, Made.EPOCHS, Made::train);
      writer.scalars("loss/val", 0, Made.EPOCHS, Made::validation);
      writer.write(file("events.out.tfevents." + run + ".host.1.0"));
    }
    overfit();
    assertThat(CurveFiles.read(folder).notes()).anyMatch(note -> note.contains("2 trainings"));
  }

  @Test
  void steps_are_called_steps_and_numbers_of_single_steps_give_way_to_those_of_epochs()
      throws IOException {
    Writer writer = new Writer();
    for (int i = 0; i < Made.EPOCHS; i++) {
      writer.scalar("train_loss_step", 50 * i, 7);
      writer.scalar("train_loss_epoch", 50 * i + 49, Made.train(i));
      writer.scalar("val_loss", 50 * i + 49, Made.validation(i));
      writer.scalar("epoch", 50 * i + 49, i);
    }
    writer.write(file("lightning_logs/version_0/events.out.tfevents.1.host.1.0"));
    Curves curves = CurveFiles.read(folder);
    assertThat(curves.extent()).contains("40 steps, 49 to 1999");
    assertThat(CurveVerdict.of(curves).sentence()).startsWith("Overfit from step 699 on");
  }
}
