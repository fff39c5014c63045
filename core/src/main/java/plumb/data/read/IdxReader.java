package plumb.data.read;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import plumb.data.BadInput;

/** Reads IDX images, the format of MNIST, with the labels that lie beside them. */
final class IdxReader {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  private IdxReader() {}

  static boolean looksLike(byte[] content) {
    return content.length >= 4 && content[0] == 0 && content[1] == 0 && content[2] == 8;
  }

  static Images read(Path file, byte[] content) {
    ByteBuffer images = ByteBuffer.wrap(content);
    if (images.getInt() == LABELS) {
      throw new BadInput(
          "%s holds labels, not images; name the images file, the labels are found beside it"
              .formatted(file));
    }
    if (images.getInt(0) != IMAGES || content.length < 16) {
      throw new BadInput(
          "%s is not an IDX image file (magic number %08x, expected %08x)"
              .formatted(file, images.getInt(0), IMAGES));
    }
    int rows = images.getInt();
    int height = images.getInt();
    int width = images.getInt();
    long expected = 16 + (long) rows * height * width;
    if (rows < 1 || height < 1 || width < 1 || content.length != expected) {
      throw new BadInput(
          "%s says it holds %d images of %d x %d, which takes %d bytes, but it has %d; fetch it again"
              .formatted(file, rows, height, width, expected, content.length));
    }
    Path labelFile = labelFile(file);
    byte[] labelContent = Content.read(labelFile);
    ByteBuffer labels = ByteBuffer.wrap(labelContent);
    if (labelContent.length < 8 || labels.getInt() != LABELS) {
      throw new BadInput("%s is not an IDX label file".formatted(labelFile));
    }
    int count = labels.getInt();
    if (count != rows || labelContent.length != 8L + count) {
      throw new BadInput(
          "%s holds %d labels in %d bytes but %s holds %d images; they do not belong together"
              .formatted(labelFile, count, labelContent.length, file, rows));
    }
    int[] codes = new int[rows];
    for (int i = 0; i < rows; i++) {
      codes[i] = labels.get() & 0xff;
    }
    int classes = Arrays.stream(codes).max().orElse(0) + 1;
    List<String> notes = new ArrayList<>();
    notes.add(
        "%s: %d images of %d x %d grey pixels, labels from %s"
            .formatted(file, rows, height, width, labelFile.getFileName()));
    return new Images(
        file.toString(),
        rows,
        height,
        width,
        1,
        Arrays.copyOfRange(content, 16, content.length),
        codes,
        IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
        Content.hash(content, labelContent),
        notes);
  }

  /** {@code x-images-idx3-ubyte.gz} has its labels in {@code x-labels-idx1-ubyte.gz}. */
  private static Path labelFile(Path file) {
    String name = String.valueOf(file.getFileName());
    String labels = name.replace("images", "labels").replace("idx3", "idx1");
    String other =
        labels.endsWith(".gz") ? labels.substring(0, labels.length() - 3) : labels + ".gz";
    for (String candidate : List.of(labels, other)) {
      Path path = file.resolveSibling(candidate);
      if (!candidate.equals(name) && Files.exists(path)) {
        return path;
      }
    }
    throw new BadInput("The labels of %s are missing; put %s beside it".formatted(file, labels));
  }
}
