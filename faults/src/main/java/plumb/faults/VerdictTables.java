package plumb.faults;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import plumb.math.RandomStream;

/**
 * The public tables as {@code train} is given them: the file as it was published where it can be
 * read as it is, otherwise a copy with names for its columns; of picture sets 2,000 pictures.
 */
final class VerdictTables {
  private static final int PICTURES = 2000;
  private static final int CIFAR_SIDE = 32;
  private static final int CIFAR_PIXELS = CIFAR_SIDE * CIFAR_SIDE;

  /** Pixels in a row of the photos of hands, of 100. */
  private static final int HAND_SIDE = 32;

  private static final int TAR_BLOCK = 512;

  /** Patients whose rows are held out, of 42. */
  private static final int HELD_OUT = 9;

  private static final long SEED = 1;

  private final Path data;
  private final SharedTables tables;

  VerdictTables(Path data) {
    this.data = data;
    this.tables = new SharedTables(data);
  }

  /** Makes what is handed over; files go into the folder. */
  @FunctionalInterface
  private interface Made {
    Engine.Question in(Path folder) throws IOException;
  }

  /** The names of all tables. */
  List<String> names() {
    return List.copyOf(all().keySet());
  }

  /**
   * What is handed over for a table.
   *
   * @param folder for files that have to be written
   * @throws UncheckedIOException if its data are not at hand
   */
  Engine.Question question(String name, Path folder) {
    Made made = all().get(name);
    if (made == null) {
      throw new IllegalArgumentException("no table is called " + name);
    }
    try {
      return made.in(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Made> all() {
    Map<String, Made> all = new LinkedHashMap<>();
    all.put("adult", _ -> file("adult/adult-train.csv.gz", "15"));
    String bike = "bike-sharing-hourly/hour.csv.gz";
    all.put("bike", _ -> file(bike, "cnt"));
    all.put("bike-without-riders", _ -> file(bike, "cnt", without("casual", "registered")));
    all.put("wdbc", folder -> named("wdbc", folder));
    all.put("breast-cancer-1991", _ -> file("breast-cancer/breast-cancer-wisconsin.data", "11"));
    all.put("california", _ -> file("california-housing/housing.csv.gz", "median_house_value"));
    all.put("covtype", _ -> file("covtype/covtype.20k.csv.gz", "55"));
    all.put("kc-house", _ -> file("kc-house-sales/kc_house_data.csv.gz", "price"));
    all.put("alon", _ -> file("microarray/alon.csv.gz", "class"));
    all.put("golub", _ -> file("microarray/golub.csv.gz", "class"));
    all.put("khan", _ -> file("microarray/khan.csv.gz", "class"));
    all.put("optdigits", _ -> file("optdigits/digits.csv.gz", "65"));
    String voices = "parkinsons-telemonitoring/parkinsons_updrs.data.gz";
    all.put("parkinsons-total", _ -> file(voices, "total_UPDRS"));
    all.put("parkinsons-motor", _ -> file(voices, "motor_UPDRS"));
    all.put("parkinsons-total-voice", _ -> file(voices, "total_UPDRS", without("motor_UPDRS")));
    all.put("parkinsons-motor-voice", _ -> file(voices, "motor_UPDRS", without("total_UPDRS")));
    all.put("parkinsons-total-by-subject", folder -> bySubject("total_UPDRS", folder));
    all.put("parkinsons-motor-by-subject", folder -> bySubject("motor_UPDRS", folder));
    all.put("penguins", _ -> file("penguins/penguins.csv", "species"));
    all.put("penguins-weight", _ -> file("penguins/penguins.csv", "body_mass_g"));
    all.put("diabetes", folder -> named("diabetes", folder));
    all.put("iris", folder -> named("iris", folder));
    all.put("wine-cultivar", folder -> named("wine-cultivar", folder));
    all.put("spambase", _ -> file("spambase/spambase.data.gz", "result"));
    all.put("wine-red", _ -> file("wine-quality/winequality-red.csv.gz", "12"));
    all.put("wine-white", _ -> file("wine-quality/winequality-white.csv.gz", "12"));
    all.put("mnist", folder -> pixels("mnist", folder));
    all.put("fashion", folder -> pixels("fashion-mnist", folder));
    all.put("cifar", this::cifar);
    all.put("sign-digits", this::hands);
    return all;
  }

  // --- tables ---

  /** {@code plumb train FILE --target COL --set SETTING ...}. */
  private Engine.Question file(String name, String target, String... settings) throws IOException {
    Path file = data.resolve(name);
    if (!Files.exists(file)) {
      throw new IOException("there is no " + file);
    }
    return Engine.Question.of(file, Optional.of(target), List.of(settings), SEED);
  }

  private static String without(String... columns) {
    return "data.columns={exclude: [%s]}".formatted(String.join(", ", columns));
  }

  private Engine.Question named(String name, Path folder) {
    return written(tables.find(name), name, folder);
  }

  private static Engine.Question written(
      TableSample table, String name, Path folder, String... settings) {
    return Engine.Question.of(
        table.write(folder, name),
        Optional.of(table.columns().get(table.target())),
        List.of(settings),
        SEED);
  }

  /** Age, sex, time and voice, with the rows of nine patients in a file for validation. */
  private Engine.Question bySubject(String target, Path folder) {
    TableSample all = tables.find("parkinsons");
    int patient = all.columns().indexOf("subject#");
    List<String> patients = all.cells().stream().map(line -> line[patient]).distinct().toList();
    int[] order = new int[patients.size()];
    RandomStream.of(Problems.DEAL).permutation(order);
    List<String> held = Arrays.stream(order).limit(HELD_OUT).mapToObj(patients::get).toList();
    List<String> inputs = new ArrayList<>(all.columns());
    inputs.removeAll(List.of("subject#", "total_UPDRS", "motor_UPDRS"));
    TableSample kept = all.keeping(inputs, target);
    int[] validation =
        Problems.rows(all.rows(), row -> held.contains(all.cells().get(row)[patient]));
    int[] train = Problems.rows(all.rows(), row -> !held.contains(all.cells().get(row)[patient]));
    Path file = kept.select(validation).write(folder, "validation");
    return written(kept.select(train), "train", folder, "data.validation=" + file);
  }

  // --- pictures ---

  private Engine.Question pixels(String name, Path folder) {
    Path files = data.resolve(name);
    int side = 28;
    ByteBuffer pixels =
        ByteBuffer.wrap(
            Problems.unpacked(
                files.resolve("train-images-idx3-ubyte.gz"), 16 + PICTURES * side * side));
    byte[] labels = Problems.unpacked(files.resolve("train-labels-idx1-ubyte.gz"), 8 + PICTURES);
    List<byte[]> images = new ArrayList<>();
    for (int row = 0; row < PICTURES; row++) {
      byte[] image = new byte[side * side];
      pixels.get(16 + row * side * side, image);
      images.add(image);
    }
    int[] classes = IntStream.range(0, PICTURES).map(row -> labels[8 + row]).toArray();
    Path file = new ImageSample(side, images, classes).write(folder, name);
    return Engine.Question.of(file, Optional.empty(), List.of(), SEED);
  }

  /** A folder a class of coloured pictures. */
  private Engine.Question cifar(Path folder) throws IOException {
    int record = 1 + 3 * CIFAR_PIXELS;
    byte[] all = Problems.unpacked(data.resolve("cifar10/data_batch_1.bin.gz"), PICTURES * record);
    for (int row = 0; row < PICTURES; row++) {
      int at = row * record;
      BufferedImage image = new BufferedImage(CIFAR_SIDE, CIFAR_SIDE, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < CIFAR_PIXELS; i++) {
        int red = all[at + 1 + i] & 255;
        int green = all[at + 1 + CIFAR_PIXELS + i] & 255;
        int blue = all[at + 1 + 2 * CIFAR_PIXELS + i] & 255;
        image.setRGB(i % CIFAR_SIDE, i / CIFAR_SIDE, rgb(red, green, blue));
      }
      picture(image, folder, "class" + all[at], Integer.toString(row));
    }
    return Engine.Question.of(folder, Optional.empty(), List.of(), SEED);
  }

  private Engine.Question hands(Path folder) throws IOException {
    byte[] archive =
        Problems.unpacked(data.resolve("sign-digits/sign-digits.tar.gz"), Integer.MAX_VALUE);
    for (Map.Entry<String, byte[]> file : files(archive).entrySet()) {
      String[] path = file.getKey().split("/", -1);
      BufferedImage photo = ImageIO.read(new ByteArrayInputStream(file.getValue()));
      picture(smaller(photo), folder, "sign" + path[path.length - 2], path[path.length - 1]);
    }
    return Engine.Question.of(folder, Optional.empty(), List.of(), SEED);
  }

  /** Every pixel is the mean of those it stands for. */
  private static BufferedImage smaller(BufferedImage photo) {
    BufferedImage small = new BufferedImage(HAND_SIDE, HAND_SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HAND_SIDE; y++) {
      for (int x = 0; x < HAND_SIDE; x++) {
        small.setRGB(
            x,
            y,
            mean(
                photo,
                x * photo.getWidth() / HAND_SIDE,
                (x + 1) * photo.getWidth() / HAND_SIDE,
                y * photo.getHeight() / HAND_SIDE,
                (y + 1) * photo.getHeight() / HAND_SIDE));
      }
    }
    return small;
  }

  private static int mean(BufferedImage photo, int left, int right, int top, int bottom) {
    int[] sums = new int[3];
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int colour = photo.getRGB(x, y);
        sums[0] += (colour >> 16) & 255;
        sums[1] += (colour >> 8) & 255;
        sums[2] += colour & 255;
      }
    }
    int pixels = (right - left) * (bottom - top);
    return rgb(sums[0] / pixels, sums[1] / pixels, sums[2] / pixels);
  }

  private static int rgb(int red, int green, int blue) {
    return (red << 16) | (green << 8) | blue;
  }

  private static void picture(BufferedImage image, Path folder, String kind, String name)
      throws IOException {
    Path of = Files.createDirectories(folder.resolve(kind));
    ImageIO.write(image, "png", of.resolve(name + ".png").toFile());
  }

  /**
   * The JPEG files of an archive of tar by their paths: blocks of 512 bytes, a header before each.
   */
  private static Map<String, byte[]> files(byte[] archive) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    int at = 0;
    while (at + TAR_BLOCK <= archive.length && archive[at] != 0) {
      String name = text(archive, at, 100);
      int size = Integer.parseInt(text(archive, at + 124, 12).strip(), 8);
      at += TAR_BLOCK;
      if (name.endsWith(".JPG")) {
        files.put(name, Arrays.copyOfRange(archive, at, at + size));
      }
      at += Math.ceilDiv(size, TAR_BLOCK) * TAR_BLOCK;
    }
    return files;
  }

  private static String text(byte[] bytes, int from, int most) {
    int length = 0;
    while (length < most && bytes[from + length] != 0) {
      length++;
    }
    return new String(bytes, from, length, StandardCharsets.US_ASCII);
  }
}
