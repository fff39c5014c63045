package plumb.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.read.Prepared;
import plumb.math.Team;
import plumb.model.Model;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.CheckpointFile;
import plumb.run.RunDocument;
import plumb.run.RunFolder;
import plumb.train.Checkpoint;
import plumb.train.EpochRecord;
import plumb.train.FitResult;
import plumb.train.StopSignal;
import plumb.train.Trainer;
import plumb.train.TrainingListener;
import plumb.train.TrainingSpec;

/**
 * Trainings that an earlier version made or began end in the same weights; {@code past/README.md}
 * says more.
 */
class PastTrainingsTest {
  private static final Path PAST = Path.of("src/test/resources/past/0.1.0");

  /** The cards of single networks, trained once. */
  @ParameterizedTest
  @ValueSource(
      strings = {"shop", "pump-lecture", "flow", "bars", "interrupted", "interrupted-flow"})
  void a_card_of_an_earlier_version_is_trained_to_the_same_bits(String name) {
    Training training = Training.of(name);

    try (Team team = Team.of(2)) {
      training.endsAsThen(training.begin(team));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"interrupted", "interrupted-flow"})
  void a_checkpoint_of_an_earlier_version_goes_on_to_the_same_bits(String name) {
    Training training = Training.of(name);
    Checkpoint from = training.checkpoint(PAST.resolve(name + ".checkpoint"));

    try (Team team = Team.of(1)) {
      training.endsAsThen(training.goOn(from, team));
    }
  }

  @Test
  void the_checkpoints_are_from_the_middle_of_an_epoch() {
    Checkpoint waiting =
        Training.of("interrupted").checkpoint(PAST.resolve("interrupted.checkpoint"));
    assertThat(waiting.batches()).isPositive();
    assertThat(waiting.bestEpoch()).isLessThan(waiting.history().size() - 1);
    Checkpoint early =
        Training.of("interrupted-flow").checkpoint(PAST.resolve("interrupted-flow.checkpoint"));
    assertThat(early.batches()).isPositive();
  }

  /** A card with what the version of then made of it. */
  private record Training(Card card, Prepared data, RunDocument then) {
    static Training of(String name) {
      Card card = CardReader.read(PAST.resolve(name + ".yaml"));
      return new Training(
          card, CardData.FILES.of(card), RunFolder.read(PAST.resolve("runs").resolve(name)));
    }

    FitResult begin(Team team) {
      return trainer(team)
          .fit(
              data.train(),
              data.validation(),
              data.encoding().target(),
              TrainingListener.NONE,
              StopSignal.NEVER);
    }

    FitResult goOn(Checkpoint from, Team team) {
      return trainer(team)
          .resume(
              from,
              data.train(),
              data.validation(),
              data.encoding().target(),
              TrainingListener.NONE,
              StopSignal.NEVER);
    }

    Checkpoint checkpoint(Path file) {
      return CheckpointFile.read(file, CheckpointFile.Owner.of(card, data.dataHash()));
    }

    private Trainer trainer(Team team) {
      TrainingSpec spec =
          new TrainingSpec(
              card.optimizer(),
              card.penalty(),
              card.batch(),
              card.epochs(),
              card.stopping(),
              card.data().shuffle(),
              card.seed());
      return new Trainer(Heads.network(card, data.train()), spec, team);
    }

    /** The weights bit by bit, the epoch they are from, and every epoch's losses. */
    void endsAsThen(FitResult now) {
      Attempt attempt = then.keptAttempt();
      assertThat(data.dataHash()).isEqualTo(then.environment().dataHash());
      assertThat(now.bestEpoch()).isEqualTo(attempt.bestEpoch());
      assertThat(now.history()).hasSameSizeAs(attempt.epochs());
      assertThat(losses(now.history())).isEqualTo(losses(attempt.epochs()));
      assertThat(
              new Model(data.encoding(), Heads.network(card, data.train()), now.best())
                  .weightsHash())
          .isEqualTo(then.weightsHash());
    }

    private static List<Double> losses(List<EpochRecord> epochs) {
      return epochs.stream()
          .flatMap(e -> Stream.of(e.runningLoss(), e.train().loss(), e.penalty(), e.rate()))
          .toList();
    }
  }
}
