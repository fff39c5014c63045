package plumb.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateFormatTest {
  @ParameterizedTest
  @CsvSource({
    "YEAR_FIRST, 2024-02-29, 2024-02-29",
    "YEAR_FIRST, 1969/12/31, 1969-12-31",
    "DAY_FIRST, 31.1.2024, 2024-01-31",
    "DAY_FIRST, 31/01/2024, 2024-01-31",
    "MONTH_FIRST, 01/31/2024, 2024-01-31",
  })
  void dates_are_read(DateFormat format, String text, LocalDate expected) {
    assertThat(format.parse(text)).isEqualTo((double) expected.toEpochDay());
  }

  @Test
  void a_time_of_day_is_a_fraction() {
    double day = LocalDate.of(2024, 1, 31).toEpochDay();

    assertThat(DateFormat.YEAR_FIRST.parse("2024-01-31T12:00")).isEqualTo(day + 0.5);
    assertThat(DateFormat.YEAR_FIRST.parse("2024-01-31 18:00:00.000Z")).isEqualTo(day + 0.75);
  }

  @ParameterizedTest
  @CsvSource({
    "YEAR_FIRST, 2023-02-29",
    "YEAR_FIRST, 2024-13-01",
    "YEAR_FIRST, 24-01-01",
    "YEAR_FIRST, 2024-01/01",
    "YEAR_FIRST, 2024-01-01x",
    "YEAR_FIRST, 2024-01-01T25:00",
    "YEAR_FIRST, 20240101",
    "DAY_FIRST, 2024-01-31",
    "MONTH_FIRST, 31/01/2024",
    "DAY_FIRST, 1.2",
  })
  void other_words_are_no_dates(DateFormat format, String text) {
    assertThat(format.parse(text)).isNaN();
  }
}
