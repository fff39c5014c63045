package plumb.experiment;

import java.util.Optional;
import plumb.data.Examples;
import plumb.data.Target;
import plumb.probe.Watch;
import plumb.run.CheckpointFile;
import plumb.train.Checkpoint;
import plumb.train.FitResult;
import plumb.train.StopReason;
import plumb.train.StopSignal;
import plumb.train.Trainer;
import plumb.train.TrainingEvent;
import plumb.train.TrainingListener;

/**
 * One training of one network that goes on where a memory says that it came to.
 *
 * @param memory of trainings
 * @param owner which training it is
 * @param abandoned the same as one that is given up when it does not come near to its rival; equal
 *     to {@code owner} where nothing gives it up
 * @param watch of its layers, if anybody watches
 */
record Course(
    Memory memory,
    CheckpointFile.Owner owner,
    CheckpointFile.Owner abandoned,
    Optional<Watch> watch) {
  /** Seconds between two notes in the memory while a training goes on. */
  private static final double PAUSE = 30;

  /**
   * What a training came to.
   *
   * @param seconds it took, those before an interruption with them
   */
  record Run(FitResult result, double seconds) {}

  /**
   * Trains to the end or until it is stopped, and keeps what it came to.
   *
   * @param given to go on from where the memory knows nothing
   */
  Run run(
      Trainer trainer,
      Optional<Checkpoint> given,
      Examples train,
      Optional<Examples> held,
      Target target,
      TrainingListener listener,
      StopSignal stop) {
    Optional<Memory.Kept> known =
        memory.recall(abandoned).filter(k -> k.ended().isPresent()).or(() -> memory.recall(owner));
    known.flatMap(Memory.Kept::seen).ifPresent(seen -> watch.ifPresent(w -> w.goOn(seen)));
    Optional<FitResult> before = known.flatMap(Memory.Kept::result);
    if (before.isPresent()) {
      return new Run(before.get(), known.get().seconds());
    }
    Optional<Checkpoint> from = known.map(Memory.Kept::checkpoint).or(() -> given);
    if (stop instanceof Workbench.Futility futility) {
      from.ifPresent(checkpoint -> futility.goOn(checkpoint.history()));
    }
    Clock clock = new Clock(known.map(Memory.Kept::seconds).orElse(0.0));
    TrainingListener heard =
        event -> {
          watch.ifPresent(w -> w.on(event));
          listener.on(event);
          if (event instanceof TrainingEvent.EpochEnded ended && clock.due()) {
            keep(ended.checkpoint().get(), clock.seconds());
          }
        };
    FitResult result =
        from.isPresent()
            ? trainer.resume(from.get(), train, held, target, heard, stop)
            : trainer.fit(train, held, target, heard, stop);
    if (result.rest().isPresent() && !givenUp(result)) {
      keep(result.rest().get(), clock.seconds());
    } else {
      memory.keep(
          result.rest().isPresent() ? abandoned : owner,
          Memory.Kept.whole(result, seen(), RowResults.NONE, clock.seconds()));
    }
    return new Run(result, clock.seconds());
  }

  private static boolean givenUp(FitResult result) {
    return result.reason() instanceof StopReason.Interrupted(_, String by)
        && by.equals(Workbench.Futility.WHY);
  }

  private void keep(Checkpoint checkpoint, double seconds) {
    memory.keep(
        owner, new Memory.Kept(checkpoint, seen(), Optional.empty(), RowResults.NONE, seconds));
  }

  private Optional<Watch.State> seen() {
    return watch.map(Watch::state);
  }

  /** How long a training takes, and when it is time for a note. */
  private static final class Clock {
    private final double before;
    private final long started = System.nanoTime();
    private long noted = started;

    Clock(double before) {
      this.before = before;
    }

    double seconds() {
      return before + (System.nanoTime() - started) / 1e9;
    }

    boolean due() {
      long now = System.nanoTime();
      boolean due = (now - noted) / 1e9 >= PAUSE;
      noted = due ? now : noted;
      return due;
    }
  }
}
