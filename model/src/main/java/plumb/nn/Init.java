package plumb.nn;

/**
 * How the weights of a layer are drawn before training. Biases are set, and drawn only where {@link
 * FanIn} says so.
 */
public sealed interface Init {
  /**
   * The one that suits the activation behind the layer: {@link He} for the ReLU family and Maxout,
   * {@link LeCun} for SELU, {@link Glorot} for everything else.
   */
  record Auto() implements Init {}

  /** Normal with variance {@code 2 / inputs} (He et al. 2015). */
  record He() implements Init {}

  /** Uniform with variance {@code 2 / (inputs + outputs)} (Glorot and Bengio 2010). */
  record Glorot() implements Init {}

  /** Normal with variance {@code 1 / inputs} (LeCun et al. 1998). */
  record LeCun() implements Init {}

  /**
   * Uniform between {@code -1 / sqrt(inputs)} and {@code 1 / sqrt(inputs)}, as PyTorch starts its
   * linear layers.
   *
   * @param biases whether biases are drawn alike, instead of starting where the layer says
   */
  record FanIn(boolean biases) implements Init {}

  /** Every weight 0: units of a layer then stay alike for ever, unless there is one. */
  record Zeros() implements Init {}

  /** Every weight the same. */
  record Constant(float value) implements Init {}

  /** Normal with mean 0. */
  record Normal(float standardDeviation) implements Init {}

  /** Uniform between {@code -limit} and {@code limit}. */
  record Uniform(float limit) implements Init {}

  /** The default. */
  Init AUTO = new Auto();
}
