package plumb.data.read;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import plumb.data.BadInput;

/** Reads a folder of PNG or JPEG images with a sub-folder for each class. */
final class ImageFolder {
  private final Path folder;
  private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
  private final List<Integer> labels = new ArrayList<>();
  private final MessageDigest digest = Content.sha256();
  private int height;
  private int width;
  private int channels;

  private ImageFolder(Path folder) {
    this.folder = folder;
  }

  static Images read(Path folder) {
    return new ImageFolder(folder).read();
  }

  private Images read() {
    List<Path> classes = entries(folder, Files::isDirectory);
    if (classes.isEmpty()) {
      throw new BadInput(
          "%s is a folder without sub-folders; name a file, or a folder with a sub-folder of images for each class"
              .formatted(folder));
    }
    List<String> names = new ArrayList<>();
    // Grey only if every image is: a colour image further on must not lose its colours.
    channels =
        classes.stream().flatMap(c -> images(c).stream()).anyMatch(f -> !grey(decode(f))) ? 3 : 1;
    for (int label = 0; label < classes.size(); label++) {
      names.add(String.valueOf(classes.get(label).getFileName()));
      List<Path> files = images(classes.get(label));
      if (files.isEmpty()) {
        throw new BadInput(
            "%s holds no PNG or JPEG image; fill or remove the folder"
                .formatted(classes.get(label)));
      }
      for (Path file : files) {
        add(file, decode(file));
        labels.add(label);
      }
    }
    digest.update(String.join("\n", names).getBytes(StandardCharsets.UTF_8));
    return new Images(
        folder.toString(),
        labels.size(),
        height,
        width,
        channels,
        pixels.toByteArray(),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        names,
        HexFormat.of().formatHex(digest.digest()),
        List.of(
            "%s: %d images of %d x %d %s pixels in %d classes, named after the sub-folders"
                .formatted(
                    folder,
                    labels.size(),
                    height,
                    width,
                    channels == 1 ? "grey" : "coloured",
                    names.size())));
  }

  private void add(Path file, BufferedImage image) {
    if (labels.isEmpty()) {
      height = image.getHeight();
      width = image.getWidth();
    } else if (image.getHeight() != height || image.getWidth() != width) {
      throw new BadInput(
          "%s is %d x %d pixels where the first image is %d x %d; bring all images to one size"
              .formatted(file, image.getHeight(), image.getWidth(), height, width));
    }
    byte[] planes = new byte[channels * height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = image.getRGB(x, y);
        for (int c = 0; c < channels; c++) {
          planes[(c * height + y) * width + x] = (byte) (rgb >> (16 - 8 * c));
        }
      }
    }
    if ((long) pixels.size() + planes.length > Integer.MAX_VALUE - 8) {
      throw new BadInput("%s holds more pixels than fit in memory; use a part".formatted(folder));
    }
    pixels.writeBytes(planes);
    digest.update(planes);
  }

  private static boolean grey(BufferedImage image) {
    if (image.getRaster().getNumBands() == 1 && image.getColorModel().getNumComponents() == 1) {
      return true;
    }
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        int green = (rgb >> 8) & 0xff;
        if (((rgb >> 16) & 0xff) != green || (rgb & 0xff) != green) {
          return false;
        }
      }
    }
    return true;
  }

  private static BufferedImage decode(Path file) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file)));
      if (image == null) {
        throw new BadInput("%s is no PNG or JPEG image; remove or replace it".formatted(file));
      }
      return image;
    } catch (FileSystemException e) {
      throw new BadInput(
          "%s cannot be read: %s; repair or remove it".formatted(file, Content.reason(file, e)), e);
    } catch (IOException e) {
      throw new BadInput(
          "%s is a damaged image (%s); remove or replace it".formatted(file, e.getMessage()), e);
    }
  }

  private static List<Path> images(Path folder) {
    return entries(
        folder,
        file -> {
          String name = file.toString().toLowerCase(Locale.ROOT);
          return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
        });
  }

  /** Sorted by name, so that the order does not depend on the file system. */
  private static List<Path> entries(Path folder, java.util.function.Predicate<Path> wanted) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(wanted).sorted().toList();
    } catch (IOException e) {
      throw new BadInput(
          "%s cannot be read: %s; allow it, or remove the folder"
              .formatted(folder, Content.reason(folder, e)),
          e);
    }
  }
}
