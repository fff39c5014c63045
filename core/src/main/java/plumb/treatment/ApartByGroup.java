package plumb.treatment;

import java.util.Optional;
import plumb.run.Card;
import plumb.run.DataSettings;
import plumb.wording.Wording;

/**
 * All rows with the same value of a column stay on one side of the split.
 *
 * @param column its name
 */
public record ApartByGroup(String column) implements Treatment {
  @Override
  public String title() {
    return Wording.of("treatment.apart-by-group", column);
  }

  @Override
  public String reason() {
    return Wording.of("treatment.apart-by-group.reason");
  }

  /** Rows that the user put into a file of their own, or that are later, stay where they are. */
  @Override
  public Card apply(Card card) {
    return card.data().validation() instanceof DataSettings.Validation.Share old
            && old.time().isEmpty()
        ? card.withData(
            card.data()
                .withValidation(
                    new DataSettings.Validation.Share(
                        old.share(), Optional.of(column), Optional.empty(), old.folds())))
        : card;
  }
}
