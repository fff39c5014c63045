package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.optim.Penalty;
import plumb.optim.Scope;
import plumb.optim.UpdateRule;
import plumb.optim.Updater;

/**
 * S20: L2 multiplies weights by {@code 1 - eta lambda} before the step of the gradient; biases are
 * left alone (C27, C28).
 */
class S20L2Test {
  @Test
  void S20_l2_multiplies_weights_by_1_minus_rate_lambda_and_leaves_biases() {
    float[] w = {1, -2, 3, 4, 5};
    Paths.mixed(new Penalty(0.1, 0)).update(w, new float[] {0.5f, 0, -0.5f, 0, 1}, 1);
    float factor = 1 - 0.1f * 0.1f;
    assertThat(w[0]).isCloseTo(factor * 1 - 0.05f, within(1e-6f));
    assertThat(w[1]).isCloseTo(factor * -2, within(1e-6f));
    assertThat(w[2]).isCloseTo(factor * 3 + 0.05f, within(1e-6f));
    assertThat(w[3]).isEqualTo(4);
    assertThat(w[4]).isCloseTo(4.9f, within(1e-6f));
  }

  @Test
  void S20_biases_and_slopes_decay_where_asked_for() {
    float[] w = {1, 1, 1, 1, 1};
    Paths.mixed(Paths.on(new Scope(true, false))).update(w, new float[5], 1);
    assertThat(w).containsExactly(new float[] {0.99f, 0.99f, 0.99f, 0.99f, 1}, within(1e-6f));
    w = new float[] {1, 1, 1, 1, 1};
    Paths.mixed(Paths.on(new Scope(false, true))).update(w, new float[5], 1);
    assertThat(w).containsExactly(new float[] {0.99f, 0.99f, 0.99f, 1, 0.99f}, within(1e-6f));
  }

  @Test
  void C27_an_idle_weight_is_down_to_a_37_percent_after_100_000_steps() {
    Updater updater = Paths.updater(new UpdateRule.Sgd(0.1), new Penalty(1e-4, 0), 1);
    float[] w = {1};
    float[] gradient = new float[1];
    for (int t = 0; t < 100_000; t++) {
      gradient[0] = 0;
      updater.update(w, gradient, 1);
    }
    assertThat(w[0]).isCloseTo(0.368f, within(5e-4f));
  }

  @Test
  void C27_a_weight_in_use_rests_where_decay_and_gradient_balance() {
    Updater updater = Paths.updater(new UpdateRule.Sgd(0.1), new Penalty(0.5, 0), 1);
    float[] w = {1};
    for (int t = 0; t < 1000; t++) {
      updater.update(w, new float[] {w[0] - 3}, 1);
    }
    // 0.5 w = -(w - 3)
    assertThat(w[0]).isCloseTo(2, within(1e-5f));
  }

  @Test
  void C28_l2_is_weight_decay_under_gradient_descent() {
    double lambda = 0.01;
    float[] path = Paths.path(new UpdateRule.Sgd(0.1), new Penalty(lambda, 0), 1, Paths.GRADIENTS);
    double w = 1;
    double[] expected = new double[Paths.GRADIENTS.length];
    for (int t = 0; t < expected.length; t++) {
      w = (1 - 0.1 * lambda) * w - 0.1 * Paths.GRADIENTS[t];
      expected[t] = w;
    }
    Paths.assertPath(path, expected);
  }

  @Test
  void C28_l2_is_decay_inside_the_movement_under_momentum() {
    double lambda = 0.01;
    float[] path =
        Paths.path(new UpdateRule.Momentum(0.1, 0.9), new Penalty(lambda, 0), 1, Paths.GRADIENTS);
    double w = 1;
    double v = 0;
    double[] expected = new double[Paths.GRADIENTS.length];
    for (int t = 0; t < expected.length; t++) {
      double decay = 0.1 * lambda * w;
      v = 0.9 * v - 0.1 * Paths.GRADIENTS[t] - decay;
      w += v;
      expected[t] = w;
    }
    Paths.assertPath(path, expected);
  }

  @Test
  void C28_l2_is_not_weight_decay_under_adam() {
    float[] idle = {0, 0, 0};
    float[] weak = Paths.path(new UpdateRule.Adam(0.01), new Penalty(1e-3, 0), 1, idle);
    float[] strong = Paths.path(new UpdateRule.Adam(0.01), new Penalty(1e-1, 0), 1, idle);
    // Adam divides the strength of the penalty out again: an idle weight walks at the full rate.
    assertThat(weak[0]).isCloseTo(0.99f, within(1e-4f));
    assertThat(strong[0]).isCloseTo(0.99f, within(1e-4f));
    // Beside the gradient it stays a factor of 1 - rate * decay.
    float[] decayed = Paths.path(new UpdateRule.AdamW(0.01, 0.9, 0.999, 1e-8, 0.1), 1, idle);
    assertThat(decayed[2]).isCloseTo((float) Math.pow(1 - 0.01 * 0.1, 3), within(1e-6f));
  }
}
