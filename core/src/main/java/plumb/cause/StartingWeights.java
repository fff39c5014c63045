package plumb.cause;

import java.util.ArrayList;
import java.util.List;
import plumb.nn.Head;
import plumb.nn.Init;
import plumb.nn.Initializer;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Segment;

/**
 * How the weights of a network start beside what suits the activations behind them.
 *
 * @param alike layers all of whose units start with the same weights
 * @param ratio the deviation of the weights that start farthest from the usual one, as a multiple
 *     of it; 1 if all are usual
 * @param where the layer of those weights
 */
record StartingWeights(int alike, double ratio, String where) {
  /** A deviation this many times too large or too small is suspected. */
  static final double OFF = 2.5;

  static StartingWeights of(NetworkSpec network) {
    ParameterLayout layout = ParameterLayout.of(network);
    double worst = 1;
    String where = "";
    int alike = 0;
    for (int i = 0; i <= network.layers().size(); i++) {
      Segment weights = layout.find(i, Segment.Role.WEIGHT).orElse(null);
      if (weights == null) {
        continue;
      }
      boolean head = i == network.layers().size();
      double deviation = deviation(Initializer.init(network, i), weights);
      if (deviation == 0) {
        alike += !head && weights.columns() > 1 ? 1 : 0;
        continue;
      }
      double off = deviation / deviation(usual(network, i), weights);
      // A small start of the head alone is harmless, and often meant.
      if (Math.abs(Math.log(off)) > Math.abs(Math.log(worst)) && !(head && off < 1)) {
        worst = off;
        where = weights.name().replace(" weights", "");
      }
    }
    return new StartingWeights(alike, worst, where);
  }

  /** Whether some weights start at another size than suits. */
  boolean off() {
    return ratio > OFF || ratio < 1 / OFF;
  }

  private static Init usual(NetworkSpec network, int layer) {
    List<Layer> layers = new ArrayList<>(network.layers());
    if (layer < layers.size()) {
      layers.set(
          layer,
          switch (layers.get(layer)) {
            case Layer.Dense d -> new Layer.Dense(d.units());
            case Layer.Maxout m -> new Layer.Maxout(m.units(), m.pieces());
            case Layer other -> other;
          });
    }
    return Initializer.init(
        new NetworkSpec(
            network.inputs(),
            layers,
            new Head(network.head().units(), network.head().activation()),
            network.loss()),
        layer);
  }

  /** The standard deviation that a way of starting gives the weights of a layer. */
  private static double deviation(Init init, Segment weights) {
    double in = weights.rows();
    double out = weights.columns();
    return switch (init) {
      case Init.He _ -> Math.sqrt(2 / in);
      case Init.LeCun _ -> Math.sqrt(1 / in);
      case Init.Glorot _ -> Math.sqrt(2 / (in + out));
      case Init.FanIn _ -> Math.sqrt(1 / (3 * in));
      case Init.Normal(float deviation) -> deviation;
      case Init.Uniform(float limit) -> limit / Math.sqrt(3);
      case Init.Zeros _, Init.Constant _ -> 0;
      case Init.Auto _ -> throw new IllegalStateException("chosen before");
    };
  }
}
