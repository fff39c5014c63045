package plumb.cause;

import java.util.List;
import java.util.Optional;
import plumb.experiment.Trained;
import plumb.run.Card;
import plumb.train.StopReason;
import plumb.wording.Wording;

/**
 * Medicine against a bad validation result in a run whose training result is bad (lecture: "Do not
 * always blame overfitting"). The card is obeyed all the same.
 */
public final class OtherMedicine {
  private OtherMedicine() {}

  /** What the card names, as words: "dropout of 0.5". */
  public static List<String> named(Card card) {
    return OverRegularized.named(card);
  }

  /** That early stopping ended the training before its last epoch, as a sentence. */
  public static Optional<String> stopped(Trained trained) {
    return switch (trained.result().reason()) {
      case StopReason.NoImprovement _, StopReason.NoImprovementBeyondNoise _ ->
          Optional.of(
              Wording.of(
                  "medicine.stopping",
                  trained.history().getLast().epoch(),
                  trained.card().epochs()));
      case StopReason.AllEpochs _,
          StopReason.ChosenByFolds _,
          StopReason.Diverged _,
          StopReason.Interrupted _ ->
          Optional.empty();
    };
  }
}
