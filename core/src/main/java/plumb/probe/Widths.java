package plumb.probe;

import plumb.nn.Layer;
import plumb.nn.NetworkSpec;

/** How many numbers the layers of a network give out. */
final class Widths {
  private Widths() {}

  /** Of one layer; the head has the index after the last. */
  static int of(NetworkSpec network, int layer) {
    if (layer == network.layers().size()) {
      return network.outputs();
    }
    for (int i = layer; i >= 0; i--) {
      switch (network.layers().get(i)) {
        case Layer.Dense dense -> {
          return dense.units();
        }
        case Layer.Maxout maxout -> {
          return maxout.units();
        }
        case Layer.Activate _, Layer.Dropout _ -> {}
      }
    }
    return network.inputs();
  }
}
