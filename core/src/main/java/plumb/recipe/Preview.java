package plumb.recipe;

import java.util.List;
import plumb.data.read.Prepared;
import plumb.nn.NetworkSpec;
import plumb.run.Card;

/**
 * What a run of a card would start from.
 *
 * @param data prepared as for the run
 * @param network that would be trained, its output layer and loss filled in
 */
public record Preview(Prepared data, NetworkSpec network) {
  /**
   * Reads the data of a card and trains nothing.
   *
   * @throws plumb.data.BadInput if the data or the card cannot be used
   */
  public static Preview of(Card card) {
    Prepared data = CardData.FILES.of(card);
    return new Preview(data, Heads.network(card, data.train()));
  }

  /**
   * The card that a run of data alone would start from: network, batch and epochs by their size.
   *
   * @param settings that hold whatever the size of the data says
   */
  public static Card sized(Card card, List<String> settings) {
    return DefaultCard.sized(card, CardData.FILES.of(card).train(), settings);
  }
}
