package plumb.data.read;

import java.io.IOException;
import java.io.OutputStream;
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

  /** Bytes in front of the pixels. */
  private static final int HEADER = 16;

  /** Pixels that an array holds. */
  private static final long LARGEST = Integer.MAX_VALUE - 8;

  /** Pixels there is room made for on the word of the header alone, which may be wrong. */
  private static final int TRUSTED = 1 << 26;

  private IdxReader() {}

  /** Two zero bytes, a type and a number of dimensions: no text starts so. */
  static boolean looksLike(byte[] start) {
    return start.length >= 3 && start[0] == 0 && start[1] == 0 && start[2] >= 8 && start[2] <= 14;
  }

  static Images read(Path file) {
    try (Content content = Content.open(file)) {
      return read(file, content);
    } catch (IOException e) {
      throw Content.failure(file, e);
    } catch (OutOfMemoryError e) {
      throw Content.tooLarge(file, e);
    }
  }

  private static Images read(Path file, Content content) throws IOException {
    byte[] header = content.stream().readNBytes(HEADER);
    ByteBuffer images = ByteBuffer.wrap(header);
    if (header.length < HEADER) {
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
    if (rows < 1 || height < 1 || width < 1 || (long) height * width > LARGEST / rows) {
      throw new BadInput(
          "%s says it holds %d images of %d x %d, which cannot be; fetch it again"
              .formatted(file, rows, height, width));
    }
    // Read where they stay: there may be as many as memory holds, but not twice as many.
    byte[] pixels = pixels(content, rows * height * width);
    long beyond = content.stream().transferTo(OutputStream.nullOutputStream());
    long expected = HEADER + (long) rows * height * width;
    long length = HEADER + pixels.length + beyond;
    if (length != expected) {
      throw new BadInput(
          "%s says it holds %d images of %d x %d, which takes %d bytes, but it has %d; fetch it again"
              .formatted(file, rows, height, width, expected, length));
    }
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
          content.hash(),
          List.of(
              "%s: %d images of %d x %d grey pixels without labels (%s is not there)"
                  .formatted(file, rows, height, width, labelName(file))));
    }
    byte[] labelContent = Content.read(labelFile.get());
    int[] codes = labels(file, rows, labelFile.get(), labelContent);
    content.digest().update(labelContent);
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
        content.hash(),
        List.of(
            "%s: %d images of %d x %d grey pixels, labels from %s"
                .formatted(file, rows, height, width, labelFile.get().getFileName())));
  }

  private static byte[] pixels(Content content, int count) throws IOException {
    byte[] pixels = new byte[Math.min(count, TRUSTED)];
    int read = content.stream().readNBytes(pixels, 0, pixels.length);
    if (read == TRUSTED && count > TRUSTED) {
      pixels = Arrays.copyOf(pixels, count);
      read += content.stream().readNBytes(pixels, read, count - read);
    }
    return read == pixels.length ? pixels : Arrays.copyOf(pixels, read);
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
