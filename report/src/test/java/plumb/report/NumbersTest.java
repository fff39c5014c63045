package plumb.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void very_small_and_very_large_numbers_are_powers_of_ten() {
    assertThat(Numbers.plain(1.5e-7)).isEqualTo("1.5·10⁻⁷");
    assertThat(Numbers.plain(-1e-12)).isEqualTo("−10⁻¹²");
    assertThat(Numbers.plain(2.34e8)).isEqualTo("2.34·10⁸");
    assertThat(Numbers.power(1e-3)).isEqualTo("10⁻³");
    assertThat(Numbers.power(5e-3)).isEqualTo("5·10⁻³");
    assertThat(Numbers.power(0.01)).isEqualTo("0.01");
  }

  @Test
  void a_tick_far_below_one_is_not_taken_for_zero() {
    assertThat(Numbers.tick(2e-15)).isEqualTo("2·10⁻¹⁵");
    assertThat(Numbers.tick(0)).isEqualTo("0");
    assertThat(Numbers.tick(3.0000000001)).isEqualTo("3");
  }
}
