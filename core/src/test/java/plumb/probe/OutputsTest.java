package plumb.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;

class OutputsTest {
  private static Outputs outputs(Activation activation, int units) {
    return new Outputs(
        Block.of(
                new NetworkSpec(
                    2,
                    List.of(new Layer.Dense(units), new Layer.Activate(activation)),
                    new Head(1, Activation.LINEAR),
                    Loss.MEAN_SQUARED_ERROR))
            .getFirst());
  }

  @Test
  void a_unit_is_dead_if_every_row_leaves_it_at_0_and_not_because_many_do() {
    Outputs outputs = outputs(Activation.RELU, 3);
    outputs.read(new float[] {0, 0, 1, 0, 0, 0, 0, 2, 0}, 3);
    assertThat(outputs.dead()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(outputs.mean()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(outputs.spread()).isCloseTo(Math.sqrt(5 / 9.0 - 1 / 9.0), within(1e-12));
  }

  @Test
  void a_unit_that_once_answered_is_dead_only_after_512_rows_of_0() {
    Outputs outputs = outputs(Activation.RELU, 1);
    outputs.read(new float[] {1}, 1);
    assertThat(outputs.dead()).isZero();
    outputs.read(new float[511], 511);
    assertThat(outputs.dead()).isZero();
    outputs.read(new float[1], 1);
    assertThat(outputs.dead()).isOne();
    outputs.read(new float[] {0.5f}, 1);
    assertThat(outputs.dead()).isZero();
  }

  /** The slope at both sides of each border, by differences, against the steepest. */
  static Stream<Arguments> borders() {
    return Stream.of(
        Arguments.of(Activation.SIGMOID, 1 / (1 + Math.exp(5))),
        Arguments.of(Activation.SIGMOID, 1 / (1 + Math.exp(-5))),
        Arguments.of(Activation.TANH, Math.tanh(2.5)),
        Arguments.of(Activation.TANH, -Math.tanh(2.5)),
        // The slope of ELU on the left is exp(z), of softplus the sigmoid of z.
        Arguments.of(new Activation.Elu(1), 0.0265922 - 1),
        Arguments.of(new Activation.Elu(0.5f), 0.5 * (0.0265922 - 1)),
        Arguments.of(
            new Activation.Selu(), 1.0507009873554805 * 1.6732632423543772 * (0.0265922 - 1)),
        Arguments.of(new Activation.Softplus(), -Math.log(1 - 0.0265922)));
  }

  @ParameterizedTest
  @MethodSource("borders")
  void an_output_counts_as_saturated_where_the_slope_is_a_37th_of_the_steepest(
      Activation activation, double border) {
    double further = border > 0.5 ? 1e-4 : -1e-4;
    assertThat(saturated(activation, border + further)).isOne();
    assertThat(saturated(activation, border - further)).isZero();
  }

  private static double saturated(Activation activation, double value) {
    Outputs outputs = outputs(activation, 1);
    outputs.read(new float[] {(float) value}, 1);
    return outputs.saturated();
  }
}
