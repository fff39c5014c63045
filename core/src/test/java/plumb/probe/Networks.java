package plumb.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Initializer;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;

/** Small networks of every kind, drawn at random. */
final class Networks {
  private static final Head SOFTMAX = new Head(3, Activation.SOFTMAX);

  private Networks() {}

  /** Every activation, layer and loss once. */
  static Stream<NetworkSpec> all() {
    List<NetworkSpec> networks = new ArrayList<>();
    for (Activation a :
        List.of(
            Activation.LINEAR,
            Activation.RELU,
            new Activation.LeakyRelu(0.01f),
            new Activation.PRelu(Activation.Sharing.UNIT, 0.25f),
            new Activation.PRelu(Activation.Sharing.NETWORK, -0.25f),
            new Activation.Elu(0.5f),
            new Activation.Selu(),
            Activation.SIGMOID,
            Activation.TANH,
            new Activation.Softplus(),
            new Activation.Gelu(),
            Activation.SOFTMAX)) {
      networks.add(
          new NetworkSpec(
              3,
              List.of(
                  new Layer.Dense(5),
                  new Layer.Activate(a),
                  new Layer.Dense(4),
                  new Layer.Activate(a)),
              SOFTMAX,
              Loss.CROSS_ENTROPY));
    }
    networks.add(
        new NetworkSpec(
            3,
            List.of(
                new Layer.Maxout(4, 3),
                new Layer.Dropout(0.3f, Layer.MaskScope.BATCH, Layer.DropoutScaling.TEST),
                new Layer.Maxout(3, 2)),
            SOFTMAX,
            Loss.CROSS_ENTROPY));
    for (Loss loss : Loss.values()) {
      for (Activation head :
          List.of(Activation.LINEAR, Activation.SIGMOID, Activation.TANH, Activation.SOFTMAX)) {
        networks.add(
            new NetworkSpec(
                3,
                List.of(new Layer.Dense(4), new Layer.Activate(Activation.TANH)),
                new Head(3, head),
                loss));
      }
    }
    return networks.stream();
  }

  /** Those that are piecewise linear. */
  static Stream<NetworkSpec> piecewiseLinear() {
    Layer.Activate unit = new Layer.Activate(new Activation.PRelu(Activation.Sharing.UNIT, 0.25f));
    Layer.Activate relu = new Layer.Activate(Activation.RELU);
    Head linear = new Head(2, Activation.LINEAR);
    return Stream.of(
        network(2, SOFTMAX, new Layer.Dense(9), relu, new Layer.Dense(7), relu),
        network(2, linear, new Layer.Dense(9), unit, new Layer.Dense(7), unit),
        network(2, linear, new Layer.Maxout(5, 3), new Layer.Maxout(4, 2)),
        network(
            2,
            new Head(2, new Activation.LeakyRelu(0.1f)),
            new Layer.Dense(8),
            new Layer.Activate(new Activation.LeakyRelu(0.01f)),
            new Layer.Dropout(0.5f, Layer.MaskScope.BATCH, Layer.DropoutScaling.TEST),
            new Layer.Maxout(4, 4),
            relu,
            new Layer.Dense(3)),
        network(2, SOFTMAX));
  }

  private static NetworkSpec network(int inputs, Head head, Layer... layers) {
    return new NetworkSpec(
        inputs,
        List.of(layers),
        head,
        head.activation() instanceof Activation.Softmax
            ? Loss.CROSS_ENTROPY
            : Loss.MEAN_SQUARED_ERROR);
  }

  /** Parameters drawn by a seed, biases too. */
  static float[] parameters(NetworkSpec network, long seed) {
    RandomStream random = RandomStream.of(seed);
    float[] parameters = Initializer.draw(network, random.child(1));
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += (float) (0.2 * random.child(2).normal(i));
    }
    return parameters;
  }

  /** Rows that suit a network. */
  static Examples examples(NetworkSpec network, int rows, long seed) {
    RandomStream random = RandomStream.of(seed);
    float[] inputs = Trained.normal(rows * network.inputs(), seed);
    boolean numbers =
        network.loss() == Loss.MEAN_SQUARED_ERROR || network.loss() == Loss.MEAN_ABSOLUTE_ERROR;
    int[] labels = new int[rows];
    float[] values = new float[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.below(1000 + i, Math.max(2, network.outputs()));
      values[i] = (float) random.normal(2000 + i);
    }
    return new Examples(
        new Inputs.Floats(inputs, rows, network.inputs()),
        numbers
            ? new Targets.Values(values)
            : new Targets.Classes(labels, Math.max(2, network.outputs())));
  }
}
