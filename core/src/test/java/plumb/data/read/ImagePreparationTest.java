package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.BadInput;
import plumb.data.Inputs;
import plumb.data.Targets;

class ImagePreparationTest {
  @TempDir Path folder;

  private Images images(int count, int classes) {
    byte[] pixels = new byte[count * 6];
    new Random(1).nextBytes(pixels);
    byte[] labels = new byte[count];
    IntStream.range(0, count).forEach(i -> labels[i] = (byte) (i % classes));
    Written.bytes(folder.resolve("labels"), Written.idxLabels(count, labels));
    return (Images)
        DataReader.read(
            Written.bytes(folder.resolve("images"), Written.idxImages(count, 2, 3, pixels)));
  }

  @Test
  void pixels_stay_bytes_and_are_standardized_by_the_training_images() {
    Prepared prepared = Preparation.prepare(images(100, 4), PrepareOptions.usual());

    assertThat(prepared.train().inputs()).isInstanceOf(Inputs.Bytes.class);
    // They are copied, so the images as they were read need not stay in memory.
    assertThat(prepared.source()).isEmpty();
    assertThat(prepared.train().rows()).isEqualTo(80);
    double sum = 0;
    double squares = 0;
    float[] row = new float[6];
    for (int i = 0; i < 80; i++) {
      prepared.train().inputs().copyRow(i, row, 0);
      for (float value : row) {
        sum += value;
        squares += value * value;
      }
    }
    assertThat(sum / 480).isCloseTo(0, within(1e-5));
    assertThat(squares / 480).isCloseTo(1, within(1e-5));
    assertThat(prepared.profile().target().levels()).hasSize(4);
    assertThat(prepared.profile().columns().getFirst().numbers()).isNotNull();
  }

  @Test
  void min_max_divides_by_255_and_raw_does_nothing() {
    Images images = images(40, 2);
    float[] row = new float[6];
    int first = images.pixels()[0] & 0xff;
    PrepareOptions options =
        PrepareOptions.usual().withValidation(new Validation.None()).withShuffle(false);

    Preparation.prepare(images, options.withInputs(Scaling.RAW))
        .train()
        .inputs()
        .copyRow(0, row, 0);
    assertThat(row[0]).isEqualTo(first);
    Preparation.prepare(images, options.withInputs(Scaling.MIN_MAX))
        .train()
        .inputs()
        .copyRow(0, row, 0);
    assertThat(row[0]).isEqualTo(first / 255f, within(1e-7f));
  }

  @Test
  void images_of_one_class_are_refused() {
    assertThatThrownBy(() -> Preparation.prepare(images(10, 1), PrepareOptions.usual()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("same label");
  }

  @Test
  void a_test_set_of_another_size_or_with_new_labels_is_refused() {
    Prepared prepared = Preparation.prepare(images(40, 2), PrepareOptions.usual());
    Images more = images(12, 3);

    assertThatThrownBy(() -> Preparation.prepareTest(prepared.encoding(), more, Map.of()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("\"2\"");
    Written.bytes(folder.resolve("images"), Written.idxImages(12, 1, 1, new byte[12]));
    assertThatThrownBy(() ->
            Preparation.inputs(prepared.encoding(), DataReader.read(folder.resolve("images"))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("takes 6");
  }

  @Test
  void repeated_images_across_the_split_are_counted() {
    byte[] pixels = new byte[40 * 6];
    Written.bytes(folder.resolve("labels"), Written.idxLabels(40, alternating(40)));
    Source source =
        DataReader.read(
            Written.bytes(folder.resolve("images"), Written.idxImages(40, 2, 3, pixels)));

    Prepared prepared = Preparation.prepare(source, PrepareOptions.usual());

    assertThat(prepared.split().shared()).isEqualTo(8);
    assertThat(prepared.profile().duplicates()).isEqualTo(38);
    assertThat(prepared.profile().conflicts()).isEqualTo(1);
  }

  private static byte[] alternating(int count) {
    byte[] labels = new byte[count];
    IntStream.range(0, count).forEach(i -> labels[i] = (byte) (i % 2));
    return labels;
  }

  private void draw(String name, int size, int rgb) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    IntStream.range(0, size * size).forEach(i -> image.setRGB(i % size, i / size, rgb));
    ImageIO.write(image, "png", file.toFile());
  }

  @Test
  void a_folder_of_images_has_a_class_for_each_sub_folder() throws IOException {
    draw("set/dog/1.png", 2, 0x102030);
    draw("set/cat/1.png", 2, 0x405060);
    draw("set/cat/2.PNG", 2, 0x405061);

    Images images = (Images) DataReader.read(folder.resolve("set"));

    assertThat(images.classes()).containsExactly("cat", "dog");
    assertThat(images.labels()).containsExactly(0, 0, 1);
    assertThat(images.channels()).isEqualTo(3);
    assertThat(images.pixels()).startsWith(0x40, 0x40, 0x40, 0x40, 0x50).hasSize(36);
    Prepared prepared =
        Preparation.prepare(images, PrepareOptions.usual().withValidation(new Validation.None()));
    assertThat(prepared.train().targets()).isInstanceOf(Targets.Classes.class);
  }

  @Test
  void grey_images_have_one_channel() throws IOException {
    draw("set/a/1.png", 3, 0x111111);
    draw("set/b/1.png", 3, 0x222222);

    Images images = (Images) DataReader.read(folder.resolve("set"));

    assertThat(images.channels()).isEqualTo(1);
    assertThat(images.pixels()).startsWith(0x11).endsWith(0x22);
  }

  @Test
  void images_of_different_size_or_damaged_ones_are_named() throws IOException {
    draw("set/a/1.png", 3, 0);
    draw("set/b/1.png", 4, 0);
    assertThatThrownBy(() -> DataReader.read(folder.resolve("set")))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("1.png", "4 x 4", "3 x 3");

    Written.bytes(folder.resolve("set/b/1.png"), (byte) 1, (byte) 2);
    assertThatThrownBy(() -> DataReader.read(folder.resolve("set")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("1.png");
  }
}
