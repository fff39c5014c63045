package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.math.RandomStream;

class InitializerTest {
  private static final int INPUTS = 200;
  private static final int UNITS = 300;

  private static NetworkSpec dense(Init init, float bias) {
    return new NetworkSpec(
        INPUTS,
        List.of(new Layer.Dense(UNITS, init, bias)),
        new Head(2, Activation.LINEAR, new Init.Constant(0.5f), -1),
        Loss.MEAN_SQUARED_ERROR);
  }

  private static double[] part(NetworkSpec network, int layer, Segment.Role role) {
    float[] parameters = Initializer.draw(network, RandomStream.of(3));
    Segment segment = ParameterLayout.of(network).find(layer, role).orElseThrow();
    double[] part = new double[segment.size()];
    Arrays.setAll(part, i -> parameters[segment.offset() + i]);
    return part;
  }

  static Stream<Arguments> spreads() {
    return Stream.of(
        Arguments.of(new Init.He(), Math.sqrt(2.0 / INPUTS), false),
        Arguments.of(new Init.LeCun(), Math.sqrt(1.0 / INPUTS), false),
        Arguments.of(new Init.Glorot(), Math.sqrt(2.0 / (INPUTS + UNITS)), true),
        Arguments.of(new Init.FanIn(false), Math.sqrt(1.0 / INPUTS / 3), true),
        Arguments.of(new Init.Normal(0.3f), 0.3, false),
        Arguments.of(new Init.Uniform(0.3f), 0.3 / Math.sqrt(3), true));
  }

  @ParameterizedTest
  @MethodSource("spreads")
  void weights_are_drawn_around_0_with_the_spread_of_the_formula(
      Init init, double deviation, boolean uniform) {
    double[] weights = part(dense(init, 0), 0, Segment.Role.WEIGHT);
    double mean = Arrays.stream(weights).average().orElseThrow();
    double squares = Arrays.stream(weights).map(w -> w * w).average().orElseThrow();
    double fourth = Arrays.stream(weights).map(w -> w * w * w * w).average().orElseThrow();
    assertThat(weights).hasSize(INPUTS * UNITS);
    assertThat(mean).isCloseTo(0, within(4 * deviation / Math.sqrt(weights.length)));
    assertThat(Math.sqrt(squares)).isCloseTo(deviation, within(0.015 * deviation));
    // Kurtosis: 3 for normal numbers, 1.8 for uniform ones.
    assertThat(fourth / (squares * squares)).isCloseTo(uniform ? 1.8 : 3, within(0.1));
    assertThat(Arrays.stream(weights).distinct().count()).isGreaterThan(weights.length * 9L / 10);
  }

  @Test
  void constant_weights_are_all_alike_and_biases_start_where_the_layer_says() {
    assertThat(part(dense(new Init.Constant(0.7f), 0.25f), 0, Segment.Role.WEIGHT))
        .containsOnly((double) 0.7f);
    assertThat(part(dense(new Init.Zeros(), 0.25f), 0, Segment.Role.WEIGHT)).containsOnly(0.0);
    for (Init init : List.of(new Init.He(), new Init.Zeros(), new Init.FanIn(false))) {
      assertThat(part(dense(init, 0.25f), 0, Segment.Role.BIAS)).containsOnly(0.25);
      assertThat(part(dense(init, 0.25f), 1, Segment.Role.WEIGHT)).containsOnly(0.5);
      assertThat(part(dense(init, 0.25f), 1, Segment.Role.BIAS)).containsOnly(-1.0);
    }
    NetworkSpec maxout =
        new NetworkSpec(
            3,
            List.of(new Layer.Maxout(2, 2, new Init.Constant(2), 0.5f)),
            new Head(1, new Activation.PRelu(Activation.Sharing.UNIT, 0.1f)),
            Loss.MEAN_SQUARED_ERROR);
    assertThat(part(maxout, 0, Segment.Role.WEIGHT)).hasSize(12).containsOnly(2.0);
    assertThat(part(maxout, 0, Segment.Role.BIAS)).hasSize(4).containsOnly(0.5);
    assertThat(part(maxout, 1, Segment.Role.SLOPE)).containsExactly((double) 0.1f);
  }

  static Stream<Arguments> automatic() {
    return Stream.of(
        Arguments.of(Activation.RELU, new Init.He()),
        Arguments.of(new Activation.LeakyRelu(0.01f), new Init.He()),
        Arguments.of(new Activation.PRelu(Activation.Sharing.UNIT, 0.25f), new Init.He()),
        Arguments.of(new Activation.Elu(1), new Init.He()),
        Arguments.of(new Activation.Softplus(), new Init.He()),
        Arguments.of(new Activation.Gelu(), new Init.He()),
        Arguments.of(new Activation.Selu(), new Init.LeCun()),
        Arguments.of(Activation.LINEAR, new Init.Glorot()),
        Arguments.of(Activation.SIGMOID, new Init.Glorot()),
        Arguments.of(Activation.TANH, new Init.Glorot()),
        Arguments.of(Activation.SOFTMAX, new Init.Glorot()));
  }

  @ParameterizedTest
  @MethodSource("automatic")
  void auto_takes_what_suits_the_activation_behind_the_layer(Activation function, Init expected) {
    NetworkSpec network =
        new NetworkSpec(
            3,
            List.of(
                new Layer.Dense(4),
                new Layer.Dropout(0.5f),
                new Layer.Activate(function),
                new Layer.Maxout(2, 2),
                new Layer.Dense(4),
                new Layer.Dense(4),
                new Layer.Dropout(0.1f)),
            new Head(2, function),
            Loss.MEAN_SQUARED_ERROR);
    assertThat(Initializer.init(network, 0)).isEqualTo(expected);
    assertThat(Initializer.init(network, 3)).isEqualTo(new Init.He());
    // Nothing but another layer, or the head, behind it.
    assertThat(Initializer.init(network, 4)).isEqualTo(new Init.Glorot());
    assertThat(Initializer.init(network, 5)).isEqualTo(new Init.Glorot());
    assertThat(Initializer.init(network, 7)).isEqualTo(expected);
    assertThatThrownBy(() -> Initializer.init(network, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer 2 has no weights");
    assertThat(Initializer.init(dense(new Init.Normal(2), 0), 0)).isEqualTo(new Init.Normal(2));
  }

  @Test
  void every_layer_has_numbers_of_its_own_and_the_same_seed_the_same() {
    NetworkSpec network =
        new NetworkSpec(
            5,
            List.of(
                new Layer.Dense(5, new Init.He(), 0),
                new Layer.Dense(5, new Init.He(), 0),
                new Layer.Maxout(5, 2, new Init.He(), 0)),
            new Head(5, Activation.LINEAR, new Init.He(), 0),
            Loss.MEAN_SQUARED_ERROR);
    double[][] weights = new double[4][];
    for (int layer = 0; layer < 4; layer++) {
      weights[layer] = Arrays.copyOf(part(network, layer, Segment.Role.WEIGHT), 25);
      for (int other = 0; other < layer; other++) {
        assertThat(weights[layer]).doesNotContain(weights[other]);
      }
      assertThat(part(network, layer, Segment.Role.WEIGHT)).startsWith(weights[layer]);
    }
    assertThat(Initializer.draw(network, RandomStream.of(4)))
        .isNotEqualTo(Initializer.draw(network, RandomStream.of(3)));
  }

  @Test
  void slopes_start_where_the_activation_says_in_every_sharing() {
    for (Activation.Sharing sharing : Activation.Sharing.values()) {
      Layer prelu = new Layer.Activate(new Activation.PRelu(sharing, 0.125f));
      NetworkSpec network =
          new NetworkSpec(
              3,
              List.of(new Layer.Dense(4), prelu, new Layer.Dense(5), prelu),
              new Head(1, Activation.LINEAR),
              Loss.MEAN_SQUARED_ERROR);
      List<Segment> slopes =
          ParameterLayout.of(network).segments().stream()
              .filter(s -> s.role() == Segment.Role.SLOPE)
              .toList();
      assertThat(slopes.stream().mapToInt(Segment::size).sum())
          .isEqualTo(
              switch (sharing) {
                case UNIT -> 9;
                case LAYER -> 2;
                case NETWORK -> 1;
              });
      float[] parameters = Initializer.draw(network, RandomStream.of(1));
      for (Segment segment : slopes) {
        for (int i = segment.offset(); i < segment.end(); i++) {
          assertThat(parameters[i]).isEqualTo(0.125f);
        }
      }
      assertThat(ParameterLayout.of(network).slopes(3).layer())
          .isEqualTo(sharing == Activation.Sharing.NETWORK ? 1 : 3);
    }
  }
}
