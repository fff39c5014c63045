package plumb.experiment;

import java.util.List;
import java.util.Optional;
import plumb.data.Examples;
import plumb.data.read.Prepared;
import plumb.model.Model;
import plumb.nn.NetworkSpec;
import plumb.probe.WatchRecord;
import plumb.recipe.Score;
import plumb.recipe.TrainingResult;
import plumb.run.Card;
import plumb.run.Member;
import plumb.run.Reference;
import plumb.run.Scores;
import plumb.train.EpochRecord;
import plumb.train.FitResult;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;

/**
 * A card that was trained: a pure function of card, data and seed.
 *
 * @param card what was trained
 * @param data the examples it means
 * @param network its whole network
 * @param result what the training gave back; of an ensemble that of its first network
 * @param members the best weights of each network; one for a single network
 * @param alone the networks of an ensemble; empty for a single network
 * @param scores of the networks together on training and validation rows
 * @param heldOut what it says of the validation rows; none without validation
 * @param watch what was seen of its layers while it trained
 * @param seconds it took
 */
public record Trained(
    Card card,
    Prepared data,
    NetworkSpec network,
    FitResult result,
    List<float[]> members,
    List<Member> alone,
    Scores scores,
    RowResults heldOut,
    Optional<WatchRecord> watch,
    double seconds) {
  /** With fewer rows for each input a linear model can memorize them. */
  private static final int ROWS_PER_INPUT = 10;

  /** A score below this is as bad as this: R2 has no lower bound. */
  private static final double WORST = -1;

  /** One record an epoch, from epoch 0 on. */
  public List<EpochRecord> history() {
    return result.history();
  }

  /** Whether nobody ended it before its time. */
  public boolean whole() {
    return result.rest().isEmpty();
  }

  /** The score that its results are compared by. */
  public PrimaryScore by() {
    return card.score(data.train().targets());
  }

  /** Training score of the weights that are returned. */
  public double train() {
    return value(scores.train(), by());
  }

  /** Held-out score of the weights that are returned; training score where nothing is held out. */
  public double held() {
    return value(scores.validation().orElse(scores.train()), by());
  }

  /** Whether rows are held out. */
  public boolean validated() {
    return scores.validation().isPresent();
  }

  /** The held-out examples; the training examples where nothing is held out. */
  public Examples heldExamples() {
    return data.validation().orElse(data.train());
  }

  /** Numbers that were learned. */
  public long parameters() {
    return (long) members.size() * members.getFirst().length;
  }

  /** What the judge sees of it beside simple models on the same rows. */
  public TrainingResult beside(List<Reference> references) {
    TrainingResult first =
        TrainingResult.of(
            history(),
            result.bestEpoch(),
            references,
            card.data().drawnAtRandom(),
            by(),
            linearMemorizes());
    return alone.isEmpty()
        ? first
        : new TrainingResult(
            scores,
            scores.train(),
            references,
            card.data().drawnAtRandom(),
            by(),
            linearMemorizes());
  }

  private boolean linearMemorizes() {
    return data.train().rows() < ROWS_PER_INPUT * data.train().inputs().width();
  }

  /** The network with its preprocessing. */
  public Model model() {
    return new Model(data.encoding(), network, members);
  }

  /** Accuracy or R2 of a result; one that is not a finite number is worse than any. */
  public static double value(Metrics metrics) {
    return value(metrics, PrimaryScore.usual(metrics));
  }

  /** A score of a result; one that is not a finite number is worse than any. */
  public static double value(Metrics metrics, PrimaryScore by) {
    double value = Score.of(metrics, by).value();
    return Double.isFinite(value) && Double.isFinite(metrics.loss())
        ? Math.max(WORST, value)
        : WORST;
  }

  /** The held-out score of an epoch; the training score where nothing is held out. */
  public double watched(EpochRecord record) {
    return watched(record, by());
  }

  /** The same by a score. */
  static double watched(EpochRecord record, PrimaryScore by) {
    return value(record.validation().orElse(record.train()), by);
  }
}
