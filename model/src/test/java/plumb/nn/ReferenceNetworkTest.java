package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** One input, no hidden units but those named; weights and biases by hand. */
class ReferenceNetworkTest {
  private static final Expected FIRST = new Expected.Classes(new int[] {0});

  private static NetworkSpec network(Head head, Loss loss, Layer... layers) {
    return new NetworkSpec(1, List.of(layers), head, loss);
  }

  private static ReferenceNetwork.Result run(
      NetworkSpec network, double input, double... parameters) {
    return new ReferenceNetwork(network).run(parameters, new double[] {input}, FIRST);
  }

  @Test
  void softmax_stays_finite_where_exp_does_not() {
    NetworkSpec network = network(new Head(2, Activation.SOFTMAX), Loss.CROSS_ENTROPY);
    ReferenceNetwork.Result result = run(network, 1000, 1, 2, 0, 0);
    assertThat(result.outputs()).containsExactly(0, 1);
    assertThat(result.loss()).isCloseTo(1000, within(1e-9));
  }

  @Test
  void each_side_of_a_relu_is_a_region() {
    NetworkSpec network =
        network(
            new Head(1, Activation.LINEAR),
            Loss.BINARY_CROSS_ENTROPY,
            new Layer.Dense(1),
            new Layer.Activate(Activation.RELU));
    long left = run(network, -1, 1, 0, 0.5, 0.1).region();
    assertThat(run(network, -2, 1, 0, 0.5, 0.1).region()).isEqualTo(left);
    assertThat(run(network, 0, 1, 0, 0.5, 0.1).region()).isEqualTo(left);
    assertThat(run(network, 0.1, 1, 0, 0.5, 0.1).region()).isNotEqualTo(left);
  }

  @Test
  void each_piece_of_a_maxout_is_a_region_and_the_first_of_equals_wins() {
    NetworkSpec network =
        network(new Head(1, Activation.LINEAR), Loss.BINARY_CROSS_ENTROPY, new Layer.Maxout(1, 2));
    double[] parameters = {-1, 1, 0, 0, 0.1, 0.5};
    long first = run(network, -1, parameters).region();
    assertThat(run(network, -2, parameters).region()).isEqualTo(first);
    assertThat(run(network, 0, parameters).region()).isEqualTo(first);
    assertThat(run(network, 1, parameters).region()).isNotEqualTo(first);
  }

  @Test
  void which_of_two_units_is_on_makes_another_region() {
    NetworkSpec network =
        network(
            new Head(1, Activation.LINEAR),
            Loss.BINARY_CROSS_ENTROPY,
            new Layer.Dense(2),
            new Layer.Activate(Activation.RELU));
    double[] parameters = {1, -1, 0, 0, 0.1, 0.1, 0.5};
    assertThat(run(network, 1, parameters).region())
        .isNotEqualTo(run(network, -1, parameters).region());
  }

  @Test
  void a_clipped_probability_is_a_region_below_and_above() {
    NetworkSpec network = network(new Head(1, Activation.LINEAR), Loss.BINARY_CROSS_ENTROPY);
    long inside = run(network, 0.5, 1, 0).region();
    long below = run(network, -0.5, 1, 0).region();
    long above = run(network, 1.5, 1, 0).region();
    assertThat(run(network, 0.6, 1, 0).region()).isEqualTo(inside);
    assertThat(below).isNotEqualTo(inside).isNotEqualTo(above);
    assertThat(above).isNotEqualTo(inside);
  }
}
