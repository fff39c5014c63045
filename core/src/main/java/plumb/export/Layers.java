package plumb.export;

import java.util.Arrays;
import java.util.List;
import plumb.export.Graph.Value;
import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Segment;

/**
 * A network as a graph. Dropout is gone: where it is made up for at test time, the weights that
 * leave a droppable unit stand in the file multiplied by {@code 1 - p} (lecture: "Dropout").
 */
final class Layers {
  private final Graph graph;
  private final NetworkSpec network;
  private final ParameterLayout layout;
  private final float[] parameters;

  /** What the next weights are multiplied by. */
  private float keep = 1;

  Layers(Graph graph, NetworkSpec network, float[] parameters) {
    this.graph = graph;
    this.network = network;
    this.layout = ParameterLayout.of(network);
    this.parameters = parameters;
  }

  /** What the network gives out for rows. */
  Value outputs(Value rows) {
    Value value = rows;
    for (int i = 0; i < network.layers().size(); i++) {
      value =
          switch (network.layers().get(i)) {
            case Layer.Dense _ -> product(i, value);
            case Layer.Maxout maxout -> largest(maxout, product(i, value));
            case Layer.Activate(Activation function) -> activation(function, i, kept(value));
            case Layer.Dropout dropout -> {
              keep *=
                  dropout.scaling() == Layer.DropoutScaling.TEST
                      ? 1 - dropout.dropProbability()
                      : 1;
              yield value;
            }
          };
    }
    int head = network.layers().size();
    return activation(network.head().activation(), head, product(head, value));
  }

  /** {@code z = x W + b}. */
  private Value product(int layer, Value x) {
    Segment weights = layout.get(layer, Segment.Role.WEIGHT);
    float[] scaled = Arrays.copyOfRange(parameters, weights.offset(), weights.end());
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= keep;
    }
    keep = 1;
    Segment bias = layout.get(layer, Segment.Role.BIAS);
    Value sums = graph.node("MatMul", x, graph.floats(scaled, weights.rows(), weights.columns()));
    return graph.node("Add", sums, part(bias));
  }

  private Value part(Segment segment) {
    float[] numbers = Arrays.copyOfRange(parameters, segment.offset(), segment.end());
    return graph.floats(numbers, numbers.length);
  }

  /** Dropout directly before an activation has no weights to scale. */
  private Value kept(Value value) {
    if (keep == 1) {
      return value;
    }
    Value scaled = graph.node("Mul", value, graph.single(keep));
    keep = 1;
    return scaled;
  }

  private Value largest(Layer.Maxout maxout, Value sums) {
    Value groups = graph.node("Reshape", sums, graph.wholes(-1, maxout.units(), maxout.pieces()));
    return graph.node(
        "ReduceMax",
        List.of(groups),
        Graph.wholes("axes", List.of(2L)),
        Graph.whole("keepdims", 0));
  }

  private Value activation(Activation function, int layer, Value z) {
    return switch (function) {
      case Activation.Linear _ -> z;
      case Activation.Relu _ -> graph.node("Relu", z);
      case Activation.LeakyRelu(float slope) ->
          graph.node("LeakyRelu", List.of(z), Graph.single("alpha", slope));
      case Activation.PRelu _ -> graph.node("PRelu", z, part(layout.slopes(layer)));
      case Activation.Elu(float alpha) ->
          graph.node("Elu", List.of(z), Graph.single("alpha", alpha));
      case Activation.Selu _ -> graph.node("Selu", z);
      case Activation.Sigmoid _ -> graph.node("Sigmoid", z);
      case Activation.Tanh _ -> graph.node("Tanh", z);
      case Activation.Softplus _ -> graph.node("Softplus", z);
      case Activation.Gelu _ -> gelu(z);
      case Activation.Softmax _ -> graph.node("Softmax", List.of(z), Graph.whole("axis", 1));
    };
  }

  /** {@code a = z/2 (1 + tanh(sqrt(2/pi) (z + 0.044715 z^3)))}. */
  private Value gelu(Value z) {
    Value cube = graph.node("Mul", graph.node("Mul", z, z), z);
    Value bent = graph.node("Add", z, graph.node("Mul", cube, graph.single(0.044715f)));
    float root = (float) StrictMath.sqrt(2 / StrictMath.PI);
    Value wave = graph.node("Tanh", graph.node("Mul", bent, graph.single(root)));
    Value half = graph.node("Mul", z, graph.single(0.5f));
    return graph.node("Mul", half, graph.node("Add", wave, graph.single(1)));
  }
}
