package plumb.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import plumb.math.RandomStream;

/** The base problems of {@link Catalogue#FRESH}, on data that neither half has. */
final class FreshProblems {
  private static final int CIFAR_RECORD = 1 + 3 * 32 * 32;

  private final Path data;

  /** Problems of the folder of public data sets. */
  FreshProblems(Path data) {
    this.data = data;
  }

  Map<String, Supplier<Problem>> all() {
    Map<String, Supplier<Problem>> all = new LinkedHashMap<>();
    all.put("photos", this::photos);
    all.put("income", this::income);
    all.put("trees", this::trees);
    all.put("wine", this::wine);
    all.put("friedman", this::friedman);
    all.put("spirals", this::spirals);
    return all;
  }

  /** Frogs and ships of CIFAR-10, in grey, 16 x 16 pixels. */
  private Problem photos() {
    List<Integer> classes = List.of(6, 8);
    List<byte[]> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (String file : List.of("data_batch_1", "test_batch")) {
      byte[] records =
          Problems.unpacked(
              data.resolve("cifar10").resolve(file + ".bin.gz"), 10_000 * CIFAR_RECORD);
      for (int at = 0; at < records.length; at += CIFAR_RECORD) {
        int label = records[at];
        if (classes.contains(label)) {
          images.add(grey(records, at + 1));
          labels.add(classes.indexOf(label));
        }
      }
    }
    ImageSample all =
        new ImageSample(16, images, labels.stream().mapToInt(Integer::intValue).toArray());
    return Problems.images(
        "photos",
        all,
        2000,
        2000,
        List.of("network=[dense: 48, relu, dense: 24, relu]", "epochs=12", "penalty={l2: 2e-3}"));
  }

  /** The mean of four pixels and three colours. */
  private static byte[] grey(byte[] records, int from) {
    byte[] grey = new byte[256];
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        int sum = 0;
        for (int colour = 0; colour < 3; colour++) {
          int at = from + 1024 * colour + 64 * y + 2 * x;
          sum +=
              (records[at] & 255)
                  + (records[at + 1] & 255)
                  + (records[at + 32] & 255)
                  + (records[at + 33] & 255);
        }
        grey[16 * y + x] = (byte) (sum / 12);
      }
    }
    return grey;
  }

  /** Whether somebody in the census of 1994 earned more than 50,000 dollars: words and numbers. */
  private Problem income() {
    List<String> names =
        List.of(
            "age",
            "work",
            "weight",
            "degree",
            "years",
            "marital",
            "occupation",
            "relation",
            "race",
            "sex",
            "gain",
            "loss",
            "hours",
            "country",
            "income");
    List<String[]> rows = new ArrayList<>();
    for (String[] line : Problems.lines(data.resolve("adult/adult-train.csv.gz"))) {
      for (int i = 0; i < line.length; i++) {
        line[i] = line[i].strip();
      }
      rows.add(line);
    }
    return Problems.table(
        "income",
        new TableSample(names, names.size() - 1, rows),
        3200,
        3000,
        List.of("network=[dense: 16, relu, dense: 8, relu]", "epochs=8", "penalty={l2: 3e-3}"));
  }

  /** The three most frequent kinds of forest. */
  private Problem trees() {
    List<String[]> rows = Problems.lines(data.resolve("covtype/covtype.20k.csv.gz"));
    int kind = rows.getFirst().length - 1;
    List<String> names = new ArrayList<>();
    for (int i = 0; i < kind; i++) {
      names.add("c" + i);
    }
    names.add("kind");
    Map<String, String> kinds = Map.of("1", "spruce", "2", "lodgepole", "3", "ponderosa");
    List<String[]> three = rows.stream().filter(row -> kinds.containsKey(row[kind])).toList();
    TableSample all = new TableSample(names, kind, three);
    return Problems.table(
        "trees",
        all.relabeled(row -> kinds.getOrDefault(all.label(row), "")),
        3600,
        3000,
        List.of("network=[dense: 32, relu, dense: 24, relu]", "epochs=15", "penalty={l2: 1e-3}"));
  }

  /** Red or white, by eleven measurements: three in four are white. */
  private Problem wine() {
    List<String[]> rows = new ArrayList<>();
    for (String colour : List.of("red", "white")) {
      for (String[] line :
          Problems.lines(data.resolve("wine-quality/winequality-" + colour + ".csv.gz"))) {
        line[line.length - 1] = colour;
        rows.add(line);
      }
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < rows.getFirst().length - 1; i++) {
      names.add("m" + i);
    }
    names.add("colour");
    return Problems.table(
        "wine",
        new TableSample(names, names.size() - 1, rows),
        1600,
        2000,
        List.of("network=[dense: 12, relu, dense: 12, relu]", "epochs=15"));
  }

  /** Friedman's first function, on scales of their own, of a target in thousands. */
  private Problem friedman() {
    RandomStream random = RandomStream.of(Problems.DEAL).child(11);
    double[] scales = {1000, 0.01, 40, 7, 3, 500, 0.2, 1, 90, 2};
    List<String[]> rows = new ArrayList<>();
    for (int row = 0; row < 4400; row++) {
      double[] x = new double[10];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.child(1).uniform(10L * row + i);
      }
      double y =
          10 * Math.sin(Math.PI * x[0] * x[1])
              + 20 * (x[2] - 0.5) * (x[2] - 0.5)
              + 10 * x[3]
              + 5 * x[4]
              + random.child(2).normal(row);
      String[] cells = new String[11];
      for (int i = 0; i < x.length; i++) {
        cells[i] = Double.toString(scales[i] * x[i]);
      }
      cells[10] = Problems.number(1000 * y);
      rows.add(cells);
    }
    List<String> names =
        new ArrayList<>(IntStream.range(0, 10).mapToObj(i -> "x" + (i + 1)).toList());
    names.add("y");
    return Problems.table(
        "friedman",
        new TableSample(names, 10, rows),
        2400,
        2000,
        List.of("network=[dense: 32, relu, dense: 16, relu]", "epochs=30"));
  }

  /** Two arms that wind once around each other. */
  private Problem spirals() {
    RandomStream random = RandomStream.of(Problems.DEAL).child(12);
    List<String[]> rows = new ArrayList<>();
    for (int row = 0; row < 2400; row++) {
      boolean first = row % 2 == 0;
      double turn = 2 * Math.PI * Math.sqrt(0.03 + 0.97 * random.uniform(row));
      double angle = turn + (first ? 0 : Math.PI);
      rows.add(
          new String[] {
            Problems.number(turn * Math.cos(angle) + 0.25 * random.child(1).normal(row)),
            Problems.number(turn * Math.sin(angle) + 0.25 * random.child(2).normal(row)),
            first ? "inner" : "outer"
          });
    }
    return Problems.table(
        "spirals",
        new TableSample(List.of("x", "y", "arm"), 2, rows),
        1400,
        1000,
        List.of("network=[dense: 32, relu, dense: 32, relu]", "epochs=40"));
  }
}
