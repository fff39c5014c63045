package plumb.train;

/** Why training ended. */
public sealed interface StopReason {
  /** For a person. */
  String sentence();

  /** All epochs were trained. */
  record AllEpochs(int epochs) implements StopReason {
    @Override
    public String sentence() {
      return "All %d epochs were trained.".formatted(epochs);
    }
  }

  /** The watched error no longer fell. */
  record NoImprovement(int bestEpoch, int patience) implements StopReason {
    @Override
    public String sentence() {
      return "The error has not fallen for %d epochs; epoch %d was the best."
          .formatted(patience, bestEpoch);
    }
  }

  /** A loss or a weight became infinite or not a number. */
  record Diverged(int epoch, long update, String what) implements StopReason {
    @Override
    public String sentence() {
      return "Training diverged in epoch %d, update %d: %s.".formatted(epoch, update, what);
    }
  }

  /** Somebody, or the clock, asked for it. */
  record Interrupted(int epoch, String by) implements StopReason {
    @Override
    public String sentence() {
      return "Stopped in epoch %d %s.".formatted(epoch, by);
    }
  }
}
