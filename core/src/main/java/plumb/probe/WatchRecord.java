package plumb.probe;

import java.util.List;
import java.util.Optional;

/**
 * The history of a watched training.
 *
 * @param blocks what {@link Reading#layers} are of, the head last
 * @param readings from the first update on; evenly spaced, and never more than {@link
 *     Watch#MOST_READINGS}
 * @param nonFinite the first number that is none, if there was one
 */
public record WatchRecord(
    List<Block> blocks, List<Reading> readings, Optional<NonFinite> nonFinite) {
  public WatchRecord {
    blocks = List.copyOf(blocks);
    readings = List.copyOf(readings);
  }
}
