package plumb.cause;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import plumb.data.read.Column;
import plumb.data.read.DataReader;
import plumb.data.read.Preparation;
import plumb.data.read.PrepareOptions;
import plumb.data.read.Prepared;
import plumb.data.read.Source;
import plumb.data.read.Table;
import plumb.data.read.Validation;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.run.Card;
import plumb.run.Cards;
import plumb.run.DataSettings;

/**
 * A table in a test: cells as text, to which columns can be added.
 *
 * @param names of the columns
 * @param target one of them
 * @param cells row after row; empty where one is missing
 */
record TestTable(List<String> names, String target, List<List<String>> cells) {
  /** A table of a file. */
  static TestTable of(Path file, String target) {
    Table table = (Table) DataReader.read(file);
    int index =
        table.names().contains(target)
            ? table.names().indexOf(target)
            : Integer.parseInt(target) - 1;
    List<List<String>> cells = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      List<String> line = new ArrayList<>();
      for (Column column : table.columns()) {
        String text = column.text(row);
        line.add(text == null ? "" : text);
      }
      cells.add(line);
    }
    return new TestTable(table.names(), table.names().get(index), cells);
  }

  /** Columns of equal length. */
  static TestTable of(String target, List<String> names, double[]... columns) {
    return new TestTable(
        names,
        target,
        IntStream.range(0, columns[0].length)
            .mapToObj(row ->
                Arrays.stream(columns)
                    .map(column -> Double.isNaN(column[row]) ? "" : text(column[row]))
                    .toList())
            .toList());
  }

  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  int rows() {
    return cells.size();
  }

  /** The cell of the target. */
  String answer(int row) {
    return cells.get(row).get(names.indexOf(target));
  }

  /** The target as a number: that of the class by its first appearance where it is a word. */
  double number(int row) {
    String text = answer(row);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return classes().indexOf(text);
    }
  }

  /** The different targets. */
  List<String> classes() {
    return IntStream.range(0, rows()).mapToObj(this::answer).distinct().toList();
  }

  /** With one more column, behind the others. */
  TestTable with(String name, IntFunction<String> cell) {
    List<String> more = new ArrayList<>(names);
    more.add(name);
    return new TestTable(
        more,
        target,
        IntStream.range(0, rows())
            .mapToObj(row -> {
              List<String> line = new ArrayList<>(cells.get(row));
              line.add(cell.apply(row));
              return List.copyOf(line);
            })
            .toList());
  }

  /** Without a column. */
  TestTable without(String name) {
    int at = names.indexOf(name);
    return new TestTable(
        names.stream().filter(n -> !n.equals(name)).toList(),
        target,
        cells.stream()
            .map(line ->
                IntStream.range(0, line.size()).filter(i -> i != at).mapToObj(line::get).toList())
            .toList());
  }

  /** Some rows, in the order given. */
  TestTable select(int... rows) {
    return new TestTable(names, target, Arrays.stream(rows).mapToObj(cells::get).toList());
  }

  /** All rows, in an order drawn at random. */
  TestTable shuffled(RandomStream random) {
    int[] order = new int[rows()];
    random.permutation(order);
    return select(order);
  }

  /** With the rows in rising order of the target. */
  TestTable sorted() {
    return select(
        IntStream.range(0, rows())
            .boxed()
            .sorted(java.util.Comparator.comparingDouble(this::number))
            .mapToInt(Integer::intValue)
            .toArray());
  }

  /** Written to a folder. */
  Path write(Path folder) {
    StringBuilder text = new StringBuilder();
    line(text, names);
    cells.forEach(line -> line(text, line));
    try {
      Path file = Files.createTempFile(folder, "table", ".csv");
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append(
        String.join(
            ",",
            cells.stream().map(cell -> cell.contains(",") ? "\"" + cell + "\"" : cell).toList()));
    text.append('\n');
  }

  /** What the questions find, with a fifth of the rows held out. */
  List<Finding> ask(Path folder) {
    return ask(folder, Optional.empty());
  }

  /** What the questions find, with validation rows of their own. */
  List<Finding> ask(Path folder, Optional<TestTable> validation) {
    Path file = write(folder);
    Source source = DataReader.read(file);
    Optional<Path> other = validation.map(table -> table.write(folder));
    Optional<Source> given = other.map(DataReader::read);
    PrepareOptions options = PrepareOptions.usual().withTarget(target);
    try (Team team = Team.of(1)) {
      Prepared prepared =
          Preparation.prepare(
              source,
              given.isPresent()
                  ? options.withValidation(Validation.Given.of(given.get()))
                  : options,
              team);
      DataSettings settings = DataSettings.of(file, Optional.of(target));
      Card card =
          Cards.of(
              other.isPresent()
                  ? settings.withValidation(new DataSettings.Validation.File(other.get()))
                  : settings);
      return DataQuestions.ask(new DataCase(card, prepared, team));
    }
  }
}
