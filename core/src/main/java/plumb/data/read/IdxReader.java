package plumb.data.read;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.data.BadInput;

/** Reads IDX images, the format of MNIST, with the labels that lie beside them. */
final class IdxReader {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  private IdxReader() {}

  /** Two zero bytes, a type and a number of dimensions: no text starts so. */
  static boolean looksLike(byte[] start) {
    return start.length >= 3 && start[0] == 0 && start[1] == 0 && start[2] >= 8 && start[2] <= 14;
  }

  static Images read(Path file) {
    byte[] content = Content.read(file);
    ByteBuffer images = ByteBuffer.wrap(content);
    if (content.length < 16) {
      throw new BadInput(
          "%s ends within the header of an IDX file; fetch it again".formatted(file));
    }
    int magic = images.getInt();
    if (magic == LABELS) {
      throw new BadInput(
          "%s holds labels, not images; name the images file, the labels are found beside it"
              .formatted(file));
    }
    if (magic != IMAGES) {
      throw new BadInput(
          "%s is not an IDX file of grey images: it starts with %08x where %08x is expected"
              .formatted(file, magic, IMAGES));
    }
    int rows = images.getInt();
    int height = images.getInt();
    int width = images.getInt();
    if (rows < 1 || height < 1 || width < 1 || (long) height * width > content.length) {
      throw new BadInput(
          "%s says it holds %d images of %d x %d, which cannot be; fetch it again"
              .formatted(file, rows, height, width));
    }
    long expected = 16 + (long) rows * height * width;
    if (content.length != expected) {
      throw new BadInput(
          "%s says it holds %d images of %d x %d, which takes %d bytes, but it has %d; fetch it again"
              .formatted(file, rows, height, width, expected, content.length));
    }
    byte[] pixels = Arrays.copyOfRange(content, 16, content.length);
    Optional<Path> labelFile = labelFile(file);
    if (labelFile.isEmpty()) {
      return new Images(
          file.toString(),
          rows,
          height,
          width,
          1,
          pixels,
          new int[0],
          List.of(),
          Content.hash(content),
          List.of(
              "%s: %d images of %d x %d grey pixels without labels (%s is not there)"
                  .formatted(file, rows, height, width, labelName(file))));
    }
    byte[] labelContent = Content.read(labelFile.get());
    int[] codes = labels(file, rows, labelFile.get(), labelContent);
    int classes = Arrays.stream(codes).max().orElse(0) + 1;
    return new Images(
        file.toString(),
        rows,
        height,
        width,
        1,
        pixels,
        codes,
        IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
        Content.hash(content, labelContent),
        List.of(
            "%s: %d images of %d x %d grey pixels, labels from %s"
                .formatted(file, rows, height, width, labelFile.get().getFileName())));
  }

  private static int[] labels(Path file, int rows, Path labelFile, byte[] content) {
    ByteBuffer labels = ByteBuffer.wrap(content);
    if (content.length < 8 || labels.getInt() != LABELS) {
      throw new BadInput(
          "%s is not an IDX file of labels; put the labels of %s there".formatted(labelFile, file));
    }
    int count = labels.getInt();
    if (content.length != 8L + count) {
      throw new BadInput(
          "%s says it holds %d labels, which takes %d bytes, but it has %d; fetch it again"
              .formatted(labelFile, count, 8L + count, content.length));
    }
    if (count != rows) {
      throw new BadInput(
          "%s holds %d labels but %s holds %d images; they do not belong together"
              .formatted(labelFile, count, file, rows));
    }
    int[] codes = new int[rows];
    for (int i = 0; i < rows; i++) {
      codes[i] = labels.get() & 0xff;
    }
    return codes;
  }

  /** {@code x-images-idx3-ubyte.gz} has its labels in {@code x-labels-idx1-ubyte.gz}. */
  private static Optional<Path> labelFile(Path file) {
    String labels = labelName(file);
    String other =
        labels.endsWith(".gz") ? labels.substring(0, labels.length() - 3) : labels + ".gz";
    return Stream.of(labels, other)
        .filter(name -> !name.equals(String.valueOf(file.getFileName())))
        .map(file::resolveSibling)
        .filter(Files::exists)
        .findFirst();
  }

  static String labelName(Path file) {
    return String.valueOf(file.getFileName()).replace("images", "labels").replace("idx3", "idx1");
  }
}
