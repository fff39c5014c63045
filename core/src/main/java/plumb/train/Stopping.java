package plumb.train;

/** When training ends before its last epoch. The best weights are kept in any case. */
public sealed interface Stopping {
  /** Not before the last epoch. */
  record Never() implements Stopping {}

  /**
   * When the validation error (without validation data: the training error) has not fallen by more
   * than {@code minDelta} below its best for {@code patience} epochs. The error is the share of
   * wrong answers, the loss between equals, for classes, and the loss for numbers. Lecture: "Early
   * stopping".
   *
   * @param patience epochs to wait, at least 1
   * @param minDelta what counts as falling, at least 0
   */
  record Patience(int patience, double minDelta) implements Stopping {}

  /** Whether a result has a lower error than another by more than {@code minDelta}. */
  static boolean better(Metrics result, Metrics than, double minDelta) {
    if (!Double.isFinite(result.loss())) {
      return false;
    }
    if (!Double.isFinite(than.loss())) {
      return true;
    }
    if (result instanceof Metrics.Classification a && than instanceof Metrics.Classification b) {
      return a.accuracy() > b.accuracy() + minDelta
          || (minDelta == 0 && a.accuracy() == b.accuracy() && a.loss() < b.loss());
    }
    return result.loss() < than.loss() - minDelta;
  }
}
