package plumb.experiment;

import java.util.Optional;
import plumb.probe.Watch;
import plumb.run.CheckpointFile;
import plumb.train.Checkpoint;
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
   * @param seconds it took so far
   */
  record Kept(
      Checkpoint checkpoint,
      Optional<Watch.State> seen,
      Optional<StopReason> ended,
      double seconds) {}

  /** What is known of a training. */
  Optional<Kept> recall(CheckpointFile.Owner owner);

  /** Keeps it, in place of what was kept of it before. */
  void keep(CheckpointFile.Owner owner, Kept kept);
}
