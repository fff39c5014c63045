package plumb.recipe;

import java.util.Optional;
import plumb.data.Encoding;
import plumb.data.read.Preparation;
import plumb.data.read.Prepared;
import plumb.data.read.TestData;
import plumb.run.Card;
import plumb.wording.Wording;

/** The test rows of a card: looked into for readability first, measured once at the very end. */
public final class TestRows {
  /** Share of test rows that repeat a known row before the result itself is doubted. */
  private static final double REPEATS_BY_CHANCE = 0.05;

  private TestRows() {}

  /**
   * Reads them in the way of the training data; empty where the card names none.
   *
   * @throws plumb.data.BadInput if they cannot be read
   */
  public static Optional<TestData> of(Card card, Prepared data) {
    return of(card, data.encoding());
  }

  /**
   * Reads them in the way of a trained model; empty where the card names none.
   *
   * @throws plumb.data.BadInput if they cannot be read
   */
  public static Optional<TestData> of(Card card, Encoding encoding) {
    return card.data().test().isEmpty()
        ? Optional.empty()
        : CardSources.of(card)
            .test()
            .map(read ->
                Preparation.prepareTest(encoding, read.apply(encoding), card.data().labels()));
  }

  /** That test rows repeat training or validation rows, if any do. */
  public static Optional<String> repeated(Prepared data, Optional<TestData> test) {
    return test.flatMap(rows -> {
      int shared = Preparation.shared(data, rows);
      return shared == 0
          ? Optional.empty()
          : Optional.of(Wording.of("test.repeated", shared, rows.examples().rows()));
    });
  }

  /** The same where more repeat than a few rows by chance, so that the result is doubted. */
  public static Optional<String> doubted(Prepared data, Optional<TestData> test) {
    return test.filter(
            rows -> Preparation.shared(data, rows) > REPEATS_BY_CHANCE * rows.examples().rows())
        .flatMap(_ -> repeated(data, test));
  }
}
