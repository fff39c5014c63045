package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.optim.UpdateRule;
import plumb.optim.UpdateRule.RmsProp.Start;

/**
 * S15: RMSProp divides by a sigma that starts as the size of the first gradient and forgets old
 * ones: {@code sigma = sqrt(alpha sigma^2 + (1 - alpha) g^2)}.
 */
class S15RmsPropTest {
  @Test
  void S15_rmsprop_starts_from_the_size_of_the_first_gradient() {
    double eta = 0.1;
    double alpha = 0.9;
    double w = 1;
    double sigma = Math.abs(Paths.GRADIENTS[0]);
    double[] expected = new double[Paths.GRADIENTS.length];
    for (int t = 0; t < expected.length; t++) {
      double g = Paths.GRADIENTS[t];
      sigma = t == 0 ? sigma : Math.sqrt(alpha * sigma * sigma + (1 - alpha) * g * g);
      w -= eta / sigma * g;
      expected[t] = w;
    }
    Paths.assertPath(Paths.path(lectureRmsProp(eta), 1, Paths.GRADIENTS), expected);
  }

  @ParameterizedTest
  @ValueSource(floats = {-20, -1e-3f, 1e-6f, 0.5f})
  void S15_the_first_step_is_the_rate_against_the_sign(float gradient) {
    float[] path = Paths.path(lectureRmsProp(0.25), 1, gradient);
    assertThat(path[0]).isCloseTo(1 - 0.25f * Math.signum(gradient), within(1e-6f));
  }

  @Test
  void S15_a_first_gradient_of_0_makes_no_step_and_the_mean_starts_from_0() {
    float[] path = Paths.path(lectureRmsProp(0.1), 1, 0, 0, 0.5f);
    assertThat(path[0]).isEqualTo(1);
    assertThat(path[1]).isEqualTo(1);
    assertThat((double) path[2]).isCloseTo(1 - 0.1 / Math.sqrt(0.1), within(Paths.ROUNDING));
  }

  private static UpdateRule lectureRmsProp(double eta) {
    return new UpdateRule.RmsProp(eta, 0.9, 0, Start.FIRST_GRADIENT);
  }
}
