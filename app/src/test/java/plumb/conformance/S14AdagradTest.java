package plumb.conformance;

import org.junit.jupiter.api.Test;
import plumb.optim.UpdateRule;

/**
 * S14: Adagrad divides by the root of the sum of all past squared gradients; the falling rate and
 * the count under the mean cancel.
 */
class S14AdagradTest {
  @Test
  void S14_adagrad_divides_by_the_root_of_the_sum_of_all_squares() {
    double eta = 0.1;
    double w = 1;
    double sum = 0;
    double[] expected = new double[Paths.GRADIENTS.length];
    for (int t = 0; t < expected.length; t++) {
      double g = Paths.GRADIENTS[t];
      sum += g * g;
      double sigma = Math.sqrt(sum / (t + 1));
      double falling = eta / Math.sqrt(t + 1);
      w -= falling / sigma * g;
      expected[t] = w;
    }
    Paths.assertPath(Paths.path(new UpdateRule.Adagrad(eta, 0), 1, Paths.GRADIENTS), expected);
  }
}
