package plumb.conformance;

import java.util.List;
import plumb.math.Kernels;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Expected;
import plumb.nn.Head;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.Pass;

/** Small networks, computed by the engine that trains. */
final class Net {
  private Net() {}

  /** A network of numbers with one linear output. */
  static NetworkSpec of(int inputs, Layer... layers) {
    return new NetworkSpec(
        inputs, List.of(layers), new Head(1, Activation.LINEAR), Loss.MEAN_ABSOLUTE_ERROR);
  }

  /** What a network gives out after training, row by row. */
  static float[] answers(NetworkSpec network, float[] parameters, float... inputs) {
    try (Team team = Team.of(1)) {
      int rows = inputs.length / network.inputs();
      Pass pass = new Pass(network, Kernels.select(), team, rows, false);
      System.arraycopy(inputs, 0, pass.inputs(), 0, inputs.length);
      pass.forward(parameters, rows);
      return java.util.Arrays.copyOf(pass.outputs(), rows * network.outputs());
    }
  }

  /** What a network gives out in training, its masks drawn from a stream. */
  static float[] training(
      NetworkSpec network, float[] parameters, RandomStream masks, float... inputs) {
    try (Team team = Team.of(1)) {
      int rows = inputs.length / network.inputs();
      Pass pass = new Pass(network, Kernels.select(), team, rows, false);
      System.arraycopy(inputs, 0, pass.inputs(), 0, inputs.length);
      pass.forwardTraining(parameters, rows, masks);
      return java.util.Arrays.copyOf(pass.outputs(), rows * network.outputs());
    }
  }

  /** The derivative of the sum of the answers to some rows by every parameter. */
  static float[] gradient(NetworkSpec network, float[] parameters, float... inputs) {
    int rows = inputs.length / network.inputs();
    float[] below = answers(network, parameters, inputs);
    for (int i = 0; i < below.length; i++) {
      below[i] -= 1;
    }
    // |o - y| with y below o has the derivative 1 by o; the loss is their mean over the rows.
    float[] gradient = new float[parameters.length];
    try (Team team = Team.of(1)) {
      Pass pass = new Pass(network, Kernels.select(), team, rows, true);
      System.arraycopy(inputs, 0, pass.inputs(), 0, inputs.length);
      pass.forward(parameters, rows);
      pass.backward(new Expected.Values(below), gradient);
    }
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= rows;
    }
    return gradient;
  }

  /** One unit with the weight 0 and the bias z, and a head that passes its value on. */
  private static final int BIAS = 1;

  /** What an activation makes of a sum. */
  static float value(Activation function, float z) {
    return answers(of(1, new Layer.Dense(1), new Layer.Activate(function)), one(z), 1)[0];
  }

  /** Its slope there. */
  static float slope(Activation function, float z) {
    return gradient(of(1, new Layer.Dense(1), new Layer.Activate(function)), one(z), 1)[BIAS];
  }

  private static float[] one(float z) {
    return new float[] {0, z, 1, 0};
  }
}
