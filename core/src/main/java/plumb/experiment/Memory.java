package plumb.experiment;

import java.util.List;
import java.util.Optional;
import plumb.optim.Slots;
import plumb.probe.Watch;
import plumb.run.CheckpointFile;
import plumb.train.Checkpoint;
import plumb.train.EpochRecord;
import plumb.train.FitResult;
import plumb.train.StopReason;

/**
 * Keeps how far trainings came, so that a run that was interrupted does not make them again. A
 * training is a function of its card and data, so these two say which one is meant.
 */
public interface Memory {
  /** Keeps nothing. */
  Memory NONE =
      new Memory() {
        @Override
        public Optional<Kept> recall(CheckpointFile.Owner owner) {
          return Optional.empty();
        }

        @Override
        public void keep(CheckpointFile.Owner owner, Kept kept) {}
      };

  /**
   * A training, whole or in the middle.
   *
   * @param checkpoint its weights and history
   * @param seen what was seen of its layers; empty where nobody watched
   * @param ended why it ended; empty while it is in the middle
   * @param heldOut what it says of rows that were held out in folds; none of any other training
   * @param seconds it took so far
   */
  record Kept(
      Checkpoint checkpoint,
      Optional<Watch.State> seen,
      Optional<StopReason> ended,
      RowResults heldOut,
      double seconds) {
    /** A training that is over, as a checkpoint behind its last epoch; no update follows. */
    static Kept whole(
        FitResult result, Optional<Watch.State> seen, RowResults heldOut, double seconds) {
      List<EpochRecord> history = result.history();
      Checkpoint checkpoint =
          new Checkpoint(
              result.last(),
              new Slots.Memory(history.getLast().updates(), List.of()),
              history.size(),
              0,
              0,
              0,
              Checkpoint.Plateau.START,
              result.best(),
              result.bestEpoch(),
              history);
      return new Kept(checkpoint, seen, Optional.of(result.reason()), heldOut, seconds);
    }

    /** What the training gave back, if it is over. */
    Optional<FitResult> result() {
      return ended.map(reason ->
          new FitResult(
              checkpoint.parameters(),
              checkpoint.best(),
              checkpoint.bestEpoch(),
              reason,
              checkpoint.history(),
              // Of one that was given up only that there was a rest matters, not which.
              reason instanceof StopReason.Interrupted
                  ? Optional.of(checkpoint)
                  : Optional.empty()));
    }
  }

  /** What is known of a training. */
  Optional<Kept> recall(CheckpointFile.Owner owner);

  /** Keeps it, in place of what was kept of it before. */
  void keep(CheckpointFile.Owner owner, Kept kept);
}
