package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.BadInput;
import plumb.data.ColumnRef;
import plumb.data.Examples;
import plumb.data.Targets;

/** Rows that are held out together: by group and by time. */
class SplitterTest {
  @TempDir Path folder;

  private Table table(String header, Stream<String> rows) {
    return Written.table(
        Written.text(
            folder.resolve("t.csv"),
            Stream.concat(Stream.of(header), rows).toArray(String[]::new)));
  }

  private static PrepareOptions grouped(String column, double share) {
    return PrepareOptions.usual()
        .withTarget("y")
        .withValidation(new Validation.Share(share, new Division.Groups(new ColumnRef(column))));
  }

  private static PrepareOptions timed(String column, double share) {
    return PrepareOptions.usual()
        .withTarget("y")
        .withValidation(new Validation.Share(share, new Division.Time(new ColumnRef(column))));
  }

  /** The different values of a column in some rows; missing ones are left out. */
  private static Set<String> values(Table table, String column, int[] rows) {
    Column values = Written.column(table, column);
    return Arrays.stream(rows)
        .filter(row -> !values.missing(row))
        .mapToObj(row -> String.valueOf(values.text(row)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static double[] numbers(Table table, String column, int[] rows) {
    PackedNumbers values = ((Column.Numbers) Written.column(table, column)).values();
    return Arrays.stream(rows).mapToDouble(values::at).toArray();
  }

  private static int[] everyRow(Prepared prepared) {
    return IntStream.concat(
            Arrays.stream(prepared.trainRows()), Arrays.stream(prepared.validationRows()))
        .sorted()
        .toArray();
  }

  private static double share(Prepared prepared) {
    return prepared.validationRows().length / (double) everyRow(prepared).length;
  }

  private static double ofClass(Examples examples, int label) {
    int[] labels = ((Targets.Classes) examples.targets()).labels();
    return Arrays.stream(labels).filter(l -> l == label).count() / (double) labels.length;
  }

  /** 600 rows of 40 patients with 5 to 25 rows each; a third is ill. */
  private Table patients() {
    return table(
        "patient,x,y",
        IntStream.range(0, 600)
            .mapToObj(i ->
                "p%d,%d,%s"
                    .formatted(
                        (int) (Math.sqrt(i / 600.0) * 40),
                        i * 7 % 31,
                        i % 3 == 0 ? "ill" : "well")));
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  // --- by group ---

  @ParameterizedTest
  @MethodSource("seeds")
  void a_group_is_on_one_side_and_share_and_classes_are_about_right(long seed) {
    Table table = patients();

    Prepared prepared = Preparation.prepare(table, grouped("patient", 0.25).withSeed(seed));

    assertThat(values(table, "patient", prepared.trainRows()))
        .doesNotContainAnyElementsOf(values(table, "patient", prepared.validationRows()));
    assertThat(everyRow(prepared)).isEqualTo(IntStream.range(0, 600).toArray());
    // The largest group is 30 rows, a twentieth of all.
    assertThat(share(prepared)).isCloseTo(0.25, within(0.05));
    assertThat(ofClass(prepared.validation().orElseThrow(), 0)).isCloseTo(1 / 3.0, within(0.05));
  }

  @Test
  void the_seed_alone_decides_the_groups() {
    Table table = patients();
    Set<List<Integer>> splits =
        seeds()
            .mapToObj(seed -> Preparation.prepare(table, grouped("patient", 0.25).withSeed(seed)))
            .map(p -> Arrays.stream(p.validationRows()).sorted().boxed().toList())
            .collect(Collectors.toSet());

    assertThat(splits).hasSizeGreaterThan(40);
    assertThat(Preparation.prepare(table, grouped("patient", 0.25).withSeed(3)).validationRows())
        .isEqualTo(
            Preparation.prepare(table, grouped("patient", 0.25).withSeed(3)).validationRows());
  }

  @Test
  void the_column_of_groups_is_no_input_and_said() {
    Prepared prepared = Preparation.prepare(patients(), grouped("1", 0.2));

    assertThat(prepared.encoding().columns()).containsExactly("x");
    assertThat(prepared.notes())
        .contains(
            "Column \"patient\" is dropped: it says which rows stay together, and is no input of the network")
        .anyMatch(n ->
            n.startsWith("Held out for validation: ")
                && n.contains(
                    "of 40 values of \"patient\" (%d of 600 rows), so that no value is on both sides"
                        .formatted(prepared.validationRows().length)));
    assertThat(prepared.profile().columns().getFirst().use()).isEqualTo(Profile.Use.DROPPED);
  }

  @Test
  void rows_without_a_group_are_groups_of_their_own_and_counted() {
    Table table =
        table(
            "house,x,y",
            IntStream.range(0, 200)
                .mapToObj(
                    i -> "%s,%d,%d".formatted(i < 60 ? "" : String.valueOf(i % 7), i, i * i)));
    boolean apart = false;
    for (long seed = 0; seed < 20; seed++) {
      Prepared prepared = Preparation.prepare(table, grouped("house", 0.3).withSeed(seed));
      int[] without = Arrays.stream(prepared.validationRows()).filter(row -> row < 60).toArray();
      apart |= without.length > 0 && without.length < 60;
      assertThat(values(table, "house", prepared.trainRows()))
          .doesNotContainAnyElementsOf(values(table, "house", prepared.validationRows()));
      assertThat(prepared.notes())
          .anyMatch(n ->
              n.contains("of 67 values")
                  && n.endsWith("; 60 rows without one count as a value each"));
    }
    assertThat(apart).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1.0;2.50;-0.0;0", "2024-01-01;2024-01-02;2024-01-03;2024-01-04", "yes;no;yes;no"})
  void groups_may_be_numbers_dates_or_words(String values) {
    String[] four = values.split(";");
    Table table =
        table(
            "group,x,y",
            IntStream.range(0, 80).mapToObj(i -> "%s,%d,%d".formatted(four[i % 4], i, i * i)));
    int different = (int) Arrays.stream(four).map(v -> v.replace("-0.0", "0")).distinct().count();

    Prepared prepared = Preparation.prepare(table, grouped("group", 0.3));

    assertThat(prepared.notes())
        .anyMatch(n -> n.contains("of %d values of \"group\"".formatted(different)));
    assertThat(values(table, "group", prepared.trainRows()))
        .doesNotContainAnyElementsOf(values(table, "group", prepared.validationRows()));
  }

  @Test
  void a_group_that_alone_has_a_class_is_trained_on() {
    Table table =
        table(
            "herd,x,y",
            IntStream.range(0, 200)
                .mapToObj(i ->
                    "h%d,%d,%s"
                        .formatted(i / 10, i % 37, i == 55 || i == 57 ? "rare" : "c" + i % 2)));
    for (long seed = 0; seed < 30; seed++) {
      assertThat(Preparation.prepare(table, grouped("herd", 0.3).withSeed(seed)).trainRows())
          .contains(55, 57);
    }
  }

  @Test
  void a_class_that_cannot_be_trained_on_is_said() {
    Table table =
        table(
            "herd,x,y",
            IntStream.range(0, 90).mapToObj(i -> "h%d,%d,c%d".formatted(i % 3, i % 37, i % 3)));

    Prepared prepared = Preparation.prepare(table, grouped("herd", 0.3));

    assertThat(prepared.validationRows()).hasSize(30);
    assertThat(prepared.notes())
        .anyMatch(n -> n.matches("All rows of class \"c\\d\" of \"y\" \\(30\\) are held out.*"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void of_two_groups_of_any_size_one_is_held_out(long seed) {
    Table table =
        table(
            "site,x,y",
            IntStream.range(0, 50).mapToObj(i -> "%s,%d,%d".formatted(i < 45, i, i * i)));

    Prepared prepared = Preparation.prepare(table, grouped("site", 0.2).withSeed(seed));

    assertThat(prepared.validationRows()).hasSize(5);
  }

  @Test
  void without_shuffling_the_last_groups_are_held_out() {
    Table table =
        table(
            "day,x,y",
            IntStream.range(0, 100).mapToObj(i -> "d%d,%d,%d".formatted(i / 8, i % 13, i * i)));

    Prepared prepared = Preparation.prepare(table, grouped("day", 0.2).withShuffle(false));

    assertThat(prepared.trainRows()).isEqualTo(IntStream.range(0, 80).toArray());
    assertThat(prepared.validationRows()).isEqualTo(IntStream.range(80, 100).toArray());
  }

  // --- by time ---

  @ParameterizedTest
  @MethodSource("seeds")
  void the_latest_rows_are_held_out_and_ties_stay_together(long seed) {
    Table table =
        table(
            "year,x,y",
            IntStream.range(0, 300)
                .mapToObj(
                    i -> "%d,%d,%d".formatted(1990 + (i * 37 + (int) seed) % 300 / 11, i, i * i)));

    Prepared prepared = Preparation.prepare(table, timed("year", 0.2).withSeed(seed));

    double earliest =
        Arrays.stream(numbers(table, "year", prepared.validationRows())).min().orElseThrow();
    assertThat(Arrays.stream(numbers(table, "year", prepared.trainRows())).max().orElseThrow())
        .isLessThan(earliest);
    // A year has 11 rows.
    assertThat(share(prepared)).isCloseTo(0.2, within(5.5 / 300));
    assertThat(everyRow(prepared)).isEqualTo(IntStream.range(0, 300).toArray());
    assertThat(prepared.notes())
        .contains(
            "Held out for validation: the %d latest of 300 rows, with \"year\" from %.0f on"
                .formatted(prepared.validationRows().length, earliest));
  }

  @Test
  void training_rows_are_shuffled_and_held_out_rows_are_in_the_order_of_time() {
    Table table =
        table(
            "day,x,y",
            IntStream.range(0, 100).mapToObj(i -> "%d,%d,%d".formatted(100 - i, i, i * i)));

    Prepared prepared = Preparation.prepare(table, timed("day", 0.2));
    Prepared unshuffled = Preparation.prepare(table, timed("day", 0.2).withShuffle(false));

    int[] held = IntStream.range(0, 20).map(i -> 19 - i).toArray();
    assertThat(prepared.validationRows()).isEqualTo(held);
    assertThat(unshuffled.validationRows()).isEqualTo(held);
    assertThat(prepared.trainRows())
        .isNotEqualTo(Arrays.stream(prepared.trainRows()).sorted().toArray());
    assertThat(unshuffled.trainRows()).isEqualTo(IntStream.range(20, 100).toArray());
    assertThat(prepared.encoding().columns()).contains("day");
  }

  @Test
  void rows_without_a_time_are_trained_on_and_counted() {
    Table table =
        table(
            "date,x,y",
            IntStream.range(0, 60)
                .mapToObj(i ->
                    "%s,%d,%d"
                        .formatted(
                            i % 6 == 0 ? "" : "2024-03-%02d".formatted(1 + i / 2), i, i * i)));

    Prepared prepared = Preparation.prepare(table, timed("date", 0.2));

    assertThat(prepared.trainRows()).contains(0, 6, 54);
    assertThat(prepared.notes())
        .contains(
            "Held out for validation: the 12 latest of 60 rows, with \"date\" from 2024-03-24 on; 10 rows without one are not held out");
  }

  @Test
  void the_hour_is_said_where_a_day_is_cut() {
    Table table =
        table(
            "at,x,y",
            IntStream.range(0, 20)
                .mapToObj(i -> "2024-03-01T%02d:00:00,%d,%d".formatted(i, i, i * i)));

    assertThat(Preparation.prepare(table, timed("at", 0.25)).notes())
        .anyMatch(n -> n.endsWith("\"at\" from 2024-03-01T15:00 on"));
  }

  @Test
  void a_class_that_is_only_later_is_said() {
    Table table =
        table(
            "t,x,y",
            IntStream.range(0, 50)
                .mapToObj(i -> "%d,%d,%s".formatted(i, i % 9, i == 49 ? "new" : "c" + i % 2)));

    Prepared prepared = Preparation.prepare(table, timed("t", 0.2));

    assertThat(prepared.validationRows()).contains(49);
    assertThat(prepared.notes())
        .anyMatch(n -> n.startsWith("All rows of class \"new\" of \"y\" (1) are held out"))
        .noneMatch(n -> n.contains("used for training"));
  }

  // --- for the test at the very end ---

  @Test
  void test_groups_are_apart_from_those_of_training_and_validation() {
    Table table = patients();
    Division by = new Division.Groups(new ColumnRef("patient"));
    for (long seed = 0; seed < 20; seed++) {
      HeldOut held =
          HeldOut.of(table, java.util.Optional.of(new ColumnRef("y")), 0.2, by, true, seed);
      Table rest = (Table) held.rest();
      Table test = (Table) held.test();
      Prepared prepared = Preparation.prepare(rest, grouped("patient", 0.25).withSeed(seed));

      assertThat(values(rest, "patient", prepared.trainRows()))
          .doesNotContainAnyElementsOf(values(rest, "patient", prepared.validationRows()));
      assertThat(values(rest, "patient", everyRow(prepared)))
          .doesNotContainAnyElementsOf(
              values(test, "patient", IntStream.range(0, test.rows()).toArray()));
      assertThat(test.rows() / 600.0).isCloseTo(0.2, within(0.05));
      assertThat(rest.notes())
          .anyMatch(n -> n.startsWith("Held out for the test at the very end: "));
    }
  }

  @Test
  void test_rows_are_later_than_validation_and_that_is_later_than_training() {
    Table table =
        table(
            "t,x,y",
            IntStream.range(0, 200).mapToObj(i -> "%d,%d,%d".formatted(i * 71 % 200, i, i * i)));
    Division by = new Division.Time(new ColumnRef("t"));

    HeldOut held = HeldOut.of(table, java.util.Optional.of(new ColumnRef("y")), 0.2, by, true, 1);
    Table rest = (Table) held.rest();
    Prepared prepared = Preparation.prepare(rest, timed("t", 0.25));

    assertThat(numbers((Table) held.test(), "t", IntStream.range(0, 40).toArray()))
        .isEqualTo(IntStream.range(160, 200).asDoubleStream().toArray());
    assertThat(numbers(rest, "t", prepared.validationRows()))
        .isEqualTo(IntStream.range(120, 160).asDoubleStream().toArray());
    assertThat(rest.notes())
        .contains(
            "Held out for the test at the very end: the 40 latest of 200 rows, with \"t\" from 160 on");
  }

  // --- what cannot be ---

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          group | huose | data.validation.group | t.csv has no column "huose"; did you mean "house"?
          group | 9     | data.validation.group | t.csv has no column 9: its columns are numbered 1 to 6
          group | one   | data.validation.group | t.csv: every row has the same "one", so no group can be held out; choose another column to group by
          group | y     | data.validation.group | t.csv: column "y" is the target, so data.validation.group must be another one
          time  | huose | data.validation.time  | t.csv has no column "huose"; did you mean "house"?
          time  | house | data.validation.time  | t.csv: "house" holds words, which have no order in time; choose a column of dates or numbers
          time  | one   | data.validation.time  | t.csv: all rows have the same "one", 1, so no later rows can be held out; choose another column of times
          time  | none  | data.validation.time  | t.csv: no row has a value in "none", so no later rows can be held out; choose another column of times
          time  | y     | data.validation.time  | t.csv: column "y" is the target, so data.validation.time must be another one
          """)
  void columns_that_do_not_divide_the_rows_are_named(
      String by, String column, String field, String sentence) {
    Table table =
        table(
            "house,one,none,n,x,y",
            IntStream.range(0, 40)
                .mapToObj(i -> "h%d,1,,%d,%d,%d".formatted(i % 4, i % 5, i % 9, i * i)));

    assertThatThrownBy(() ->
            Preparation.prepare(
                table, by.equals("group") ? grouped(column, 0.2) : timed(column, 0.2)))
        .isInstanceOf(BadInput.class)
        .hasMessage(sentence.replace("t.csv", table.name()))
        .satisfies(e -> assertThat(((BadInput) e).field()).contains(field));
  }
}
