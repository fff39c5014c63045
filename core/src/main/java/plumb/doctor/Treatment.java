package plumb.doctor;

import java.util.List;
import java.util.function.UnaryOperator;
import plumb.run.Card;

/**
 * A change of a card against one cause.
 *
 * @param title a few words
 * @param reason why, by the lecture where it says so
 * @param change makes the new card
 */
record Treatment(String title, String reason, UnaryOperator<Card> change) {
  Card apply(Card card) {
    return change.apply(card);
  }

  /** All treatments, one behind the other. */
  static Card all(Card card, List<Treatment> treatments) {
    Card changed = card;
    for (Treatment treatment : treatments) {
      changed = treatment.apply(changed);
    }
    return changed;
  }
}
