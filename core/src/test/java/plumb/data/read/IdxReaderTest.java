package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.data.BadInput;

class IdxReaderTest {
  private static final byte[] IMAGES =
      Written.idxImages(3, 1, 2, (byte) 0, (byte) 255, (byte) 1, (byte) 2, (byte) 3, (byte) 4);
  private static final byte[] LABELS = Written.idxLabels(3, (byte) 1, (byte) 0, (byte) 2);

  @TempDir Path folder;
  private Path images;
  private Path labels;

  @BeforeEach
  void names() {
    images = folder.resolve("train-images-idx3-ubyte");
    labels = folder.resolve("train-labels-idx1-ubyte");
  }

  private void refused(String... parts) {
    assertThatThrownBy(() -> DataReader.read(images))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(parts);
  }

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte, train-labels-idx1-ubyte, false",
    "train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, true",
    "train-images.idx3-ubyte, train-labels.idx1-ubyte, false",
    "train-images-idx3-ubyte, train-labels-idx1-ubyte.gz, true",
  })
  void images_are_read_with_the_labels_beside_them(String image, String label, boolean packed) {
    if (packed) {
      Written.gzip(folder.resolve(image), IMAGES);
      Written.gzip(folder.resolve(label), LABELS);
    } else {
      Written.bytes(folder.resolve(image), IMAGES);
      Written.bytes(folder.resolve(label), LABELS);
    }

    Images read = (Images) DataReader.read(folder.resolve(image));

    assertThat(read.rows()).isEqualTo(3);
    assertThat(read.size()).isEqualTo(2);
    assertThat(read.labels()).containsExactly(1, 0, 2);
    assertThat(read.classes()).containsExactly("0", "1", "2");
    assertThat(read.pixels()).startsWith(0, 255);
  }

  @Test
  void images_without_labels_can_be_predicted_but_not_learned_from() {
    Written.bytes(images, IMAGES);

    Images read = (Images) DataReader.read(images);

    assertThat(read.labelled()).isFalse();
    assertThat(read.notes().getFirst()).contains("train-labels-idx1-ubyte");
    assertThatThrownBy(() -> Preparation.prepare(read, PrepareOptions.usual()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("train-labels-idx1-ubyte");
  }

  @Test
  void labels_in_place_of_images() {
    Written.bytes(images, LABELS);
    refused("in", "IDX");
    Written.bytes(images, Written.idxLabels(9, new byte[9]));
    refused("holds labels, not images");
  }

  @Test
  void images_in_place_of_labels() {
    Written.bytes(images, IMAGES);
    Written.bytes(labels, IMAGES);
    refused("train-labels-idx1-ubyte is not an IDX file of labels");
  }

  @Test
  void another_kind_of_idx() {
    byte[] floats = IMAGES.clone();
    floats[2] = 0x0d;
    Written.bytes(images, floats);
    refused("00000d03", "00000803");
  }

  @Test
  void fewer_pixels_than_the_header_says() {
    Written.bytes(images, Arrays.copyOf(IMAGES, IMAGES.length - 1));
    refused("3 images of 1 x 2", "22 bytes", "21");
    Written.bytes(images, Arrays.copyOf(IMAGES, 9));
    refused("ends within the header");
  }

  @Test
  void impossible_sizes() {
    Written.bytes(images, Written.idxImages(-1, 1, 2));
    refused("cannot be");
    Written.bytes(images, Written.idxImages(1, Integer.MAX_VALUE, Integer.MAX_VALUE));
    refused("cannot be");
  }

  @Test
  void another_number_of_labels_than_images() {
    Written.bytes(images, IMAGES);
    Written.bytes(labels, Written.idxLabels(2, (byte) 0, (byte) 1));
    refused("2 labels", "3 images");
    Written.bytes(labels, Written.idxLabels(3, (byte) 0, (byte) 1));
    refused("says it holds 3 labels");
  }
}
