package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Activation.Sharing;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Segment;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Range;
import plumb.optim.Scope;
import plumb.optim.UpdateRule;
import plumb.optim.Updater;

/**
 * S9: PReLU's slopes are learned by gradient descent, {@code dL/dalpha} being the sum of {@code z *
 * delta} over the places with z below 0; one slope for the network, a layer or each unit; a penalty
 * leaves slopes out unless asked.
 */
class S09PReluTest {
  /** Two PReLU layers of two units; every weight is chosen so that sums are easy to see. */
  private static NetworkSpec network(Sharing sharing) {
    Layer prelu = new Layer.Activate(new Activation.PRelu(sharing, 0.25f));
    return Net.of(1, new Layer.Dense(2), prelu, new Layer.Dense(2), prelu);
  }

  /** First sums (x, -x), second sums (first unit, second unit), answer their sum. */
  private static float[] parameters(NetworkSpec network, float... slopes) {
    ParameterLayout layout = ParameterLayout.of(network);
    float[] parameters = new float[layout.size()];
    float[][] weights = {{1, -1}, {1, 0, 0, 1}, {1, 1}};
    int matrix = 0;
    int slope = 0;
    for (Segment segment : layout.segments()) {
      switch (segment.role()) {
        case WEIGHT ->
            System.arraycopy(weights[matrix++], 0, parameters, segment.offset(), segment.size());
        case BIAS -> {}
        case SLOPE -> {
          for (int i = 0; i < segment.size(); i++) {
            parameters[segment.offset() + i] = slopes[slope++];
          }
        }
      }
    }
    assertThat(slope).isEqualTo(slopes.length);
    return parameters;
  }

  private static float[] slopesOf(NetworkSpec network, float[] numbers) {
    float[] slopes = new float[8];
    int count = 0;
    for (Segment segment : ParameterLayout.of(network).segments()) {
      if (segment.role() == Segment.Role.SLOPE) {
        for (int i = segment.offset(); i < segment.end(); i++) {
          slopes[count++] = numbers[i];
        }
      }
    }
    return java.util.Arrays.copyOf(slopes, count);
  }

  @Test
  void S9_each_unit_learns_a_slope_of_its_own() {
    NetworkSpec network = network(Sharing.UNIT);
    // a = alpha z below 0, twice: x = 3 meets the slopes of the second units, x = -2 of the first.
    float[] parameters = parameters(network, 0.5f, 0.25f, 0.125f, 2);
    assertThat(Net.answers(network, parameters, 3, -2))
        .containsExactly(3 - 3 * 0.25f * 2, -2 * 0.5f * 0.125f + 2);
    assertThat(slopesOf(network, Net.gradient(network, parameters, 3, -2)))
        .containsExactly(new float[] {-2 * 0.125f, -3 * 2, -2 * 0.5f, -3 * 0.25f}, within(1e-6f));
  }

  @Test
  void S9_a_layer_learns_one_slope_by_the_sum_of_what_its_units_ask_for() {
    NetworkSpec network = network(Sharing.LAYER);
    float[] parameters = parameters(network, 0.5f, 2);
    assertThat(slopesOf(network, Net.gradient(network, parameters, 3, -2)))
        .containsExactly(new float[] {-3 * 2 - 2 * 2, -3 * 0.5f - 2 * 0.5f}, within(1e-6f));
  }

  @Test
  void S9_the_network_learns_one_slope_by_the_sum_over_its_layers() {
    NetworkSpec network = network(Sharing.NETWORK);
    float[] parameters = parameters(network, 0.5f);
    assertThat(slopesOf(network, Net.gradient(network, parameters, 3, -2)))
        .containsExactly(new float[] {2 * 0.5f * (-3 - 2)}, within(1e-6f));
  }

  @Test
  void S9_where_no_sum_is_below_0_the_slope_is_not_moved() {
    NetworkSpec network =
        Net.of(
            1, new Layer.Dense(1), new Layer.Activate(new Activation.PRelu(Sharing.UNIT, 0.25f)));
    float[] parameters = {2, 0, 0.5f, 1, 0};
    assertThat(Net.gradient(network, parameters, 4)[2]).isZero();
    assertThat(Net.gradient(network, parameters, -4)[2]).isEqualTo(-8);
  }

  @Test
  void S9_the_slope_is_found_by_gradient_descent() {
    // |x| is a PReLU with the slope -1.
    NetworkSpec network = Net.of(1, new Layer.Activate(new Activation.PRelu(Sharing.UNIT, 0.25f)));
    float[] parameters = {0.25f, 1, 0};
    for (int step = 0; step < 200; step++) {
      float answer = Net.answers(network, parameters, -1)[0];
      parameters[0] -= 0.1f * 2 * (answer - 1) * Net.gradient(network, parameters, -1)[0];
    }
    assertThat(parameters[0]).isCloseTo(-1, within(1e-4f));
  }

  @Test
  void S9_penalty_and_decay_leave_slopes_out_unless_asked() {
    for (UpdateRule rule :
        List.of(new UpdateRule.Sgd(0.1), new UpdateRule.AdamW(0.1, 0.9, 0.999, 1e-8, 0.5))) {
      float[] slope = {0.25f};
      updater(rule, new Penalty(0.5, 0.1)).update(slope, new float[1], 1);
      assertThat(slope[0]).isEqualTo(0.25f);
    }
    float[] slope = {0.25f};
    Penalty all =
        new Penalty(0.5, 0, Penalty.L1Form.SIGN, Scope.ALL, java.util.OptionalDouble.empty());
    updater(new UpdateRule.Sgd(0.1), all).update(slope, new float[1], 1);
    assertThat(slope[0]).isCloseTo(0.95f * 0.25f, within(1e-6f));
  }

  private static Updater updater(UpdateRule rule, Penalty penalty) {
    return new Updater(
        new Optimizer(rule), penalty, List.of(new Range(0, 1, Range.Kind.SLOPE)), Team.of(1));
  }
}
