package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Expected;
import plumb.nn.Head;
import plumb.nn.Initializer;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;
import plumb.train.Stepper;
import plumb.train.Stopping;
import plumb.train.TrainingSpec;

/**
 * S11: Maxout takes the largest of each group of k sums; who is in which group is fixed beforehand,
 * and k can be any number from 2 on.
 */
class S11MaxoutTest {
  private static final NetworkSpec LECTURE =
      new NetworkSpec(
          2,
          List.of(new Layer.Maxout(2, 2), new Layer.Maxout(2, 2)),
          new Head(2, Activation.LINEAR),
          Loss.MEAN_SQUARED_ERROR);

  @Test
  void S11_the_lectures_figure() {
    // Input (1, 1). First sums 5, 7 | -1, 1; second sums from (7, 1): 1, 2 | 4, 3.
    float[] parameters = {
      2, 3, -2, 0, 3, 4, 1, 1, 0, 0, 0, 0, // weights by input, then biases
      0, 0, 1, 0, 1, 2, -3, 3, 0, 0, 0, 0, // 7 * row 1 + 1 * row 2
      1, 0, 0, 1, 0, 0
    };
    assertThat(Net.answers(LECTURE, parameters, 1, 1)).containsExactly(2, 4);
    NetworkSpec first =
        new NetworkSpec(
            2,
            List.of(new Layer.Maxout(2, 2)),
            new Head(2, Activation.LINEAR),
            Loss.MEAN_SQUARED_ERROR);
    float[] head = {1, 0, 0, 1, 0, 0};
    float[] alone = Arrays.copyOf(parameters, 18);
    System.arraycopy(head, 0, alone, 12, 6);
    assertThat(Net.answers(first, alone, 1, 1)).containsExactly(7, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 17})
  void S11_any_number_of_pieces_and_the_groups_stay_as_they_were_built(int pieces) {
    int units = 3;
    NetworkSpec network =
        new NetworkSpec(
            2,
            List.of(new Layer.Maxout(units, pieces)),
            new Head(units, Activation.LINEAR),
            Loss.MEAN_SQUARED_ERROR);
    float[] parameters;
    try (Team team = Team.of(1)) {
      TrainingSpec spec =
          new TrainingSpec(
              new Optimizer(new UpdateRule.Sgd(0.05)),
              Penalty.NONE,
              4,
              1,
              new Stopping.Never(),
              true,
              3);
      Stepper stepper = new Stepper(network, spec, team);
      for (int step = 0; step < 50; step++) {
        for (int i = 0; i < 8; i++) {
          stepper.inputs()[i] = (float) RandomStream.of(step).normal(i);
        }
        stepper.step(new Expected.Values(new float[] {1, 2, 3, 4}), 4, 1);
      }
      parameters = stepper.parameters().clone();
    }
    int sums = units * pieces;
    // A head that passes each unit on.
    for (int i = 0; i < units * units; i++) {
      parameters[3 * sums + i] = i % (units + 1) == 0 ? 1 : 0;
    }
    Arrays.fill(parameters, 3 * sums + units * units, parameters.length, 0);
    float[] x = {0.3f, -1.7f};
    float[] answers = Net.answers(network, parameters, x);
    for (int unit = 0; unit < units; unit++) {
      double largest =
          IntStream.range(unit * pieces, (unit + 1) * pieces)
              .mapToDouble(j ->
                  x[0] * parameters[j] + x[1] * parameters[sums + j] + parameters[2 * sums + j])
              .max()
              .orElseThrow();
      assertThat((double) answers[unit])
          .isCloseTo(largest, org.assertj.core.api.Assertions.within(1e-6));
    }
  }

  @Test
  void S11_one_piece_is_no_maxout() {
    assertThatThrownBy(() -> new Layer.Maxout(3, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pieces must be at least 2, not 1");
    assertThatThrownBy(() -> new Layer.Maxout(0, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  /** C15: with z1 = w x + b and z2 = 0 a Maxout unit is a ReLU, to the bit. */
  @Test
  void S11_with_a_second_piece_of_0_it_is_exactly_a_relu() {
    int units = 7;
    NetworkSpec relu =
        new NetworkSpec(
            3,
            List.of(new Layer.Dense(units), new Layer.Activate(Activation.RELU)),
            new Head(2, Activation.LINEAR),
            Loss.MEAN_SQUARED_ERROR);
    NetworkSpec maxout =
        new NetworkSpec(
            3,
            List.of(new Layer.Maxout(units, 2)),
            new Head(2, Activation.LINEAR),
            Loss.MEAN_SQUARED_ERROR);
    float[] ofRelu = Initializer.draw(relu, RandomStream.of(8));
    float[] ofMaxout = new float[2 * 4 * units + 2 * units + 2];
    for (int row = 0; row < 4; row++) { // three inputs and the biases
      for (int unit = 0; unit < units; unit++) {
        ofMaxout[row * 2 * units + 2 * unit] = ofRelu[row * units + unit];
      }
    }
    System.arraycopy(ofRelu, 4 * units, ofMaxout, 8 * units, 2 * units + 2);
    float[] inputs = new float[300];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) RandomStream.of(9).normal(i);
    }
    assertThat(Net.answers(maxout, ofMaxout, inputs))
        .containsExactly(Net.answers(relu, ofRelu, inputs));
  }

  /** C16: with z2 = -z1 it is the absolute value, which no ReLU is. */
  @Test
  void S11_with_opposite_pieces_it_is_exactly_the_absolute_value() {
    NetworkSpec network = Net.of(1, new Layer.Maxout(1, 2));
    float[] parameters = {1, -1, 0, 0, 1, 0};
    for (float x : new float[] {-3e7f, -2.5f, -1e-20f, 0, 1e-20f, 0.1f, 3e7f}) {
      assertThat(Net.answers(network, parameters, x)[0]).isEqualTo(Math.abs(x));
    }
  }
}
