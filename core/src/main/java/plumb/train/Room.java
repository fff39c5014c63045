package plumb.train;

import java.util.Locale;
import plumb.data.BadInput;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.optim.Slots;

/** Says at once that a network is too large to train, rather than after drawing all its weights. */
final class Room {
  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private Room() {}

  /**
   * Checks what a training needs at the least: weights, gradient and the memory of the update rule,
   * and the outputs of the widest layer for a batch.
   *
   * @param bytes that there are
   * @throws BadInput if they are too few, or a batch does not fit into an array
   */
  static void check(NetworkSpec network, TrainingSpec spec, long bytes) {
    long widest = Math.max(network.inputs(), network.outputs());
    for (Layer layer : network.layers()) {
      switch (layer) {
        case Layer.Dense dense -> widest = Math.max(widest, dense.units());
        case Layer.Maxout maxout ->
            widest = Math.max(widest, (long) maxout.units() * maxout.pieces());
        case Layer.Activate _, Layer.Dropout _ -> {}
      }
    }
    long parameters = ParameterLayout.of(network).size();
    long outputs = spec.batch() * widest;
    if (outputs > LONGEST_ARRAY) {
      throw new BadInput(
          "A batch of %d examples is too large for a layer %d wide; give fewer examples a batch, at most %d"
              .formatted(spec.batch(), widest, LONGEST_ARRAY / widest));
    }
    long needed = Float.BYTES * (parameters * (2 + Slots.count(spec.optimizer().rule())) + outputs);
    if (needed > bytes) {
      throw new BadInput(
          String.format(
              Locale.ROOT,
              "The network has %d parameters, which takes at least %.1f GB to train in batches of"
                  + " %d, and there are %.1f GB; give its layers fewer units, or Java more memory"
                  + " with -Xmx",
              parameters,
              needed / 1e9,
              spec.batch(),
              bytes / 1e9));
    }
  }
}
