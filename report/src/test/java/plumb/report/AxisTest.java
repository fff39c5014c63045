package plumb.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void values_far_from_zero_fill_the_axis() {
    Axis axis = Axis.close(new double[] {31, 48, 74});
    assertThat(axis.low()).isGreaterThan(10).isLessThanOrEqualTo(31);
    assertThat(axis.high()).isBetween(74.0, 85.0);
    assertThat(axis.logarithmic()).isFalse();
  }

  @Test
  void an_axis_of_ten_layers_has_more_than_two_ticks() {
    assertThat(Axis.exact(1, 10).ticks()).containsExactly(2.0, 4.0, 6.0, 8.0, 10.0);
  }

  @Test
  void values_near_zero_are_seen_from_zero() {
    assertThat(Axis.close(new double[] {5, 48, 74}).low()).isZero();
    assertThat(Axis.close(new double[] {40, 40}).low()).isZero();
  }
}
