package plumb.probe;

import java.util.List;

/**
 * The linear pieces along the straight way from one input to another.
 *
 * @param breaks where one piece ends and the next begins, as shares of the way, rising, 0 and 1 at
 *     the ends; every one is where some unit changes its side, whether the output shows it or not
 * @param outputs what the network gives out at each break
 */
public record LineRegions(List<Double> breaks, List<double[]> outputs) {
  public LineRegions {
    breaks = List.copyOf(breaks);
    outputs = List.copyOf(outputs);
  }

  /** How many pieces the way passes. */
  public int count() {
    return breaks.size() - 1;
  }
}
