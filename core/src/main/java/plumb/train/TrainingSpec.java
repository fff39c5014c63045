package plumb.train;

import plumb.optim.Optimizer;
import plumb.optim.Penalty;

/**
 * How a network is trained.
 *
 * @param optimizer update rule, clipping and schedule
 * @param penalty kept out of every shown loss
 * @param batch examples an update, at least 1; the last batch of an epoch may be smaller
 * @param epochs passes over the training set, at least 1
 * @param stopping when to end early
 * @param shuffle whether the examples are put in a new order before every epoch
 * @param seed of the initialization, the shuffling and the dropout masks
 * @param score by which the best epoch of a network for classes is chosen; numbers go by their loss
 */
public record TrainingSpec(
    Optimizer optimizer,
    Penalty penalty,
    int batch,
    int epochs,
    Stopping stopping,
    boolean shuffle,
    long seed,
    PrimaryScore score) {
  public TrainingSpec {
    if (batch < 1 || epochs < 1) {
      throw new IllegalArgumentException(
          "batch and epochs must be at least 1, not %d and %d".formatted(batch, epochs));
    }
  }

  /** With the accuracy as score. */
  public TrainingSpec(
      Optimizer optimizer,
      Penalty penalty,
      int batch,
      int epochs,
      Stopping stopping,
      boolean shuffle,
      long seed) {
    this(optimizer, penalty, batch, epochs, stopping, shuffle, seed, PrimaryScore.ACCURACY);
  }

  /** The same with another seed. */
  public TrainingSpec withSeed(long other) {
    return new TrainingSpec(optimizer, penalty, batch, epochs, stopping, shuffle, other, score);
  }

  /** The same with another batch size. */
  public TrainingSpec withBatch(int other) {
    return new TrainingSpec(optimizer, penalty, other, epochs, stopping, shuffle, seed, score);
  }

  /** The same with another score. */
  public TrainingSpec withScore(PrimaryScore other) {
    return new TrainingSpec(optimizer, penalty, batch, epochs, stopping, shuffle, seed, other);
  }
}
