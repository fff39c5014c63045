package plumb.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static plumb.optim.Rules.path;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.math.Team;
import plumb.optim.UpdateRule.AdamEpsilon;
import plumb.optim.UpdateRule.EpsilonAt;
import plumb.optim.UpdateRule.RmsProp.Start;
import plumb.optim.UpdateRule.Velocity;

class UpdaterTest {
  private static final float[] FALLING = {1, 0.1f, 0.1f};

  /** Where a rule is after gradients of 1 while the rate falls. */
  private static float[] fallingPath(UpdateRule rule) {
    Updater updater = Rules.updater(rule, Penalty.NONE, 1);
    float[] w = {0};
    float[] path = new float[FALLING.length];
    for (int t = 0; t < path.length; t++) {
      updater.update(w, new float[] {1}, FALLING[t]);
      path[t] = w[0];
    }
    return path;
  }

  @Test
  void a_velocity_of_steps_keeps_old_rates_and_one_of_gradients_does_not() {
    // v: -1, -0.5 - 0.1, -0.3 - 0.1
    assertThat(fallingPath(new UpdateRule.Momentum(1, 0.5, Velocity.STEPS)))
        .containsExactly(new float[] {-1, -1.6f, -2}, within(1e-6f));
    // v: 1, 1.5, 1.75
    assertThat(fallingPath(new UpdateRule.Momentum(1, 0.5, Velocity.GRADIENTS)))
        .containsExactly(new float[] {-1, -1.15f, -1.325f}, within(1e-6f));
    // v as above; steps 0.5 v - rate
    assertThat(fallingPath(new UpdateRule.Nesterov(1, 0.5, Velocity.STEPS)))
        .containsExactly(new float[] {-1.5f, -1.9f, -2.2f}, within(1e-6f));
    assertThat(fallingPath(new UpdateRule.Nesterov(1, 0.5, Velocity.GRADIENTS)))
        .containsExactly(new float[] {-1.5f, -1.675f, -1.8625f}, within(1e-6f));
  }

  @Test
  void epsilon_stands_where_the_rule_says() {
    // 1 - 0.1 * 2 / (sqrt(4) + 0.5), 1 - 0.1 * 2 / sqrt(4 + 0.5)
    assertThat(path(new UpdateRule.Adagrad(0.1, 0.5, EpsilonAt.OUTSIDE_ROOT, 0), 1, 2)[0])
        .isCloseTo(1 - 0.2f / 2.5f, within(1e-6f));
    assertThat(path(new UpdateRule.Adagrad(0.1, 0.5, EpsilonAt.INSIDE_ROOT, 0), 1, 2)[0])
        .isCloseTo(1 - 0.2f / (float) Math.sqrt(4.5), within(1e-6f));
    assertThat(path(new UpdateRule.Adagrad(0.1, 0, EpsilonAt.OUTSIDE_ROOT, 5), 1, 2)[0])
        .isCloseTo(1 - 0.2f / 3, within(1e-6f));
    assertThat(rmsProp(EpsilonAt.OUTSIDE_ROOT)).isCloseTo(1 - 0.2f / 1.5f, within(1e-6f));
    assertThat(rmsProp(EpsilonAt.INSIDE_ROOT))
        .isCloseTo(1 - 0.2f / (float) Math.sqrt(1.5), within(1e-6f));
  }

  private static float rmsProp(EpsilonAt at) {
    return path(new UpdateRule.RmsProp(0.1, 0.75, 0.5, at, Start.ZERO), 1, 2)[0];
  }

  @Test
  void an_uncorrected_epsilon_weighs_more_in_early_steps() {
    // m / (1 - 0.5) = 2; sqrt(s) = 1, corrected 2
    assertThat(adam(AdamEpsilon.CORRECTED)).isCloseTo(1 - 0.2f / 2.5f, within(1e-6f));
    assertThat(adam(AdamEpsilon.UNCORRECTED)).isCloseTo(1 - 0.2f / 3, within(1e-6f));
  }

  private static float adam(AdamEpsilon at) {
    return path(new UpdateRule.Adam(0.1, 0.5, 0.75, 0.5, at), 1, 2)[0];
  }

  @Test
  void weight_decay_acts_on_its_scope_alone() {
    UpdateRule.Adam adam = new UpdateRule.Adam(0.1);
    float[] w = {1, 1, 1};
    Range[] ranges = {
      new Range(0, 1, Range.Kind.WEIGHT),
      new Range(1, 2, Range.Kind.BIAS),
      new Range(2, 3, Range.Kind.SLOPE)
    };
    UpdateRule biases = new UpdateRule.AdamW(adam, new WeightDecay(0.5, new Scope(true, false)));
    Rules.updater(new Optimizer(biases), Penalty.NONE, ranges).update(w, new float[3], 0.5);
    assertThat(w).containsExactly(new float[] {0.975f, 0.975f, 1}, within(1e-6f));
    UpdateRule alone = new UpdateRule.AdamW(adam, new WeightDecay(0.5));
    w = new float[] {1, 1, 1};
    Rules.updater(new Optimizer(alone), Penalty.NONE, ranges).update(w, new float[3], 1);
    assertThat(w).containsExactly(new float[] {0.95f, 1, 1}, within(1e-6f));
  }

  static Stream<UpdateRule> rules() {
    return Stream.of(
        new UpdateRule.Sgd(0.1),
        new UpdateRule.Momentum(0.1, 0.9, Velocity.STEPS),
        new UpdateRule.Momentum(0.1, 0.9, Velocity.GRADIENTS),
        new UpdateRule.Nesterov(0.1, 0.9, Velocity.STEPS),
        new UpdateRule.Nesterov(0.1, 0.9, Velocity.GRADIENTS),
        new UpdateRule.Adagrad(0.1, 0),
        new UpdateRule.RmsProp(0.1, 0.9, 0, Start.FIRST_GRADIENT),
        new UpdateRule.RmsProp(0.1, 0.9, 1e-7, EpsilonAt.INSIDE_ROOT, Start.ZERO),
        new UpdateRule.Adam(0.1, 0.9, 0.9, 0),
        new UpdateRule.AdamW(0.1, 0.9, 0.9, 1e-8, 0.01));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void what_a_dead_parameter_leaves_behind_is_never_subnormal(UpdateRule rule) {
    Updater updater = Rules.updater(rule, Penalty.NONE, 2);
    float[] w = {1, -1};
    boolean subnormal = false;
    for (int t = 0; t < 3000; t++) {
      updater.update(w, t < 3 ? new float[] {1, -1e-6f} : new float[] {0, -1e-21f}, 1);
      for (float[] slot : updater.slots().copy().arrays()) {
        for (float value : slot) {
          subnormal |= value != 0 && Math.abs(value) < Float.MIN_NORMAL;
        }
      }
    }
    assertThat(subnormal).isFalse();
    assertThat(w[0]).isFinite();
    assertThat(w[1]).isFinite();
  }

  /** Adagrad forgets nothing. */
  static Stream<UpdateRule> forgettingRules() {
    return rules().filter(rule -> !(rule instanceof UpdateRule.Adagrad));
  }

  @ParameterizedTest
  @MethodSource("forgettingRules")
  void what_a_rule_remembers_of_a_gradient_fades(UpdateRule rule) {
    Updater updater = Rules.updater(rule, Penalty.NONE, 1);
    float[] w = {0};
    for (int t = 0; t < 3000; t++) {
      updater.update(w, new float[] {t == 0 ? 1 : 0}, 1);
    }
    for (float[] slot : updater.slots().copy().arrays()) {
      assertThat(slot[0]).isBetween(-1e-31f, 1e-31f);
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_parameter_without_gradients_stays_or_decays(UpdateRule rule) {
    float[] path = path(rule, 1, 0, 0, 0);
    assertThat(path[2]).isBetween(rule instanceof UpdateRule.AdamW ? 0.99f : 1, 1f);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void another_rate_changes_nothing_but_the_rate(UpdateRule rule) {
    assertThat(rule.withRate(0.5).rate()).isEqualTo(0.5);
    assertThat(rule.withRate(0.5).withRate(rule.rate())).isEqualTo(rule);
  }

  @Test
  void clipping_by_value_bounds_each_component_and_by_norm_the_whole() {
    assertThat(clipped(new Clip.ByValue(2), 3, -4, 1)).containsExactly(2, -2, 1);
    assertThat(clipped(new Clip.ByNorm(2.5), 3, -4, 0))
        .containsExactly(new float[] {1.5f, -2, 0}, within(1e-6f));
    assertThat(clipped(new Clip.ByNorm(5.5), 3, -4, 0)).containsExactly(3, -4, 0);
    assertThat(clipped(Clip.NONE, 3, -4, 1e9f)).containsExactly(3, -4, 1e9f);
  }

  /** What of a gradient reaches the rule. */
  private static float[] clipped(Clip clip, float... gradient) {
    float[] w = new float[gradient.length];
    Rules.updater(
            new Optimizer(new UpdateRule.Sgd(1), clip, Schedule.CONSTANT),
            Penalty.NONE,
            new Range(0, 1, Range.Kind.WEIGHT),
            new Range(1, w.length, Range.Kind.BIAS))
        .update(w, gradient, 1);
    for (int i = 0; i < w.length; i++) {
      assertThat(w[i]).isEqualTo(-gradient[i]);
    }
    return gradient;
  }

  @Test
  void the_penalty_is_part_of_what_is_clipped() {
    for (Clip clip : new Clip[] {new Clip.ByValue(1), new Clip.ByNorm(1)}) {
      float[] w = {4};
      Rules.updater(
              new Optimizer(new UpdateRule.Sgd(1), clip, Schedule.CONSTANT),
              new Penalty(1, 0),
              new Range(0, 1, Range.Kind.WEIGHT))
          .update(w, new float[] {0}, 1);
      assertThat(w[0]).isCloseTo(3, within(1e-6f));
    }
  }

  @Test
  void a_units_incoming_weights_are_held_to_a_length_each_column_by_itself() {
    // Two inputs, three units; biases may be as long as they like.
    float[] w = {3, 0.3f, 0, 4, 0.4f, 2, 100, 100, 100};
    Rules.updater(
            new Optimizer(new UpdateRule.Sgd(1)),
            Penalty.NONE.withMaxNorm(2.5),
            new Range(0, 6, Range.Kind.WEIGHT, 3),
            new Range(6, 9, Range.Kind.BIAS))
        .update(w, new float[] {0, 0, 0, 0, 0, -1, 0, 0, 0}, 1);
    assertThat(w)
        .containsExactly(new float[] {1.5f, 0.3f, 0, 2, 0.4f, 2.5f, 100, 100, 100}, within(1e-6f));
  }

  @Test
  void incoming_weights_shorter_than_the_limit_stay_however_often_they_are_measured() {
    float[] w = {1.2f, 1.6f};
    Updater updater =
        Rules.updater(
            new Optimizer(new UpdateRule.Sgd(1)),
            Penalty.NONE.withMaxNorm(2.5),
            new Range(0, 2, Range.Kind.WEIGHT, 1));
    for (int t = 0; t < 3; t++) {
      updater.update(w, new float[2], 1);
    }
    assertThat(w).containsExactly(1.2f, 1.6f);
  }

  @Test
  void incoming_weights_are_held_in_wide_layers_too() {
    int inputs = 3;
    int units = 130;
    float[] w = new float[5 + inputs * units];
    java.util.Arrays.fill(w, 2);
    Rules.updater(
            new Optimizer(new UpdateRule.Sgd(1)),
            Penalty.NONE.withMaxNorm(Math.sqrt(3)),
            new Range(0, 5, Range.Kind.BIAS),
            new Range(5, w.length, Range.Kind.WEIGHT, units))
        .update(w, new float[w.length], 1);
    for (int i = 0; i < w.length; i++) {
      assertThat(w[i]).isCloseTo(i < 5 ? 2 : 1, within(1e-6f));
    }
  }

  @Test
  void a_penalty_of_one_kind_alone_has_its_size() {
    float[] w = {3, -4};
    assertThat(Rules.updater(new UpdateRule.Sgd(1), new Penalty(0.1, 0), 2).penalty(w))
        .isCloseTo(0.05 * 25, within(1e-12));
    assertThat(Rules.updater(new UpdateRule.Sgd(1), new Penalty(0, 0.1), 2).penalty(w))
        .isCloseTo(0.1 * 7, within(1e-12));
    assertThat(Rules.updater(new UpdateRule.Sgd(1), Penalty.NONE, 2).penalty(w)).isZero();
  }

  @Test
  void penalties_change_one_part_at_a_time() {
    Penalty penalty = new Penalty(1, 2).withMaxNorm(3);
    assertThat(penalty.withL2(5)).isEqualTo(new Penalty(5, 2).withMaxNorm(3));
    assertThat(penalty.withL1(5)).isEqualTo(new Penalty(1, 5).withMaxNorm(3));
  }

  @Test
  void a_range_must_be_whole_rows() {
    assertThatThrownBy(() -> new Range(0, 7, Range.Kind.WEIGHT, 3))
        .hasMessageContaining("no rows of 3 columns lie in 0 .. 7");
    assertThatThrownBy(() -> new Range(5, 4, Range.Kind.BIAS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Range(4, 4, Range.Kind.BIAS).columns()).isZero();
  }

  @Test
  void no_work_is_left_out_on_arrays_of_many_pieces_or_with_a_team() {
    int size = 40_000;
    List<Range> ranges = List.of(new Range(0, size, Range.Kind.WEIGHT, 200));
    Penalty penalty = new Penalty(0.1, 0.01).withMaxNorm(3);
    Optimizer optimizer =
        new Optimizer(new UpdateRule.Adam(0.1), new Clip.ByNorm(2), Schedule.CONSTANT);
    float[] alone = new float[size];
    float[] shared = new float[size];
    try (Team team = Team.of(3)) {
      Updater one = new Updater(optimizer, penalty, ranges, Team.of(1));
      Updater three = new Updater(optimizer, penalty, ranges, team);
      for (int t = 0; t < 20; t++) {
        one.update(alone, gradient(alone), 1);
        three.update(shared, gradient(shared), 1);
      }
    }
    assertThat(shared).containsExactly(alone);
    assertThat(alone).doesNotContain(0f);
  }

  @Test
  void each_parameter_of_a_long_array_is_updated_as_if_it_were_alone() {
    int size = 40_001;
    List<Range> ranges =
        List.of(
            new Range(0, 20_000, Range.Kind.WEIGHT, 100),
            new Range(20_000, 20_005, Range.Kind.BIAS),
            new Range(20_005, size, Range.Kind.WEIGHT, 2));
    Optimizer optimizer =
        new Optimizer(new UpdateRule.Adam(0.1), new Clip.ByValue(0.5), Schedule.CONSTANT);
    Penalty penalty =
        new Penalty(0.1, 0.01, Penalty.L1Form.STOP_AT_ZERO, Scope.WEIGHTS, OptionalDouble.empty());
    float[] w = new float[size];
    Updater all = new Updater(optimizer, penalty, ranges, Team.of(1));
    for (int t = 0; t < 3; t++) {
      all.update(w, gradient(w), 1);
    }
    for (int i :
        new int[] {0, 8191, 8192, 19_999, 20_000, 20_004, 20_005, 28_196, 28_197, 40_000}) {
      boolean bias = i >= 20_000 && i < 20_005;
      Updater one =
          Rules.updater(
              optimizer, penalty, new Range(0, 1, bias ? Range.Kind.BIAS : Range.Kind.WEIGHT));
      float[] own = new float[1];
      for (int t = 0; t < 3; t++) {
        one.update(own, new float[] {own[0] - 1 - i % 7}, 1);
      }
      assertThat(w[i]).as("parameter %d", i).isEqualTo(own[0]).isNotZero();
    }
    double sum = 0;
    for (int i = 0; i < size; i++) {
      if (i < 20_000 || i >= 20_005) {
        sum += 0.05 * w[i] * w[i] + 0.01 * Math.abs(w[i]);
      }
    }
    assertThat(all.penalty(w)).isCloseTo(sum, within(1e-9 * sum));
  }

  @Test
  void clipping_by_the_norm_sees_every_piece() {
    int size = 20_000;
    Optimizer optimizer =
        new Optimizer(new UpdateRule.Sgd(1), new Clip.ByNorm(1), Schedule.CONSTANT);
    float[] w = new float[size];
    float[] gradient = new float[size];
    java.util.Arrays.fill(gradient, 2);
    Rules.updater(optimizer, Penalty.NONE, new Range(0, size, Range.Kind.WEIGHT))
        .update(w, gradient, 1);
    double expected = -1 / Math.sqrt(size);
    assertThat((double) w[0]).isCloseTo(expected, within(1e-7));
    assertThat((double) w[9000]).isCloseTo(expected, within(1e-7));
    assertThat((double) w[size - 1]).isCloseTo(expected, within(1e-7));
    // A gradient that is short enough is left alone.
    gradient[0] = 0;
    java.util.Arrays.fill(gradient, 1e-4f);
    float before = w[5];
    Rules.updater(optimizer, Penalty.NONE, new Range(0, size, Range.Kind.WEIGHT))
        .update(w, gradient, 1);
    assertThat(w[5]).isEqualTo(before - 1e-4f);
  }

  private static float[] gradient(float[] w) {
    float[] gradient = new float[w.length];
    for (int i = 0; i < w.length; i++) {
      gradient[i] = w[i] - 1 - i % 7;
    }
    return gradient;
  }
}
