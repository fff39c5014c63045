package plumb.recipe;

import java.util.List;
import java.util.Optional;
import plumb.run.Reference;
import plumb.run.Scores;
import plumb.train.EpochRecord;
import plumb.train.Metrics;

/**
 * What the judge sees of a training.
 *
 * @param scores of the weights to be returned: those of the epoch with the lowest validation error
 * @param reached the best clean training result of any epoch. Weights chosen by validation may be
 *     from before the network had fitted its training set; that it can fit it is then seen here
 * @param references simple models on the same rows; may be empty
 * @param drawnAtRandom whether training and validation rows were dealt at random out of one file,
 *     so that they cannot be of different kinds
 */
public record TrainingResult(
    Scores scores, Metrics reached, List<Reference> references, boolean drawnAtRandom) {
  public TrainingResult {
    references = List.copyOf(references);
  }

  /** Of a history and the epoch chosen from it. */
  public static TrainingResult of(
      List<EpochRecord> history, int bestEpoch, List<Reference> references, boolean drawnAtRandom) {
    EpochRecord best = history.get(bestEpoch);
    Metrics reached = best.train();
    for (EpochRecord record : history) {
      // Written so that a result that is not a number never wins. Where the loss is none, the
      // accuracy is that of answers that are none either.
      if (Double.isFinite(record.train().loss())
          && Score.of(record.train()).value() > Score.of(reached).value()) {
        reached = record.train();
      }
    }
    return new TrainingResult(
        new Scores(best.train(), best.validation(), Optional.empty()),
        reached,
        references,
        drawnAtRandom);
  }

  /** The reference model of a kind. */
  public Optional<Reference> reference(Reference.Kind kind) {
    return references.stream().filter(r -> r.kind() == kind).findFirst();
  }
}
