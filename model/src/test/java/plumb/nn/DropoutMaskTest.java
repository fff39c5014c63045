package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumb.math.Kernels;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Layer.DropoutScaling;
import plumb.nn.Layer.MaskScope;

class DropoutMaskTest {
  /** Two inputs and three hidden units can be dropped, with two different probabilities. */
  private static NetworkSpec network(DropoutScaling scaling) {
    return new NetworkSpec(
        2,
        List.of(
            new Layer.Dropout(0.2f, MaskScope.BATCH, scaling),
            new Layer.Dense(3),
            new Layer.Activate(Activation.SIGMOID),
            new Layer.Dropout(0.7f, MaskScope.EXAMPLE, scaling)),
        new Head(2, Activation.SOFTMAX),
        Loss.CROSS_ENTROPY);
  }

  private static final NetworkSpec NETWORK = network(DropoutScaling.TRAINING);

  private static DropoutMask mask(NetworkSpec network, int... kept) {
    BitSet bits = new BitSet();
    for (int unit : kept) {
      bits.set(unit);
    }
    return new DropoutMask(network, bits);
  }

  @Test
  void every_mask_is_listed_once_and_the_probabilities_sum_to_1() {
    assertThat(DropoutMask.units(NETWORK)).isEqualTo(5);
    List<DropoutMask> all = DropoutMask.all(NETWORK).toList();
    assertThat(all).hasSize(32).doesNotHaveDuplicates();
    assertThat(all.stream().mapToDouble(DropoutMask::probability).sum())
        .isCloseTo(1, within(1e-15));
    assertThat(mask(NETWORK, 0, 2, 3).probability())
        .isCloseTo(0.8 * 0.2 * 0.3 * 0.3 * 0.7, within(1e-8));
    assertThat(all).contains(mask(NETWORK, 0, 2, 3), DropoutMask.whole(NETWORK), mask(NETWORK));
  }

  @Test
  void too_many_units_to_list_are_refused() {
    NetworkSpec wide =
        new NetworkSpec(
            21, List.of(new Layer.Dropout(0.5f)), new Head(1, Activation.LINEAR), Loss.HINGE);
    assertThatThrownBy(() -> DropoutMask.all(wide))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2^21");
    assertThatThrownBy(() -> mask(NETWORK, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThat(mask(NETWORK, 4).keeps(4)).isTrue();
  }

  @Test
  void masks_are_drawn_with_their_probabilities() {
    int draws = 20_000;
    int[] kept = new int[5];
    for (int i = 0; i < draws; i++) {
      DropoutMask mask = DropoutMask.draw(NETWORK, RandomStream.of(3).child(i));
      for (int unit = 0; unit < kept.length; unit++) {
        kept[unit] += mask.keeps(unit) ? 1 : 0;
      }
    }
    for (int unit = 0; unit < kept.length; unit++) {
      double p = unit < 2 ? 0.8 : 0.3;
      double noise = Math.sqrt(p * (1 - p) / draws);
      assertThat((double) kept[unit] / draws).isCloseTo(p, within(5 * noise));
    }
    assertThat(DropoutMask.draw(NETWORK, RandomStream.of(1)))
        .isEqualTo(DropoutMask.draw(NETWORK, RandomStream.of(1)));
  }

  @Test
  void the_share_of_units_left_is_counted() {
    assertThat(mask(NETWORK, 1, 4).share()).isEqualTo(0.4);
    assertThat(DropoutMask.whole(NETWORK).share()).isEqualTo(1);
    NetworkSpec plain =
        new NetworkSpec(1, List.of(), new Head(1, Activation.LINEAR), Loss.MEAN_SQUARED_ERROR);
    assertThat(DropoutMask.whole(plain).share()).isEqualTo(1);
    assertThat(DropoutMask.all(plain)).hasSize(1);
  }

  @Test
  void a_bit_behind_the_last_unit_is_refused_by_its_number() {
    BitSet bits = new BitSet();
    int units = DropoutMask.units(NETWORK);
    bits.set(units);
    assertThatThrownBy(() -> new DropoutMask(NETWORK, bits))
        .hasMessage("bit %d is set, but only %d units can be dropped".formatted(units, units));
  }

  @Test
  void as_many_units_as_can_be_listed_are_listed() {
    NetworkSpec most =
        new NetworkSpec(
            DropoutMask.MOST_LISTED,
            List.of(new Layer.Dropout(0.5f)),
            new Head(1, Activation.LINEAR),
            Loss.MEAN_SQUARED_ERROR);
    assertThat(DropoutMask.all(most).findFirst()).isPresent();
  }

  @Test
  void a_mask_does_not_change_with_the_bits_it_was_made_of() {
    BitSet bits = new BitSet();
    DropoutMask mask = new DropoutMask(NETWORK, bits);
    bits.set(0);
    mask.kept().set(1);
    assertThat(mask.kept()).isEqualTo(new BitSet());
  }

  @ParameterizedTest
  @EnumSource(DropoutScaling.class)
  void a_thin_network_is_computed_as_the_specification_says(DropoutScaling scaling) {
    NetworkSpec network = network(scaling);
    RandomStream random = RandomStream.of(5);
    float[] parameters = Initializer.draw(network, random);
    float[] inputs = {0.5f, -1, 2, 0.3f, 1, 1};
    double[] precise = new double[parameters.length];
    for (int i = 0; i < precise.length; i++) {
      precise[i] = parameters[i];
    }
    Inference inference = new Inference(network, parameters, 3);
    ReferenceNetwork reference = new ReferenceNetwork(network);
    float[] outputs = new float[6];
    Set<Float> different =
        DropoutMask.all(network)
            .map(mask -> {
              inference.run(inputs, 3, outputs, mask);
              for (int row = 0; row < 3; row++) {
                double[] expected =
                    reference
                        .runThin(
                            precise,
                            new double[] {inputs[2 * row], inputs[2 * row + 1]},
                            new Expected.Classes(new int[] {0}),
                            mask)
                        .outputs();
                assertThat((double) outputs[2 * row]).isCloseTo(expected[0], within(1e-6));
                assertThat((double) outputs[2 * row + 1]).isCloseTo(expected[1], within(1e-6));
              }
              return outputs[0];
            })
            .collect(Collectors.toSet());
    // Where every hidden unit is dropped, the inputs do not matter: 4 masks of the inputs alike.
    assertThat(different).hasSize(32 - 3);
  }

  @Test
  void a_fixed_mask_is_forgotten_by_the_next_pass() {
    try (Team team = Team.of(1)) {
      Pass pass = new Pass(NETWORK, Kernels.select(), team, 1, false);
      float[] parameters = Initializer.draw(NETWORK, RandomStream.of(5));
      pass.inputs()[0] = 1;
      pass.forward(parameters, 1);
      float whole = pass.outputs()[0];
      pass.forwardThin(parameters, 1, mask(NETWORK, 2));
      assertThat(pass.outputs()[0]).isNotEqualTo(whole);
      pass.forward(parameters, 1);
      assertThat(pass.outputs()[0]).isEqualTo(whole);
    }
  }
}
