package plumb.treatment;

import java.util.List;
import plumb.run.Card;
import plumb.wording.Wording;

/**
 * Some rows are not trained on.
 *
 * @param rows their numbers from 1 on, in the order of the source
 * @param what they are, to follow "without": {@code 12 training rows that validation repeats}
 */
public record WithoutRows(List<Integer> rows, String what) implements Treatment {
  public WithoutRows {
    rows = List.copyOf(rows);
  }

  @Override
  public String title() {
    return Wording.of("treatment.without-rows", what);
  }

  @Override
  public String reason() {
    return Wording.of("treatment.without-rows.reason");
  }

  @Override
  public Card apply(Card card) {
    return card.withData(card.data().withCleaning(card.data().cleaning().withoutTraining(rows)));
  }
}
