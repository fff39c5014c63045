package plumb.recipe;

import java.util.List;
import java.util.Optional;
import plumb.run.Reference;
import plumb.run.Scores;
import plumb.train.EpochRecord;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;

/**
 * What the judge sees of a training.
 *
 * @param scores of the weights to be returned: those of the epoch with the lowest validation error
 * @param reached the best clean training result of any epoch. Weights chosen by validation may be
 *     from before the network had fitted its training set; that it can fit it is then seen here
 * @param references simple models on the same rows; may be empty
 * @param drawnAtRandom whether training and validation rows were dealt at random out of one file,
 *     so that they cannot be of different kinds
 * @param by the score that results are compared by
 * @param linearMemorizes whether there are so few rows for so many inputs that a linear model can
 *     memorize them, so that what it loses on validation tells nothing
 */
public record TrainingResult(
    Scores scores,
    Metrics reached,
    List<Reference> references,
    boolean drawnAtRandom,
    PrimaryScore by,
    boolean linearMemorizes) {
  public TrainingResult {
    references = List.copyOf(references);
  }

  /** By accuracy or R2, of rows that a linear model cannot memorize. */
  public TrainingResult(
      Scores scores, Metrics reached, List<Reference> references, boolean drawnAtRandom) {
    this(scores, reached, references, drawnAtRandom, PrimaryScore.usual(scores.train()), false);
  }

  /** Of a history and the epoch chosen from it. */
  public static TrainingResult of(
      List<EpochRecord> history,
      int bestEpoch,
      List<Reference> references,
      boolean drawnAtRandom,
      PrimaryScore by,
      boolean linearMemorizes) {
    EpochRecord best = history.get(bestEpoch);
    Metrics reached = best.train();
    for (EpochRecord record : history) {
      // Written so that a result that is NaN never wins. Where the loss is NaN, the accuracy is
      // that
      // of answers that are NaN as well.
      if (Double.isFinite(record.train().loss()) && by.value(record.train()) > by.value(reached)) {
        reached = record.train();
      }
    }
    return new TrainingResult(
        new Scores(best.train(), best.validation(), Optional.empty()),
        reached,
        references,
        drawnAtRandom,
        by,
        linearMemorizes);
  }

  /** The reference model of a kind. */
  public Optional<Reference> reference(Reference.Kind kind) {
    return references.stream().filter(r -> r.kind() == kind).findFirst();
  }
}
