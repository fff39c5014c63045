package plumb.treatment;

import java.util.Optional;
import plumb.run.Card;
import plumb.run.DataSettings;
import plumb.wording.Wording;

/**
 * The latest rows are held out for validation.
 *
 * @param share of the rows, above 0 and below 1
 * @param column that says when a row was made
 */
public record SplitByTime(double share, String column) implements Treatment {
  @Override
  public String title() {
    return Wording.of("treatment.split-by-time", share, column);
  }

  @Override
  public String reason() {
    return Wording.of("treatment.split-by-time.reason");
  }

  @Override
  public Card apply(Card card) {
    return card.withData(
        card.data()
            .withValidation(
                new DataSettings.Validation.Share(
                    share,
                    Optional.empty(),
                    Optional.of(column),
                    card.data().validation() instanceof DataSettings.Validation.Share old
                        ? old.folds()
                        : DataSettings.Folds.AUTO)));
  }
}
