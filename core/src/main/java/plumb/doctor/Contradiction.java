package plumb.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import plumb.cause.Finding;
import plumb.data.BadInput;
import plumb.experiment.Workbench;
import plumb.run.Card;
import plumb.run.CauseId;
import plumb.run.DataSettings;
import plumb.run.Evidence;
import plumb.treatment.DataTreatments.TaskOfTheTarget;
import plumb.treatment.NetworkTreatments.UsualHead;
import plumb.treatment.OwnValidation;
import plumb.treatment.Treatment;
import plumb.wording.Wording;

/**
 * Why a card cannot be trained at all, and the one change after which it can.
 *
 * @param finding what is wrong
 * @param mended the changed card
 */
record Contradiction(Finding finding, Card mended) {
  /**
   * Looks for the one change that makes a card trainable.
   *
   * @throws BadInput the refusal itself, if none does: then it is the data that cannot be used
   */
  static Contradiction of(Card card, BadInput refusal, Workbench workbench) {
    for (Way way : ways(card)) {
      Card changed = way.treatment().apply(card);
      if (!changed.equals(card) && trainable(changed, workbench)) {
        String why = String.valueOf(refusal.getMessage());
        return new Contradiction(
            new Finding(
                way.id(),
                1,
                Evidence.NONE,
                Wording.of(
                    "contradiction", why + (why.endsWith(".") ? "" : "."), way.treatment().title()),
                List.of(way.treatment())),
            changed);
      }
    }
    throw refusal;
  }

  /** One thing that may be wrong. */
  private record Way(CauseId id, Treatment treatment) {}

  private static List<Way> ways(Card card) {
    List<Way> ways = new ArrayList<>();
    ways.add(new Way(CauseId.WRONG_HEAD_OR_LOSS, new UsualHead()));
    ways.add(new Way(CauseId.WRONG_HEAD_OR_LOSS, new TaskOfTheTarget()));
    // A file that is not there is a mistyped name and no shift.
    if (card.data().validation() instanceof DataSettings.Validation.File(Path file)
        && Files.exists(file)) {
      ways.add(new Way(CauseId.TRAIN_VALIDATION_SHIFT, new OwnValidation()));
    }
    return ways;
  }

  private static boolean trainable(Card card, Workbench workbench) {
    try {
      workbench.network(card);
      return true;
    } catch (BadInput _) {
      return false;
    }
  }

  Treatment treatment() {
    return finding.treatments().getFirst();
  }

  /** As sure as a thing that was tried can be. */
  static final double CONFIDENCE = 0.97;
}
