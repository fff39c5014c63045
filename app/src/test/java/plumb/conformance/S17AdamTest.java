package plumb.conformance;

import org.junit.jupiter.api.Test;
import plumb.optim.UpdateRule;

/**
 * S17: Adam is RMSProp plus momentum, both corrected for starting at 0 (RMSProp itself starts from
 * the first gradient instead).
 */
class S17AdamTest {
  @Test
  void S17_adam_is_rmsprop_plus_momentum_both_corrected_for_their_start() {
    double eta = 0.01;
    double w = 1;
    double m = 0;
    double s = 0;
    double[] expected = new double[Paths.GRADIENTS.length];
    for (int t = 1; t <= expected.length; t++) {
      double g = Paths.GRADIENTS[t - 1];
      m = 0.9 * m + 0.1 * g;
      s = 0.999 * s + 0.001 * g * g;
      w -= eta * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(s / (1 - Math.pow(0.999, t))) + 1e-8);
      expected[t - 1] = w;
    }
    Paths.assertPath(Paths.path(new UpdateRule.Adam(eta), 1, Paths.GRADIENTS), expected);
  }
}
