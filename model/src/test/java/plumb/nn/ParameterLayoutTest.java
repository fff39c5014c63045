package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.data.BadInput;
import plumb.nn.Activation.Sharing;

class ParameterLayoutTest {
  private static Layer prelu(Sharing sharing) {
    return new Layer.Activate(new Activation.PRelu(sharing, 0.25f));
  }

  private static NetworkSpec network(Activation head, Layer... layers) {
    return new NetworkSpec(3, List.of(layers), new Head(2, head), Loss.CROSS_ENTROPY);
  }

  static Stream<NetworkSpec> networks() {
    return Stream.of(
        network(Activation.SOFTMAX),
        network(Activation.SOFTMAX, new Layer.Dense(5), new Layer.Activate(Activation.RELU)),
        network(Activation.SOFTMAX, new Layer.Maxout(4, 3), new Layer.Dropout(0.5f)),
        network(Activation.SOFTMAX, prelu(Sharing.UNIT), new Layer.Dense(5), prelu(Sharing.UNIT)),
        network(Activation.SOFTMAX, new Layer.Dense(5), prelu(Sharing.LAYER)),
        network(
            Activation.SOFTMAX,
            new Layer.Dense(5),
            prelu(Sharing.NETWORK),
            new Layer.Dense(4),
            prelu(Sharing.NETWORK)),
        network(
            Activation.SOFTMAX, prelu(Sharing.NETWORK), new Layer.Dense(5), prelu(Sharing.NETWORK)),
        network(new Activation.PRelu(Sharing.UNIT, 0.1f), new Layer.Dense(5)),
        network(new Activation.PRelu(Sharing.LAYER, 0.1f), new Layer.Dense(5)),
        network(new Activation.PRelu(Sharing.NETWORK, 0.1f), new Layer.Dense(5)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void the_parts_lie_one_behind_the_other_from_0_on(NetworkSpec network) {
    ParameterLayout layout = ParameterLayout.of(network);
    int end = 0;
    for (Segment segment : layout.segments()) {
      assertThat(segment.offset()).isEqualTo(end);
      end = segment.end();
    }
    assertThat(layout.size()).isEqualTo(end);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void the_number_of_parameters_is_known_without_a_layout(NetworkSpec network) {
    assertThat(ParameterLayout.count(network)).isEqualTo(ParameterLayout.of(network).size());
  }

  @Test
  void weights_are_a_row_an_input_and_maxout_has_a_column_a_piece() {
    assertThat(ParameterLayout.of(network(Activation.SOFTMAX, new Layer.Maxout(4, 5))).segments())
        .containsExactly(
            new Segment("layer 1 weights", 0, Segment.Role.WEIGHT, 0, 3, 20),
            new Segment("layer 1 biases", 0, Segment.Role.BIAS, 60, 1, 20),
            new Segment("head weights", 1, Segment.Role.WEIGHT, 80, 4, 2),
            new Segment("head biases", 1, Segment.Role.BIAS, 88, 1, 2));
  }

  @Test
  void layers_that_share_the_slope_of_the_network_find_the_same_one() {
    ParameterLayout layout =
        ParameterLayout.of(
            network(
                Activation.SOFTMAX,
                new Layer.Dense(5),
                prelu(Sharing.NETWORK),
                new Layer.Dense(4),
                prelu(Sharing.NETWORK)));
    assertThat(layout.slopes(3)).isEqualTo(layout.slopes(1));
    assertThat(layout.slopes(1).size()).isEqualTo(1);
  }

  @Test
  void slopes_of_units_are_not_taken_for_that_of_the_network() {
    ParameterLayout layout =
        ParameterLayout.of(
            network(
                Activation.SOFTMAX,
                prelu(Sharing.UNIT),
                prelu(Sharing.NETWORK),
                prelu(Sharing.NETWORK)));
    assertThat(layout.slopes(0).size()).isEqualTo(3);
    assertThat(layout.slopes(2).layer()).isEqualTo(1);
  }

  @Test
  void more_parameters_than_an_array_holds_are_counted_but_have_no_layout() {
    NetworkSpec large =
        network(Activation.SOFTMAX, new Layer.Dense(1_000_000), new Layer.Dense(1_000_000));
    assertThat(ParameterLayout.count(large)).isEqualTo(4e6 + 1_000_001e6 + 2_000_002);
    assertThatThrownBy(() -> ParameterLayout.of(large))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("layer 2 weights, 1000000 x 1000000");
  }
}
