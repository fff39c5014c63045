package plumb.recipe;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import plumb.data.BadInput;
import plumb.data.read.Prepared;
import plumb.data.read.Source;
import plumb.run.Card;
import plumb.run.DataSettings;

/**
 * Where the examples of a card come from. A card says how its data are split and scaled, so another
 * card can mean other examples of the same source.
 */
@FunctionalInterface
public interface CardData {
  /**
   * The examples a card means, ready to train on; its test rows stay apart.
   *
   * @throws BadInput if the data or the card cannot be used
   */
  Prepared of(Card card);

  /** Reads the files a card names, every time anew. */
  CardData FILES = card -> CardSources.of(card).prepared(card);

  /** Reads every file and prepares every split once. For several threads at once. */
  static CardData remembered() {
    Map<DataSettings, Source> sources = new ConcurrentHashMap<>();
    return remember(card -> {
      Source source = sources.computeIfAbsent(readBy(card.data()), CardSources::read);
      return CardSources.of(card, source).prepared(card);
    });
  }

  /** What decides how a file is read. */
  private static DataSettings readBy(DataSettings data) {
    return DataSettings.of(data.train(), Optional.empty()).withHeader(data.header());
  }

  /**
   * Rows that are in memory already: whatever file a card names to train on, it means these. For
   * several threads at once.
   */
  static CardData of(Source source) {
    return remember(card -> CardSources.of(card, source).prepared(card));
  }

  /** The same, but asks for the examples of the same data settings and seed only once. */
  static CardData remember(CardData data) {
    record Key(DataSettings data, long seed) {}
    Map<Key, Prepared> known = new ConcurrentHashMap<>();
    return card -> known.computeIfAbsent(new Key(card.data(), card.seed()), _ -> data.of(card));
  }
}
