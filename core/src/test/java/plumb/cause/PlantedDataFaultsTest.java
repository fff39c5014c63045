package plumb.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.math.RandomStream;
import plumb.run.CauseId;

/**
 * Faults planted in clean tables, and the clean tables. What is said aloud are findings of a
 * severity of a half and more; the first of them must be the fault.
 */
class PlantedDataFaultsTest {
  private static final double SAID = 0.5;

  private static final RandomStream RANDOM = RandomStream.of(20);

  @TempDir static Path folder;

  /** A way to spoil a table. */
  record Fault(String name, UnaryOperator<TestTable> plant, List<String> kinds) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Fault> FAULTS =
      List.of(
          new Fault(
              "the answer copied", t -> t.with("outcome", t::answer), List.of(ColumnLeak.KIND)),
          new Fault(
              "the answer copied in another code",
              t -> t.with("office", row -> TestTable.text(100 + 7 * t.number(row))),
              List.of(ColumnLeak.KIND, TransformLeak.KIND)),
          new Fault("the complement", PlantedDataFaultsTest::complement, List.of("complement")),
          new Fault(
              "the difference of two columns",
              PlantedDataFaultsTest::difference,
              List.of(CombinationLeak.KIND)),
          new Fault(
              "the sum of five columns",
              PlantedDataFaultsTest::sumOfFive,
              List.of(CombinationLeak.KIND)),
          new Fault(
              "the ratio of two columns, or the larger of two",
              PlantedDataFaultsTest::ratio,
              List.of(CombinationLeak.KIND)),
          new Fault(
              "a saved index of a sorted file",
              t -> counted(t.sorted(), "Unnamed: 0", row -> Integer.toString(row)),
              List.of(CounterLeak.KIND)),
          new Fault(
              "a running number of a sorted file, shuffled afterwards",
              t ->
                  counted(t.sorted(), "id", row -> Integer.toString(row + 1))
                      .shuffled(RANDOM.child(2)),
              List.of(CounterLeak.KIND)),
          new Fault(
              "rows of the same things with the thing's name",
              t -> measuredOften(t).with("animal", row -> "animal " + row / 6),
              List.of(RepeatedKeyLeak.KIND)),
          new Fault(
              "rows of the same things with the thing's number",
              t ->
                  measuredOften(t)
                      .with("number of it", row -> Integer.toString(row / 6 * 37 % 1009)),
              List.of(RepeatedKeyLeak.KIND)),
          new Fault(
              "rows of the same things without a name",
              PlantedDataFaultsTest::measuredOften,
              List.of(NearDuplicatesLeak.KIND)),
          new Fault(
              "rows written three times",
              t -> t.select(IntStream.range(0, 3 * t.rows()).map(i -> i % t.rows()).toArray()),
              List.of(RepeatedRowsLeak.KIND)));

  private static double noise(int column, int row) {
    return Math.rint(1000 * RANDOM.child(column).normal(row)) / 100;
  }

  private static TestTable complement(TestTable table) {
    List<String> classes = table.classes();
    if (classes.size() > 20) {
      return table.with("rest", row -> TestTable.text(1e6 - table.number(row)));
    }
    if (classes.size() == 2) {
      // The other spelling: of yes and no, of 1 and 0, of two words.
      return table.with("otherwise", row -> classes.get(1 - classes.indexOf(table.answer(row))));
    }
    TestTable spoiled = table;
    for (String label : classes) {
      spoiled = spoiled.with("is " + label, row -> table.answer(row).equals(label) ? "1" : "0");
    }
    return spoiled;
  }

  /** The standard deviation of the target. */
  private static double size(TestTable table) {
    return Math.sqrt(
        Ordered.variance(IntStream.range(0, table.rows()).mapToDouble(table::number).toArray()));
  }

  private static TestTable difference(TestTable table) {
    double size = size(table);
    return table
        .with("after", row -> TestTable.text(size * noise(1, row) + table.number(row)))
        .with("before", row -> TestTable.text(size * noise(1, row)));
  }

  private static TestTable sumOfFive(TestTable table) {
    double size = size(table);
    TestTable spoiled = table;
    for (int part = 0; part < 4; part++) {
      int column = 10 + part;
      spoiled = spoiled.with("part " + part, row -> TestTable.text(size * noise(column, row)));
    }
    return spoiled.with(
        "part 4",
        row ->
            TestTable.text(
                table.number(row)
                    - IntStream.range(10, 14)
                        .mapToDouble(column -> size * noise(column, row))
                        .sum()));
  }

  private static TestTable ratio(TestTable table) {
    if (table.classes().size() > 20) {
      return table
          .with("whole", row -> TestTable.text(table.number(row) * (20 + noise(15, row) / 10)))
          .with("count", row -> TestTable.text(20 + noise(15, row) / 10));
    }
    // Classes are intervals of the difference.
    return table
        .with(
            "left",
            row ->
                TestTable.text(noise(16, row) + table.number(row) + RANDOM.child(17).uniform(row)))
        .with("right", row -> TestTable.text(noise(16, row)));
  }

  private static TestTable counted(TestTable table, String name, IntFunction<String> number) {
    return table.with(name, number);
  }

  /** Every sixth row measured six times: numbers with some noise, words and the target the same. */
  private static TestTable measuredOften(TestTable table) {
    int[] rows = IntStream.range(0, table.rows() / 6 * 6).map(i -> i / 6 * 6).toArray();
    TestTable often = table.select(rows);
    List<List<String>> cells = new ArrayList<>();
    double[] deviations = deviations(table);
    for (int row = 0; row < often.rows(); row++) {
      List<String> line = new ArrayList<>(often.cells().get(row));
      for (int column = 0; column < line.size(); column++) {
        if (!table.names().get(column).equals(table.target()) && deviations[column] > 0) {
          line.set(column, jittered(line.get(column), deviations[column], column, row));
        }
      }
      cells.add(List.copyOf(line));
    }
    return new TestTable(table.names(), table.target(), cells);
  }

  private static String jittered(String cell, double deviation, int column, int row) {
    return cell.isEmpty()
        ? cell
        : TestTable.text(
            Double.parseDouble(cell) + 0.02 * deviation * RANDOM.child(100 + column).normal(row));
  }

  /** Standard deviation of each column of numbers; 0 for words. */
  private static double[] deviations(TestTable table) {
    double[] deviations = new double[table.names().size()];
    for (int column = 0; column < deviations.length; column++) {
      int at = column;
      try {
        deviations[column] =
            Math.sqrt(
                Ordered.variance(
                    table.cells().stream()
                        .map(line -> line.get(at))
                        .filter(cell -> !cell.isEmpty())
                        .mapToDouble(Double::parseDouble)
                        .toArray()));
      } catch (NumberFormatException _) {
        deviations[column] = 0;
      }
    }
    return deviations;
  }

  static Stream<Arguments> faultsInMadeTables() {
    return Stream.of(MadeTables.numbers(), MadeTables.twoClasses(), MadeTables.threeClasses())
        .flatMap(table -> FAULTS.stream().map(fault -> Arguments.of(fault, table)));
  }

  @ParameterizedTest(name = "{0} in a table of {1}")
  @MethodSource("faultsInMadeTables")
  void a_planted_fault_is_the_first_finding(Fault fault, MadeTables.Made made) {
    check(fault, made.table());
  }

  private void check(Fault fault, TestTable table) {
    List<Finding> found = fault.plant().apply(table).ask(folder);
    assertThat(found).as(fault.name()).isNotEmpty();
    Finding first = found.getFirst();
    assertThat(first.id()).isEqualTo(CauseId.LEAKAGE);
    assertThat(first.evidence().kind()).as(first.sentence()).isIn(fault.kinds());
    assertThat(first.severity()).as(first.sentence()).isGreaterThanOrEqualTo(SAID);
  }

  static Stream<MadeTables.Made> clean() {
    return MadeTables.clean().stream();
  }

  @ParameterizedTest
  @MethodSource("clean")
  void nothing_is_said_of_a_clean_table(MadeTables.Made made) {
    assertThat(said(made.table())).isEmpty();
  }

  private static List<String> said(TestTable table) {
    return table.ask(folder).stream()
        .filter(finding -> finding.severity() >= SAID)
        .map(Finding::sentence)
        .toList();
  }

  @Test
  void a_validation_file_of_training_rows_is_found() {
    TestTable table = MadeTables.twoClasses().table();
    List<Finding> found =
        table.ask(folder, Optional.of(table.select(IntStream.range(0, 150).toArray())));
    assertThat(found.getFirst().evidence().kind()).isEqualTo(RepeatedRowsLeak.KIND);
    assertThat(found.getFirst().severity()).isGreaterThan(0.9);
    assertThat(found.getFirst().treatments().getFirst().title())
        .isEqualTo("validation rows out of the training file");
  }

  @Test
  void what_is_wrong_with_a_column_is_the_same_in_a_validation_file() {
    TestTable table = MadeTables.twoClasses().table();
    TestTable spoiled = table.with("outcome", table::answer);
    List<Finding> found =
        spoiled
            .select(IntStream.range(0, 700).toArray())
            .ask(folder, Optional.of(spoiled.select(IntStream.range(700, 900).toArray())));
    assertThat(found.getFirst().evidence().kind()).isEqualTo(ColumnLeak.KIND);
  }

  // With the public data sets, where they are at hand.

  private static Path find(String name) {
    Path data =
        Optional.ofNullable(System.getenv("PLUMB_DATA"))
            .map(Path::of)
            .orElse(Path.of("../../shared/data"));
    Path file = data.resolve(name);
    assumeThat(Files.exists(file)).as("%s is not at hand", file).isTrue();
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "penguins/penguins.csv, species",
    "breast-cancer/wdbc-sklearn.csv.gz, 31",
    "california-housing/housing.csv.gz, median_house_value",
    "adult/adult-train.csv.gz, 15",
  })
  void a_fault_planted_in_a_public_table_is_the_first_finding(String name, String target) {
    TestTable whole = TestTable.of(find(name), target);
    TestTable table = whole.select(IntStream.range(0, Math.min(whole.rows(), 4000)).toArray());
    FAULTS.stream()
        .filter(fault -> table.rows() >= FEWEST_FOR_A_KEY || !fault.name().equals(NAMELESS))
        .forEach(fault -> check(fault, table));
  }

  @ParameterizedTest
  @CsvSource({
    "penguins/penguins.csv, species",
    "breast-cancer/wdbc-sklearn.csv.gz, 31",
    "breast-cancer/breast-cancer-wisconsin.data, 11",
    "california-housing/housing.csv.gz, median_house_value",
    "adult/adult-train.csv.gz, 15",
    "covtype/covtype.20k.csv.gz, 55",
    "sklearn-small/iris.csv, 5",
    "sklearn-small/wine_data.csv, 14",
    "sklearn-small/diabetes_data_raw.csv.gz, 10",
    "optdigits/digits.csv.gz, 65",
    "kc-house-sales/kc_house_data.csv.gz, price",
    "microarray/alon.csv.gz, class",
    "microarray/golub.csv.gz, class",
    "microarray/khan.csv.gz, class",
  })
  void nothing_is_said_of_a_public_table(String name, String target) {
    assertThat(said(TestTable.of(find(name), target))).isEmpty();
  }

  /** A tenth to a quarter of their rows have a twin; whether that flatters, a training says. */
  @ParameterizedTest
  @CsvSource({
    "spambase/spambase.data.gz, result",
    "wine-quality/winequality-red.csv.gz, 12",
    "wine-quality/winequality-white.csv.gz, 12",
  })
  void equal_rows_of_a_public_table_are_left_to_an_experiment(String name, String target) {
    List<Finding> asked =
        TestTable.of(find(name), target).ask(folder).stream()
            .filter(finding -> finding.severity() >= SAID)
            .toList();
    assertThat(asked)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.evidence().kind()).isEqualTo(RepeatedRowsLeak.KIND);
          assertThat(finding.severity()).isLessThan(0.8);
        });
  }

  @Test
  void hourly_rentals_are_the_sum_of_two_columns() {
    Finding first =
        TestTable.of(find("bike-sharing-hourly/hour.csv.gz"), "cnt").ask(folder).getFirst();
    assertThat(first.evidence().kind()).isEqualTo(CombinationLeak.KIND);
    assertThat(first.sentence()).contains("casual + registered");
    assertThat(first.treatments().getFirst().title()).isEqualTo("without casual, registered");
  }

  @Test
  void hourly_rentals_without_the_two_are_only_in_order_of_time() {
    assertThat(
            said(
                TestTable.of(find("bike-sharing-hourly/hour.csv.gz"), "cnt")
                    .without("casual")
                    .without("registered")))
        .allMatch(sentence -> sentence.contains("order of time"));
  }

  /** Things that have no name are not found among so few rows. */
  private static final String NAMELESS = "rows of the same things without a name";

  private static final int FEWEST_FOR_A_KEY = 500;

  @Test
  void recordings_of_patients_repeat_them() {
    TestTable table =
        TestTable.of(find("parkinsons-telemonitoring/parkinsons_updrs.data.gz"), "total_UPDRS");
    for (TestTable some : Arrays.asList(table, table.without("motor_UPDRS"))) {
      Finding first = some.ask(folder).getFirst();
      assertThat(first.evidence().kind()).isEqualTo(RepeatedKeyLeak.KIND);
      assertThat(first.sentence()).contains("subject#");
    }
    // Without the number of the patient his age and sex tell who he is.
    Finding first = table.without("motor_UPDRS").without("subject#").ask(folder).getFirst();
    assertThat(first.evidence().kind()).isEqualTo(RepeatedKeyLeak.KIND);
    assertThat(first.sentence()).contains("age");
  }
}
