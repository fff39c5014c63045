package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.BadInput;
import plumb.data.ColumnRef;
import plumb.data.Feature;
import plumb.data.Inputs;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.math.Team;

/** Rows held out one part after the other. */
class FoldsTest {
  private static final PrepareOptions OPTIONS = PrepareOptions.usual().withTarget("y");

  @TempDir Path folder;

  private Table table(String header, Stream<String> rows) {
    return Written.table(
        Written.text(
            folder.resolve("t.csv"),
            Stream.concat(Stream.of(header), rows).toArray(String[]::new)));
  }

  private static List<Prepared> folds(
      Source source, PrepareOptions options, int folds, int repeats) {
    try (Team team = Team.of(2)) {
      return Preparation.folds(source, options, folds, repeats, team);
    }
  }

  private static PrepareOptions by(Division division) {
    return OPTIONS.withValidation(new Validation.Share(0.2, division));
  }

  private static Division time(String column) {
    return new Division.Time(new ColumnRef(column));
  }

  private static Division group(String column) {
    return new Division.Groups(new ColumnRef(column));
  }

  private static int[] held(List<Prepared> folds) {
    return folds.stream()
        .flatMapToInt(fold -> Arrays.stream(fold.validationRows()))
        .sorted()
        .toArray();
  }

  private static int[] range(int from, int end) {
    return IntStream.range(from, end).toArray();
  }

  private static Set<Integer> set(int[] rows) {
    return Arrays.stream(rows).boxed().collect(Collectors.toSet());
  }

  private static Set<String> texts(Column column, int[] rows) {
    return Arrays.stream(rows)
        .mapToObj(row -> String.valueOf(column.text(row)))
        .collect(Collectors.toSet());
  }

  private static void trainsOnAllOthers(List<Prepared> folds, int rows) {
    assertThat(folds)
        .allSatisfy(fold -> {
          assertThat(fold.trainRows().length + fold.validationRows().length).isEqualTo(rows);
          assertThat(set(fold.trainRows())).doesNotContainAnyElementsOf(set(fold.validationRows()));
        });
  }

  /** 103 rows, some 20 of class b and 4 of class c. */
  private Table classes() {
    return table(
        "x,word,y",
        IntStream.range(0, 103)
            .mapToObj(i ->
                "%d,w%d,%s".formatted(i * i, i % 4, i % 26 == 3 ? "c" : i % 5 == 0 ? "b" : "a")));
  }

  @ParameterizedTest
  @CsvSource({"2, 1, true", "5, 3, true", "10, 2, true", "5, 1, false"})
  void every_row_is_held_out_once_a_repeat_and_classes_are_dealt_alike(
      int count, int repeats, boolean shuffle) {
    Table table = classes();
    int[] labels = new int[103];
    Arrays.setAll(labels, i -> i % 26 == 3 ? 2 : i % 5 == 0 ? 1 : 0);

    List<Prepared> all = folds(table, OPTIONS.withShuffle(shuffle), count, repeats);

    assertThat(all).hasSize(count * repeats);
    trainsOnAllOthers(all, 103);
    for (int repeat = 0; repeat < repeats; repeat++) {
      assertThat(held(all.subList(repeat * count, (repeat + 1) * count))).isEqualTo(range(0, 103));
    }
    for (int label = 0; label < 3; label++) {
      int wanted = label;
      long rows = Arrays.stream(labels).filter(l -> l == wanted).count();
      assertThat(all)
          .allSatisfy(fold ->
              assertThat(
                      Arrays.stream(fold.validationRows())
                          .filter(row -> labels[row] == wanted)
                          .count())
                  .isBetween(rows / count, rows / count + 1));
    }
    assertThat(all)
        .allSatisfy(fold ->
            assertThat(fold.validationRows().length).isBetween(103 / count, 103 / count + 1));
  }

  @Test
  void the_seed_decides_and_repeats_differ() {
    Table table = classes();
    List<int[]> one =
        folds(table, OPTIONS.withSeed(5), 4, 3).stream().map(Prepared::validationRows).toList();
    List<int[]> again =
        folds(table, OPTIONS.withSeed(5), 4, 3).stream().map(Prepared::validationRows).toList();
    List<int[]> other =
        folds(table, OPTIONS.withSeed(6), 4, 3).stream().map(Prepared::validationRows).toList();

    assertThat(one).usingRecursiveComparison().isEqualTo(again);
    assertThat(one.stream().map(FoldsTest::set).collect(Collectors.toSet())).hasSize(12);
    assertThat(set(one.getFirst())).isNotEqualTo(set(other.getFirst()));
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 13, 1000})
  void with_as_many_folds_as_rows_each_is_held_out_alone_and_once(int count) {
    Table table =
        table("x,y", IntStream.range(0, 12).mapToObj(i -> "%d,%s".formatted(i % 7, i * 0.5)));

    List<Prepared> all = folds(table, OPTIONS, count, 3);

    assertThat(all).hasSize(12);
    assertThat(held(all)).isEqualTo(range(0, 12));
    assertThat(all).allSatisfy(fold -> assertThat(fold.validation().orElseThrow().rows()).isOne());
  }

  @Test
  void a_fold_never_saw_the_rows_it_holds_out() {
    Table table =
        table(
            "x,word,y",
            IntStream.range(0, 24)
                .mapToObj(i -> "%d,%s,%d".formatted(i == 17 ? 1000 : i, i / 2, 3 * i + i % 2)));

    for (Prepared fold : folds(table, OPTIONS.withInputs(Scaling.STANDARDIZE), 24, 1)) {
      int[] train = fold.trainRows();
      double[] x = Arrays.stream(train).mapToDouble(row -> row == 17 ? 1000 : row).toArray();
      double[] y = Arrays.stream(train).mapToDouble(row -> 3 * row + row % 2).toArray();
      Feature.Numeric feature = (Feature.Numeric) fold.encoding().features().getFirst();
      Target.Regression target = (Target.Regression) fold.encoding().target();
      assertThat(feature.mean()).isCloseTo(Arrays.stream(x).average().orElseThrow(), within(1e-9));
      assertThat(target.mean()).isCloseTo(Arrays.stream(y).average().orElseThrow(), within(1e-9));
      int held = fold.validationRows()[0];
      float there = ((Targets.Values) fold.validation().orElseThrow().targets()).values()[0];
      assertThat(there * target.scale() + target.mean())
          .isCloseTo(3 * held + held % 2, within(1e-3));
      assertThat(fold.encoding().remembered().ranges().getFirst().high())
          .isEqualTo(held == 17 ? 23 : 1000);
    }
  }

  @Test
  void words_that_are_only_held_out_have_no_input() {
    // By itself the column that groups is no input, so the words stand in another one too.
    Table table =
        table(
            "word,same,y",
            IntStream.range(0, 40)
                .mapToObj(i -> {
                  int word = i < 36 ? i % 3 : 3;
                  return "w%d,w%d,%d".formatted(word, word, i * i);
                }));
    assertThat(folds(table, by(group("word")), 4, 1))
        .allSatisfy(fold -> {
          Column word = Written.column(table, "same");
          String held = String.valueOf(word.text(fold.validationRows()[0]));
          assertThat(fold.encoding().columns()).containsExactly("same");
          assertThat(fold.encoding().names()).isNotEmpty().doesNotContain("same=" + held);
        });
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "5, 5", "50, 17"})
  void groups_are_held_out_once_and_whole(int asked, int count) {
    Table table =
        table(
            "patient,x,y",
            IntStream.range(0, 170)
                .mapToObj(i ->
                    "%d,%d,%s".formatted(i * 13 % 17, i, (i * 13 % 17 + i) % 3 == 0 ? "a" : "b")));
    Column patient = Written.column(table, "patient");
    for (long seed = 0; seed < 10; seed++) {
      List<Prepared> all = folds(table, by(group("patient")).withSeed(seed), asked, 2);

      assertThat(all).hasSize(count == 17 ? 17 : 2 * count);
      trainsOnAllOthers(all, 170);
      assertThat(held(all.subList(0, count))).isEqualTo(range(0, 170));
      assertThat(all.getFirst().notes())
          .contains("Rows with the same \"patient\" are held out in the same fold");
      assertThat(all)
          .allSatisfy(fold -> {
            assertThat(texts(patient, fold.validationRows()))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(texts(patient, fold.trainRows()));
            assertThat(fold.encoding().columns()).containsExactly("x");
          });
      assertThat(all)
          .allSatisfy(fold ->
              assertThat(fold.validationRows().length / 170.0)
                  .isCloseTo(1.0 / count, within(10 / 170.0)));
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 4", "100, 29"})
  void folds_in_time_train_on_the_past_and_hold_out_the_next_block(int asked, int count) {
    Table table =
        table(
            "year,x,y",
            IntStream.range(0, 150)
                .mapToObj(
                    i -> "%s,%d,%d".formatted(i == 8 ? "" : 1990 + i * 7 % 150 / 5, i, i * i)));
    PackedNumbers years = ((Column.Numbers) Written.column(table, "year")).values();

    List<Prepared> all = folds(table, by(time("year")), asked, 5);

    assertThat(all).hasSize(count);
    double before = Double.NEGATIVE_INFINITY;
    for (Prepared fold : all) {
      double[] held =
          Arrays.stream(fold.validationRows()).mapToDouble(years::at).sorted().toArray();
      double[] past =
          Arrays.stream(fold.trainRows())
              .mapToDouble(years::at)
              .filter(year -> !Double.isNaN(year))
              .sorted()
              .toArray();
      assertThat(past[past.length - 1]).isLessThan(held[0]).isGreaterThanOrEqualTo(before);
      assertThat(fold.trainRows()).contains(8);
      before = held[held.length - 1];
    }
    assertThat(all.getFirst().notes())
        .contains(
            "Each fold is held out, by \"year\", from a training on all earlier rows; 1 row without one is trained on in every fold");
    // The earliest block is never held out, all others once.
    double first =
        Arrays.stream(all.getFirst().validationRows()).mapToDouble(years::at).min().orElseThrow();
    assertThat(held(all))
        .isEqualTo(IntStream.range(0, 150).filter(row -> years.at(row) >= first).toArray());
    assertThat(all.getFirst().trainRows().length / 150.0)
        .isCloseTo(1.0 / (count + 1), within(5 / 150.0));
  }

  @Test
  void the_only_row_of_a_class_is_trained_on_in_every_fold_and_said_once() {
    Table table =
        table(
            "x,y",
            IntStream.range(0, 30)
                .mapToObj(i -> "%d,%s".formatted(i, i == 11 ? "only" : "c" + i % 2)));

    for (int count : new int[] {3, 30}) {
      List<Prepared> all = folds(table, OPTIONS, count, 1);

      assertThat(all).allSatisfy(fold -> assertThat(fold.trainRows()).contains(11));
      assertThat(held(all)).hasSize(29).doesNotContain(11);
      assertThat(all.stream().flatMap(fold -> fold.notes().stream()))
          .filteredOn(note -> note.startsWith("Class \"only\""))
          .hasSize(1);
    }
  }

  @Test
  void what_is_the_same_for_all_folds_is_said_once() {
    Table table =
        table("x,id,y", IntStream.range(0, 40).mapToObj(i -> "%d,k%d,%s".formatted(i, i, i * 0.5)));

    List<Prepared> all = folds(table, OPTIONS, 5, 2);

    assertThat(all.getFirst().notes()).anyMatch(n -> n.contains("\"id\" is dropped"));
    assertThat(all.subList(1, 10)).allSatisfy(fold -> assertThat(fold.notes()).isEmpty());
  }

  @Test
  void rows_that_are_alike_in_a_fold_are_no_mistake_of_the_data() {
    // One x, one flag and one y differ from all others: held out, they leave constants.
    Table table =
        table(
            "x,flag,day,gap,y",
            IntStream.range(0, 9)
                .mapToObj(i -> i == 4 ? "7,yes,2024-01-02,5,3" : "1,no,2024-01-01,,2"));

    List<Prepared> all = folds(table, OPTIONS.withTask(Task.REGRESSION), 9, 1);

    assertThat(held(all)).isEqualTo(range(0, 9));
    assertThat(all)
        .allSatisfy(fold -> {
          assertThat(fold.encoding().width()).isPositive();
          float[] row = new float[fold.encoding().width()];
          fold.validation().orElseThrow().inputs().copyRow(0, row, 0);
          for (float value : row) {
            assertThat(value).isFinite();
          }
        });
    Prepared without =
        all.stream().filter(fold -> fold.validationRows()[0] == 4).findFirst().orElseThrow();
    assertThat(without.encoding().target()).isEqualTo(new Target.Regression("y", 2, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b,y;0,0,0;0,1,1;1,0,1;1,1,0", "x,y;-1,-3;0,-1;1,1;2,3;3,5;4,7;5,9"})
  void a_handful_of_rows_is_held_out_row_by_row_or_trained_on_whole(String text) {
    String[] lines = text.split(";");
    Table table = table(lines[0], Arrays.stream(lines).skip(1));
    PrepareOptions options = OPTIONS.withTask(Task.REGRESSION);

    List<Prepared> all = folds(table, options, 1000, 1);

    assertThat(held(all)).isEqualTo(range(0, table.rows()));
    try (Team team = Team.of(1)) {
      Prepared whole = Preparation.whole(table, options, team);
      assertThat(whole.trainRows()).isEqualTo(range(0, table.rows()));
      assertThat(whole.validation()).isEmpty();
      assertThat(whole.notes())
          .isEqualTo(
              Preparation.prepare(table, options.withValidation(new Validation.None())).notes());
    }
  }

  @Test
  void all_rows_are_trained_on_without_the_column_of_groups() {
    Table table =
        table(
            "patient,x,y",
            IntStream.range(0, 40).mapToObj(i -> "p%d,%d,%d".formatted(i % 5, i, i * i)));
    try (Team team = Team.of(1)) {
      Prepared whole = Preparation.whole(table, by(group("patient")), team);
      assertThat(whole.encoding().columns()).containsExactly("x");
      assertThat(whole.train().rows()).isEqualTo(40);
    }
  }

  @Test
  void data_that_all_rows_make_impossible_are_refused() {
    Table same = table("x,y", IntStream.range(0, 9).mapToObj(i -> i + ",3.5"));
    assertThatThrownBy(() -> folds(same, OPTIONS, 3, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("every row has the same target");
    Table single = table("x,y", Stream.of("1,a", "2,b", "3,c"));
    assertThatThrownBy(() -> folds(single, OPTIONS, 3, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("every class has a single row");
    assertThatThrownBy(() -> folds(classes(), OPTIONS, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void training_rows_are_cleaned_and_held_out_rows_are_not() {
    Cleaning cleaning = new Cleaning(List.of(1, 2), true, false);
    List<Prepared> all = folds(classes(), OPTIONS.withCleaning(cleaning), 5, 1);

    assertThat(held(all)).isEqualTo(range(0, 103));
    assertThat(all)
        .allSatisfy(fold -> {
          assertThat(fold.trainRows()).doesNotContain(0, 1);
          int[] labels = ((Targets.Classes) fold.train().targets()).labels();
          long most = Arrays.stream(labels).filter(l -> l == 0).count();
          assertThat(Arrays.stream(labels).filter(l -> l == 2).count()).isEqualTo(most);
        });
  }

  @Test
  void folds_of_images_share_their_pixels() {
    byte[] pixels = new byte[30 * 4];
    Arrays.setAll(new int[pixels.length], i -> pixels[i] = (byte) (i * i));
    int[] labels = IntStream.range(0, 30).map(i -> i % 3).toArray();
    Images images =
        new Images("i", 30, 2, 2, 1, pixels, labels, List.of("a", "b", "c"), "hash", List.of());

    List<Prepared> all = folds(images, PrepareOptions.usual(), 5, 2);

    assertThat(all).hasSize(10);
    assertThat(held(all.subList(0, 5))).isEqualTo(range(0, 30));
    assertThat(all)
        .allSatisfy(fold -> {
          Inputs inputs = fold.train().inputs();
          assertThat(((Inputs.Bytes) ((Inputs.Selected) inputs).of()).pixels()).isSameAs(pixels);
          double sum = 0;
          float[] row = new float[4];
          for (int i = 0; i < inputs.rows(); i++) {
            inputs.copyRow(i, row, 0);
            sum += row[0] + row[1] + row[2] + row[3];
          }
          assertThat(sum / (4 * inputs.rows())).isCloseTo(0, within(1e-5));
        });
    assertThatThrownBy(() -> folds(images, by(group("patient")), 5, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("holds images, which have no column \"patient\"");
  }
}
