package plumb.symptom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Initializer;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;

class GradientCheckTest {
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          4,
          List.of(
              new Layer.Dense(8),
              new Layer.Activate(Activation.RELU),
              new Layer.Dense(8),
              new Layer.Activate(new Activation.Tanh())),
          new Head(3, Activation.SOFTMAX),
          Loss.CROSS_ENTROPY);

  private static Examples examples(float scale) {
    float[] values = new float[40 * 4];
    int[] labels = new int[40];
    for (int i = 0; i < values.length; i++) {
      values[i] = scale * (float) RandomStream.of(3).normal(i);
      labels[i / 4] = Math.floorMod(Math.round(values[i] / scale), 3);
    }
    return new Examples(new Inputs.Floats(values, 40, 4), new Targets.Classes(labels, 3));
  }

  private static float[] start() {
    return Initializer.draw(NETWORK, RandomStream.of(5));
  }

  @Test
  void a_right_gradient_agrees_also_where_inputs_are_large() {
    for (float scale : new float[] {1e-3f, 1, 300}) {
      GradientCheck check = GradientCheck.of(NETWORK, examples(scale), 5, Team.of(1));
      assertThat(check.wrong()).as("%s", check.blocks()).isFalse();
      assertThat(check.blocks()).anyMatch(GradientCheck.Block::told);
    }
  }

  /** Deep in such a network a derivative is so small that only steps across kinks can be seen. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_right_gradient_agrees_also_in_a_very_deep_network(long seed) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < 56; i++) {
      layers.add(new Layer.Dense(32));
      layers.add(new Layer.Activate(Activation.RELU));
    }
    NetworkSpec deep =
        new NetworkSpec(4, layers, new Head(3, Activation.SOFTMAX), Loss.CROSS_ENTROPY);
    GradientCheck check = GradientCheck.of(deep, examples(1), seed, Team.of(1));
    assertThat(check.wrong()).as("%s", check.worst()).isFalse();
  }

  @Test
  void a_wrong_gradient_of_one_block_is_found_and_named() {
    GradientCheck right = GradientCheck.of(NETWORK, examples(1), 5, Team.of(1));
    plumb.nn.Segment block = ParameterLayout.of(NETWORK).segments().get(2);
    GradientCheck.Differentiable broken =
        GradientCheck.differentiable(NETWORK, examples(1), Team.of(1));
    GradientCheck check =
        GradientCheck.of(
            new GradientCheck.Differentiable() {
              @Override
              public double loss(float[] parameters) {
                return broken.loss(parameters);
              }

              @Override
              public double gradient(float[] parameters, float[] into) {
                double loss = broken.gradient(parameters, into);
                for (int i = block.offset(); i < block.end(); i++) {
                  into[i] *= 2;
                }
                return loss;
              }
            },
            start(),
            ParameterLayout.of(NETWORK).segments());
    assertThat(right.wrong()).isFalse();
    assertThat(check.wrong()).isTrue();
    assertThat(check.worst().name()).isEqualTo(block.name());
    assertThat(check.measurement().sentence()).contains("disagrees", block.name());
  }
}
