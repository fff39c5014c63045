package plumb.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static plumb.optim.Rules.path;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.math.Team;
import plumb.optim.Penalty.L1Form;
import plumb.optim.UpdateRule.RmsProp.Start;

/** The lecture's rules, each against its formula in double precision. */
class ConformanceOptimTest {
  /** A few gradients of both signs and many sizes, one of them 0. */
  private static final float[] GRADIENTS = {-0.5f, 2f, 0f, 0.01f, -3f, 0.25f, 40f, -0.001f};

  private static final double ROUNDING = 1e-6;

  private static void assertPath(float[] actual, double[] expected) {
    for (int t = 0; t < expected.length; t++) {
      assertThat((double) actual[t])
          .as("after step %d", t + 1)
          .isCloseTo(expected[t], within(ROUNDING * Math.max(1, Math.abs(expected[t]))));
    }
  }

  @Test
  void S14_adagrad_divides_by_the_root_of_the_sum_of_all_squares() {
    double eta = 0.1;
    double w = 1;
    double sum = 0;
    double[] expected = new double[GRADIENTS.length];
    for (int t = 0; t < expected.length; t++) {
      double g = GRADIENTS[t];
      sum += g * g;
      double sigma = Math.sqrt(sum / (t + 1));
      double falling = eta / Math.sqrt(t + 1);
      w -= falling / sigma * g;
      expected[t] = w;
    }
    assertPath(path(new UpdateRule.Adagrad(eta, 0), 1, GRADIENTS), expected);
  }

  @Test
  void S15_rmsprop_starts_from_the_size_of_the_first_gradient() {
    double eta = 0.1;
    double alpha = 0.9;
    double w = 1;
    double sigma = Math.abs(GRADIENTS[0]);
    double[] expected = new double[GRADIENTS.length];
    for (int t = 0; t < expected.length; t++) {
      double g = GRADIENTS[t];
      sigma = t == 0 ? sigma : Math.sqrt(alpha * sigma * sigma + (1 - alpha) * g * g);
      w -= eta / sigma * g;
      expected[t] = w;
    }
    assertPath(path(lectureRmsProp(eta), 1, GRADIENTS), expected);
  }

  @ParameterizedTest
  @ValueSource(floats = {-20, -1e-3f, 1e-6f, 0.5f})
  void S15_the_first_step_is_the_rate_against_the_sign(float gradient) {
    float[] path = path(lectureRmsProp(0.25), 1, gradient);
    assertThat(path[0]).isCloseTo(1 - 0.25f * Math.signum(gradient), within(1e-6f));
  }

  @Test
  void S15_a_first_gradient_of_0_makes_no_step_and_the_mean_starts_from_0() {
    float[] path = path(lectureRmsProp(0.1), 1, 0, 0, 0.5f);
    assertThat(path[0]).isEqualTo(1);
    assertThat(path[1]).isEqualTo(1);
    assertThat((double) path[2]).isCloseTo(1 - 0.1 / Math.sqrt(0.1), within(ROUNDING));
  }

  private static UpdateRule lectureRmsProp(double eta) {
    return new UpdateRule.RmsProp(eta, 0.9, 0, Start.FIRST_GRADIENT);
  }

  @Test
  void S16_momentum_keeps_a_share_of_the_last_movement_with_the_rate_inside() {
    double eta = 0.1;
    double lambda = 0.9;
    double w = 1;
    double v = 0;
    double[] expected = new double[GRADIENTS.length];
    for (int t = 0; t < expected.length; t++) {
      v = lambda * v - eta * GRADIENTS[t];
      w += v;
      expected[t] = w;
    }
    assertPath(path(new UpdateRule.Momentum(eta, lambda), 1, GRADIENTS), expected);
  }

  @Test
  void S16_the_second_movement_is_both_gradients_with_the_first_faded() {
    // Powers of two, so that nothing is rounded.
    float[] path = path(new UpdateRule.Momentum(0.25, 0.5), 0, 3, 5);
    assertThat(path[1] - path[0]).isEqualTo(-0.5f * 0.25f * 3 - 0.25f * 5);
  }

  @Test
  void S16_without_momentum_it_is_gradient_descent() {
    assertThat(path(new UpdateRule.Momentum(0.1, 0), 1, GRADIENTS))
        .containsExactly(path(new UpdateRule.Sgd(0.1), 1, GRADIENTS));
  }

  @Test
  void C21_the_movement_is_the_fading_sum_of_all_past_gradients() {
    double eta = 0.1;
    double lambda = 0.9;
    float[] path = path(new UpdateRule.Momentum(eta, lambda), 1, GRADIENTS);
    for (int t = 1; t < path.length; t++) {
      double sum = 0;
      for (int i = 0; i <= t; i++) {
        sum -= eta * Math.pow(lambda, t - i) * GRADIENTS[i];
      }
      assertThat((double) path[t] - path[t - 1]).isCloseTo(sum, within(1e-6 * (1 + Math.abs(sum))));
    }
  }

  @Test
  void S17_adam_is_rmsprop_plus_momentum_both_corrected_for_their_start() {
    double eta = 0.01;
    double w = 1;
    double m = 0;
    double s = 0;
    double[] expected = new double[GRADIENTS.length];
    for (int t = 1; t <= expected.length; t++) {
      double g = GRADIENTS[t - 1];
      m = 0.9 * m + 0.1 * g;
      s = 0.999 * s + 0.001 * g * g;
      w -= eta * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(s / (1 - Math.pow(0.999, t))) + 1e-8);
      expected[t - 1] = w;
    }
    assertPath(path(new UpdateRule.Adam(eta), 1, GRADIENTS), expected);
  }

  @Test
  void S19_the_penalty_is_lambda_times_the_norm_of_what_it_acts_on() {
    float[] parameters = {1, -2, 3, 4, 5};
    assertThat(mixed(new Penalty(0.1, 0.01)).penalty(parameters))
        .isCloseTo(0.05 * (1 + 4 + 9) + 0.01 * 6, within(1e-12));
    assertThat(mixed(on(Scope.ALL)).penalty(parameters))
        .isCloseTo(0.05 * (1 + 4 + 9 + 16 + 25), within(1e-12));
    assertThat(mixed(on(new Scope(true, false))).penalty(parameters))
        .isCloseTo(0.05 * (1 + 4 + 9 + 16), within(1e-12));
    assertThat(mixed(on(new Scope(false, true))).penalty(parameters))
        .isCloseTo(0.05 * (1 + 4 + 9 + 25), within(1e-12));
  }

  private static Penalty on(Scope scope) {
    return new Penalty(0.1, 0, L1Form.SIGN, scope, OptionalDouble.empty());
  }

  /** Three weights, a bias and a slope under gradient descent. */
  private static Updater mixed(Penalty penalty) {
    return Rules.updater(
        new Optimizer(new UpdateRule.Sgd(0.1)),
        penalty,
        new Range(0, 3, Range.Kind.WEIGHT),
        new Range(3, 4, Range.Kind.BIAS),
        new Range(4, 5, Range.Kind.SLOPE));
  }

  @Test
  void S20_l2_multiplies_weights_by_1_minus_rate_lambda_and_leaves_biases() {
    float[] w = {1, -2, 3, 4, 5};
    mixed(new Penalty(0.1, 0)).update(w, new float[] {0.5f, 0, -0.5f, 0, 1}, 1);
    float factor = 1 - 0.1f * 0.1f;
    assertThat(w[0]).isCloseTo(factor * 1 - 0.05f, within(1e-6f));
    assertThat(w[1]).isCloseTo(factor * -2, within(1e-6f));
    assertThat(w[2]).isCloseTo(factor * 3 + 0.05f, within(1e-6f));
    assertThat(w[3]).isEqualTo(4);
    assertThat(w[4]).isCloseTo(4.9f, within(1e-6f));
  }

  @Test
  void S20_biases_and_slopes_decay_where_asked_for() {
    float[] w = {1, 1, 1, 1, 1};
    mixed(on(new Scope(true, false))).update(w, new float[5], 1);
    assertThat(w).containsExactly(new float[] {0.99f, 0.99f, 0.99f, 0.99f, 1}, within(1e-6f));
    w = new float[] {1, 1, 1, 1, 1};
    mixed(on(new Scope(false, true))).update(w, new float[5], 1);
    assertThat(w).containsExactly(new float[] {0.99f, 0.99f, 0.99f, 1, 0.99f}, within(1e-6f));
  }

  @Test
  void C27_an_idle_weight_is_down_to_a_37_percent_after_100_000_steps() {
    Updater updater = Rules.updater(new UpdateRule.Sgd(0.1), new Penalty(1e-4, 0), 1);
    float[] w = {1};
    float[] gradient = new float[1];
    for (int t = 0; t < 100_000; t++) {
      gradient[0] = 0;
      updater.update(w, gradient, 1);
    }
    assertThat(w[0]).isCloseTo(0.368f, within(5e-4f));
  }

  @Test
  void C27_a_weight_in_use_rests_where_decay_and_gradient_balance() {
    Updater updater = Rules.updater(new UpdateRule.Sgd(0.1), new Penalty(0.5, 0), 1);
    float[] w = {1};
    for (int t = 0; t < 1000; t++) {
      updater.update(w, new float[] {w[0] - 3}, 1);
    }
    // 0.5 w = -(w - 3)
    assertThat(w[0]).isCloseTo(2, within(1e-5f));
  }

  @Test
  void C28_l2_is_weight_decay_under_gradient_descent() {
    double lambda = 0.01;
    float[] path = path(new UpdateRule.Sgd(0.1), new Penalty(lambda, 0), 1, GRADIENTS);
    double w = 1;
    double[] expected = new double[GRADIENTS.length];
    for (int t = 0; t < expected.length; t++) {
      w = (1 - 0.1 * lambda) * w - 0.1 * GRADIENTS[t];
      expected[t] = w;
    }
    assertPath(path, expected);
  }

  @Test
  void C28_l2_is_decay_inside_the_movement_under_momentum() {
    double lambda = 0.01;
    float[] path = path(new UpdateRule.Momentum(0.1, 0.9), new Penalty(lambda, 0), 1, GRADIENTS);
    double w = 1;
    double v = 0;
    double[] expected = new double[GRADIENTS.length];
    for (int t = 0; t < expected.length; t++) {
      double decay = 0.1 * lambda * w;
      v = 0.9 * v - 0.1 * GRADIENTS[t] - decay;
      w += v;
      expected[t] = w;
    }
    assertPath(path, expected);
  }

  @Test
  void C28_l2_is_not_weight_decay_under_adam() {
    float[] idle = {0, 0, 0};
    float[] weak = path(new UpdateRule.Adam(0.01), new Penalty(1e-3, 0), 1, idle);
    float[] strong = path(new UpdateRule.Adam(0.01), new Penalty(1e-1, 0), 1, idle);
    // Adam divides the strength of the penalty out again: an idle weight walks at the full rate.
    assertThat(weak[0]).isCloseTo(0.99f, within(1e-4f));
    assertThat(strong[0]).isCloseTo(0.99f, within(1e-4f));
    // Beside the gradient it stays a factor of 1 - rate * decay.
    float[] decayed = path(new UpdateRule.AdamW(0.01, 0.9, 0.999, 1e-8, 0.1), 1, idle);
    assertThat(decayed[2]).isCloseTo((float) Math.pow(1 - 0.01 * 0.1, 3), within(1e-6f));
  }

  @Test
  void S21_l1_takes_a_fixed_step_towards_0_and_none_at_0() {
    float[] w = {1, -2, 0, 4, 5};
    mixed(new Penalty(0, 0.5)).update(w, new float[] {0.1f, 0.1f, 0, 0, 0}, 1);
    assertThat(w).containsExactly(new float[] {0.94f, -1.96f, 0, 4, 5}, within(1e-6f));
  }

  @Test
  void S21_by_the_sign_a_small_weight_jumps_over_0() {
    assertThat(path(new UpdateRule.Sgd(0.1), new Penalty(0, 1), 0.03f, 0, 0))
        .containsExactly(new float[] {-0.07f, 0.03f}, within(1e-6f));
  }

  @Test
  void S21_the_named_variant_stops_at_0_and_stays_there_while_the_gradient_is_small() {
    Penalty stopping =
        new Penalty(0, 1, L1Form.STOP_AT_ZERO, Scope.WEIGHTS, OptionalDouble.empty());
    assertThat(path(new UpdateRule.Sgd(0.1), stopping, 0.13f, 0, 0, 0.9f, -0.9f, -2))
        .containsExactly(new float[] {0.03f, 0, 0, 0, 0.1f}, within(1e-6f));
    assertThat(path(new UpdateRule.Sgd(0.1), stopping, -0.13f, 0, 0))
        .containsExactly(new float[] {-0.03f, 0}, within(1e-6f));
    // No adaptive rule rescales it, and biases are left alone.
    assertThat(path(new UpdateRule.Adam(0.1), stopping, 1, 0)[0]).isCloseTo(0.9f, within(1e-6f));
    float[] w = {1, 1, 1, 1, 1};
    mixed(stopping).update(w, new float[5], 1);
    assertThat(w).containsExactly(new float[] {0.9f, 0.9f, 0.9f, 1, 1}, within(1e-6f));
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

  private static float[] gradient(float[] w) {
    float[] gradient = new float[w.length];
    for (int i = 0; i < w.length; i++) {
      gradient[i] = w[i] - 1 - i % 7;
    }
    return gradient;
  }
}
