package plumb.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumb.data.BadInput;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.DataSettings;

/**
 * Why a card cannot be trained at all, and what must change so that it can.
 *
 * @param id what is wrong
 * @param why in the words of the refusal
 * @param treatment what takes it away
 */
record Contradiction(CauseId id, String why, Treatment treatment) {
  /** A card that cannot be trained, mended just so far that it can. */
  record Mended(Contradiction contradiction, Inquiry inquiry) {}

  /** One thing that may be wrong. */
  private record Way(CauseId id, Treatment treatment) {}

  /**
   * Looks for the one change that makes a card trainable.
   *
   * @throws BadInput the refusal itself, if none does: then it is the data that cannot be used
   */
  static Mended of(Card card, BadInput refusal, Laboratory laboratory, DoctorOptions options) {
    for (Way way : ways(card)) {
      Card changed = way.treatment().apply(card);
      if (!changed.equals(card)) {
        Optional<Inquiry> inquiry = inquiry(changed, laboratory, options);
        if (inquiry.isPresent()) {
          return new Mended(
              new Contradiction(way.id(), String.valueOf(refusal.getMessage()), way.treatment()),
              inquiry.get());
        }
      }
    }
    throw refusal;
  }

  private static List<Way> ways(Card card) {
    List<Way> ways = new ArrayList<>();
    ways.add(new Way(CauseId.WRONG_HEAD_OR_LOSS, NetworkTreatments.usualHead()));
    ways.add(new Way(CauseId.WRONG_HEAD_OR_LOSS, DataTreatments.taskOfTheTarget()));
    // A file that is not there is a mistyped name and no shift.
    if (card.data().validation() instanceof DataSettings.Validation.File(Path file)
        && Files.exists(file)) {
      ways.add(new Way(CauseId.TRAIN_VALIDATION_SHIFT, DataTreatments.ownValidation()));
    }
    return ways;
  }

  private static Optional<Inquiry> inquiry(
      Card card, Laboratory laboratory, DoctorOptions options) {
    try {
      return Optional.of(new Inquiry(laboratory, options, card));
    } catch (BadInput _) {
      return Optional.empty();
    }
  }

  Cause cause() {
    return new Cause(
        id,
        0.97,
        Map.of("canBeTrained", 0.0, "canBeTrainedLimit", 1.0),
        "The card cannot be trained as it stands: %s%s It can with %s."
            .formatted(why, why.endsWith(".") ? "" : ".", treatment.title()));
  }
}
