package plumb.nn;

import java.util.List;

/**
 * A network as data.
 *
 * @param inputs numbers in an input row, at least 1
 * @param layers the hidden layers, from the input on
 * @param head the output layer
 * @param loss what training makes small
 */
public record NetworkSpec(int inputs, List<Layer> layers, Head head, Loss loss) {
  public NetworkSpec {
    layers = List.copyOf(layers);
    if (inputs < 1) {
      throw new IllegalArgumentException("a network needs at least one input, got " + inputs);
    }
  }

  /** Numbers given out for a row. */
  public int outputs() {
    return head.units();
  }

  /** Whether one unit stands for two classes by its sign; otherwise by being above a half. */
  public boolean answersWithSign() {
    return loss == Loss.HINGE;
  }
}
