package plumb.probe;

import java.util.List;

/**
 * The first NaN or infinity of a training.
 *
 * @param update in which it came up, 1 for the first
 * @param epoch that the update belongs to
 * @param place where it is seen first on the way from the rows to the loss
 * @param layer index in the network's layers of the layer concerned, the head having the index
 *     after the last; -1 where no layer is
 * @param examples indices in the training set of the rows of the batch that show it, at most {@link
 *     #MOST_EXAMPLES}; of broken parameters, those of the batch whose update broke them
 */
public record NonFinite(long update, int epoch, Place place, int layer, List<Integer> examples) {
  /** Examples listed at most. */
  public static final int MOST_EXAMPLES = 20;

  /** Where a number can stop being one. */
  public enum Place {
    /** The rows themselves hold it. */
    INPUTS,
    /** The targets hold it. */
    TARGETS,
    /** An update made a parameter of the layer so. */
    PARAMETERS,
    /** The layer gives it out, although what goes in is finite. */
    OUTPUTS,
    /** Only the loss is, of finite outputs. */
    LOSS
  }

  public NonFinite {
    examples = List.copyOf(examples);
  }
}
