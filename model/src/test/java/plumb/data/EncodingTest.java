package plumb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class EncodingTest {
  private static final Encoding ENCODING =
      new Encoding(
          List.of(
              new Feature.Numeric("age", 40, 10, 35, true),
              new Feature.Flag("member", 0.25, false),
              new Feature.Categories("hours-per-week", List.of("few", "many"), true),
              new Feature.Date("since", DateFormat.DAY_FIRST, 10_000, 100, 10_000, false)),
          new Target.Classification("income", List.of("<=50K", ">50K")));

  private static float[] encode(@Nullable Object... values) {
    float[] into = new float[ENCODING.width() + 1];
    ENCODING.encode(feature -> values[feature], into, 1);
    return into;
  }

  @Test
  void a_row_of_words_is_encoded_feature_by_feature() {
    float[] inputs = encode(" 55 ", "Yes", "many", "01.01.1970");

    assertThat(inputs).containsExactly(0f, 1.5f, 0f, 1f, 0f, 1f, 0f, 0f, -100f, 0f, 1f, 0f, 1f);
    assertThat(ENCODING.names())
        .hasSize(12)
        .contains("age is missing", "hours-per-week=(other)", "hours-per-week=(missing)");
  }

  @Test
  void a_long_tail_is_nearly_straight_below_its_unit_and_logarithmic_above_it() {
    Feature.LongTailed feature = new Feature.LongTailed("income", 100, 1, 2, 100, true);
    float[] into = new float[2];
    feature.write(" 100 ", into, 0);
    assertThat(into).containsExactly((float) ((Math.log(2) - 1) / 2), 0f);
    feature.write(-300, into, 0);
    assertThat(into[0]).isEqualTo((float) ((-Math.log(4) - 1) / 2));
    feature.write(null, into, 0);
    assertThat(into).containsExactly((float) ((Math.log(2) - 1) / 2), 1f);
    feature.write(1e300, into, 0);
    assertThat(into[0]).isLessThan(400);
  }

  @Test
  void typed_values_are_encoded_as_their_words_are() {
    assertThat(encode(55, true, "many", LocalDate.of(1970, 1, 1)))
        .isEqualTo(encode("55", "true", "many", "01.01.1970"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "NA", " nan "})
  void missing_values_are_filled_and_marked(String missing) {
    assertThat(encode(missing, missing, missing, missing))
        .startsWith(0f, -0.5f, 1f, 0.25f, 0f, 0f, 0f, 1f, 0f);
  }

  @Test
  void a_row_unlike_training_is_known_by_its_values() {
    Encoding encoding =
        new Encoding(
            ENCODING.features(),
            ENCODING.target(),
            ENCODING.missing(),
            new TrainingColumns(
                List.of(
                    new TrainingColumns.Range("age", 20, 60),
                    new TrainingColumns.Range("since", 0, 10)),
                List.of()));

    assertThat(encoding.unfamiliar(f -> List.of("80", "no", "few", "15.01.1970").get(f))).isEmpty();
    assertThat(encoding.unfamiliar(f -> List.of("?", "", "some", "17.01.1970").get(f)))
        .containsExactly(
            new Unfamiliar.Gap("member"),
            new Unfamiliar.Word("hours-per-week", "some"),
            new Unfamiliar.Far("since", "1970-01-17", "1970-01-01", "1970-01-11"));
    assertThat(encoding.unfamiliar(f -> List.of("81", "no", "few", "01.01.1970").get(f)))
        .containsExactly(new Unfamiliar.Far("age", "81", "20", "60"));
    assertThat(ENCODING.unfamiliar(f -> List.of("1e9", "no", "few", "01.01.1970").get(f)))
        .as("nothing is remembered")
        .isEmpty();
  }

  @Test
  void a_word_never_seen_goes_to_the_bucket_of_the_others() {
    assertThat(encode("1", "no", "sometimes", "01.01.1970")).containsSequence(0f, 0f, 1f, 0f);
  }

  @Test
  void a_word_where_a_number_is_expected_names_column_and_word() {
    assertThatThrownBy(() -> encode("old", "no", "few", "01.01.1970"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("\"age\"")
        .hasMessageContaining("\"old\"");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, 1e300})
  void a_number_no_float_can_hold_is_refused(double value) {
    assertThatThrownBy(() -> encode(value, "no", "few", "01.01.1970"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("\"age\"");
  }

  @Test
  void an_encoding_survives_json_to_the_last_bit() {
    Encoding encoding =
        new Encoding(
            List.of(
                new Feature.Numeric("x", 0.1 + 0.2, 1e-300, -0.0, false),
                new Feature.Flag("f", 1 / 3.0, true),
                new Feature.Categories("c", List.of("\"a\"", "b,\n", "ß"), false),
                new Feature.Date("d", DateFormat.MONTH_FIRST, Math.PI, 7, 0, true),
                new Feature.Pixels("pixel", 2, 3, 1, 0.1f, -1.3f)),
            new Target.Regression("y", 1 / 7.0, 3.0000000000000004),
            List.of("", "none"));
    JsonMapper json = new JsonMapper();

    Encoding read = json.readValue(json.writeValueAsString(encoding), Encoding.class);

    assertThat(read).isEqualTo(encoding);
    assertThat(((Feature.Numeric) read.features().getFirst()).fill()).isEqualTo(-0.0);
  }

  @Test
  void pixels_are_encoded_as_the_training_images_are() {
    Feature.Pixels feature = new Feature.Pixels("pixel", 1, 2, 1, 0.125f, -3f);
    byte[] image = {(byte) 200, 7};
    float[] here = new float[2];
    float[] there = new float[2];

    feature.write(image, here, 0);
    new Inputs.Bytes(image, 1, 2, new float[] {0.125f, 0.125f}, new float[] {-3f, -3f})
        .copyRow(0, there, 0);

    assertThat(here).containsExactly(22f, -2.125f).isEqualTo(there);
  }

  record Person(
      int age, @Nullable Boolean member, String hoursPerWeek, LocalDate since, String note) {}

  @Test
  void maps_records_and_reordered_cells_give_the_same_row() {
    LocalDate date = LocalDate.of(2020, 2, 3);
    Map<String, Object> map = new HashMap<>();
    map.put("age", 30);
    map.put("member", null);
    map.put("hours-per-week", "few");
    map.put("since", date);
    RowMapping<Person> records = RowMapping.ofRecords(ENCODING, Person.class);
    RowMapping<String[]> cells =
        RowMapping.ofCells(
            ENCODING, List.of("extra", "since", "hours-per-week", "member", "age"), "new.csv");

    Row fromMap = RowMapping.ofMaps(ENCODING).apply(map);
    Row fromRecord = records.apply(new Person(30, null, "few", date, "unused"));
    Row fromCells = cells.apply(new String[] {"x", "03.02.2020", "few", "", "30"});

    float[] expected = encode(30, null, "few", date);
    for (Row row : List.of(fromMap, fromRecord, fromCells)) {
      float[] inputs = new float[ENCODING.width() + 1];
      ENCODING.encode(row, inputs, 1);
      assertThat(inputs).isEqualTo(expected);
    }
    assertThat(cells.extra()).containsExactly("extra");
    assertThat(records.extra()).containsExactly("note");
  }

  record Stranger(int age, String since) {}

  @Test
  void an_absent_column_is_named_with_the_nearest_one() {
    assertThatThrownBy(() ->
            RowMapping.ofCells(
                ENCODING, List.of("ages", "member", "hours-per-week", "since"), "new.csv"))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "new.csv lacks the column \"age\" that the model reads; the nearest name there is"
                + " \"ages\"");
    assertThatThrownBy(() -> RowMapping.ofRecords(ENCODING, Stranger.class))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("\"member\", \"hours-per-week\"");
    assertThatThrownBy(() -> RowMapping.ofMaps(ENCODING).apply(Map.of("Age", 1)).value(0))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("\"Age\"");
  }
}
