package plumb.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, -0.0",
    "+7, 7",
    "12.50, 12.5",
    ".5, 0.5",
    "5., 5",
    "1e3, 1000",
    "1E-2, 0.01",
    "1.510000000000000000e+02, 151",
    "9007199254740993, 9007199254740992",
    "123456789012345678901234567890, 123456789012345678901234567890",
    "2.2250738585072012e-308, 2.2250738585072012e-308",
    "0.000000000000000000000000000000000000001, 1e-39",
    "1e400, Infinity",
    "-inf, -Infinity",
    "Infinity, Infinity",
  })
  void numbers_are_read(String text, double expected) {
    assertThat(NumberText.parse(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "e5",
        "1e",
        "1e+",
        "1.2.3",
        "1,5",
        "0x10",
        "1f",
        "1d",
        "NaN",
        "--1",
        "1 2",
        "infinite",
        "12-05",
        "1_000"
      })
  void other_words_are_no_numbers(String text) {
    assertThat(NumberText.parse(text)).isEmpty();
  }

  @Test
  void every_number_is_rounded_as_the_platform_rounds_it() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        String shortest = Double.toString(value);
        assertThat(NumberText.parse(shortest)).hasValue(value);
        double common = (random.nextInt() / 1000.0) * StrictMath.pow(10, random.nextInt(-9, 9));
        String fixed = String.format(Locale.ROOT, "%.12f", common);
        assertThat(NumberText.parse(fixed)).hasValue(Double.parseDouble(fixed));
      }
    }
  }
}
