package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
  @Test
  void of_some_rows_without_the_missing_ones() {
    Moments moments = Moments.of(PackedNumbers.of(9, 1, Double.NaN, 3), new int[] {1, 2, 3});

    assertThat(moments).isEqualTo(new Moments(2, 1, 3, 2, 1));
  }

  /** Squares of such numbers are 0 or infinite, their deviation is neither. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-170, 1e170, 1e300})
  void the_deviation_of_very_small_and_very_large_numbers(double unit) {
    double[] values = {unit, 2 * unit, 3 * unit, 4 * unit};

    Moments moments = Moments.of(PackedNumbers.of(values), new int[] {0, 1, 2, 3});

    assertThat(moments.deviation() / unit).isCloseTo(Math.sqrt(1.25), within(1e-12));
  }
}
