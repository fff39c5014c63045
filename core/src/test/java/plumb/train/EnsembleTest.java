package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;
import plumb.train.Ensemble.Resampling;

class EnsembleTest {
  private static final RandomStream RANDOM = RandomStream.of(3);
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          1,
          List.of(new Layer.Dense(12), new Layer.Activate(Activation.TANH)),
          new Head(1, Activation.LINEAR),
          Loss.MEAN_SQUARED_ERROR);
  private static final Target TARGET = new Target.Regression("y", 0, 1);

  private static Examples noisy(long seed, int rows, double noise) {
    RandomStream random = RandomStream.of(seed);
    float[] x = new float[rows];
    float[] y = new float[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = (float) (4 * random.uniform(i) - 2);
      y[i] = (float) (Math.sin(2 * x[i]) + noise * random.normal(1000 + i));
    }
    return new Examples(new Inputs.Floats(x, rows, 1), new Targets.Values(y));
  }

  private static TrainingSpec spec(int epochs) {
    return new TrainingSpec(
        new Optimizer(new UpdateRule.Adam(0.02)),
        Penalty.NONE,
        10,
        epochs,
        new Stopping.Never(),
        true,
        7);
  }

  private static List<EnsembleTrainer.Member> fit(
      Ensemble ensemble, Examples train, int epochs, int threads, StopSignal stop) {
    try (Team team = Team.of(threads)) {
      return new EnsembleTrainer(NETWORK, spec(epochs), ensemble, team)
          .fit(train, Optional.empty(), TARGET, TrainingListener.NONE, stop);
    }
  }

  @Test
  void a_bootstrap_draws_as_many_rows_as_there_are_and_leaves_out_a_37_percent() {
    Ensemble ensemble = new Ensemble(3, Resampling.BOOTSTRAP);
    int rows = 10_000;
    int[] first = ensemble.rows(0, rows, RANDOM);
    assertThat(first).hasSize(rows);
    assertThat(Arrays.stream(first).allMatch(row -> row >= 0 && row < rows)).isTrue();
    double share = Arrays.stream(first).distinct().count() / (double) rows;
    assertThat(share).isCloseTo(1 - 1 / Math.E, within(0.015));
    assertThat(ensemble.rows(1, rows, RANDOM)).isNotEqualTo(first);
    assertThat(ensemble.rows(0, rows, RANDOM)).isEqualTo(first);
  }

  @Test
  void parts_have_nothing_in_common_and_are_all_rows_together() {
    Ensemble ensemble = new Ensemble(3, Resampling.PARTS);
    List<Integer> all = new ArrayList<>();
    for (int member = 0; member < 3; member++) {
      int[] part = ensemble.rows(member, 11, RANDOM);
      assertThat(part.length).isBetween(3, 4);
      Arrays.stream(part).forEach(all::add);
    }
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 11).boxed().toList())
        .isNotEqualTo(IntStream.range(0, 11).boxed().toList());
    assertThatThrownBy(() -> ensemble.rows(0, 2, RANDOM))
        .hasMessageContaining("2 rows cannot be split into 3 parts");
    assertThatThrownBy(() -> new Ensemble(0, Resampling.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(Resampling.class)
  void each_network_has_rows_and_weights_of_its_own_whatever_the_threads(Resampling resampling) {
    Ensemble ensemble = new Ensemble(3, resampling);
    Examples train = noisy(1, 60, 0.1);
    List<EnsembleTrainer.Member> one = fit(ensemble, train, 3, 1, StopSignal.NEVER);
    List<EnsembleTrainer.Member> two = fit(ensemble, train, 3, 2, StopSignal.NEVER);
    assertThat(one).hasSize(3);
    for (int m = 0; m < 3; m++) {
      assertThat(one.get(m).rows()).isEqualTo(ensemble.rows(m, 60, RandomStream.of(7).child(5)));
      assertThat(two.get(m).result().last()).isEqualTo(one.get(m).result().last());
      assertThat(one.get(m).result().history().getFirst().train().rows())
          .isEqualTo(one.get(m).rows().length);
    }
    assertThat(one.get(0).result().last()).isNotEqualTo(one.get(1).result().last());
    assertThat(one.stream().map(EnsembleTrainer.Member::seed).distinct()).hasSize(3);
  }

  @Test
  void whoever_is_stopped_keeps_the_networks_trained_to_their_end() {
    int[] left = {2 * 6 * 3 + 2};
    List<EnsembleTrainer.Member> members =
        fit(
            new Ensemble(5, Resampling.BOOTSTRAP),
            noisy(1, 60, 0.1),
            3,
            1,
            () -> --left[0] == 0 ? Optional.of("for the test") : Optional.empty());
    assertThat(members).hasSize(2);
    assertThat(members)
        .allSatisfy(m -> assertThat(m.result().reason()).isEqualTo(new StopReason.AllEpochs(3)));
  }

  @Test
  void the_first_network_is_kept_however_far_it_came() {
    List<EnsembleTrainer.Member> members =
        fit(
            new Ensemble(5, Resampling.BOOTSTRAP),
            noisy(1, 60, 0.1),
            3,
            1,
            () -> Optional.of("for the test"));
    assertThat(members).hasSize(1);
    assertThat(members.getFirst().result().reason()).isInstanceOf(StopReason.Interrupted.class);
  }

  /** C34: the mean of networks that overfit is better than they are on average, and than most. */
  @Test
  void together_networks_are_better_than_alone() {
    Examples train = noisy(1, 40, 0.6);
    Examples test = noisy(2, 500, 0);
    List<float[]> members =
        fit(new Ensemble(8, Resampling.BOOTSTRAP), train, 300, 1, StopSignal.NEVER).stream()
            .map(member -> member.result().last())
            .toList();
    try (Team team = Team.of(1)) {
      Evaluation evaluation = new Evaluation(NETWORK, team);
      double together = evaluation.measure(members, test, TARGET).loss();
      double alone =
          members.stream()
              .mapToDouble(member -> evaluation.measure(member, test, TARGET).loss())
              .average()
              .orElseThrow();
      assertThat(together).isLessThan(0.8 * alone);
      // Squared error: that of the mean is the mean error less the variance between the networks.
      double variance = alone - together;
      assertThat(variance).isPositive();
    }
  }
}
