package plumb.treatment;

import java.util.List;
import plumb.run.Card;
import plumb.wording.Wording;

/**
 * Some rows are no examples: they are neither trained on nor held out.
 *
 * @param rows their numbers from 1 on, in the order of the source
 * @param what they are, to follow "without": {@code line 602, which is a total}
 */
public record DroppedRows(List<Integer> rows, String what) implements Treatment {
  public DroppedRows {
    rows = List.copyOf(rows);
  }

  @Override
  public String title() {
    return Wording.of("treatment.dropped-rows", what);
  }

  @Override
  public String reason() {
    return Wording.of("treatment.dropped-rows.reason");
  }

  @Override
  public Card apply(Card card) {
    return card.withData(card.data().withCleaning(card.data().cleaning().without(rows)));
  }
}
