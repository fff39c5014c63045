package plumb.treatment;

import plumb.run.Card;
import plumb.run.DataSettings.Validation;
import plumb.wording.Wording;

/**
 * Validation rows are held out of the training file, where those of a file of their own are no
 * judge.
 */
public record OwnValidation() implements Treatment {
  /** Of the training file. */
  private static final double SHARE = 0.2;

  @Override
  public String title() {
    return Wording.of("treatment.own-validation");
  }

  @Override
  public String reason() {
    return Wording.of("treatment.own-validation.reason");
  }

  @Override
  public Card apply(Card card) {
    return card.withData(card.data().withValidation(new Validation.Share(SHARE)));
  }
}
