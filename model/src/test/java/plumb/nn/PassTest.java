package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.math.Kernels;
import plumb.math.RandomStream;
import plumb.math.Team;

/** What a batch may look like, and that it makes no difference. */
class PassTest {
  /** Wide enough for several tasks of every kind of loop. */
  private static final NetworkSpec WIDE =
      new NetworkSpec(
          5,
          List.of(
              new Layer.Dense(150),
              new Layer.Activate(new Activation.PRelu(Activation.Sharing.UNIT, 0.25f)),
              new Layer.Maxout(70, 2),
              new Layer.Dense(130),
              new Layer.Activate(Activation.SOFTMAX)),
          new Head(3, Activation.SOFTMAX),
          Loss.CROSS_ENTROPY);

  private static final int ROWS = 260;

  private static float[] inputs(int rows) {
    float[] inputs = new float[rows * WIDE.inputs()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) RandomStream.of(2).normal(i);
    }
    return inputs;
  }

  private static int[] labels(int rows) {
    int[] labels = new int[rows];
    Arrays.setAll(labels, i -> i % 3);
    return labels;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void the_gradient_of_a_batch_is_the_mean_of_the_gradients_of_its_rows(int threads) {
    float[] parameters = Initializer.draw(WIDE, RandomStream.of(1));
    float[] inputs = inputs(ROWS);
    int[] labels = labels(ROWS);
    try (Team team = Team.of(threads)) {
      Pass all = new Pass(WIDE, Kernels.select(), team, ROWS, true);
      System.arraycopy(inputs, 0, all.inputs(), 0, inputs.length);
      all.forward(parameters, ROWS);
      float[] gradient = new float[parameters.length];
      double loss = all.backward(new Expected.Classes(labels), gradient);

      double[] sum = new double[parameters.length];
      double losses = 0;
      Pass one = new Pass(WIDE, Kernels.select(), team, 1, true);
      float[] own = new float[parameters.length];
      for (int row = 0; row < ROWS; row++) {
        System.arraycopy(inputs, row * 5, one.inputs(), 0, 5);
        one.forward(parameters, 1);
        assertThat(one.outputs()[1]).isCloseTo(all.outputs()[row * 3 + 1], within(1e-5f));
        losses += one.backward(new Expected.Classes(new int[] {labels[row]}), own);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += own[i];
        }
      }
      assertThat(loss).isCloseTo(losses, within(1e-4 * losses));
      double largest = Arrays.stream(sum).map(Math::abs).max().orElseThrow() / ROWS;
      for (int i = 0; i < sum.length; i++) {
        assertThat((double) gradient[i])
            .as("parameter %d", i)
            .isCloseTo(sum[i] / ROWS, within(2e-5 * largest));
      }
    }
  }

  /**
   * With work enough, and no step that needs all rows, threads take rows of their own through it.
   */
  @ParameterizedTest
  @ValueSource(ints = {63, 150, 257})
  void threads_with_rows_of_their_own_change_no_bit(int rows) {
    NetworkSpec network =
        new NetworkSpec(
            5,
            List.of(
                new Layer.Dense(150),
                new Layer.Activate(Activation.RELU),
                new Layer.Dropout(0.5f),
                new Layer.Maxout(70, 2),
                new Layer.Dense(130),
                new Layer.Activate(Activation.SIGMOID)),
            new Head(3, Activation.SOFTMAX),
            Loss.CROSS_ENTROPY);
    float[] parameters = Initializer.draw(network, RandomStream.of(1));
    float[] inputs = inputs(rows);
    float[][] gradients = new float[4][parameters.length];
    float[][] answers = new float[4][];
    for (int threads = 1; threads <= 4; threads++) {
      try (Team team = Team.of(threads)) {
        Pass pass = new Pass(network, Kernels.select(), team, rows, true);
        System.arraycopy(inputs, 0, pass.inputs(), 0, inputs.length);
        pass.forwardTraining(parameters, rows, RandomStream.of(3));
        answers[threads - 1] = pass.outputs().clone();
        pass.backward(new Expected.Classes(labels(rows)), gradients[threads - 1]);
      }
    }
    for (int i = 1; i < 4; i++) {
      assertThat(answers[i]).isEqualTo(answers[0]);
      assertThat(gradients[i]).isEqualTo(gradients[0]);
    }
  }

  @Test
  void the_number_of_threads_changes_no_bit() {
    float[] parameters = Initializer.draw(WIDE, RandomStream.of(1));
    float[][] gradients = new float[3][parameters.length];
    for (int threads = 1; threads <= 3; threads++) {
      try (Team team = Team.of(threads)) {
        Pass pass = new Pass(WIDE, Kernels.select(), team, ROWS, true);
        System.arraycopy(inputs(ROWS), 0, pass.inputs(), 0, ROWS * 5);
        pass.forwardTraining(parameters, ROWS, RandomStream.of(9));
        pass.backward(new Expected.Classes(labels(ROWS)), gradients[threads - 1]);
      }
    }
    assertThat(gradients[1]).containsExactly(gradients[0]);
    assertThat(gradients[2]).containsExactly(gradients[0]);
  }

  /** Of a linear network the loss is a parabola in each parameter: differences are exact. */
  @ParameterizedTest
  @EnumSource(Layer.MaskScope.class)
  void the_gradient_belongs_to_the_masks_that_were_drawn(Layer.MaskScope scope) {
    Layer dropout = new Layer.Dropout(0.4f, scope, Layer.DropoutScaling.TRAINING);
    NetworkSpec network =
        new NetworkSpec(
            5,
            List.of(dropout, new Layer.Dense(6), dropout, new Layer.Dense(4), dropout),
            new Head(1, Activation.LINEAR),
            Loss.MEAN_SQUARED_ERROR);
    int rows = 8;
    Expected zeros = new Expected.Values(new float[rows]);
    float[] parameters = Initializer.draw(network, RandomStream.of(4));
    float[] gradient = new float[parameters.length];
    float[] unused = new float[parameters.length];
    try (Team team = Team.of(1)) {
      Pass pass = new Pass(network, Kernels.select(), team, rows, true);
      System.arraycopy(inputs(rows), 0, pass.inputs(), 0, rows * 5);
      pass.forwardTraining(parameters, rows, RandomStream.of(9));
      pass.backward(zeros, gradient);
      float largest = 0;
      for (float g : gradient) {
        largest = Math.max(largest, Math.abs(g));
      }
      for (int i = 0; i < parameters.length; i++) {
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
          float[] moved = parameters.clone();
          moved[i] += side == 0 ? 0.5f : -0.5f;
          pass.forwardTraining(moved, rows, RandomStream.of(9));
          losses[side] = pass.backward(zeros, unused) / rows;
        }
        assertThat(gradient[i])
            .as("parameter %d", i)
            .isCloseTo((float) (losses[0] - losses[1]), within(1e-4f * largest));
      }
    }
  }

  @Test
  void a_wide_batch_has_the_gradient_of_the_formulas_in_double_precision() {
    NetworkSpec network =
        new NetworkSpec(
            5,
            List.of(
                new Layer.Dense(150),
                new Layer.Activate(new Activation.PRelu(Activation.Sharing.UNIT, 0.25f)),
                new Layer.Dropout(0.5f, Layer.MaskScope.BATCH, Layer.DropoutScaling.TEST),
                new Layer.Dense(130),
                new Layer.Activate(Activation.TANH),
                new Layer.Dense(70),
                new Layer.Activate(new Activation.Softplus())),
            new Head(3, Activation.SOFTMAX),
            Loss.CROSS_ENTROPY);
    // Biases and slopes differ from unit to unit, so that none can stand in for another.
    float[] parameters = new float[ParameterLayout.of(network).size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (0.2 * RandomStream.of(3).normal(i));
    }
    float[] gradient = new float[parameters.length];
    try (Team team = Team.of(2)) {
      Pass pass = new Pass(network, Kernels.select(), team, ROWS, true);
      System.arraycopy(inputs(ROWS), 0, pass.inputs(), 0, ROWS * 5);
      pass.forward(parameters, ROWS);
      pass.backward(new Expected.Classes(labels(ROWS)), gradient);
    }
    double[] sum = referenceGradient(network, parameters);
    double largest = Arrays.stream(sum).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < sum.length; i++) {
      assertThat((double) gradient[i] * ROWS)
          .as("parameter %d", i)
          .isCloseTo(sum[i], within(1e-4 * largest));
    }
  }

  private static double[] referenceGradient(NetworkSpec network, float[] parameters) {
    double[] weights = doubles(parameters, 0, parameters.length);
    double[] nowhere = new double[weights.length];
    double[] sum = new double[weights.length];
    ReferenceBackprop reference = new ReferenceBackprop(network);
    float[] inputs = inputs(ROWS);
    for (int row = 0; row < ROWS; row++) {
      Expected expected = new Expected.Classes(new int[] {labels(ROWS)[row]});
      reference.add(
          weights, nowhere, doubles(inputs, row * 5, row * 5 + 5), expected, sum, nowhere.clone());
    }
    return sum;
  }

  private static double[] doubles(float[] floats, int from, int to) {
    double[] doubles = new double[to - from];
    Arrays.setAll(doubles, i -> floats[from + i]);
    return doubles;
  }

  @ParameterizedTest
  @MethodSource("firstLayers")
  void what_comes_first_leaves_the_inputs_as_they_were_given(Layer first) {
    NetworkSpec network =
        new NetworkSpec(3, List.of(first), new Head(1, Activation.LINEAR), Loss.MEAN_SQUARED_ERROR);
    try (Team team = Team.of(1)) {
      Pass pass = new Pass(network, Kernels.select(), team, 1, true);
      float[] given = {1.5f, -2, 0.5f};
      System.arraycopy(given, 0, pass.inputs(), 0, 3);
      pass.forward(new float[ParameterLayout.of(network).size()], 1);
      assertThat(pass.inputs()).containsExactly(given);
    }
  }

  static List<Layer> firstLayers() {
    return List.of(
        new Layer.Activate(Activation.TANH),
        new Layer.Activate(new Activation.PRelu(Activation.Sharing.UNIT, 0.25f)),
        new Layer.Activate(Activation.SOFTMAX),
        new Layer.Dropout(0.5f, Layer.MaskScope.BATCH, Layer.DropoutScaling.TEST));
  }

  @ParameterizedTest
  @MethodSource("kinks")
  void at_a_kink_the_slope_is_that_of_the_left_side(Activation function, float slope) {
    NetworkSpec network =
        new NetworkSpec(
            1,
            List.of(new Layer.Dense(1), new Layer.Activate(function)),
            new Head(1, Activation.LINEAR),
            Loss.MEAN_ABSOLUTE_ERROR);
    float[] parameters = new float[ParameterLayout.of(network).size()];
    ParameterLayout layout = ParameterLayout.of(network);
    layout.find(1, Segment.Role.SLOPE).ifPresent(s -> parameters[s.offset()] = slope);
    parameters[layout.get(2, Segment.Role.WEIGHT).offset()] = 1;
    float[] gradient = new float[parameters.length];
    try (Team team = Team.of(1)) {
      Pass pass = new Pass(network, Kernels.select(), team, 1, true);
      pass.forward(parameters, 1);
      // |o - y| with y below o has the derivative 1 by o.
      pass.backward(new Expected.Values(new float[] {-1}), gradient);
    }
    assertThat(gradient[layout.get(0, Segment.Role.BIAS).offset()]).isEqualTo(slope);
  }

  static List<Arguments> kinks() {
    return List.of(
        Arguments.of(Activation.RELU, 0f),
        Arguments.of(new Activation.LeakyRelu(0.125f), 0.125f),
        Arguments.of(new Activation.PRelu(Activation.Sharing.LAYER, 0.125f), 0.125f),
        Arguments.of(new Activation.Elu(0.5f), 0.5f));
  }

  @Test
  void a_smaller_batch_leaves_the_rest_alone_and_a_larger_one_is_refused() {
    float[] parameters = Initializer.draw(WIDE, RandomStream.of(1));
    try (Team team = Team.of(1)) {
      Pass pass = new Pass(WIDE, Kernels.select(), team, 4, true);
      System.arraycopy(inputs(4), 0, pass.inputs(), 0, 20);
      pass.forward(parameters, 4);
      float[] before = pass.outputs().clone();
      Arrays.fill(pass.inputs(), 0, 10, 0);
      pass.forward(parameters, 2);
      assertThat(Arrays.copyOfRange(pass.outputs(), 6, 12))
          .containsExactly(Arrays.copyOfRange(before, 6, 12));
      assertThat(pass.outputs()[0]).isNotEqualTo(before[0]);
      assertThatThrownBy(() -> pass.forward(parameters, 5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("5 rows, at most 4");
    }
  }

  @Test
  void a_pass_made_for_answers_has_no_loss() {
    try (Team team = Team.of(1)) {
      Pass pass = new Pass(WIDE, Kernels.select(), team, 1, false);
      pass.forward(Initializer.draw(WIDE, RandomStream.of(1)), 1);
      assertThatThrownBy(() -> pass.loss(new Expected.Classes(new int[] {0})))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void masks_follow_from_the_stream_and_each_layer_has_its_own() {
    NetworkSpec network =
        new NetworkSpec(
            64,
            List.of(new Layer.Dropout(0.5f), new Layer.Dropout(0.5f)),
            new Head(1, Activation.LINEAR),
            Loss.MEAN_SQUARED_ERROR);
    float[] parameters = new float[65];
    Arrays.fill(parameters, 0, 64, 1);
    try (Team team = Team.of(1)) {
      Pass pass = new Pass(network, Kernels.select(), team, 1, false);
      float sum = 0;
      for (int update = 0; update < 200; update++) {
        Arrays.fill(pass.inputs(), 1);
        pass.forwardTraining(parameters, 1, RandomStream.of(update));
        float first = pass.outputs()[0];
        Arrays.fill(pass.inputs(), 1);
        pass.forwardTraining(parameters, 1, RandomStream.of(update));
        assertThat(pass.outputs()[0]).isEqualTo(first);
        sum += first;
      }
      // Two masks of their own leave a quarter, scaled up by 4; one and the same a half.
      assertThat(sum / 200).isCloseTo(64, within(4f));
    }
  }
}
