package plumb.experiment;

import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.read.Prepared;
import plumb.run.Card;
import plumb.run.DataSettings;
import plumb.run.DataSettings.Folds;

/**
 * How rows that are too few for a single split are divided: below some 500 rows a single split is a
 * lottery, so every row is held out in turn.
 *
 * @param folds in how many parts
 * @param repeats how often they are divided anew
 */
record FoldPlan(int folds, int repeats) {
  /** With fewer rows a single split is a lottery. */
  static final int FEW = 500;

  /** With fewer rows every row is held out alone. */
  static final int VERY_FEW = 30;

  private static final int USUAL_FOLDS = 5;

  private static final int REPEATS = 2;

  /** The plan for a card; empty where its validation rows are a single split, a file or none. */
  static Optional<FoldPlan> of(Card card, Prepared split) {
    if (!(card.data().validation() instanceof DataSettings.Validation.Share share)
        || card.ensemble().networks() > 1) {
      return Optional.empty();
    }
    int rows = offered(card, split);
    return switch (share.folds()) {
      case Folds.None _ -> Optional.empty();
      case Folds.Count(int count) -> Optional.of(new FoldPlan(count, 1));
      case Folds.Auto _ ->
          rows >= FEW || !card.data().shuffle() || share.time().isPresent()
              ? Optional.empty()
              : rows < VERY_FEW
                  ? Optional.of(new FoldPlan(rows, 1))
                  : Optional.of(new FoldPlan(USUAL_FOLDS, REPEATS));
    };
  }

  /**
   * Rows before any are left out of training or repeated, so that a card with and without such a
   * remedy holds out the same rows and can be compared.
   */
  private static int offered(Card card, Prepared split) {
    IntStream trained = IntStream.of(split.trainRows());
    IntStream leftOut = card.data().cleaning().exclude().stream().mapToInt(row -> row - 1);
    IntStream heldOut = IntStream.of(split.validationRows());
    return (int) IntStream.concat(IntStream.concat(trained, leftOut), heldOut).distinct().count();
  }
}
