package plumb.probe;

import java.util.List;

/**
 * What was seen in one update.
 *
 * @param update its number, 1 for the first
 * @param epoch it belongs to
 * @param rows watched: all of the batch, but at most {@link Watch#MOST_ROWS}
 * @param loss mean over the batch, before the update, dropout on, penalty apart
 * @param gradientNorm length of the whole gradient, penalty included, before clipping
 * @param reachedNorm length of what reached the update rule, after clipping
 * @param layers one for each {@link Block}
 */
public record Reading(
    long update,
    int epoch,
    int rows,
    double loss,
    double gradientNorm,
    double reachedNorm,
    List<LayerReading> layers) {
  public Reading {
    layers = List.copyOf(layers);
  }
}
