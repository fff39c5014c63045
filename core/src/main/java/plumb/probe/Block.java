package plumb.probe;

import java.util.ArrayList;
import java.util.List;
import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Segment;

/**
 * A layer with weights, together with the activations that follow it: what the watch takes for one
 * layer. Activations that stand before the first weights belong to none.
 *
 * @param name for people, for example "layer 3" or "head"
 * @param layer index of the weights' layer in {@link NetworkSpec#layers()}; the head has the index
 *     after the last
 * @param last index of its last activation; the layer itself if there is none
 * @param activation the last one; linear if there is none, and for Maxout
 * @param units numbers it gives out
 * @param weights where its weights lie
 */
public record Block(
    String name, int layer, int last, Activation activation, int units, Segment weights) {
  /** The blocks of a network, the head last. */
  public static List<Block> of(NetworkSpec network) {
    ParameterLayout layout = ParameterLayout.of(network);
    List<Block> blocks = new ArrayList<>();
    List<Layer> layers = network.layers();
    for (int i = 0; i < layers.size(); i++) {
      int units =
          switch (layers.get(i)) {
            case Layer.Dense dense -> dense.units();
            case Layer.Maxout maxout -> maxout.units();
            case Layer.Activate _, Layer.Dropout _ -> 0;
          };
      if (units > 0) {
        int last = i;
        Activation activation = Activation.LINEAR;
        while (last + 1 < layers.size()
            && layers.get(last + 1) instanceof Layer.Activate(Activation function)) {
          last++;
          activation = function;
        }
        blocks.add(new Block("layer " + (i + 1), i, last, activation, units, weights(layout, i)));
      }
    }
    int head = layers.size();
    blocks.add(
        new Block(
            "head",
            head,
            head,
            network.head().activation(),
            network.outputs(),
            weights(layout, head)));
    return List.copyOf(blocks);
  }

  private static Segment weights(ParameterLayout layout, int layer) {
    return layout.find(layer, Segment.Role.WEIGHT).orElseThrow();
  }
}
