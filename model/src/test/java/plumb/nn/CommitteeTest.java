package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumb.math.Kernels;
import plumb.math.RandomStream;
import plumb.math.Team;

class CommitteeTest {
  private static final float[] INPUTS = {0.5f, -1, 2, 0.3f};

  private static NetworkSpec network(Loss loss) {
    Activation head = loss == Loss.CROSS_ENTROPY ? Activation.SOFTMAX : Activation.SIGMOID;
    return new NetworkSpec(2, List.of(new Layer.Dense(3)), new Head(2, head), loss);
  }

  private static float[] draw(NetworkSpec network, long seed) {
    return Initializer.draw(network, RandomStream.of(seed));
  }

  private static float[] alone(NetworkSpec network, float[] parameters) {
    float[] outputs = new float[4];
    new Inference(network, parameters, 2).run(INPUTS, 2, outputs);
    return outputs;
  }

  @Test
  void the_answer_is_the_mean_of_the_answers() {
    NetworkSpec network = network(Loss.CROSS_ENTROPY);
    List<float[]> members = List.of(draw(network, 1), draw(network, 2), draw(network, 3));
    float[] outputs = new float[4];
    new Inference(network, members, 2).run(INPUTS, 2, outputs);
    for (int i = 0; i < outputs.length; i++) {
      double sum = 0;
      for (float[] member : members) {
        sum += alone(network, member)[i];
      }
      assertThat((double) outputs[i]).isCloseTo(sum / 3, within(1e-6));
    }
    assertThat(outputs[0] + outputs[1]).isCloseTo(1, within(1e-6f));
  }

  @Test
  void one_member_answers_as_the_network_itself() {
    NetworkSpec network = network(Loss.CROSS_ENTROPY);
    float[] only = draw(network, 1);
    float[] outputs = new float[4];
    new Inference(network, List.of(only), 2).run(INPUTS, 2, outputs);
    assertThat(outputs).containsExactly(alone(network, only));
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void the_loss_is_that_of_the_mean_answer(Loss loss) {
    NetworkSpec network = network(loss);
    Expected expected = new Expected.Classes(new int[] {1, 0});
    float[] same = draw(network, 4);
    try (Team team = Team.of(1)) {
      Committee committee = new Committee(network, Kernels.select(), team, 2, true);
      System.arraycopy(INPUTS, 0, committee.inputs(), 0, 4);
      committee.forward(List.of(same), 2);
      double one = committee.loss(expected);
      committee.forward(List.of(same, same), 2);
      assertThat(committee.loss(expected)).isCloseTo(one, within(1e-5)).isNotZero();
      // A loss that curves upwards is lower for the mean than in the mean.
      float[] other = draw(network, 5);
      committee.forward(List.of(other), 2);
      double two = committee.loss(expected);
      committee.forward(List.of(same, other), 2);
      assertThat(committee.loss(expected)).isLessThanOrEqualTo((one + two) / 2 + 1e-6);
    }
  }
}
