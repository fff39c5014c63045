package plumb.probe;

import java.util.List;

/**
 * The linear function that a network is around one input: {@code f(x) = W x + b} for all {@code x}
 * for which every unit stays on its side. What is left of the network is thinner: units at 0 drop
 * out. Lecture: "这个network不就变成线性的吗".
 *
 * @param weights {@code W}, one row an output
 * @param biases {@code b}, one an output
 * @param choices the side of every unit, layer by layer
 */
public record LinearPiece(double[][] weights, double[] biases, List<Choice> choices) {
  public LinearPiece {
    choices = List.copyOf(choices);
  }

  /**
   * Which linear function each unit of a layer is.
   *
   * @param layer index in the network's layers
   * @param chosen of a Maxout unit the piece that wins, from 0; otherwise 1 on the right of 0 and 0
   *     on the left
   * @param dropped units that give out 0 whatever the weights say: left of 0, with slope 0
   */
  public record Choice(int layer, List<Integer> chosen, List<Integer> dropped) {
    public Choice {
      chosen = List.copyOf(chosen);
      dropped = List.copyOf(dropped);
    }
  }

  /** {@code W x + b}. */
  public double[] apply(double[] x) {
    double[] y = biases.clone();
    for (int o = 0; o < y.length; o++) {
      for (int i = 0; i < x.length; i++) {
        y[o] += weights[o][i] * x[i];
      }
    }
    return y;
  }
}
