package plumb.symptom;

import java.util.Locale;
import java.util.Optional;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.experiment.Trained;
import plumb.experiment.Workbench;
import plumb.recipe.Score;
import plumb.run.Card;
import plumb.run.Evidence;
import plumb.run.Examination;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.train.Stopping;
import plumb.train.TrainingSpec;

/**
 * The same short training with every input 0: what it gets there comes from the targets alone.
 *
 * @param epochs trained for
 * @param zeroed held-out score without inputs
 * @param card held-out score of the card after its whole training
 * @param noise two standard errors of their difference
 */
public record ZeroedInput(int epochs, double zeroed, double card, double noise) {
  private static final int MOST_EPOCHS = 5;

  private static final int MOST_ROWS = 3000;

  /** Trains the card of a training shortly without its inputs. */
  public static ZeroedInput of(Trained trial, Workbench workbench) {
    Card card = trial.card();
    Examples train = Subset.spread(trial.data().train(), MOST_ROWS);
    Examples held = trial.heldExamples();
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
    Score without =
        Score.of(
            workbench
                .brief(
                    trial.network(),
                    spec,
                    zeros(train),
                    Optional.of(zeros(held)),
                    trial.data().encoding().target())
                .bestRecord()
                .validation()
                .orElseThrow());
    Score with = Score.of(trial.scores().validation().orElse(trial.scores().train()));
    return new ZeroedInput(epochs, without.value(), with.value(), with.margin(without));
  }

  private static Examples zeros(Examples examples) {
    int rows = examples.rows();
    int width = examples.inputs().width();
    return new Examples(
        new Inputs.Floats(new float[rows * width], rows, width), examples.targets());
  }

  /** Whether the card's training got nothing out of its inputs. */
  public boolean justAsGood() {
    return !(card > zeroed + Math.max(0.01, noise));
  }

  /** The answer with its numbers, for the document of the run. */
  public Examination.Measurement measurement() {
    return new Examination.Measurement(
        "zeroed input",
        Evidence.of(
            Reading.of("scoreZeroed", zeroed, Unit.SCORE),
            Reading.of("score", card, Unit.SCORE),
            Reading.of("noise", noise, Unit.SCORE)),
        String.format(
            Locale.ROOT,
            "With every input 0 it gets %.3f on held-out rows after %d epochs, with its inputs %.3f: %s.",
            zeroed,
            epochs,
            card,
            justAsGood()
                ? "it uses nothing of its inputs"
                : "what it has learned comes from the inputs"));
  }
}
