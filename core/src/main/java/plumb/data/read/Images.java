package plumb.data.read;

import java.util.Arrays;
import java.util.List;

/**
 * Images of one size with their labels.
 *
 * @param name the file as the user named it
 * @param rows number of images
 * @param height rows of pixels
 * @param width columns of pixels
 * @param channels 1 for grey, 3 for red, green and blue
 * @param pixels {@code (rows, channels, height, width)}, unsigned
 * @param labels index into {@code classes} for each image; empty where there are no labels
 * @param classes the labels as words
 * @param hash SHA-256 of the uncompressed content
 * @param notes what was found out while reading
 */
public record Images(
    String name,
    int rows,
    int height,
    int width,
    int channels,
    byte[] pixels,
    int[] labels,
    List<String> classes,
    String hash,
    List<String> notes)
    implements Source {
  /** What the pixels are called as a column. */
  public static final String PIXELS = "pixel";

  /** What the label is called as a column. */
  public static final String LABEL = "label";

  public Images {
    classes = List.copyOf(classes);
    notes = List.copyOf(notes);
    if (pixels.length != (long) rows * height * width * channels) {
      throw new IllegalArgumentException("%d pixels for %d images".formatted(pixels.length, rows));
    }
    if (labels.length != 0 && labels.length != rows) {
      throw new IllegalArgumentException("%d labels for %d images".formatted(labels.length, rows));
    }
  }

  @Override
  public Images select(int[] chosen, List<String> notes) {
    byte[] copied = new byte[Math.multiplyExact(chosen.length, size())];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(pixels, chosen[i] * size(), copied, i * size(), size());
    }
    int[] labelled = labelled() ? Arrays.stream(chosen).map(row -> labels[row]).toArray() : labels;
    return new Images(
        name, chosen.length, height, width, channels, copied, labelled, classes, hash, notes);
  }

  /** Whether the images have labels. */
  public boolean labelled() {
    return labels.length == rows;
  }

  /** Numbers in an image. */
  public int size() {
    return height * width * channels;
  }
}
