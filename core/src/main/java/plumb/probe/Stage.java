package plumb.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Segment;

/** One operation of a piecewise linear network, in double precision. */
sealed interface Stage {
  /**
   * {@code z = x W + b}.
   *
   * @param weights row-major, {@code (inputs, sums)}
   */
  record Affine(double[] weights, double[] biases) implements Stage {
    int inputs() {
      return weights.length / biases.length;
    }

    /** Applied to a vector; {@code share} of the biases is added: 0 for directions. */
    double[] apply(double[] x, double share) {
      int width = biases.length;
      double[] z = new double[width];
      for (int j = 0; j < width; j++) {
        z[j] = share * biases[j];
      }
      for (int i = 0; i < x.length; i++) {
        int at = i * width;
        double xi = x[i];
        if (xi != 0) {
          for (int j = 0; j < width; j++) {
            z[j] += xi * weights[at + j];
          }
        }
      }
      return z;
    }
  }

  /**
   * {@code z} on the right of 0, {@code slope z} on the left, one slope a unit.
   *
   * @param layer index in the network's layers
   */
  record Bend(int layer, double[] slopes) implements Stage {}

  /**
   * The largest of each unit's pieces; the first of equals.
   *
   * @param layer index in the network's layers
   */
  record Largest(int layer, int pieces) implements Stage {}

  /** {@code factor z}. */
  record Scale(double factor) implements Stage {}

  /** Which layer keeps a network from being piecewise linear, in words; empty if none does. */
  static Optional<String> obstacle(NetworkSpec network) {
    for (int i = 0; i < network.layers().size(); i++) {
      if (network.layers().get(i) instanceof Layer.Activate(Activation function)
          && !bends(function)) {
        return Optional.of(
            "layer %d is %s, which is not piecewise linear"
                .formatted(
                    i + 1, function.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT)));
      }
    }
    return Optional.empty();
  }

  private static boolean bends(Activation function) {
    return switch (function) {
      case Activation.Linear _, Activation.Relu _, Activation.LeakyRelu _, Activation.PRelu _ ->
          true;
      case Activation.Elu _,
          Activation.Selu _,
          Activation.Sigmoid _,
          Activation.Tanh _,
          Activation.Softplus _,
          Activation.Gelu _,
          Activation.Softmax _ ->
          false;
    };
  }

  /**
   * The stages of a network; a head that is not piecewise linear ends with its weighted sums.
   *
   * @throws IllegalArgumentException if there is an {@link #obstacle}
   */
  static List<Stage> of(NetworkSpec network, double[] parameters) {
    obstacle(network)
        .ifPresent(why -> {
          throw new IllegalArgumentException(why);
        });
    Builder builder = new Builder(ParameterLayout.of(network), parameters);
    int width = network.inputs();
    for (int i = 0; i < network.layers().size(); i++) {
      switch (network.layers().get(i)) {
        case Layer.Dense dense -> {
          builder.affine(i);
          width = dense.units();
        }
        case Layer.Maxout maxout -> {
          builder.affine(i);
          builder.stages.add(new Largest(i, maxout.pieces()));
          width = maxout.units();
        }
        case Layer.Activate(Activation function) -> builder.bend(function, i, width);
        case Layer.Dropout dropout -> {
          if (dropout.scaling() == Layer.DropoutScaling.TEST) {
            builder.stages.add(new Scale(1.0 - dropout.dropProbability()));
          }
        }
      }
    }
    int head = network.layers().size();
    builder.affine(head);
    if (bends(network.head().activation())) {
      builder.bend(network.head().activation(), head, network.outputs());
    }
    return List.copyOf(builder.stages);
  }

  /** Collects stages. */
  final class Builder {
    private final ParameterLayout layout;
    private final double[] parameters;
    private final List<Stage> stages = new ArrayList<>();

    private Builder(ParameterLayout layout, double[] parameters) {
      this.layout = layout;
      this.parameters = parameters;
    }

    private double[] part(Segment segment) {
      return java.util.Arrays.copyOfRange(parameters, segment.offset(), segment.end());
    }

    private void affine(int layer) {
      stages.add(
          new Affine(
              part(layout.find(layer, Segment.Role.WEIGHT).orElseThrow()),
              part(layout.find(layer, Segment.Role.BIAS).orElseThrow())));
    }

    private void bend(Activation function, int layer, int width) {
      double[] slopes = new double[width];
      switch (function) {
        case Activation.LeakyRelu(float slope) -> java.util.Arrays.fill(slopes, slope);
        case Activation.PRelu(Activation.Sharing sharing, float _) -> {
          double[] learned = part(layout.slopes(layer));
          for (int j = 0; j < width; j++) {
            slopes[j] = learned[sharing == Activation.Sharing.UNIT ? j : 0];
          }
        }
        case Activation.Relu _ -> {}
        default -> {
          return;
        }
      }
      stages.add(new Bend(layer, slopes));
    }
  }
}
