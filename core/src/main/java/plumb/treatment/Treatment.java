package plumb.treatment;

import java.util.List;
import plumb.run.Card;

/**
 * A change of a card. Implementations are records, so that two treatments that do the same are
 * equal; those against a bad training result and those against a bad validation result are apart,
 * for what helps one failure of the recipe is not what helps the other.
 */
public interface Treatment {
  /** A few words, which read well behind "with": "dropout 0.3". */
  String title();

  /** Why it should help, by the lecture where it says so. */
  String reason();

  /** The changed card; an equal card where there is nothing to change. */
  Card apply(Card card);

  /**
   * Whether only the user knows that it is right, so that it is proposed and never tried unasked.
   */
  default boolean proposedOnly() {
    return false;
  }

  /** The card with all treatments, one after the other. */
  static Card all(Card card, List<? extends Treatment> treatments) {
    Card changed = card;
    for (Treatment treatment : treatments) {
      changed = treatment.apply(changed);
    }
    return changed;
  }
}
