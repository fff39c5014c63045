package plumb.recipe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import plumb.data.BadInput;
import plumb.data.read.Preparation;
import plumb.data.read.Prepared;
import plumb.data.read.Source;
import plumb.run.Card;
import plumb.run.DataSettings;

/**
 * Where the examples of a card come from. A card says how its data are split and scaled, so another
 * card can mean other examples of the same source.
 */
public interface CardData {
  /**
   * The examples a card means, ready to train on; its test rows stay apart.
   *
   * @throws BadInput if the data or the card cannot be used
   */
  Prepared of(Card card);

  /**
   * All rows but the test rows as training examples, without validation.
   *
   * @throws BadInput if the data or the card cannot be used
   */
  Prepared whole(Card card);

  /**
   * The rows of {@link #whole} in folds, each held out from a training on the others; by the card's
   * seed, and by its group or time. See {@link Preparation#folds}.
   *
   * @param folds how many at most, at least 2
   * @param repeats how often the rows are divided anew, at least 1
   * @throws BadInput if the data or the card cannot be used
   */
  List<Prepared> folds(Card card, int folds, int repeats);

  /** Reads the files a card names, every time anew. */
  CardData FILES = from(CardSources::of);

  private static CardData from(Function<Card, CardSources> read) {
    return new CardData() {
      @Override
      public Prepared of(Card card) {
        return read.apply(card).prepared(card);
      }

      @Override
      public Prepared whole(Card card) {
        return read.apply(card).whole(card);
      }

      @Override
      public List<Prepared> folds(Card card, int folds, int repeats) {
        return read.apply(card).folds(card, folds, repeats);
      }
    };
  }

  /** Reads every file and prepares every split once. For several threads at once. */
  static CardData remembered() {
    Map<DataSettings, Source> sources = new ConcurrentHashMap<>();
    return remember(
        from(card ->
            CardSources.of(card, sources.computeIfAbsent(readBy(card.data()), CardSources::read))));
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
    return remember(from(card -> CardSources.of(card, source)));
  }

  /** The same, but asks for the examples of the same data settings and seed only once. */
  static CardData remember(CardData data) {
    record Key(DataSettings data, long seed) {
      Key(Card card) {
        this(card.data(), card.seed());
      }
    }
    record Folded(Key key, int folds, int repeats) {}
    Map<Key, Prepared> known = new ConcurrentHashMap<>();
    Map<Key, Prepared> whole = new ConcurrentHashMap<>();
    Map<Folded, List<Prepared>> folded = new ConcurrentHashMap<>();
    return new CardData() {
      @Override
      public Prepared of(Card card) {
        return known.computeIfAbsent(new Key(card), _ -> data.of(card));
      }

      @Override
      public Prepared whole(Card card) {
        return whole.computeIfAbsent(new Key(card), _ -> data.whole(card));
      }

      @Override
      public List<Prepared> folds(Card card, int folds, int repeats) {
        return folded.computeIfAbsent(
            new Folded(new Key(card), folds, repeats), _ -> data.folds(card, folds, repeats));
      }
    };
  }
}
