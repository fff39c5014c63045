package plumb.train;

import java.util.List;
import plumb.optim.Slots;

/**
 * Everything that training needs to go on, after a pause, to the very weights it would have reached
 * without one. Order and masks are not in it, for they follow from the seed and the counts.
 *
 * @param parameters now
 * @param memory of the update rule
 * @param epoch in progress, 1 for the first
 * @param batches of that epoch already trained on
 * @param lossSum sum of the losses of these batches' examples, as they were trained on
 * @param examples in these batches
 * @param plateau what the schedule has watched
 * @param best parameters of the epoch with the lowest watched error
 * @param bestEpoch that epoch, an index into {@code history}
 * @param history one record for each epoch before the one in progress, from epoch 0 on: from it
 *     follows how long early stopping has waited
 */
public record Checkpoint(
    float[] parameters,
    Slots.Memory memory,
    int epoch,
    int batches,
    double lossSum,
    int examples,
    Plateau plateau,
    float[] best,
    int bestEpoch,
    List<EpochRecord> history) {
  /** Checks that the counts and lengths fit together. */
  public Checkpoint {
    history = List.copyOf(history);
    if (history.size() != epoch || bestEpoch < 0 || bestEpoch >= epoch || batches < 0) {
      throw new IllegalArgumentException(
          "epoch %d with %d records, the best being %d, after %d batches"
              .formatted(epoch, history.size(), bestEpoch, batches));
    }
    if (best.length != parameters.length) {
      throw new IllegalArgumentException(
          "%d parameters but %d best ones".formatted(parameters.length, best.length));
    }
  }

  /**
   * What a schedule that waits for a plateau has seen.
   *
   * @param factor on the learning rate so far
   * @param lowest watched loss so far
   * @param waited epochs since
   */
  public record Plateau(double factor, double lowest, int waited) {
    /** Before the first epoch. */
    public static final Plateau START = new Plateau(1, Double.POSITIVE_INFINITY, 0);
  }
}
