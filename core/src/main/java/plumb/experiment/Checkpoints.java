package plumb.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import plumb.data.BadInput;
import plumb.run.CheckpointFile;
import plumb.train.Checkpoint;
import plumb.train.TrainingEvent;
import plumb.train.TrainingListener;

/** Keeps the checkpoint of one training in a file, so that a power cut costs little. */
final class Checkpoints implements TrainingListener {
  /** Seconds between two checkpoints at least. */
  private static final double PAUSE = 30;

  private final Path file;
  private final CheckpointFile.Owner owner;
  private final Consumer<String> notes;
  private long last = System.nanoTime();
  private boolean failed;

  /**
   * For a training.
   *
   * @param notes told what the user should know
   */
  Checkpoints(Path file, CheckpointFile.Owner owner, Consumer<String> notes) {
    this.file = file;
    this.owner = owner;
    this.notes = notes;
  }

  /** What to go on from, if the file is there. */
  Optional<Checkpoint> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Checkpoint checkpoint = CheckpointFile.read(file, owner);
    notes.accept(
        "Going on from %s, in epoch %d after %d updates."
            .formatted(file, checkpoint.epoch(), checkpoint.memory().step()));
    return Optional.of(checkpoint);
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof TrainingEvent.EpochEnded ended
        && (System.nanoTime() - last) / 1e9 >= PAUSE) {
      write(ended.checkpoint().get());
      last = System.nanoTime();
    }
  }

  /** Writes one. A full disk is said once and costs the checkpoint, not the training. */
  void write(Checkpoint checkpoint) {
    try {
      CheckpointFile.write(file, checkpoint, owner);
    } catch (BadInput e) {
      if (!failed) {
        notes.accept("No checkpoint: " + e.getMessage());
      }
      failed = true;
    }
  }
}
