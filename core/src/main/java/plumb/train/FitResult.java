package plumb.train;

import java.util.List;
import java.util.Optional;

/**
 * What training gives back: both the last and the best weights, always.
 *
 * @param last parameters after the last update
 * @param best parameters of the epoch with the lowest watched error (see {@link Stopping.Patience})
 * @param bestEpoch that epoch; 0 is the untrained network
 * @param reason why training ended
 * @param history one record an epoch, from epoch 0 on; the last may be of a part of an epoch, if
 *     somebody ended it
 * @param rest what is needed to go on as if nobody had ended it; empty if nobody did
 */
public record FitResult(
    float[] last,
    float[] best,
    int bestEpoch,
    StopReason reason,
    List<EpochRecord> history,
    Optional<Checkpoint> rest) {
  public FitResult {
    history = List.copyOf(history);
  }

  /** The record of the best epoch. */
  public EpochRecord bestRecord() {
    return history.get(bestEpoch);
  }
}
