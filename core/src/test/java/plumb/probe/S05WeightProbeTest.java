package plumb.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;

/** S5: add a little to a weight and look at the loss; C9: what arrives of it at each layer. */
class S05WeightProbeTest {
  static Stream<NetworkSpec> networks() {
    return Networks.all();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void S05_the_loss_moves_as_back_propagation_says(NetworkSpec network) {
    int parameters = 0;
    int compared = 0;
    for (int seed = 1; seed <= 3; seed++) {
      float[] at = Networks.parameters(network, seed);
      WeightProbe probe = new WeightProbe(network, at, Networks.examples(network, 4, seed));
      for (int i = 0; i < at.length; i++) {
        Probed probed = probe.probe(i);
        parameters++;
        if (probed.smooth()) {
          // A loss has 16 digits: of much smaller derivatives a difference keeps fewer than six.
          double allowed = Math.max(1e-6 * Math.abs(probed.backPropagated()), 1e-11);
          assertThat(probed.difference())
              .as("%s, parameter %d of seed %d: %s", network, i, seed, probed)
              .isCloseTo(probed.backPropagated(), org.assertj.core.data.Offset.offset(allowed));
          compared++;
        }
      }
    }
    assertThat(compared).as("%d parameters", parameters).isGreaterThan(parameters * 8 / 10);
  }

  @Test
  void S05_a_wrong_derivative_is_found() {
    Probed right = new Probed(0, "layer 1 weights", 1, 1e-3, 1, 1, 0.5, 0.5000001, true);
    Probed wrong = new Probed(0, "layer 1 weights", 1, 1e-3, 1, 1, 0.5, -0.5, true);
    assertThat(right.relativeError()).isLessThan(1e-6);
    assertThat(wrong.relativeError()).isEqualTo(2);
  }

  @Test
  void S05_a_weight_is_named_by_its_layer_its_input_and_its_sum() {
    NetworkSpec network = sigmoids(2);
    WeightProbe probe =
        new WeightProbe(network, Networks.parameters(network, 1), Networks.examples(network, 5, 1));
    Probed probed = probe.probe(probe.weight(2, 1, 4), 1e-3);
    assertThat(probed.segment()).isEqualTo("layer 3 weights");
    assertThat(probed.parameter()).isEqualTo(10 * 20 + 20 + 20 + 4);
    assertThat((probed.lossAfter() - probed.lossBefore()) / 1e-3)
        .isCloseTo(probed.backPropagated(), org.assertj.core.data.Offset.offset(1e-4));
    assertThatThrownBy(() -> probe.weight(1, 0, 0)).hasMessage("layer 2 has no weights");
    assertThatThrownBy(() -> probe.weight(0, 10, 0)).hasMessageContaining("10 x 20");
  }

  @Test
  void C09_a_large_change_shrinks_at_every_sigmoid_and_passes_through_relus() {
    List<Double> sigmoid = echo(sigmoids(10));
    for (int i = 1; i < sigmoid.size() - 1; i++) {
      assertThat(sigmoid.get(i) / sigmoid.get(i - 1)).as("layer %d", i + 1).isLessThan(0.6);
    }
    assertThat(sigmoid.get(9) / sigmoid.getFirst()).isLessThan(1e-4);

    List<Double> relu = echo(deep(10, Activation.RELU));
    assertThat(relu.get(9) / relu.getFirst()).isBetween(0.05, 20.0);
  }

  private static List<Double> echo(NetworkSpec network) {
    float[] start = plumb.train.Stepper.start(network, 1);
    WeightProbe probe = new WeightProbe(network, start, Networks.examples(network, 40, 1));
    List<Double> sums = new ArrayList<>();
    for (int j = 0; j < 20; j++) {
      List<Echo> echoes = probe.echo(probe.weight(0, j % 10, j), 1);
      for (int i = 0; i < echoes.size(); i++) {
        if (j == 0) {
          sums.add(0.0);
        }
        sums.set(i, sums.get(i) + echoes.get(i).change());
      }
    }
    return sums;
  }

  private static NetworkSpec sigmoids(int depth) {
    return deep(depth, Activation.SIGMOID);
  }

  private static NetworkSpec deep(int depth, Activation activation) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      layers.add(new Layer.Dense(20));
      layers.add(new Layer.Activate(activation));
    }
    return new NetworkSpec(10, layers, new Head(3, Activation.SOFTMAX), Loss.CROSS_ENTROPY);
  }
}
