package plumb.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GainTest {
  @ParameterizedTest(name = "{0} rows won, {1} lost: real is {2}")
  @CsvSource({
    "0, 0, false",
    "3, 0, false",
    "4, 0, false",
    "6, 0, false",
    "7, 0, true",
    "8, 1, false",
    "9, 1, false",
    "10, 1, true",
    "10, 8, false",
    "30, 10, true",
    "0, 9, false",
    "10, 30, false",
  })
  void only_rows_that_differ_make_noise(int won, int lost, boolean real) {
    Gain gain = Gain.counted(1000, won, lost);
    assertThat(gain.value()).isCloseTo((won - lost) / 1000.0, within(1e-12));
    assertThat(gain.standardError()).isCloseTo(Math.sqrt(won + lost) / 1000, within(1e-12));
    assertThat(gain.real()).isEqualTo(real);
  }

  @ParameterizedTest
  @CsvSource({"60, 50, false", "80, 40, true", "40, 80, false"})
  void many_rows_that_differ_are_judged_by_the_normal_curve(int won, int lost, boolean real) {
    assertThat(Gain.counted(1000, won, lost).real()).isEqualTo(real);
    assertThat(Gain.paired(1000, row -> row < won ? 1 : row < won + lost ? -1 : 0).real())
        .isEqualTo(real);
  }

  @Test
  void what_is_no_number_is_no_gain() {
    assertThat(Gain.paired(10, _ -> Double.NaN).real()).isFalse();
  }
}
