package plumb.faults;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The public tables with a name for every column, whatever their files look like. */
final class SharedTables {
  private static final int COVER_NUMBERS = 10;

  private final Path data;

  /** Tables of the folder of public data sets. */
  SharedTables(Path data) {
    this.data = data;
  }

  /**
   * A table by name, with the target its publishers gave it.
   *
   * @throws java.io.UncheckedIOException if its file is not at hand
   */
  TableSample find(String name) {
    Supplier<TableSample> made = all().get(name);
    if (made == null) {
      throw new IllegalArgumentException("no shared table is called " + name);
    }
    return made.get();
  }

  private Map<String, Supplier<TableSample>> all() {
    Map<String, Supplier<TableSample>> all = new LinkedHashMap<>();
    all.put("adult", this::adult);
    all.put("alon", () -> named("microarray/alon.csv.gz", "class"));
    all.put("bike", () -> named("bike-sharing-hourly/hour.csv.gz", "cnt"));
    all.put("california", () -> named("california-housing/housing.csv.gz", "median_house_value"));
    all.put("covtype", this::covtype);
    all.put("diabetes", this::diabetes);
    all.put("digits", () -> unnamed("optdigits/digits.csv.gz", "p", "digit"));
    all.put("iris", this::iris);
    all.put("kc-house", () -> named("kc-house-sales/kc_house_data.csv.gz", "price"));
    all.put(
        "parkinsons",
        () -> named("parkinsons-telemonitoring/parkinsons_updrs.data.gz", "total_UPDRS"));
    all.put("penguins", () -> named("penguins/penguins.csv", "species"));
    all.put("spam", () -> named("spambase/spambase.data.gz", "result"));
    all.put("wdbc", this::wdbc);
    all.put("wine-cultivar", this::wineCultivar);
    all.put("wine-red", () -> wine("red"));
    all.put("wine-white", () -> wine("white"));
    return all;
  }

  // --- tables ---

  private TableSample adult() {
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
    return new TableSample(names, names.size() - 1, cells("adult/adult-train.csv.gz", ","));
  }

  private TableSample covtype() {
    List<String[]> rows = cells("covtype/covtype.20k.csv.gz", ",");
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
    for (int i = COVER_NUMBERS; i < rows.getFirst().length - 1; i++) {
      names.add("soil" + i);
    }
    names.add("cover");
    return new TableSample(names, names.size() - 1, rows);
  }

  private TableSample diabetes() {
    List<String[]> inputs = cells("sklearn-small/diabetes_data_raw.csv.gz", "\\s+");
    List<String[]> targets = cells("sklearn-small/diabetes_target.csv.gz", "\\s+");
    List<String> names =
        List.of("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6", "progress");
    List<String[]> rows = new ArrayList<>();
    for (int row = 0; row < inputs.size(); row++) {
      String[] line = Arrays.copyOf(inputs.get(row), names.size());
      line[names.size() - 1] = targets.get(row)[0];
      rows.add(line);
    }
    return new TableSample(names, names.size() - 1, rows);
  }

  private TableSample iris() {
    return coded(
        "sklearn-small/iris.csv",
        List.of("sepal_length", "sepal_width", "petal_length", "petal_width", "species"),
        List.of("setosa", "versicolor", "virginica"));
  }

  private TableSample wineCultivar() {
    return coded(
        "sklearn-small/wine_data.csv",
        numbered("m", 13, "cultivar"),
        List.of("first", "second", "third"));
  }

  private TableSample wdbc() {
    return coded(
        "breast-cancer/wdbc-sklearn.csv.gz",
        numbered("f", 30, "diagnosis"),
        List.of("malignant", "benign"));
  }

  private TableSample wine(String colour) {
    return unnamed("wine-quality/winequality-" + colour + ".csv.gz", "m", "quality");
  }

  // --- reading ---

  /** A file whose first line names the columns. */
  private TableSample named(String file, String target) {
    List<String[]> lines = cells(file, ",");
    List<String> names = List.of(lines.getFirst());
    int at = names.indexOf(target);
    return new TableSample(
        names, at, lines.stream().skip(1).filter(line -> !line[at].isEmpty()).toList());
  }

  /** A file without names, its target last. */
  private TableSample unnamed(String file, String name, String target) {
    List<String[]> rows = cells(file, ",");
    List<String> names = numbered(name, rows.getFirst().length - 1, target);
    return new TableSample(names, names.size() - 1, rows);
  }

  /** A file with a first line of its own kind, whose last column numbers the classes from 0. */
  private TableSample coded(String file, List<String> names, List<String> classes) {
    TableSample coded =
        new TableSample(names, names.size() - 1, cells(file, ",").stream().skip(1).toList());
    return coded.relabeled(row -> classes.get(Integer.parseInt(coded.label(row))));
  }

  private static List<String> numbered(String name, int inputs, String target) {
    List<String> names =
        new ArrayList<>(IntStream.range(0, inputs).mapToObj(i -> name + i).toList());
    names.add(target);
    return names;
  }

  private List<String[]> cells(String file, String separator) {
    String text =
        new String(
            Problems.unpacked(data.resolve(file), Integer.MAX_VALUE), StandardCharsets.UTF_8);
    return text.lines()
        .filter(line -> !line.isBlank())
        .map(line -> cells(line.strip().split(separator, -1)))
        .toList();
  }

  private static String[] cells(String[] line) {
    for (int i = 0; i < line.length; i++) {
      line[i] = line[i].strip().replace("\"", "");
    }
    return line;
  }
}
