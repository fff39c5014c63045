package plumb.train;

import java.util.List;
import java.util.Optional;

/** How long the watched error has not fallen, and whether that is long enough. */
final class Waiting {
  private Waiting() {}

  /**
   * Why training should end after the last epoch of a history, if it should. All of it follows from
   * the history, so that a pause changes nothing.
   *
   * @param score that the watched error of classes goes by
   * @param bestEpoch the epoch with the lowest watched error
   */
  static Optional<StopReason> enough(
      Stopping stopping, PrimaryScore score, List<EpochRecord> history, int bestEpoch) {
    return switch (stopping) {
      case Stopping.Never _ -> Optional.empty();
      case Stopping.Patience(int patience, double minDelta) ->
          waited(history, lastFall(history, score, _ -> minDelta)) >= patience
              ? Optional.of(new StopReason.NoImprovement(bestEpoch, patience, minDelta))
              : Optional.empty();
      case Stopping.PatienceBeyondNoise(int patience, double standardErrors) -> {
        Margin margin = metrics -> standardErrors * Stopping.standardError(metrics, score);
        EpochRecord fall = lastFall(history, score, margin);
        Metrics than = Trainer.watched(fall);
        yield waited(history, fall) >= patience
            ? Optional.of(
                new StopReason.NoImprovementBeyondNoise(
                    bestEpoch, patience, margin.of(than), than.rows()))
            : Optional.empty();
      }
    };
  }

  /** What an error must fall by, below that of a result, to count. */
  @FunctionalInterface
  private interface Margin {
    double of(Metrics than);
  }

  private static int waited(List<EpochRecord> history, EpochRecord fall) {
    return history.getLast().epoch() - fall.epoch();
  }

  /** The last epoch in which the watched error fell. */
  private static EpochRecord lastFall(
      List<EpochRecord> history, PrimaryScore score, Margin margin) {
    EpochRecord last = history.getFirst();
    for (EpochRecord record : history) {
      Metrics than = Trainer.watched(last);
      if (Stopping.better(Trainer.watched(record), than, score, margin.of(than))) {
        last = record;
      }
    }
    return last;
  }
}
