package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Schedule;
import plumb.optim.UpdateRule;

/** S18: a pause changes nothing, early stopping included. */
class ResumeTest {
  private static final int ROWS = 90;
  private static final int BATCH = 16;
  private static final int UPDATES_AN_EPOCH = 6;

  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          4,
          List.of(
              new Layer.Dropout(0.2f),
              new Layer.Dense(8),
              new Layer.Activate(new Activation.PRelu(Activation.Sharing.UNIT, 0.25f)),
              new Layer.Maxout(3, 2)),
          new Head(3, Activation.SOFTMAX),
          Loss.CROSS_ENTROPY);
  private static final Target TARGET = new Target.Classification("kind", List.of("a", "b", "c"));
  private static final Examples TRAIN = examples(1);
  private static final Optional<Examples> VALIDATION = Optional.of(examples(2));

  private static Examples examples(long seed) {
    RandomStream random = RandomStream.of(seed);
    float[] inputs = new float[ROWS * 4];
    int[] labels = new int[ROWS];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.normal(i);
    }
    for (int row = 0; row < ROWS; row++) {
      // Half of the labels follow from the inputs, so that there is something to overfit.
      labels[row] = row % 2 == 0 ? random.below(1000 + row, 3) : inputs[4 * row] > 0 ? 1 : 2;
    }
    return new Examples(new Inputs.Floats(inputs, ROWS, 4), new Targets.Classes(labels, 3));
  }

  private static TrainingSpec spec(Optimizer optimizer, Stopping stopping) {
    return new TrainingSpec(optimizer, Penalty.NONE, BATCH, 12, stopping, true, 7);
  }

  static Stream<TrainingSpec> specs() {
    Stopping never = new Stopping.Never();
    List<UpdateRule> rules =
        List.of(
            new UpdateRule.Sgd(0.1), new UpdateRule.Momentum(0.05, 0.9), new UpdateRule.Adam(0.01));
    List<TrainingSpec> specs = new ArrayList<>();
    for (UpdateRule rule : rules) {
      specs.add(spec(new Optimizer(rule), never));
    }
    specs.add(
        spec(
            new Optimizer(new UpdateRule.Adam(0.02), Clip.NONE, new Schedule.OnPlateau(1, 0.5)),
            never));
    specs.add(
        spec(new Optimizer(new UpdateRule.Adam(0.02), Clip.NONE, new Schedule.Cosine(0)), never));
    specs.add(spec(new Optimizer(new UpdateRule.Adam(0.03)), new Stopping.Patience(3, 0)));
    specs.add(
        spec(new Optimizer(new UpdateRule.Adam(0.03)), new Stopping.PatienceBeyondNoise(3, 1)));
    specs.add(
        spec(new Optimizer(new UpdateRule.Adam(0.03)), new Stopping.Patience(3, 0))
            .withScore(PrimaryScore.BALANCED_ACCURACY));
    return specs.stream();
  }

  private static FitResult fit(TrainingSpec spec, StopSignal stop) {
    try (Team team = Team.of(1)) {
      return new Trainer(NETWORK, spec, team).fit(TRAIN, VALIDATION, TARGET, _ -> {}, stop);
    }
  }

  private static FitResult resume(TrainingSpec spec, Checkpoint from, StopSignal stop) {
    try (Team team = Team.of(2)) {
      return new Trainer(NETWORK, spec, team)
          .resume(from, TRAIN, VALIDATION, TARGET, _ -> {}, stop);
    }
  }

  private static StopSignal after(int updates) {
    int[] left = {updates};
    return () -> --left[0] == 0 ? Optional.of("for the test") : Optional.empty();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void S18_a_pause_after_any_update_changes_no_bit(TrainingSpec spec) {
    FitResult whole = fit(spec, StopSignal.NEVER);

    for (int updates : new int[] {1, 5, UPDATES_AN_EPOCH, UPDATES_AN_EPOCH + 1, 20}) {
      FitResult paused = fit(spec, after(updates));
      FitResult twice = resume(spec, paused.rest().orElseThrow(), after(3));
      FitResult end = resume(spec, twice.rest().orElseThrow(), StopSignal.NEVER);

      assertThat(end.last()).as("after %d updates", updates).isEqualTo(whole.last());
      assertThat(end.best()).isEqualTo(whole.best());
      assertThat(end.history()).isEqualTo(whole.history());
      assertThat(end.reason()).isEqualTo(whole.reason());
      assertThat(end.bestEpoch()).isEqualTo(whole.bestEpoch());
      assertThat(end.rest()).isEmpty();
    }
  }

  @Test
  void S18_the_patience_spent_before_the_pause_counts() {
    TrainingSpec spec = spec(new Optimizer(new UpdateRule.Adam(0.03)), new Stopping.Patience(3, 0));
    FitResult whole = fit(spec, StopSignal.NEVER);
    int last = whole.history().getLast().epoch();
    assertThat(whole.reason()).isInstanceOf(StopReason.NoImprovement.class);
    assertThat(last).isEqualTo(whole.bestEpoch() + 3).isLessThan(12);

    FitResult paused = fit(spec, after(UPDATES_AN_EPOCH * (last - 1) + 1));
    FitResult end = resume(spec, paused.rest().orElseThrow(), StopSignal.NEVER);

    assertThat(end.history()).hasSize(last + 1);
    assertThat(end.best()).isEqualTo(whole.best());
  }

  @Test
  void a_checkpoint_taken_at_the_end_of_an_epoch_goes_on_with_the_next() {
    TrainingSpec spec = spec(new Optimizer(new UpdateRule.Adam(0.01)), new Stopping.Never());
    List<Checkpoint> taken = new ArrayList<>();
    FitResult whole;
    try (Team team = Team.of(1)) {
      whole =
          new Trainer(NETWORK, spec, team)
              .fit(
                  TRAIN,
                  VALIDATION,
                  TARGET,
                  event -> {
                    if (event instanceof TrainingEvent.EpochEnded ended) {
                      taken.add(ended.checkpoint().get());
                    }
                  },
                  StopSignal.NEVER);
    }

    assertThat(taken).hasSize(12);
    // After the last epoch nothing is left to do.
    for (int epoch : new int[] {4, 11}) {
      FitResult end = resume(spec, taken.get(epoch), StopSignal.NEVER);
      assertThat(end.last()).isEqualTo(whole.last());
      assertThat(end.history()).isEqualTo(whole.history());
      assertThat(end.reason()).isEqualTo(whole.reason());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, UPDATES_AN_EPOCH, UPDATES_AN_EPOCH + 1, 1000})
  void measuring_nothing_on_the_way_changes_no_bit_of_the_weights(int updates) {
    TrainingSpec spec =
        spec(
            new Optimizer(new UpdateRule.Adam(0.01), Clip.NONE, new Schedule.Cosine(0)),
            new Stopping.Never());
    float[] weights;
    try (Team team = Team.of(1)) {
      weights = new Trainer(NETWORK, spec, team).lastWeights(TRAIN, TARGET, after(updates));
    }
    assertThat(weights).isEqualTo(fit(spec, after(updates)).last());
  }

  @Test
  void what_needs_a_measured_epoch_is_refused() {
    TrainingSpec patient =
        spec(new Optimizer(new UpdateRule.Adam(0.01)), new Stopping.Patience(3, 0));
    TrainingSpec onPlateau =
        spec(
            new Optimizer(new UpdateRule.Adam(0.01), Clip.NONE, new Schedule.OnPlateau(2, 0.5)),
            new Stopping.Never());
    try (Team team = Team.of(1)) {
      for (TrainingSpec spec : List.of(patient, onPlateau)) {
        Trainer trainer = new Trainer(NETWORK, spec, team);
        assertThatThrownBy(() -> trainer.lastWeights(TRAIN, TARGET, StopSignal.NEVER))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("use fit");
      }
    }
  }

  @Test
  void a_checkpoint_of_another_rule_or_network_is_refused() {
    TrainingSpec adam = spec(new Optimizer(new UpdateRule.Adam(0.01)), new Stopping.Never());
    TrainingSpec sgd = spec(new Optimizer(new UpdateRule.Sgd(0.01)), new Stopping.Never());
    Checkpoint checkpoint = fit(adam, after(2)).rest().orElseThrow();

    assertThatThrownBy(() -> resume(sgd, checkpoint, StopSignal.NEVER))
        .isInstanceOf(IllegalArgumentException.class);
    Checkpoint other =
        new Checkpoint(
            new float[3],
            checkpoint.memory(),
            1,
            0,
            0,
            0,
            Checkpoint.Plateau.START,
            new float[3],
            0,
            checkpoint.history());
    assertThatThrownBy(() -> resume(adam, other, StopSignal.NEVER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 3");
  }

  @Test
  void a_training_that_began_where_only_accuracies_were_measured_goes_on_by_them() {
    TrainingSpec spec = spec(new Optimizer(new UpdateRule.Adam(0.03)), new Stopping.Patience(3, 0));
    FitResult whole = fit(spec, StopSignal.NEVER);
    Checkpoint from = fit(spec, after(8)).rest().orElseThrow();
    Checkpoint old =
        new Checkpoint(
            from.parameters(),
            from.memory(),
            from.epoch(),
            from.batches(),
            from.lossSum(),
            from.examples(),
            from.plateau(),
            from.best(),
            from.bestEpoch(),
            from.history().stream().map(ResumeTest::asMeasuredBefore).toList());

    FitResult end = resume(spec.withScore(PrimaryScore.BALANCED_ACCURACY), old, StopSignal.NEVER);

    assertThat(end.best()).isEqualTo(whole.best());
    assertThat(end.reason()).isEqualTo(whole.reason());
    assertThat(old.bestEpoch()).isLessThan(whole.bestEpoch());
  }

  private static EpochRecord asMeasuredBefore(EpochRecord record) {
    return new EpochRecord(
        record.epoch(),
        record.updates(),
        record.runningLoss(),
        record.penalty(),
        record.rate(),
        asMeasuredBefore(record.train()),
        record.validation().map(ResumeTest::asMeasuredBefore));
  }

  private static Metrics asMeasuredBefore(Metrics metrics) {
    Metrics.Classification c = (Metrics.Classification) metrics;
    return new Metrics.Classification(c.loss(), c.accuracy(), c.rows());
  }
}
