package plumb.experiment;

import java.util.List;
import java.util.Optional;
import plumb.data.Examples;
import plumb.data.Target;
import plumb.optim.Slots;
import plumb.probe.Watch;
import plumb.run.CheckpointFile;
import plumb.train.Checkpoint;
import plumb.train.EpochRecord;
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
    if (known.isPresent() && known.get().ended().isPresent()) {
      return new Run(
          result(known.get().checkpoint(), known.get().ended().get()), known.get().seconds());
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
            keep(owner, ended.checkpoint().get(), Optional.empty(), clock.seconds());
          }
        };
    FitResult result =
        from.isPresent()
            ? trainer.resume(from.get(), train, held, target, heard, stop)
            : trainer.fit(train, held, target, heard, stop);
    if (result.rest().isPresent() && !givenUp(result)) {
      keep(owner, result.rest().get(), Optional.empty(), clock.seconds());
    } else {
      keep(
          result.rest().isPresent() ? abandoned : owner,
          whole(result),
          Optional.of(result.reason()),
          clock.seconds());
    }
    return new Run(result, clock.seconds());
  }

  private static boolean givenUp(FitResult result) {
    return result.reason() instanceof StopReason.Interrupted(_, String by)
        && by.equals(Workbench.Futility.WHY);
  }

  private void keep(
      CheckpointFile.Owner as, Checkpoint checkpoint, Optional<StopReason> ended, double seconds) {
    memory.keep(as, new Memory.Kept(checkpoint, watch.map(Watch::state), ended, seconds));
  }

  /** A training that is over, as a checkpoint behind its last epoch; no update follows. */
  private static Checkpoint whole(FitResult result) {
    List<EpochRecord> history = result.history();
    return new Checkpoint(
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
  }

  private static FitResult result(Checkpoint kept, StopReason reason) {
    return new FitResult(
        kept.parameters(),
        kept.best(),
        kept.bestEpoch(),
        reason,
        kept.history(),
        // Of one that was given up only that there was a rest matters, not which.
        reason instanceof StopReason.Interrupted ? Optional.of(kept) : Optional.empty());
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
