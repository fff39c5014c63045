package plumb.train;

/** When training ends before its last epoch. The best weights are kept in any case. */
public sealed interface Stopping {
  /** Not before the last epoch. */
  record Never() implements Stopping {}

  /**
   * When the validation loss (without validation data: the training loss) has not fallen by more
   * than {@code minDelta} below its best for {@code patience} epochs. Lecture: "Early stopping".
   *
   * @param patience epochs to wait, at least 1
   * @param minDelta what counts as falling, at least 0
   */
  record Patience(int patience, double minDelta) implements Stopping {}
}
