package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.nn.Activation;

/** S10: ELU is linear on the right and {@code alpha (exp(z) - 1)} on the left. */
class S10EluTest {
  @ParameterizedTest
  @CsvSource({"1, -0.001", "1, -0.5", "1, -3", "0.5, -2", "2, -1", "0, -1", "1, -50"})
  void S10_on_the_left_it_is_an_exponential(float alpha, float z) {
    Activation elu = new Activation.Elu(alpha);
    assertThat((double) Net.value(elu, z))
        .isCloseTo(alpha * Math.expm1(z), within(2e-6 * (1 + alpha)));
    assertThat((double) Net.slope(elu, z))
        .isCloseTo(alpha * Math.exp(z), within(2e-6 * (1 + alpha)));
  }

  @ParameterizedTest
  @CsvSource({"1, 0.001", "1, 5", "0.5, 2", "2, 100"})
  void S10_on_the_right_it_is_linear(float alpha, float z) {
    assertThat(Net.value(new Activation.Elu(alpha), z)).isEqualTo(z);
    assertThat(Net.slope(new Activation.Elu(alpha), z)).isEqualTo(1);
  }

  @Test
  void S10_at_0_both_sides_meet_in_0() {
    assertThat(Net.value(new Activation.Elu(1), 0)).isZero();
    assertThat(Net.slope(new Activation.Elu(1), 0)).isEqualTo(1);
  }
}
