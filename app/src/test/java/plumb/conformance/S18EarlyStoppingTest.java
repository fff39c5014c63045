package plumb.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.doctor.Plan;
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
import plumb.run.Attempt;
import plumb.run.DataSettings;
import plumb.run.RunDocument;
import plumb.train.EpochRecord;
import plumb.train.Evaluation;
import plumb.train.FitResult;
import plumb.train.Metrics;
import plumb.train.StopReason;
import plumb.train.StopSignal;
import plumb.train.Stopping;
import plumb.train.Trainer;
import plumb.train.TrainingListener;
import plumb.train.TrainingSpec;

/**
 * S18: the validation error is computed after every epoch; training stops when it no longer falls;
 * the weights of its lowest are returned, always. A pause keeps them and the patience. The test set
 * is touched once.
 */
class S18EarlyStoppingTest {
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          4,
          List.of(new Layer.Dense(30), new Layer.Activate(Activation.RELU)),
          new Head(2, Activation.SOFTMAX),
          Loss.CROSS_ENTROPY);
  private static final Target TARGET = new Target.Classification("kind", List.of("a", "b"));

  /** Half of the labels are noise, so that validation gets worse after a while. */
  private static Examples examples(long seed, int rows) {
    RandomStream random = RandomStream.of(seed);
    float[] inputs = new float[rows * 4];
    int[] labels = new int[rows];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.normal(i);
    }
    for (int row = 0; row < rows; row++) {
      labels[row] = row % 2 == 0 ? random.below(5000 + row, 2) : inputs[4 * row] > 0 ? 1 : 0;
    }
    return new Examples(new Inputs.Floats(inputs, rows, 4), new Targets.Classes(labels, 2));
  }

  private static final Examples TRAIN = examples(1, 100);
  private static final Examples VALIDATION = examples(2, 300);

  private static Trainer trainer(Stopping stopping, Team team) {
    TrainingSpec spec =
        new TrainingSpec(
            new Optimizer(new UpdateRule.Adam(0.01)), Penalty.NONE, 10, 60, stopping, true, 5);
    return new Trainer(NETWORK, spec, team);
  }

  private static FitResult fit(Stopping stopping, StopSignal stop) {
    try (Team team = Team.of(1)) {
      return trainer(stopping, team)
          .fit(TRAIN, Optional.of(VALIDATION), TARGET, TrainingListener.NONE, stop);
    }
  }

  private static double error(EpochRecord record) {
    return 1 - ((Metrics.Classification) record.validation().orElseThrow()).accuracy();
  }

  private static Metrics measured(float[] weights) {
    try (Team team = Team.of(1)) {
      return Evaluation.measure(NETWORK, weights, VALIDATION, TARGET, team);
    }
  }

  @Test
  void S18_the_best_weights_are_returned_beside_the_last_whether_it_stops_or_not() {
    for (Stopping stopping : List.of(new Stopping.Never(), new Stopping.Patience(5, 0))) {
      FitResult result = fit(stopping, StopSignal.NEVER);
      double lowest =
          result.history().stream().mapToDouble(S18EarlyStoppingTest::error).min().orElseThrow();
      assertThat(error(result.bestRecord())).isEqualTo(lowest);
      assertThat(Optional.of(measured(result.best()))).isEqualTo(result.bestRecord().validation());
      assertThat(Optional.of(measured(result.last())))
          .isEqualTo(result.history().getLast().validation());
      assertThat(error(result.history().getLast())).isGreaterThan(lowest);
    }
  }

  @Test
  void S18_it_stops_when_the_error_has_not_fallen_for_so_many_epochs() {
    FitResult result = fit(new Stopping.Patience(5, 0), StopSignal.NEVER);
    int last = result.history().getLast().epoch();
    assertThat(result.history()).hasSize(last + 1).allMatch(r -> r.validation().isPresent());
    assertThat(last).isLessThan(60);
    assertThat(result.reason()).isEqualTo(new StopReason.NoImprovement(result.bestEpoch(), 5, 0));
    assertThat(result.reason().sentence())
        .isEqualTo(
            "The error has not fallen for 5 epochs; epoch %d was the best."
                .formatted(result.bestEpoch()));
    assertThat(last - result.bestEpoch()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void S18_a_pause_keeps_the_best_weights_and_the_patience() {
    Stopping patience = new Stopping.Patience(5, 0);
    FitResult whole = fit(patience, StopSignal.NEVER);
    int[] left = {10 * (whole.history().getLast().epoch() - 1) + 3};
    FitResult paused =
        fit(patience, () -> --left[0] == 0 ? Optional.of("for a pause") : Optional.empty());
    assertThat(paused.reason()).isInstanceOf(StopReason.Interrupted.class);
    try (Team team = Team.of(1)) {
      FitResult end =
          trainer(patience, team)
              .resume(
                  paused.rest().orElseThrow(),
                  TRAIN,
                  Optional.of(VALIDATION),
                  TARGET,
                  TrainingListener.NONE,
                  StopSignal.NEVER);
      assertThat(end.best()).containsExactly(whole.best());
      assertThat(end.last()).containsExactly(whole.last());
      assertThat(end.reason()).isEqualTo(whole.reason());
    }
  }

  @Test
  void S18_the_test_set_is_measured_once_at_the_end(@TempDir Path folder) throws IOException {
    Path train = Runs.circle(folder.resolve("train.csv"), 300, 1);
    Path test = Runs.circle(folder.resolve("test.csv"), 100, 2);
    var card = Runs.learnsNothing(train).withEpochs(3);
    RunDocument run =
        Runs.run(
            card.withData(card.data().withTest(Optional.of(new DataSettings.Test.File(test)))),
            Plan.train());
    assertThat(run.attempts()).hasSizeGreaterThan(1);
    assertThat(run.attempts()).extracting(Attempt::scores).allMatch(s -> s.test().isEmpty());
    assertThat(run.metrics().test()).isPresent();
  }
}
