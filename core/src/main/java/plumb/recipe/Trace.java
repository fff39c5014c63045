package plumb.recipe;

import java.util.List;
import plumb.run.Card;
import plumb.train.EpochRecord;
import plumb.train.FitResult;
import plumb.train.StopReason;

/**
 * What a training left behind, for the diagnosis.
 *
 * @param card what was trained
 * @param history one record an epoch, from epoch 0 on
 * @param bestEpoch the epoch whose weights are returned
 * @param reason why training ended
 */
public record Trace(Card card, List<EpochRecord> history, int bestEpoch, StopReason reason) {
  public Trace {
    history = List.copyOf(history);
  }

  /** Of a card and what its training gave back. */
  public static Trace of(Card card, FitResult result) {
    return new Trace(card, result.history(), result.bestEpoch(), result.reason());
  }
}
