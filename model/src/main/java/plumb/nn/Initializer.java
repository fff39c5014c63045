package plumb.nn;

import java.util.Arrays;
import plumb.math.RandomStream;

/** Draws a network's first parameters. */
public final class Initializer {
  /** Label of the biases' stream below the layer's. */
  private static final long BIASES = 1;

  private Initializer() {}

  /** The parameters of an untrained network, in the layout of {@link ParameterLayout}. */
  public static float[] draw(NetworkSpec spec, RandomStream random) {
    ParameterLayout layout = ParameterLayout.of(spec);
    float[] parameters = new float[layout.size()];
    for (int i = 0; i < spec.layers().size(); i++) {
      switch (spec.layers().get(i)) {
        case Layer.Dense dense ->
            sums(layout, i, init(spec, i), dense.bias(), random.child(i), parameters);
        case Layer.Maxout maxout ->
            sums(layout, i, init(spec, i), maxout.bias(), random.child(i), parameters);
        case Layer.Activate(Activation.PRelu prelu) ->
            fill(layout.slopes(i), prelu.slope(), parameters);
        case Layer.Activate _, Layer.Dropout _ -> {}
      }
    }
    int head = spec.layers().size();
    sums(layout, head, init(spec, head), spec.head().bias(), random.child(head), parameters);
    if (spec.head().activation() instanceof Activation.PRelu prelu) {
      fill(layout.slopes(head), prelu.slope(), parameters);
    }
    return parameters;
  }

  /** The initialization of a layer, {@link Init.Auto} replaced by what it stands for. */
  public static Init init(NetworkSpec spec, int layer) {
    if (layer == spec.layers().size()) {
      return chosen(spec.head().init(), spec.head().activation());
    }
    return switch (spec.layers().get(layer)) {
      case Layer.Dense dense -> chosen(dense.init(), activationBehind(spec, layer));
      case Layer.Maxout maxout -> chosen(maxout.init(), Activation.RELU);
      case Layer.Activate _, Layer.Dropout _ ->
          throw new IllegalArgumentException("layer " + (layer + 1) + " has no weights");
    };
  }

  private static Activation activationBehind(NetworkSpec spec, int layer) {
    for (int i = layer + 1; i < spec.layers().size(); i++) {
      switch (spec.layers().get(i)) {
        case Layer.Activate(Activation function) -> {
          return function;
        }
        case Layer.Dropout _ -> {}
        case Layer.Dense _, Layer.Maxout _ -> {
          return Activation.LINEAR;
        }
      }
    }
    return Activation.LINEAR;
  }

  private static Init chosen(Init init, Activation behind) {
    if (!(init instanceof Init.Auto)) {
      return init;
    }
    return switch (behind) {
      case Activation.Relu _,
          Activation.LeakyRelu _,
          Activation.PRelu _,
          Activation.Elu _,
          Activation.Softplus _,
          Activation.Gelu _ ->
          new Init.He();
      case Activation.Selu _ -> new Init.LeCun();
      case Activation.Linear _, Activation.Sigmoid _, Activation.Tanh _, Activation.Softmax _ ->
          new Init.Glorot();
    };
  }

  private static void sums(
      ParameterLayout layout, int layer, Init init, float bias, RandomStream random, float[] to) {
    Segment weights = layout.get(layer, Segment.Role.WEIGHT);
    Segment biases = layout.get(layer, Segment.Role.BIAS);
    weights(weights, init, random, to);
    if (init instanceof Init.FanIn(boolean drawn) && drawn) {
      uniform(biases, Math.sqrt(1.0 / weights.rows()), random.child(BIASES), to);
    } else {
      fill(biases, bias, to);
    }
  }

  private static void weights(Segment segment, Init init, RandomStream random, float[] to) {
    int inputs = segment.rows();
    int outputs = segment.columns();
    switch (init) {
      case Init.Auto _ -> throw new IllegalStateException("chosen before");
      case Init.He _ -> normal(segment, Math.sqrt(2.0 / inputs), random, to);
      case Init.LeCun _ -> normal(segment, Math.sqrt(1.0 / inputs), random, to);
      case Init.Glorot _ -> uniform(segment, Math.sqrt(6.0 / (inputs + outputs)), random, to);
      case Init.FanIn _ -> uniform(segment, Math.sqrt(1.0 / inputs), random, to);
      case Init.Normal(float deviation) -> normal(segment, deviation, random, to);
      case Init.Uniform(float limit) -> uniform(segment, limit, random, to);
      case Init.Zeros _ -> fill(segment, 0, to);
      case Init.Constant(float value) -> fill(segment, value, to);
    }
  }

  private static void normal(Segment segment, double deviation, RandomStream random, float[] to) {
    for (int i = 0; i < segment.size(); i++) {
      to[segment.offset() + i] = (float) (deviation * random.normal(i));
    }
  }

  private static void uniform(Segment segment, double limit, RandomStream random, float[] to) {
    for (int i = 0; i < segment.size(); i++) {
      to[segment.offset() + i] = (float) (limit * (2 * random.uniform(i) - 1));
    }
  }

  private static void fill(Segment segment, float value, float[] to) {
    Arrays.fill(to, segment.offset(), segment.end(), value);
  }
}
