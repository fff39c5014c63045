package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.math.RandomStream;

class FanInTest {
  private static final double LIMIT = 1 / Math.sqrt(400);

  private static NetworkSpec network(boolean biases) {
    Init init = new Init.FanIn(biases);
    return new NetworkSpec(
        400,
        List.of(new Layer.Dense(300, init, 0.75f)),
        new Head(1, Activation.LINEAR, new Init.Zeros(), 0),
        Loss.MEAN_SQUARED_ERROR);
  }

  private static double[] part(NetworkSpec network, Segment.Role role) {
    float[] parameters = Initializer.draw(network, RandomStream.of(3));
    Segment segment = ParameterLayout.of(network).find(0, role).orElseThrow();
    double[] part = new double[segment.size()];
    for (int i = 0; i < part.length; i++) {
      part[i] = parameters[segment.offset() + i];
    }
    return part;
  }

  private static void isUniform(double[] numbers) {
    double squares = 0;
    for (double number : numbers) {
      assertThat(Math.abs(number)).isLessThanOrEqualTo(LIMIT);
      squares += number * number;
    }
    double deviation = Math.sqrt(squares / numbers.length);
    assertThat(deviation).isCloseTo(LIMIT / Math.sqrt(3), within(0.1 * LIMIT));
  }

  @Test
  void weights_and_biases_are_uniform_within_one_over_the_root_of_the_inputs() {
    isUniform(part(network(true), Segment.Role.WEIGHT));
    isUniform(part(network(true), Segment.Role.BIAS));
    assertThat(part(network(true), Segment.Role.BIAS)).doesNotHaveDuplicates();
  }

  @Test
  void biases_that_are_said_are_not_drawn_and_change_no_weight() {
    assertThat(part(network(false), Segment.Role.BIAS)).containsOnly(0.75);
    assertThat(part(network(false), Segment.Role.WEIGHT))
        .containsExactly(part(network(true), Segment.Role.WEIGHT));
  }
}
