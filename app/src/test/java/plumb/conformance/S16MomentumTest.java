package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.optim.UpdateRule;

/**
 * S16: the movement is {@code v = lambda v - eta g}, with the rate inside v, so that v is the
 * fading sum of all past gradients (C21).
 */
class S16MomentumTest {
  @Test
  void S16_momentum_keeps_a_share_of_the_last_movement_with_the_rate_inside() {
    double eta = 0.1;
    double lambda = 0.9;
    double w = 1;
    double v = 0;
    double[] expected = new double[Paths.GRADIENTS.length];
    for (int t = 0; t < expected.length; t++) {
      v = lambda * v - eta * Paths.GRADIENTS[t];
      w += v;
      expected[t] = w;
    }
    Paths.assertPath(
        Paths.path(new UpdateRule.Momentum(eta, lambda), 1, Paths.GRADIENTS), expected);
  }

  @Test
  void S16_the_second_movement_is_both_gradients_with_the_first_faded() {
    // Powers of two, so that nothing is rounded.
    float[] path = Paths.path(new UpdateRule.Momentum(0.25, 0.5), 0, 3, 5);
    assertThat(path[1] - path[0]).isEqualTo(-0.5f * 0.25f * 3 - 0.25f * 5);
  }

  @Test
  void S16_without_momentum_it_is_gradient_descent() {
    assertThat(Paths.path(new UpdateRule.Momentum(0.1, 0), 1, Paths.GRADIENTS))
        .containsExactly(Paths.path(new UpdateRule.Sgd(0.1), 1, Paths.GRADIENTS));
  }

  @Test
  void C21_the_movement_is_the_fading_sum_of_all_past_gradients() {
    double eta = 0.1;
    double lambda = 0.9;
    float[] path = Paths.path(new UpdateRule.Momentum(eta, lambda), 1, Paths.GRADIENTS);
    for (int t = 1; t < path.length; t++) {
      double sum = 0;
      for (int i = 0; i <= t; i++) {
        sum -= eta * Math.pow(lambda, t - i) * Paths.GRADIENTS[i];
      }
      assertThat((double) path[t] - path[t - 1]).isCloseTo(sum, within(1e-6 * (1 + Math.abs(sum))));
    }
  }
}
