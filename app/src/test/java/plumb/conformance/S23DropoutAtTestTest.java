package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import plumb.nn.Activation;
import plumb.nn.DropoutMask;
import plumb.nn.Expected;
import plumb.nn.Head;
import plumb.nn.Layer;
import plumb.nn.Layer.DropoutScaling;
import plumb.nn.Layer.MaskScope;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.ReferenceNetwork;

/**
 * S23: after training nothing is dropped and the weights are multiplied by 1 - p: those that leave
 * a droppable unit, and no bias. Scaling in training instead is equal in expectation.
 */
class S23DropoutAtTestTest {
  private static Layer dropout(float p, DropoutScaling scaling) {
    return new Layer.Dropout(p, MaskScope.BATCH, scaling);
  }

  @Test
  void S23_a_weight_of_1_becomes_a_half_at_50_percent_and_the_bias_stays() {
    NetworkSpec network = Net.of(1, dropout(0.5f, DropoutScaling.TEST));
    assertThat(Net.answers(network, new float[] {1, 10}, 1)[0]).isEqualTo(10.5f);
  }

  @Test
  void S23_only_weights_that_leave_a_droppable_unit_are_scaled() {
    // Inputs are not dropped, the two hidden units are: with p = 0.25, head weights count 3 / 4.
    NetworkSpec network = Net.of(1, new Layer.Dense(2), dropout(0.25f, DropoutScaling.TEST));
    float[] parameters = {2, 3, 5, 7, 11, 13, 17};
    float expected = 0.75f * 11 * (2 + 5) + 0.75f * 13 * (3 + 7) + 17;
    assertThat(Net.answers(network, parameters, 1)[0]).isEqualTo(expected);
  }

  @Test
  void S23_scaled_in_training_nothing_is_left_to_do_afterwards() {
    NetworkSpec network = Net.of(1, dropout(0.5f, DropoutScaling.TRAINING));
    assertThat(Net.answers(network, new float[] {1, 10}, 1)[0]).isEqualTo(11);
  }

  /** C36, for any p: every thin network by its probability, in double precision. */
  @ParameterizedTest
  @CsvSource({"0.5, TEST", "0.5, TRAINING", "0.2, TEST", "0.9, TRAINING", "0.7, TEST"})
  void S23_for_a_linear_network_the_mean_of_all_thin_networks_is_the_scaled_one(
      float p, DropoutScaling scaling) {
    NetworkSpec network = Net.of(2, dropout(p, scaling), new Layer.Dense(2), dropout(p, scaling));
    double[] parameters = {0.5, -2, 3, 1, 0.1, 0.2, 4, -5, 0.3};
    double[] mean = {0};
    double[] sum = {0};
    DropoutMask.all(network)
        .forEach(mask -> {
          mean[0] += mask.probability() * thin(network, parameters, mask, 3, 1);
          sum[0] += mask.probability();
        });
    assertThat(sum[0]).isCloseTo(1, within(1e-12));
    assertThat(mean[0]).isCloseTo(whole(network, parameters, 3, 1), within(1e-12));
  }

  @Test
  void S23_the_lectures_example_to_twelve_digits() {
    NetworkSpec network = Net.of(2, dropout(0.5f, DropoutScaling.TEST));
    double[] parameters = {0.7, -1.3, 0};
    double mean =
        DropoutMask.all(network)
            .mapToDouble(mask -> mask.probability() * thin(network, parameters, mask, 3, 5))
            .sum();
    assertThat(DropoutMask.all(network)).hasSize(4);
    assertThat(mean)
        .isCloseTo(0.5 * (0.7 * 3 - 1.3 * 5), within(1e-12))
        .isCloseTo(whole(network, parameters, 3, 5), within(1e-12));
  }

  /**
   * C37: reference numbers for w = (1, 1) and p = 0.5, mean of the thin networks and scaled one.
   */
  @ParameterizedTest
  @CsvSource({
    "linear, 3, 1, 2, 2",
    "relu, 3, 1, 2, 2",
    "sigmoid, 3, 1, 0.791, 0.881",
    "relu, 3, -1, 1.25, 1",
    "sigmoid, 3, -1, 0.651, 0.731",
  })
  void S23_with_other_activations_it_is_only_close(
      String name, double x1, double x2, double ensemble, double scaled) {
    Activation activation =
        switch (name) {
          case "relu" -> Activation.RELU;
          case "sigmoid" -> Activation.SIGMOID;
          default -> Activation.LINEAR;
        };
    NetworkSpec network =
        Net.of(
            2,
            dropout(0.5f, DropoutScaling.TEST),
            new Layer.Dense(1),
            new Layer.Activate(activation));
    double[] parameters = {1, 1, 0, 1, 0};
    double mean =
        DropoutMask.all(network)
            .mapToDouble(mask -> mask.probability() * thin(network, parameters, mask, x1, x2))
            .sum();
    assertThat(mean).isCloseTo(ensemble, within(5e-4));
    assertThat(whole(network, parameters, x1, x2)).isCloseTo(scaled, within(5e-4));
  }

  @ParameterizedTest
  @EnumSource(
      value = DropoutScaling.class,
      names = {"TEST", "TRAINING"})
  void S23_both_scalings_keep_the_ratio_of_use_to_training_at_1(DropoutScaling scaling) {
    NetworkSpec network =
        new NetworkSpec(
            8, List.of(dropout(0.5f, scaling)), new Head(1, Activation.LINEAR), Loss.HINGE);
    double[] parameters = {1, 1, 1, 1, 1, 1, 1, 1, 0};
    double training =
        DropoutMask.all(network)
            .mapToDouble(mask -> mask.probability() * thin(network, parameters, mask, ones()))
            .sum();
    assertThat(whole(network, parameters, ones()) / training).isCloseTo(1, within(1e-12));
  }

  /** C32: without scaling, sums are twice as large in use as in training at 50 percent. */
  @Test
  void S23_without_scaling_the_ratio_is_2() {
    NetworkSpec network = Net.of(8, dropout(0.5f, DropoutScaling.NONE));
    double[] parameters = {1, 1, 1, 1, 1, 1, 1, 1, 0};
    double training =
        DropoutMask.all(network)
            .mapToDouble(mask -> mask.probability() * thin(network, parameters, mask, ones()))
            .sum();
    assertThat(whole(network, parameters, ones()) / training).isCloseTo(2, within(1e-12));
  }

  private static double[] ones() {
    return new double[] {1, 1, 1, 1, 1, 1, 1, 1};
  }

  private static final Expected NOTHING = new Expected.Values(new float[1]);

  private static double thin(
      NetworkSpec network, double[] parameters, DropoutMask mask, double... inputs) {
    return new ReferenceNetwork(network).runThin(parameters, inputs, NOTHING, mask).outputs()[0];
  }

  private static double whole(NetworkSpec network, double[] parameters, double... inputs) {
    return new ReferenceNetwork(network).run(parameters, inputs, NOTHING).outputs()[0];
  }
}
