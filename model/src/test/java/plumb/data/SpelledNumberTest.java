package plumb.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpelledNumberTest {
  /** Cell, number with a decimal point, number with a decimal comma; NaN for no number. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12|12|12",
        "1.5|1.5|NaN",
        "1,5|NaN|1.5",
        "1.234|1.234|1234",
        "1,234|1234|1.234",
        "0.123|0.123|NaN",
        "0,123|NaN|0.123",
        "1.234,56|NaN|1234.56",
        "1,234.56|1234.56|NaN",
        "1.234.567|NaN|1234567",
        "12,34,567|1234567|NaN",
        "1 234,5|NaN|1234.5",
        "1'234.50|1234.5|NaN",
        "1\u2019234.50|1234.5|NaN",
        "1\u00a0234\u202f567|1234567|1234567",
        "$1,234|1234|1.234",
        "-$5.25|-5.25|NaN",
        "$-5.25|-5.25|NaN",
        "($5.25)|-5.25|NaN",
        "$(5.25)|-5.25|NaN",
        "(12)|-12|-12",
        "12-|-12|-12",
        "12,50- EUR|NaN|-12.5",
        "\u221212|-12|-12",
        "50 kr|50|50",
        "kr 50|50|50",
        "CHF 1'200.-|1200|1200",
        "1.340,58 \u20ac|NaN|1340.58",
        "\u00a55000|5000|5000",
        "R$ 1.234,56|NaN|1234.56",
        "12 %|12|12",
        "12%|12|12",
        "5 kg|5|5",
        "80m2|80|80",
        "7.2 l/100km|NaN|NaN",
        "60 km/h|60|60",
        "1.5e3|1500|NaN",
        "1,5E+03|NaN|1500",
        ".5|0.5|NaN",
        "3504.|3504|NaN",
        "\uff11\uff12|12|12",
        "12.3.4|NaN|NaN",
        "1,2,3|NaN|NaN",
      })
  void a_cell_is_a_number_by_the_sign_of_decimals(String cell, Double point, Double comma) {
    SpelledNumber number = SpelledNumber.of(cell);

    assertThat(value(number, Decimal.POINT)).isEqualTo(point);
    assertThat(value(number, Decimal.COMMA)).isEqualTo(comma);
  }

  private static Double value(@Nullable SpelledNumber number, Decimal decimal) {
    return number == null ? Double.NaN : number.value(decimal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "see note",
        "2024-01-31",
        "12:30",
        "3-door",
        "person 1",
        "10-20",
        "A12",
        "+-5",
        "((5))",
        "12 of 13",
        "n/a",
        "",
        "<5",
        "1/2",
        "Room 5",
        "5 > 3"
      })
  void words_dates_and_ranges_are_none(String cell) {
    assertThat(SpelledNumber.of(cell)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"5 kg,kg", "5 KG,KG", "2 Rooms,room", "1 room,room", "€ 5,€", "5 €,€", "5,''"})
  void the_same_unit_is_the_same_however_it_is_spelled(String cell, String unit) {
    assertThat(SpelledNumber.of(cell)).extracting(SpelledNumber::unit).isEqualTo(unit);
  }

  @Test
  void codes_are_digits_that_begin_with_zero() {
    assertThat("007,0,07,0.7,-07,07a,70".split(","))
        .filteredOn(text -> SpelledNumber.isCode(text.toCharArray(), 0, text.length()))
        .containsExactly("007", "07");
  }

  @Test
  void no_truth_word_has_two_meanings() {
    assertThat(TruthWords.anyMeaning(" JA ")).isTrue();
    assertThat(TruthWords.anyMeaning("нет")).isFalse();
    assertThat(TruthWords.anyMeaning("maybe")).isNull();
  }
}
