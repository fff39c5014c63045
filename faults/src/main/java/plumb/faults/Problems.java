package plumb.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import plumb.math.RandomStream;

/**
 * The base problems, read from the project's examples and from the folder of public data sets. Rows
 * are dealt once to a pool and a test set; seeds of a run divide the pool only.
 */
final class Problems {
  /** The seed of all that is drawn for a base problem. */
  static final long DEAL = 20_000;

  private final Path examples;
  private final Path data;

  /**
   * Problems of two folders.
   *
   * @param examples with digits.csv, breast-cancer.csv, penguins.csv
   * @param data with the public sets, one folder each; may be absent
   */
  Problems(Path examples, Path data) {
    this.examples = examples;
    this.data = data;
  }

  /** A problem by name; empty, if its data are not at hand. */
  Optional<Problem> find(String name) {
    Supplier<Problem> made = all().get(name);
    if (made == null) {
      throw new IllegalArgumentException("no base problem is called " + name);
    }
    try {
      return Optional.of(made.get());
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private Map<String, Supplier<Problem>> all() {
    Map<String, Supplier<Problem>> all = new LinkedHashMap<>();
    all.put("digits", this::digits);
    all.put("breast-cancer", this::breastCancer);
    all.put("mnist", this::mnist);
    all.put("elevation", this::elevation);
    all.put("moons", this::moons);
    all.put("fashion", this::fashion);
    all.put("spam", this::spam);
    all.put("penguins", this::penguins);
    all.put("housing", this::housing);
    all.put("rings", this::rings);
    all.put("overlap", this::overlap);
    all.putAll(new FreshProblems(data).all());
    return all;
  }

  // --- those the thresholds are tuned on ---

  private Problem digits() {
    return table(
        "digits",
        csv(examples.resolve("digits.csv"), "digit"),
        1300,
        490,
        List.of(
            "data.task=classification",
            "network=[dense: 48, relu, dense: 24, relu]",
            "epochs=15",
            "penalty={l2: 3e-3}"));
  }

  private Problem breastCancer() {
    TableSample all = csv(examples.resolve("breast-cancer.csv"), "diagnosis");
    return table(
        "breast-cancer",
        all,
        380,
        189,
        List.of("network=[dense: 16, relu, dense: 16, relu]", "epochs=25", "penalty={l2: 1e-3}"));
  }

  /** Five of the ten digits, which are not easily confused. */
  private Problem mnist() {
    return images(
        "mnist",
        "mnist",
        List.of(0, 1, 3, 4, 6),
        List.of("network=[dense: 48, relu, dense: 32, relu]", "epochs=10"));
  }

  /** How high a place lies, from its slope, its distances to water and roads, and its plants. */
  private Problem elevation() {
    List<String[]> rows = lines(data.resolve("covtype/covtype.20k.csv.gz"));
    List<String> names =
        new ArrayList<>(
            List.of(
                "elevation",
                "aspect",
                "slope",
                "water",
                "above_water",
                "road",
                "shade9",
                "shade12",
                "shade15",
                "fire"));
    for (int i = names.size(); i < rows.getFirst().length; i++) {
      names.add("kind" + i);
    }
    return table(
        "elevation",
        new TableSample(names, 0, rows),
        2400,
        2000,
        List.of("network=[dense: 32, relu, dense: 16, relu]", "epochs=20"));
  }

  private Problem moons() {
    RandomStream random = RandomStream.of(DEAL).child(1);
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      boolean upper = i % 2 == 0;
      double angle = Math.PI * random.uniform(4L * i);
      double x = upper ? Math.cos(angle) : 1 - Math.cos(angle);
      double y = upper ? Math.sin(angle) : 0.5 - Math.sin(angle);
      rows.add(
          new String[] {
            number(x + 0.12 * random.child(2).normal(i)),
            number(y + 0.12 * random.child(3).normal(i)),
            upper ? "upper" : "lower"
          });
    }
    return table(
        "moons",
        new TableSample(List.of("x", "y", "moon"), 2, rows),
        1000,
        1000,
        List.of("network=[dense: 16, relu, dense: 16, relu]", "epochs=25"));
  }

  // --- those the report is on ---

  /** Five of the ten kinds of clothes, which are not easily confused. */
  private Problem fashion() {
    return images(
        "fashion",
        "fashion-mnist",
        List.of(1, 2, 5, 8, 9),
        List.of("network=[dense: 40, relu, dense: 24, relu]", "epochs=10"));
  }

  private Problem spam() {
    TableSample all = csv(data.resolve("spambase/spambase.data.gz"), "result");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < all.columns().size(); i++) {
      names.add(i == all.target() ? "result" : "f" + i);
    }
    TableSample named =
        new TableSample(names, all.target(), all.cells())
            .relabeled(row -> all.label(row).startsWith("1") ? "spam" : "mail");
    return table(
        "spam",
        named,
        2400,
        2000,
        List.of("network=[dense: 24, relu, dense: 16, relu]", "epochs=12", "penalty={l2: 1e-3}"));
  }

  private Problem penguins() {
    return table(
        "penguins",
        csv(examples.resolve("penguins.csv"), "species"),
        220,
        124,
        List.of("network=[dense: 16, relu, dense: 16, relu]", "epochs=30"));
  }

  private Problem housing() {
    return table(
        "housing",
        csv(data.resolve("california-housing/housing.csv.gz"), "median_house_value"),
        2800,
        2000,
        List.of("network=[dense: 16, relu, dense: 8, relu]", "epochs=15", "penalty={l2: 2e-3}"));
  }

  /** A disc and two rings around it. */
  private Problem rings() {
    RandomStream random = RandomStream.of(DEAL).child(2);
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      int ring = i % 3;
      double angle = 2 * Math.PI * random.uniform(2L * i);
      double radius = 0.5 + ring + 0.16 * random.child(2).normal(i);
      rows.add(
          new String[] {
            number(radius * Math.cos(angle)), number(radius * Math.sin(angle)), "ring" + ring
          });
    }
    return table(
        "rings",
        new TableSample(List.of("x", "y", "ring"), 2, rows),
        1000,
        1000,
        List.of("network=[dense: 24, relu, dense: 24, relu]", "epochs=25"));
  }

  /** Two clouds that overlap, so that nobody can be right much more often than in 80 of 100. */
  private Problem overlap() {
    RandomStream random = RandomStream.of(DEAL).child(3);
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      double side = i % 2 == 0 ? 0.6 : -0.6;
      rows.add(
          new String[] {
            number(side + random.child(1).normal(i)),
            number(side + random.child(2).normal(i)),
            i % 2 == 0 ? "right" : "left"
          });
    }
    return table(
        "overlap",
        new TableSample(List.of("x", "y", "cloud"), 2, rows),
        2000,
        1000,
        List.of("network=[dense: 8, relu, dense: 8, relu]", "epochs=15"));
  }

  // --- reading ---

  static Problem table(String name, TableSample all, int pool, int test, List<String> settings) {
    List<Sample> dealt = dealt(all, pool, test);
    List<String> card = new ArrayList<>(USUAL);
    card.addAll(settings);
    return new Problem(
        name, dealt.get(0), dealt.get(1), Optional.of(all.columns().get(all.target())), card);
  }

  private static final List<String> USUAL =
      List.of("optimizer={adam: 0.005}", "batch=32", "stop=none", "data.validation=0.25");

  private Problem images(String name, String folder, List<Integer> classes, List<String> settings) {
    Path images = data.resolve(folder).resolve("train-images-idx3-ubyte.gz");
    Path labels = data.resolve(folder).resolve("train-labels-idx1-ubyte.gz");
    ByteBuffer pixels = ByteBuffer.wrap(unpacked(images, 16 + 16_000 * 784));
    byte[] codes = unpacked(labels, 8 + 16_000);
    List<byte[]> small = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    byte[] image = new byte[784];
    for (int row = 0; row < 16_000; row++) {
      int label = codes[8 + row];
      if (classes.contains(label)) {
        pixels.get(16 + row * 784, image);
        small.add(halved(image));
        kept.add(classes.indexOf(label));
      }
    }
    ImageSample all =
        new ImageSample(14, small, kept.stream().mapToInt(Integer::intValue).toArray());
    return images(name, all, 2400, 2000, settings);
  }

  static Problem images(String name, ImageSample all, int pool, int test, List<String> settings) {
    List<Sample> dealt = dealt(all, pool, test);
    List<String> card = new ArrayList<>(USUAL);
    card.addAll(List.of("data.inputs=min-max", "optimizer={adam: 0.002}"));
    card.addAll(settings);
    return new Problem(name, dealt.get(0), dealt.get(1), Optional.empty(), card);
  }

  /** Half as wide and high: the mean of four pixels each. */
  private static byte[] halved(byte[] image) {
    byte[] half = new byte[196];
    for (int y = 0; y < 14; y++) {
      for (int x = 0; x < 14; x++) {
        int at = 56 * y + 2 * x;
        int sum =
            (image[at] & 255)
                + (image[at + 1] & 255)
                + (image[at + 28] & 255)
                + (image[at + 29] & 255);
        half[14 * y + x] = (byte) (sum / 4);
      }
    }
    return half;
  }

  private static List<Sample> dealt(Sample all, int pool, int test) {
    int[] order = new int[all.rows()];
    RandomStream.of(DEAL).permutation(order);
    return List.of(
        all.select(Arrays.copyOf(order, pool)),
        all.select(Arrays.copyOfRange(order, pool, Math.min(order.length, pool + test))));
  }

  private static TableSample csv(Path file, String target) {
    List<String[]> lines = lines(file);
    List<String> names = List.of(lines.getFirst());
    int at = names.indexOf(target);
    List<String[]> rows =
        lines.stream()
            .skip(1)
            .filter(line -> line.length == names.size() && !line[at].isEmpty())
            .toList();
    return new TableSample(names, at, rows);
  }

  static List<String[]> lines(Path file) {
    String text = new String(unpacked(file, Integer.MAX_VALUE), StandardCharsets.UTF_8);
    List<String[]> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isBlank()) {
        lines.add(line.strip().split(",", -1));
      }
    }
    return lines;
  }

  static byte[] unpacked(Path file, int most) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in =
            file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw) {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** The rows {@code 0 .. count - 1} for which something holds. */
  static int[] rows(int count, java.util.function.IntPredicate which) {
    return IntStream.range(0, count).filter(which).toArray();
  }
}
