package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.math.RandomStream;

/** Both references are written from the formulas, each by itself. */
class ReferenceBackpropTest {
  private static final double[] INPUT = {0.7, -1.2};

  static List<NetworkSpec> networks() {
    List<NetworkSpec> networks = new ArrayList<>();
    for (Loss loss : Loss.values()) {
      for (Activation head : List.of(Activation.LINEAR, Activation.SIGMOID, Activation.SOFTMAX)) {
        networks.add(new NetworkSpec(2, List.of(), new Head(3, head), loss));
        networks.add(new NetworkSpec(2, List.of(new Layer.Dense(4)), new Head(3, head), loss));
      }
    }
    return networks;
  }

  private static double[] parameters(NetworkSpec network) {
    double[] parameters = new double[ParameterLayout.of(network).size()];
    Arrays.setAll(parameters, i -> RandomStream.of(5).normal(i));
    return parameters;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void the_loss_is_that_of_the_other_reference(NetworkSpec network) {
    double[] parameters = parameters(network);
    double[] unused = new double[parameters.length];
    for (int label = 0; label < 3; label++) {
      Expected expected = new Expected.Classes(new int[] {label});
      double loss =
          new ReferenceBackprop(network)
              .add(parameters, new double[parameters.length], INPUT, expected, unused, unused);
      assertThat(loss)
          .isCloseTo(
              new ReferenceNetwork(network).run(parameters, INPUT, expected).loss(), within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void the_last_outputs_are_those_of_the_other_reference(NetworkSpec network) {
    double[] parameters = parameters(network);
    List<double[]> outputs = new ReferenceBackprop(network).outputs(parameters, INPUT);
    assertThat(outputs).hasSize(network.layers().size() + 1);
    assertThat(outputs.getLast())
        .containsExactly(
            new ReferenceNetwork(network)
                .run(parameters, INPUT, new Expected.Classes(new int[] {0}))
                .outputs(),
            within(1e-12));
  }
}
