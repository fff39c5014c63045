package plumb.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Square grey images.
 *
 * @param side pixels in a row of an image
 * @param images one array of {@code side * side} unsigned bytes each
 * @param labels class of each image, 0 to 9
 */
record ImageSample(int side, List<byte[]> images, int[] labels) implements Sample {
  ImageSample {
    images = List.copyOf(images);
  }

  @Override
  public int rows() {
    return images.size();
  }

  @Override
  public String label(int row) {
    return Integer.toString(labels[row]);
  }

  @Override
  public ImageSample select(int[] rows) {
    return new ImageSample(
        side,
        Arrays.stream(rows).mapToObj(images::get).toList(),
        Arrays.stream(rows).map(row -> labels[row]).toArray());
  }

  @Override
  public ImageSample relabeled(IntFunction<String> changed) {
    int[] others = new int[labels.length];
    for (int row = 0; row < others.length; row++) {
      others[row] = Integer.parseInt(changed.apply(row));
    }
    return new ImageSample(side, images, others);
  }

  /** The negatives: 255 minus every pixel. */
  ImageSample inverted() {
    List<byte[]> negatives = new ArrayList<>();
    for (byte[] image : images) {
      byte[] negative = new byte[image.length];
      for (int i = 0; i < image.length; i++) {
        negative[i] = (byte) ~image[i];
      }
      negatives.add(negative);
    }
    return new ImageSample(side, negatives, labels);
  }

  @Override
  public Path write(Path folder, String name) {
    ByteBuffer pixels = ByteBuffer.allocate(16 + images.size() * side * side);
    pixels.putInt(0x803).putInt(images.size()).putInt(side).putInt(side);
    ByteBuffer classes = ByteBuffer.allocate(8 + images.size());
    classes.putInt(0x801).putInt(images.size());
    for (int row = 0; row < images.size(); row++) {
      pixels.put(images.get(row));
      classes.put((byte) labels[row]);
    }
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(name + "-labels-idx1-ubyte"), classes.array());
      return Files.write(folder.resolve(name + "-images-idx3-ubyte"), pixels.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
