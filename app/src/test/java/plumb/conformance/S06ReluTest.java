package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.nn.Activation;

/** S6: ReLU gives 0 for z below 0 and z above it; at 0, value and slope are 0. */
class S06ReluTest {
  @ParameterizedTest
  @ValueSource(floats = {1e-30f, 0.5f, 1, 7, 1e6f})
  void S6_above_0_the_sum_passes(float z) {
    assertThat(Net.value(Activation.RELU, z)).isEqualTo(z);
    assertThat(Net.slope(Activation.RELU, z)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(floats = {-1e-30f, -0.5f, -7, -1e20f})
  void S6_below_0_nothing_passes(float z) {
    assertThat(Net.value(Activation.RELU, z)).isZero();
    assertThat(Net.slope(Activation.RELU, z)).isZero();
  }

  @Test
  void S6_at_0_value_and_slope_are_0() {
    assertThat(Net.value(Activation.RELU, 0f)).isZero();
    assertThat(Net.slope(Activation.RELU, 0f)).isZero();
    assertThat(Net.slope(Activation.RELU, -0f)).isZero();
  }
}
