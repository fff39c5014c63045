package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;

/**
 * S13: the largest sum is a wire to the winner, so for one example a thin linear network is
 * trained: only the winner gets a gradient, of equals the first.
 */
class S13MaxoutTrainingTest {
  private static final NetworkSpec NETWORK = Net.of(2, new Layer.Maxout(2, 3));

  /** Sums of unit 1: 5, 7, -1; of unit 2: 1, 4, 2, at the input (1, 1); head weights 10 and 20. */
  private static float[] parameters() {
    return new float[] {2, 3, 0, 0, 2, 1, 3, 4, -1, 1, 2, 1, 0, 0, 0, 0, 0, 0, 10, 20, 0};
  }

  @Test
  void S13_only_the_weights_of_the_winners_move() {
    float[] gradient = Net.gradient(NETWORK, parameters(), 1, 1);
    assertThat(gradient)
        .containsExactly(
            new float[] {
              0, 10, 0, 0, 20, 0, // first input
              0, 10, 0, 0, 20, 0, // second input
              0, 10, 0, 0, 20, 0, // biases
              7, 4, 1 // the head
            },
            within(1e-6f));
  }

  @Test
  void S13_of_equal_sums_the_first_gets_the_gradient() {
    float[] parameters = parameters();
    parameters[0] = parameters[1];
    parameters[6] = parameters[7];
    float[] gradient = Net.gradient(NETWORK, parameters, 1, 1);
    assertThat(gradient[12]).isEqualTo(10);
    assertThat(gradient[13]).isZero();
  }

  @Test
  void S13_around_an_example_the_network_is_the_thin_linear_one_of_its_winners() {
    float[] parameters = parameters();
    for (float[] x : new float[][] {{1, 1}, {1.05f, 0.97f}, {0.9f, 1.1f}}) {
      float thin = 10 * (3 * x[0] + 4 * x[1]) + 20 * (2 * x[0] + 2 * x[1]);
      assertThat(Net.answers(NETWORK, parameters, x)[0]).isCloseTo(thin, within(1e-4f));
    }
    // Far away others win, and it is another linear network.
    float thin = 10 * (3 * -1 + 4 * -1) + 20 * (2 * -1 + 2 * -1);
    assertThat(Net.answers(NETWORK, parameters, -1, -1)[0]).isGreaterThan(thin + 1);
  }

  /** C18: a loser of one example wins another, so that over the data every piece is trained. */
  @Test
  void S13_over_many_examples_other_pieces_win() {
    float[] gradient = Net.gradient(NETWORK, parameters(), 1, 1, -1, -1, 1, -3, -4, 3);
    for (int sum = 12; sum < 18; sum++) {
      assertThat(gradient[sum]).as("bias %d", sum - 12).isNotZero();
    }
  }
}
