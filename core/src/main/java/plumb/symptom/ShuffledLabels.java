package plumb.symptom;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.data.Examples;
import plumb.experiment.Trained;
import plumb.experiment.Workbench;
import plumb.math.RandomStream;
import plumb.recipe.Score;
import plumb.run.Card;
import plumb.run.Evidence;
import plumb.run.Examination;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.train.FitResult;
import plumb.train.Stopping;
import plumb.train.TrainingSpec;

/**
 * The same short training with the targets dealt anew among the rows: what it gets there it has
 * learned by heart. Targets that belong to their inputs are learned faster than that (Zhang and
 * others, <em>Understanding Deep Learning Requires Rethinking Generalization</em>, 2017).
 *
 * @param epochs trained for
 * @param own training score with the targets as they are
 * @param shuffled the best training score with targets that were dealt anew
 * @param noise two standard errors of their difference
 */
public record ShuffledLabels(int epochs, double own, double shuffled, double noise) {
  private static final int MOST_EPOCHS = 5;

  private static final int MOST_ROWS = 3000;

  /** With so many deals the targets as they are come out best by luck once in four times. */
  private static final int DEALS = 3;

  /** Trains the card of a training shortly with its own targets, and with targets dealt anew. */
  public static ShuffledLabels of(Trained trial, Workbench workbench) {
    Card card = trial.card();
    Examples train = Subset.spread(trial.data().train(), MOST_ROWS);
    int epochs = Math.min(card.epochs(), MOST_EPOCHS);
    TrainingSpec spec =
        new TrainingSpec(
            card.optimizer(),
            card.penalty(),
            card.batch(),
            epochs,
            new Stopping.Never(),
            card.data().shuffle(),
            card.seed());
    Score own = score(brief(trial, spec, train, workbench));
    List<Score> shuffled = new ArrayList<>();
    for (int deal = 0; deal < DEALS; deal++) {
      Examples dealt = dealt(train, RandomStream.of(card.seed()).child(31).child(deal));
      shuffled.add(score(brief(trial, spec, dealt, workbench)));
    }
    Score best = Collections.max(shuffled, Comparator.comparingDouble(Score::value));
    return new ShuffledLabels(epochs, own.value(), best.value(), own.margin(best));
  }

  private static FitResult brief(
      Trained trial, TrainingSpec spec, Examples rows, Workbench workbench) {
    return workbench.brief(
        trial.network(), spec, rows, Optional.empty(), trial.data().encoding().target());
  }

  private static Score score(FitResult result) {
    return Score.of(result.history().getLast().train());
  }

  private static Examples dealt(Examples train, RandomStream random) {
    int[] order = new int[train.rows()];
    random.permutation(order);
    return new Examples(train.inputs(), Subset.targets(train, order));
  }

  /** Whether the targets are learned no better than targets that say nothing. */
  public boolean justAsGood() {
    return !(own > shuffled + Math.max(0.01, noise));
  }

  /** The answer with its numbers, for the document of the run. */
  public Examination.Measurement measurement() {
    return new Examination.Measurement(
        "shuffled targets",
        Evidence.of(
            Reading.of("trainScore", own, Unit.SCORE),
            Reading.of("trainScoreShuffled", shuffled, Unit.SCORE),
            Reading.of("noise", noise, Unit.SCORE)),
        String.format(
            Locale.ROOT,
            "In %d epochs it gets %.3f on its training rows, and %.3f with the targets dealt anew among them: %s.",
            epochs,
            own,
            shuffled,
            justAsGood()
                ? "it learns its targets no better than targets that say nothing"
                : "its targets belong to their inputs"));
  }
}
