package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import plumb.optim.Penalty;
import plumb.optim.Penalty.L1Form;
import plumb.optim.Scope;
import plumb.optim.UpdateRule;

/**
 * S21: L1 subtracts {@code eta lambda sgn(w)}, with sgn(0) = 0; stopping at 0 is a named variant.
 */
class S21L1Test {
  @Test
  void S21_l1_takes_a_fixed_step_towards_0_and_none_at_0() {
    float[] w = {1, -2, 0, 4, 5};
    Paths.mixed(new Penalty(0, 0.5)).update(w, new float[] {0.1f, 0.1f, 0, 0, 0}, 1);
    assertThat(w).containsExactly(new float[] {0.94f, -1.96f, 0, 4, 5}, within(1e-6f));
  }

  @Test
  void S21_by_the_sign_a_small_weight_jumps_over_0() {
    assertThat(Paths.path(new UpdateRule.Sgd(0.1), new Penalty(0, 1), 0.03f, 0, 0))
        .containsExactly(new float[] {-0.07f, 0.03f}, within(1e-6f));
  }

  @Test
  void S21_the_named_variant_stops_at_0_and_stays_there_while_the_gradient_is_small() {
    Penalty stopping =
        new Penalty(0, 1, L1Form.STOP_AT_ZERO, Scope.WEIGHTS, OptionalDouble.empty());
    assertThat(Paths.path(new UpdateRule.Sgd(0.1), stopping, 0.13f, 0, 0, 0.9f, -0.9f, -2))
        .containsExactly(new float[] {0.03f, 0, 0, 0, 0.1f}, within(1e-6f));
    assertThat(Paths.path(new UpdateRule.Sgd(0.1), stopping, -0.13f, 0, 0))
        .containsExactly(new float[] {-0.03f, 0}, within(1e-6f));
    // No adaptive rule rescales it, and biases are left alone.
    assertThat(Paths.path(new UpdateRule.Adam(0.1), stopping, 1, 0)[0])
        .isCloseTo(0.9f, within(1e-6f));
    float[] w = {1, 1, 1, 1, 1};
    Paths.mixed(stopping).update(w, new float[5], 1);
    assertThat(w).containsExactly(new float[] {0.9f, 0.9f, 0.9f, 1, 1}, within(1e-6f));
  }
}
