package plumb.cause;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import plumb.data.read.DataReader;
import plumb.data.read.Table;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.recipe.CardData;
import plumb.recipe.DefaultCard;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.DataSettings;

/**
 * A table as text, to plant faults in.
 *
 * @param names of the columns
 * @param rows their cells, empty where a value is missing
 */
record Sheet(List<String> names, List<String[]> rows) {
  /** Where the public data sets are, if they are at hand. */
  private static Path shared() {
    return Optional.ofNullable(System.getenv("PLUMB_DATA"))
        .map(Path::of)
        .orElse(Path.of("../../shared/data"));
  }

  /** A public data set; the test is skipped, and says so, where it is absent. */
  static Sheet shared(String name) {
    Path file = shared().resolve(name);
    assumeThat(Files.exists(file)).as("%s is not at hand", file).isTrue();
    return of((Table) DataReader.read(file));
  }

  /** The card of a field case; the test is skipped, and says so, where it is absent. */
  static Card fieldCase(String number) {
    Path folder = shared().resolveSibling("field-cases");
    assumeThat(Files.isDirectory(folder)).as("%s is not at hand", folder).isTrue();
    try (var cases = Files.list(folder)) {
      Path found =
          cases
              .filter(c -> String.valueOf(c.getFileName()).startsWith(number + "-"))
              .findFirst()
              .orElseThrow();
      return CardReader.read(found.resolve("card.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Sheet of(Table table) {
    List<String[]> rows = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      int at = row;
      rows.add(
          table.columns().stream()
              .map(column -> Optional.ofNullable(column.text(at)).orElse(""))
              .toArray(String[]::new));
    }
    return new Sheet(table.names(), rows);
  }

  /** Made row by row. */
  static Sheet made(List<String> names, int rows, java.util.function.IntFunction<String[]> row) {
    return new Sheet(names, IntStream.range(0, rows).mapToObj(row).toList());
  }

  int column(String name) {
    return names.indexOf(name);
  }

  /** The column of a name or, where that is a number, at that place from the left, from 1 on. */
  String name(String nameOrNumber) {
    return names.contains(nameOrNumber)
        ? nameOrNumber
        : names.get(Integer.parseInt(nameOrNumber) - 1);
  }

  /** Rows drawn at random, in random order. */
  Sheet draw(int from, int to, long seed) {
    int[] order = new int[rows.size()];
    RandomStream.of(seed).permutation(order);
    return new Sheet(names, IntStream.range(from, to).mapToObj(i -> rows.get(order[i])).toList());
  }

  Sheet where(Predicate<String[]> keeps) {
    return new Sheet(names, rows.stream().filter(keeps).toList());
  }

  Sheet where(String column, Predicate<String> keeps) {
    int at = column(column);
    return where(row -> keeps.test(row[at]));
  }

  /** Without some columns. */
  Sheet without(List<String> columns) {
    int[] kept =
        IntStream.range(0, names.size()).filter(i -> !columns.contains(names.get(i))).toArray();
    return new Sheet(
        IntStream.of(kept).mapToObj(names::get).toList(),
        rows.stream()
            .map(row -> IntStream.of(kept).mapToObj(i -> row[i]).toArray(String[]::new))
            .toList());
  }

  /** With every cell of a column changed, those that are there. */
  Sheet with(String column, UnaryOperator<String> change) {
    int at = column(column);
    return changed(row -> {
      if (!row[at].isEmpty()) {
        row[at] = change.apply(row[at]);
      }
    });
  }

  /** With every number of a column changed. */
  Sheet withNumbers(String column, java.util.function.DoubleUnaryOperator change) {
    return with(column, cell -> Double.toString(change.applyAsDouble(Double.parseDouble(cell))));
  }

  /** With some cells of a column replaced: every so many rows. */
  Sheet withEvery(int step, String column, UnaryOperator<String> change) {
    int at = column(column);
    List<String[]> changed = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      String[] row = rows.get(i).clone();
      row[at] = i % step == step / 2 ? change.apply(row[at]) : row[at];
      changed.add(row);
    }
    return new Sheet(names, changed);
  }

  Sheet changed(java.util.function.Consumer<String[]> change) {
    return new Sheet(names, rows.stream().map(String[]::clone).peek(change).toList());
  }

  Sheet plus(String... row) {
    List<String[]> more = new ArrayList<>(rows);
    more.add(row);
    return new Sheet(names, more);
  }

  /** An empty row, to be filled. */
  String[] empty() {
    String[] row = new String[names.size()];
    Arrays.fill(row, "");
    return row;
  }

  double sum(String column) {
    int at = column(column);
    return rows.stream()
        .filter(row -> !row[at].isEmpty())
        .mapToDouble(row -> Double.parseDouble(row[at]))
        .sum();
  }

  Path write(Path folder, String file) {
    List<String> lines = new ArrayList<>(List.of(line(names.toArray(String[]::new))));
    rows.forEach(row -> lines.add(line(row)));
    try {
      return Files.write(folder.resolve(file), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(String[] cells) {
    return String.join(
        ",", Arrays.stream(cells).map(c -> c.matches(".*[,\"].*") ? "\"" + c + "\"" : c).toList());
  }

  /** This table to train on, with a fifth of it held out. */
  DataSettings settings(Path folder, String target) {
    return DataSettings.of(write(folder, "train.csv"), Optional.of(target));
  }

  /** The same with another one for validation. */
  DataSettings settings(Path folder, String target, Sheet validation) {
    return settings(folder, target)
        .withValidation(
            new DataSettings.Validation.File(validation.write(folder, "validation.csv")));
  }

  /** What is found in what settings name. */
  static List<Finding> ask(DataSettings settings) {
    return ask(DefaultCard.of(settings, 1));
  }

  /** What is found in what a card names, the worst first. */
  static List<Finding> ask(Card card) {
    try (Team team = Team.of(1)) {
      return DataQuestions.ask(new DataCase(card, CardData.FILES.of(card), team));
    }
  }
}
