package plumb.train;

/** When training ends before its last epoch. The best weights are kept in any case. */
public sealed interface Stopping {
  /** Not before the last epoch. */
  record Never() implements Stopping {}

  /**
   * When the validation error (without validation data: the training error) has not fallen by more
   * than {@code minDelta} below its best for {@code patience} epochs. For classes the error is what
   * the {@link PrimaryScore} lacks to 1, and the loss between equals; for numbers it is the loss.
   * Lecture: "Early stopping".
   *
   * @param patience epochs to wait, at least 1
   * @param minDelta what counts as falling, at least 0
   */
  record Patience(int patience, double minDelta) implements Stopping {}

  /**
   * As {@link Patience}, but what counts as falling is measured by the error bar of the estimate:
   * on few rows the error of weights that do not get better still jumps up and down. Two results on
   * the same rows differ by less than two on different ones, so one standard error is a careful
   * choice.
   *
   * @param patience epochs to wait, at least 1
   * @param standardErrors what counts as falling, in standard errors of the best result that it is
   *     compared with, above 0
   */
  record PatienceBeyondNoise(int patience, double standardErrors) implements Stopping {}

  /**
   * Standard error of the watched error: of the score for classes, or of the loss. Of a loss that
   * is not the mean square, it is that of the mean square in proportion, which is larger.
   */
  static double standardError(Metrics result, PrimaryScore score) {
    return switch (result) {
      case Metrics.Classification c -> score.standardError(c);
      case Metrics.Regression r -> r.r2() < 1 ? r.loss() * r.r2StandardError() / (1 - r.r2()) : 0;
    };
  }

  /** Whether a result has a lower error than another by more than {@code minDelta}. */
  static boolean better(Metrics result, Metrics than, PrimaryScore score, double minDelta) {
    if (!Double.isFinite(result.loss())) {
      return false;
    }
    if (!Double.isFinite(than.loss())) {
      return true;
    }
    if (result instanceof Metrics.Classification && than instanceof Metrics.Classification) {
      return (minDelta == 0 && score.ties(result, than))
          ? result.loss() < than.loss()
          : score.value(result) > score.value(than) + minDelta;
    }
    return result.loss() < than.loss() - minDelta;
  }
}
