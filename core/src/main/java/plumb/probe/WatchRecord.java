package plumb.probe;

import java.util.List;
import java.util.Optional;

/**
 * The history of a watched training.
 *
 * @param layers what {@link Reading#layers} are of, the head last
 * @param readings from the first update on; evenly spaced but for the first few, which are denser,
 *     and never more than {@link Watch#MOST_READINGS}
 * @param nonFinite the first number that is none, if there was one
 */
public record WatchRecord(
    List<Layer> layers, List<Reading> readings, Optional<NonFinite> nonFinite) {
  public WatchRecord {
    layers = List.copyOf(layers);
    readings = List.copyOf(readings);
  }

  /**
   * A layer that was watched, as a {@link Block} names it.
   *
   * @param name for people, for example "layer 3" or "head"
   * @param index of its weights' layer in the network's layers; the head has the index after the
   *     last
   * @param units numbers it gives out
   * @param weights how many
   */
  public record Layer(String name, int index, int units, int weights) {
    static Layer of(Block block) {
      return new Layer(block.name(), block.layer(), block.units(), block.weights().size());
    }
  }
}
