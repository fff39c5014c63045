package plumb.recipe;

import java.util.Optional;
import plumb.data.Encoding;
import plumb.data.Examples;
import plumb.data.read.Preparation;
import plumb.run.Card;

/** The test rows of a card, for the very end. */
public final class TestRows {
  private TestRows() {}

  /**
   * Reads them in the way of a trained model; empty where the card names none.
   *
   * @throws plumb.data.BadInput if they cannot be read
   */
  public static Optional<Examples> of(Card card, Encoding encoding) {
    return CardSources.of(card)
        .test()
        .map(read ->
            Preparation.prepareTest(encoding, read.apply(encoding), card.data().labels())
                .examples());
  }
}
