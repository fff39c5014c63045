package plumb.train;

import java.util.Locale;

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

  /**
   * The watched error no longer fell, or by no more than what counts.
   *
   * @param bestEpoch with the lowest error, by however little
   * @param patience epochs waited
   * @param minDelta what it had to fall by, in the unit of the error
   */
  record NoImprovement(int bestEpoch, int patience, double minDelta) implements StopReason {
    @Override
    public String sentence() {
      String more = minDelta == 0 ? "" : String.format(Locale.ROOT, " by more than %.4g", minDelta);
      return "The error has not fallen%s for %d epochs; epoch %d was the best."
          .formatted(more, patience, bestEpoch);
    }
  }

  /**
   * The watched error no longer fell by more than its own noise.
   *
   * @param bestEpoch with the lowest error, by however little
   * @param patience epochs waited
   * @param noise what it should have fallen by, in the unit of the error
   * @param rows it was measured on
   */
  record NoImprovementBeyondNoise(int bestEpoch, int patience, double noise, int rows)
      implements StopReason {
    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "The error has not fallen by more than its noise, %.2g on %d rows, for %d epochs; epoch %d was the best.",
          noise,
          rows,
          patience,
          bestEpoch);
    }
  }

  /** A loss or a weight became infinite or not a number. */
  record Diverged(int epoch, long update, String what) implements StopReason {
    @Override
    public String sentence() {
      return "Training diverged in epoch %d, update %d: %s.".formatted(epoch, update, what);
    }
  }

  /**
   * The mean over several folds was best there.
   *
   * @param epochs trained on all rows
   * @param folds in how many parts the rows were held out, one after the other
   * @param repeats how often they were divided anew
   */
  record ChosenByFolds(int epochs, int folds, int repeats) implements StopReason {
    @Override
    public String sentence() {
      return "Trained on all rows for %d epochs, which was best on %s%d folds."
          .formatted(epochs, repeats > 1 ? repeats + " times " : "", folds);
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
