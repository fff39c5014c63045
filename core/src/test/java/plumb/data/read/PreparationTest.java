package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.BadInput;
import plumb.data.Encoding;
import plumb.data.Examples;
import plumb.data.Feature;
import plumb.data.RowMapping;
import plumb.data.Target;
import plumb.data.Targets;

class PreparationTest {
  private static final PrepareOptions WHOLE =
      PrepareOptions.usual().withValidation(new Validation.None());

  @TempDir Path folder;

  private Table table(String header, Stream<String> rows) {
    return Written.table(
        Written.text(
            folder.resolve("t.csv"),
            Stream.concat(Stream.of(header), rows).toArray(String[]::new)));
  }

  /** 100 rows of {@code x, colour, y}; every fourth row is class b. */
  private Table colours() {
    return table(
        "x,colour,y",
        IntStream.range(0, 100)
            .mapToObj(i ->
                "%d,%s,%s".formatted(i * i, i % 3 == 0 ? "red" : "blue", i % 4 == 0 ? "b" : "a")));
  }

  private static int[] classes(Examples examples) {
    return ((Targets.Classes) examples.targets()).labels();
  }

  private static float[] column(Examples examples, int column) {
    float[] row = new float[examples.inputs().width()];
    float[] values = new float[examples.rows()];
    for (int i = 0; i < values.length; i++) {
      examples.inputs().copyRow(i, row, 0);
      values[i] = row[column];
    }
    return values;
  }

  private static void refused(Source source, PrepareOptions options, String... parts) {
    assertThatThrownBy(() -> Preparation.prepare(source, options))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("t.csv")
        .hasMessageContainingAll(parts);
  }

  @Test
  void a_shuffled_share_of_every_class_is_held_out() {
    Prepared prepared = Preparation.prepare(colours(), PrepareOptions.usual());

    assertThat(prepared.train().rows()).isEqualTo(80);
    assertThat(classes(prepared.validation().orElseThrow()))
        .hasSize(20)
        .satisfies(l -> assertThat(Arrays.stream(l).sum()).isEqualTo(5));
    int[] all =
        IntStream.concat(
                Arrays.stream(prepared.trainRows()), Arrays.stream(prepared.validationRows()))
            .sorted()
            .toArray();
    assertThat(all).isEqualTo(IntStream.range(0, 100).toArray());
    assertThat(prepared.trainRows())
        .isNotSameAs(all)
        .isNotEqualTo(Arrays.stream(prepared.trainRows()).sorted().toArray());
  }

  @Test
  void the_seed_alone_decides_the_split() {
    Prepared one = Preparation.prepare(colours(), PrepareOptions.usual());
    Prepared again = Preparation.prepare(colours(), PrepareOptions.usual());
    Prepared other = Preparation.prepare(colours(), PrepareOptions.usual().withSeed(2));

    assertThat(one.validationRows()).isEqualTo(again.validationRows());
    assertThat(one.validationRows()).isNotEqualTo(other.validationRows());
    assertThat(column(one.train(), 0)).isEqualTo(column(again.train(), 0));
  }

  @Test
  void without_shuffling_the_last_rows_are_held_out_in_their_order() {
    Prepared prepared = Preparation.prepare(colours(), PrepareOptions.usual().withShuffle(false));

    assertThat(prepared.trainRows()).isEqualTo(IntStream.range(0, 80).toArray());
    assertThat(prepared.validationRows()).isEqualTo(IntStream.range(80, 100).toArray());
  }

  @Test
  void standardizing_is_fitted_on_the_training_rows_only() {
    Prepared prepared = Preparation.prepare(colours(), PrepareOptions.usual().withShuffle(false));

    float[] x = column(prepared.train(), 0);
    double mean = IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElseThrow();
    double square =
        IntStream.range(0, x.length).mapToDouble(i -> x[i] * x[i]).average().orElseThrow();
    assertThat(mean).isCloseTo(0, within(1e-6));
    assertThat(square).isCloseTo(1, within(1e-5));
    assertThat(column(prepared.validation().orElseThrow(), 0)[19]).isGreaterThan(2.5f);
  }

  @Test
  void min_max_and_raw_scale_as_they_say() {
    Examples minMax =
        Preparation.prepare(colours(), WHOLE.withInputs(Scaling.MIN_MAX).withShuffle(false))
            .train();
    Examples raw =
        Preparation.prepare(colours(), WHOLE.withInputs(Scaling.RAW).withShuffle(false)).train();

    assertThat(column(minMax, 0)).startsWith(0f).endsWith(1f);
    assertThat(column(raw, 0)).startsWith(0f, 1f, 4f).endsWith(9801f);
  }

  @Test
  void a_long_tail_is_measured_by_its_logarithm_and_others_are_standardized() {
    Table table =
        table(
            "tail,even,signed,y",
            IntStream.range(0, 200)
                .mapToObj(i ->
                    "%d,%d,%d,%d"
                        .formatted(
                            1L << (i % 20), 7 * i % 200, (i % 2 == 0 ? 1 : -1) << (i % 20), i)));
    Prepared prepared = Preparation.prepare(table, PrepareOptions.usual().withInputs(Scaling.AUTO));
    List<Feature> features = prepared.encoding().features();
    assertThat(features.get(0)).isInstanceOf(Feature.LongTailed.class);
    assertThat(features.get(1)).isInstanceOf(Feature.Numeric.class);
    assertThat(features.get(2)).isInstanceOf(Feature.Numeric.class);
    float[] x = column(prepared.train(), 0);
    double mean = IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElseThrow();
    double square =
        IntStream.range(0, x.length).mapToDouble(i -> x[i] * x[i]).average().orElseThrow();
    assertThat(mean).isCloseTo(0, within(1e-6));
    assertThat(square).isCloseTo(1, within(1e-5));
    Prepared plain =
        Preparation.prepare(table, PrepareOptions.usual().withInputs(Scaling.STANDARDIZE));
    assertThat(plain.encoding().features()).allMatch(Feature.Numeric.class::isInstance);
  }

  @ParameterizedTest
  @EnumSource(Scaling.class)
  void a_raw_row_is_encoded_to_the_same_bits_as_in_training(Scaling scaling) {
    Table table =
        table(
            "n,flag,word,day,y",
            IntStream.range(0, 60)
                .mapToObj(i ->
                    "%s,%s,%s,2024-%02d-%02d,%d"
                        .formatted(
                            i % 7 == 0 ? "?" : i * 0.37 - 3,
                            i % 2 == 0 ? "yes" : "no",
                            i % 9 == 0 ? "" : "w" + i % 5,
                            1 + i % 12,
                            1 + i % 28,
                            i % 3)));
    Prepared prepared = Preparation.prepare(table, PrepareOptions.usual().withInputs(scaling));
    Encoding encoding = prepared.encoding();
    RowMapping<String[]> rows = RowMapping.ofCells(encoding, table.names(), "new.csv");
    float[] there = new float[encoding.width()];
    float[] here = new float[encoding.width()];

    for (int i = 0; i < prepared.train().rows(); i++) {
      int row = prepared.trainRows()[i];
      String[] cells =
          table.columns().stream()
              .map(c -> c.missing(row) ? "?" : String.valueOf(c.text(row)))
              .toArray(String[]::new);
      encoding.encode(rows.apply(cells), here, 0);
      prepared.train().inputs().copyRow(i, there, 0);
      assertThat(here).isEqualTo(there);
    }
    assertThat(encoding.features())
        .hasExactlyElementsOfTypes(
            Feature.Numeric.class,
            Feature.Flag.class,
            Feature.Categories.class,
            Feature.Date.class);
  }

  @Test
  void missing_inputs_get_an_indicator_only_where_training_rows_lack_them() {
    Table table =
        table(
            "a,b,y",
            IntStream.range(0, 100)
                .mapToObj(i -> "%s,%s,%d".formatted(i == 3 ? "" : i, i == 97 ? "" : i, i % 2)));

    Encoding encoding =
        Preparation.prepare(table, PrepareOptions.usual().withShuffle(false)).encoding();

    assertThat(encoding.names()).containsExactly("a", "a is missing", "b");
  }

  @Test
  void rare_and_numerous_words_share_an_input() {
    Table table =
        table(
            "word,y",
            IntStream.range(0, 300)
                .mapToObj(i -> "%s,%d".formatted(i == 7 ? "once" : "w" + i % 10, i % 2)));

    Feature few =
        Preparation.prepare(table, WHOLE.withMaxLevels(4)).encoding().features().getFirst();
    Prepared all = Preparation.prepare(table, WHOLE);

    assertThat(few.width()).isEqualTo(5);
    assertThat(all.encoding().names()).hasSize(11).doesNotContain("word=once");
    assertThat(all.notes()).anyMatch(note -> note.contains("10 most frequent of 11 words"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"y", "3"})
  void the_target_can_be_named_or_numbered(String target) {
    assertThat(Preparation.prepare(colours(), WHOLE.withTarget(target)).encoding().target())
        .isEqualTo(new Target.Classification("y", List.of("a", "b")));
  }

  @Test
  void whole_numbers_are_classes_where_few_and_quantities_where_many() {
    Table table =
        table(
            "x,few,many,real",
            IntStream.range(0, 100).mapToObj(i -> "%d,%d,%d,%s".formatted(i, i % 10, i, i / 7.0)));

    Prepared few = Preparation.prepare(table, WHOLE.withTarget("few"));
    Prepared many = Preparation.prepare(table, WHOLE.withTarget("many"));
    Prepared real = Preparation.prepare(table, WHOLE.withTarget("real"));

    assertThat(few.encoding().target())
        .isEqualTo(
            new Target.Classification(
                "few", List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")));
    assertThat(few.notes()).anyMatch(n -> n.contains("classification (--task regression"));
    assertThat(many.encoding().target()).isInstanceOf(Target.Regression.class);
    assertThat(many.notes()).anyMatch(n -> n.contains("regression (--task classification"));
    assertThat(real.encoding().target()).isInstanceOf(Target.Regression.class);
    assertThat(
            Preparation.prepare(table, WHOLE.withTarget("few").withTask(Task.REGRESSION))
                .encoding()
                .target())
        .isInstanceOf(Target.Regression.class);
  }

  @Test
  void regression_targets_are_standardized_and_can_be_turned_back() {
    Table table =
        table("x,y", IntStream.range(0, 50).mapToObj(i -> "%d,%d".formatted(i % 7, 1000 + 3 * i)));

    Prepared prepared = Preparation.prepare(table, WHOLE.withShuffle(false));
    Prepared raw = Preparation.prepare(table, WHOLE.withShuffle(false).withRawTargets(true));

    Target.Regression target = (Target.Regression) prepared.encoding().target();
    float[] values = ((Targets.Values) prepared.train().targets()).values();
    assertThat(values[10] * target.scale() + target.mean()).isCloseTo(1030, within(1e-4));
    assertThat(((Targets.Values) raw.train().targets()).values()).startsWith(1000f, 1003f);
  }

  @Test
  void rows_without_a_target_are_left_out_and_counted() {
    Table table =
        table(
            "x,y", IntStream.range(0, 40).mapToObj(i -> "%d,%s".formatted(i, i < 3 ? "?" : i % 2)));

    Prepared prepared = Preparation.prepare(table, WHOLE);

    assertThat(prepared.train().rows()).isEqualTo(37);
    assertThat(prepared.profile().withoutTarget()).isEqualTo(3);
    assertThat(prepared.notes()).anyMatch(n -> n.startsWith("3 rows have no value in \"y\""));
  }

  @Test
  void many_columns_of_no_use_are_said_in_one_sentence() {
    Table table =
        table(
            "x,a,b,c,d,e,f,y",
            IntStream.range(0, 40).mapToObj(i -> "%d,1,1,1,1,1,1,%d".formatted(i, i % 2)));

    assertThat(Preparation.prepare(table, WHOLE).notes())
        .contains(
            "6 columns are dropped; each of them: it has one value in all training rows (\"a\", \"b\", \"c\", \"d\", \"e\" and 1 more)");
  }

  @Test
  void columns_of_no_use_are_dropped_and_said() {
    Table table =
        table(
            "x,constant,empty,id,skip,y",
            IntStream.range(0, 40)
                .mapToObj(i -> "%d,5,,key%d,%d,%d".formatted(i % 9, i, i, i % 2)));

    Prepared prepared = Preparation.prepare(table, WHOLE.withExclude(List.of("skip")));

    assertThat(prepared.encoding().columns()).containsExactly("x");
    assertThat(prepared.notes())
        .anyMatch(n -> n.contains("\"constant\" is dropped"))
        .anyMatch(n -> n.contains("\"empty\" is dropped"))
        .anyMatch(n -> n.contains("\"id\" is dropped"));
    assertThat(prepared.profile().columns())
        .extracting(Profile.ColumnProfile::use)
        .containsExactly(
            Profile.Use.INPUT,
            Profile.Use.DROPPED,
            Profile.Use.DROPPED,
            Profile.Use.DROPPED,
            Profile.Use.EXCLUDED);
  }

  @Test
  void rows_that_repeat_across_the_split_are_counted() {
    Table table =
        table("x,y", IntStream.range(0, 100).mapToObj(i -> "%d,%d".formatted(i % 50, i % 2)));

    Prepared prepared = Preparation.prepare(table, PrepareOptions.usual().withShuffle(false));

    assertThat(prepared.split().shared()).isEqualTo(20);
    assertThat(prepared.profile().duplicates()).isEqualTo(50);
    assertThat(prepared.profile().conflicts()).isZero();
    assertThat(prepared.notes()).anyMatch(n -> n.startsWith("20 of 20 validation rows repeat"));
  }

  @Test
  void rows_of_a_validation_file_that_repeat_training_rows_are_counted() {
    Table train = colours();
    Table validation =
        Written.table(
            Written.text(
                folder.resolve("v.csv"),
                "y,colour,x",
                "b,red,0",
                "a,blue,1",
                "a,red,77",
                "b,green,4"));

    Prepared prepared =
        Preparation.prepare(
            train,
            PrepareOptions.usual().withTarget("y").withValidation(Validation.Given.of(validation)));

    assertThat(prepared.train().rows()).isEqualTo(100);
    assertThat(classes(prepared.validation().orElseThrow())).containsExactly(1, 0, 0, 1);
    assertThat(prepared.split()).isEqualTo(new Prepared.SplitReport(100, 4, 2));
    assertThat(prepared.dataHash()).isNotEqualTo(train.hash());
  }

  @Test
  void equal_inputs_with_different_targets_are_conflicts() {
    Table table =
        table(
            "x,y",
            IntStream.range(0, 100)
                .mapToObj(i -> "%d,%s".formatted(i / 2, i % 2 == 0 ? "a" : "b")));

    Profile profile = Preparation.prepare(table, WHOLE).profile();

    assertThat(profile.duplicates()).isZero();
    assertThat(profile.conflicts()).isEqualTo(50);
  }

  @Test
  void the_profile_describes_numbers_and_words() {
    Profile profile = Preparation.prepare(colours(), WHOLE).profile();

    Profile.ColumnProfile x = profile.columns().get(0);
    Profile.NumberSummary numbers = Objects.requireNonNull(x.numbers());
    assertThat(numbers.min()).isZero();
    assertThat(numbers.max()).isEqualTo(9801);
    assertThat(numbers.mean()).isCloseTo(3283.5, within(1e-9));
    assertThat(numbers.bins().stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
    assertThat(x.distinct()).isEqualTo(100);
    assertThat(profile.columns().get(1).levels())
        .containsExactly(new Profile.LevelCount("blue", 66), new Profile.LevelCount("red", 34));
    assertThat(profile.target().levels())
        .containsExactly(new Profile.LevelCount("a", 75), new Profile.LevelCount("b", 25));
  }

  @Test
  void different_numbers_are_counted_however_they_are_held() {
    // Whole, more decimals from the second part on, far apart, zeros of both signs, no decimals.
    Table table =
        table(
            "whole,later,wide,zeros,random,y",
            IntStream.range(0, 5000)
                .mapToObj(i ->
                    "%d,%s,%d,%s,%s,%s"
                        .formatted(
                            i % 300 - 150,
                            i < 4500 ? i % 10 : "0." + i,
                            i % 700 * 1_000_003L,
                            i % 3 == 0 ? "-0.0" : i % 3 == 1 ? "0.0" : "1",
                            1.0 / (1 + i % 900),
                            i % 2 == 0 ? "a" : "b")));

    Profile profile = Preparation.prepare(table, WHOLE).profile();

    assertThat(profile.columns())
        .extracting(Profile.ColumnProfile::distinct)
        .containsExactly(300, 10 + 500, 700, 2, 900);
  }

  @Test
  void a_class_with_one_row_goes_to_training_and_is_said() {
    Table table =
        table(
            "x,y",
            IntStream.range(0, 50)
                .mapToObj(i -> "%d,%s".formatted(i, i == 9 ? "rare" : "c" + i % 2)));

    for (long seed = 1; seed < 20; seed++) {
      Prepared prepared = Preparation.prepare(table, PrepareOptions.usual().withSeed(seed));
      assertThat(prepared.trainRows()).contains(9);
      assertThat(prepared.notes()).anyMatch(n -> n.startsWith("Class \"rare\""));
    }
  }

  @Test
  void targets_nothing_can_be_learned_from_are_refused() {
    Table table =
        table(
            "x,same,none,name,day,word,nine",
            IntStream.range(0, 40)
                .mapToObj(
                    i -> "%d,yes,,n%d,2024-01-%02d,w%d,9".formatted(i % 5, i, 1 + i % 9, i % 2)));

    refused(table, WHOLE.withTarget("same"), "every row has the same target", "yes");
    refused(table, WHOLE.withTarget("nine"), "every row has the same target");
    refused(table, WHOLE.withTarget("nine").withTask(Task.REGRESSION), "same target");
    refused(table, WHOLE.withTarget("none"), "missing in every row");
    refused(table, WHOLE.withTarget("name"), "too many for classes");
    refused(table, WHOLE.withTarget("day"), "dates");
    refused(table, WHOLE.withTarget("word").withTask(Task.REGRESSION), "holds words");
    refused(table, WHOLE.withTarget("wrod"), "did you mean \"word\"");
    refused(table, WHOLE.withTarget("8"), "numbered 1 to 7");
    refused(table, WHOLE.withTarget("word").withExclude(List.of("x", "6")), "both the target");
    refused(
        table,
        WHOLE.withTarget("word").withExclude(List.of("x", "day")),
        "no column to predict \"word\" from");
  }

  @Test
  void too_few_rows_to_hold_some_out_are_refused() {
    refused(
        table("x,y", Stream.of("1,a", "2,b", "3,a")),
        PrepareOptions.usual(),
        "3 rows",
        "too few",
        "validation: none");
    refused(
        table("x,y", IntStream.range(0, 9).mapToObj(i -> i + (i < 6 ? ".5," + i : ".5,0"))),
        PrepareOptions.usual().withTask(Task.REGRESSION).withShuffle(false),
        "the rows held out all have the same target",
        "validation: none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b,y;0,0,0;0,1,1;1,0,1;1,1,0",
        "x,y;-1,-3;0,-1;1,1;2,3;3,5;4,7;5,9",
        "x,y;1,2;2,3"
      })
  void a_handful_of_rows_can_be_trained_on_without_validation(String text) {
    String[] lines = text.split(";");
    Table table = table(lines[0], Arrays.stream(lines).skip(1));

    for (Task task : List.of(Task.CLASSIFICATION, Task.REGRESSION)) {
      Prepared prepared = Preparation.prepare(table, WHOLE.withTask(task));
      assertThat(prepared.train().rows()).isEqualTo(lines.length - 1);
      assertThat(prepared.validation()).isEmpty();
    }
  }

  @Test
  void the_tables_stay_beside_the_examples() {
    Table table = colours();
    Table validation =
        Written.table(Written.text(folder.resolve("v.csv"), "y,colour,x", "b,red,0", "a,blue,1"));

    Prepared share = Preparation.prepare(table, PrepareOptions.usual());
    Prepared given =
        Preparation.prepare(
            table,
            PrepareOptions.usual().withTarget("y").withValidation(Validation.Given.of(validation)));

    assertThat(share.source()).containsSame(table);
    assertThat(share.givenSource()).isEmpty();
    assertThat(given.source()).containsSame(table);
    assertThat(given.givenSource()).containsSame(validation);
    assertThat(given.validationRows()).containsExactly(0, 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, Double.NaN})
  void a_share_that_is_none_is_refused(double share) {
    assertThatThrownBy(() -> new Validation.Share(share)).isInstanceOf(BadInput.class);
  }

  @Test
  void labels_that_differ_in_punctuation_or_case_only_are_mapped_and_said() {
    Encoding encoding = income();
    Table test =
        Written.table(Written.text(folder.resolve("test.csv"), "x,y", "1,<=50K.", "2,>50k"));

    TestData data = Preparation.prepareTest(encoding, test, Map.of());

    assertThat(classes(data.examples())).containsExactly(0, 1);
    assertThat(data.notes())
        .anyMatch(n -> n.contains("\"<=50K.\"") && n.contains("read as \"<=50K\""))
        .anyMatch(n -> n.contains("\">50k\"") && n.contains("read as \">50K\""));
  }

  @Test
  void labels_never_seen_are_named_with_the_nearest_and_can_be_mapped() {
    Encoding encoding = income();
    Table test =
        Written.table(
            Written.text(folder.resolve("test.csv"), "x,y", "1,>50KK", "2,rich", "3,<=50K"));

    assertThatThrownBy(() -> Preparation.prepareTest(encoding, test, Map.of()))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(
            "test.csv",
            "\">50KK\" (nearest: \">50K\")",
            "\"rich\"",
            "--set 'data.labels.\">50KK\"=>50K'");
    TestData mapped =
        Preparation.prepareTest(encoding, test, Map.of(">50KK", ">50K", "rich", ">50K"));
    assertThat(classes(mapped.examples())).containsExactly(1, 1, 0);
  }

  @Test
  void a_label_mapped_to_no_class_is_refused() {
    Table test = Written.table(Written.text(folder.resolve("test.csv"), "x,y", "1,>50K", "2,rich"));

    assertThatThrownBy(() -> Preparation.prepareTest(income(), test, Map.of("rich", ">50M")))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("test.csv", "\"rich\"", "no class", "did you mean \">50K\"");
  }

  @Test
  void decimal_commas_are_told_from_words() {
    Table table =
        table(
            "x;n;y",
            IntStream.range(0, 40)
                .mapToObj(i -> "%d,5;%d;%s".formatted(i % 7, i * i, i % 2 == 0 ? "a" : "b")));

    assertThat(Preparation.prepare(table, WHOLE).notes())
        .anyMatch(n -> n.contains("\"x\"") && n.contains("decimal comma"));
  }

  @Test
  void a_value_far_from_all_others_is_said() {
    Stream<String> rows =
        IntStream.range(0, 400)
            .mapToObj(i ->
                "%s,%d,%s".formatted(i == 7 ? "1e308" : i * 0.0025, i * i, i % 2 == 0 ? "a" : "b"));

    assertThat(Preparation.prepare(table("x,n,y", rows), WHOLE).notes())
        .filteredOn(n -> n.contains("look alike"))
        .singleElement()
        .asString()
        .contains("\"x\"", "1.000e+308");
  }

  @Test
  void numbers_hardly_above_zero_are_no_constant() {
    Stream<String> rows =
        IntStream.range(0, 40).mapToObj(i -> "%de-300,%s".formatted(i, i % 2 == 0 ? "a" : "b"));

    Prepared prepared = Preparation.prepare(table("x,y", rows), WHOLE.withShuffle(false));

    double farthest = 19.5 / Math.sqrt((40 * 40 - 1) / 12.0);
    assertThat(column(prepared.train(), 0)[39]).isCloseTo((float) farthest, within(1e-6f));
  }

  @ParameterizedTest
  @CsvSource({"e-300, too small, multiply", "e170, too large, divide"})
  void targets_whose_squares_are_no_numbers_are_refused(String exponent, String size, String help) {
    Stream<String> rows = IntStream.range(0, 40).mapToObj(i -> "%d,%d%s".formatted(i, i, exponent));

    refused(table("x,y", rows), WHOLE.withTask(Task.REGRESSION), "\"y\"", size, help);
  }

  private Encoding income() {
    return Preparation.prepare(
            table(
                "x,y",
                IntStream.range(0, 40)
                    .mapToObj(i -> "%d,%s".formatted(i, i % 2 == 0 ? "<=50K" : ">50K"))),
            WHOLE)
        .encoding();
  }

  @Test
  void new_rows_may_be_reordered_and_wider_but_not_narrower() {
    Encoding encoding = Preparation.prepare(colours(), WHOLE).encoding();
    Table wide =
        Written.table(
            Written.text(folder.resolve("new.csv"), "z,colour,x", "7,red,4", "8,violet,5"));
    Table narrow =
        Written.table(Written.text(folder.resolve("narrow.csv"), "color,x", "red,4", "blue,5"));

    InputData data = Preparation.inputs(encoding, wide);

    assertThat(data.inputs().rows()).isEqualTo(2);
    assertThat(data.notes()).anyMatch(n -> n.contains("ignored the column \"z\""));
    assertThatThrownBy(() -> Preparation.inputs(encoding, narrow))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("narrow.csv", "\"colour\"", "\"color\"");
    assertThatThrownBy(() -> Preparation.prepareTest(encoding, wide, Map.of()))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("new.csv", "target column \"y\"");
  }

  @Test
  void a_word_in_a_new_row_of_numbers_names_file_and_line() {
    Encoding encoding = Preparation.prepare(colours(), WHOLE).encoding();
    Table bad =
        Written.table(Written.text(folder.resolve("new.csv"), "colour,x", "red,4", "red,four"));

    assertThatThrownBy(() -> Preparation.inputs(encoding, bad))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("new.csv, line 3", "\"x\"", "\"four\"");
  }

  @Test
  void new_rows_without_names_are_refused_with_a_hint() {
    Encoding encoding = Preparation.prepare(colours(), WHOLE).encoding();
    Table bare = Written.table(Written.text(folder.resolve("bare.csv"), "1,2", "3,4"));

    assertThatThrownBy(() -> Preparation.inputs(encoding, bare))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("bare.csv", "names no columns");
  }
}
