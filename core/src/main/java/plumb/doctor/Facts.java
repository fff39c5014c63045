package plumb.doctor;

import java.util.List;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.data.read.Prepared;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.run.Card;

/**
 * What is known about a card before it is trained.
 *
 * @param card as given
 * @param data its examples
 * @param network its whole network
 */
record Facts(Card card, Prepared data, NetworkSpec network) {
  Examples train() {
    return data.train();
  }

  /** Classes, or 0 for a regression. */
  int classes() {
    return data.train().targets() instanceof Targets.Classes(_, int count) ? count : 0;
  }

  int updatesPerEpoch() {
    return Math.ceilDiv(train().rows(), Math.min(card.batch(), train().rows()));
  }

  long updates() {
    return (long) updatesPerEpoch() * card.epochs();
  }

  /** Hidden layers with weights. */
  int depth() {
    return (int)
        card.network().stream()
            .filter(l -> l instanceof Layer.Dense || l instanceof Layer.Maxout)
            .count();
  }

  /** Units of the hidden layers with weights. */
  List<Integer> widths() {
    return card.network().stream()
        .filter(l -> l instanceof Layer.Dense || l instanceof Layer.Maxout)
        .map(l -> l instanceof Layer.Dense d ? d.units() : ((Layer.Maxout) l).units())
        .toList();
  }
}
