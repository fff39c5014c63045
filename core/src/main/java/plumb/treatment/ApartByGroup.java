package plumb.treatment;

import plumb.run.Card;
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

  @Override
  public Card apply(Card card) {
    return card;
  }
}
