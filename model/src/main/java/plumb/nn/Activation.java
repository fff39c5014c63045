package plumb.nn;

/**
 * What a unit makes of its weighted sum {@code z}. Lecture: "new activation function".
 *
 * <p>At the kink of a piecewise linear activation ({@code z = 0}) the value and the slope are those
 * of the side {@code z < 0}; for ReLU both are 0.
 */
public sealed interface Activation {
  /** {@code a = z}. */
  record Linear() implements Activation {}

  /** {@code a = max(0, z)}. */
  record Relu() implements Activation {}

  /**
   * {@code a = z} for {@code z > 0}, {@code slope * z} otherwise.
   *
   * @param slope usually 0.01
   */
  record LeakyRelu(float slope) implements Activation {}

  /**
   * As {@link LeakyRelu}, with the slope learned by gradient descent.
   *
   * @param sharing which units learn one slope together
   * @param slope where the slope starts, usually 0.25
   */
  record PRelu(Sharing sharing, float slope) implements Activation {}

  /**
   * {@code a = z} for {@code z > 0}, {@code alpha * (exp(z) - 1)} otherwise.
   *
   * @param alpha minus the value far on the left, at least 0, usually 1
   */
  record Elu(float alpha) implements Activation {
    public Elu {
      if (!(alpha >= 0)) {
        throw new IllegalArgumentException("alpha must be at least 0, not " + alpha);
      }
    }
  }

  /** The scaled ELU of Klambauer et al. 2017, with their two constants. */
  record Selu() implements Activation {}

  /** {@code a = 1 / (1 + exp(-z))}. */
  record Sigmoid() implements Activation {}

  /** {@code a = tanh(z)}. */
  record Tanh() implements Activation {}

  /** {@code a = ln(1 + exp(z))}. */
  record Softplus() implements Activation {}

  /** {@code a = z * Phi(z)} with the normal distribution function, in its tanh approximation. */
  record Gelu() implements Activation {}

  /** {@code a_i = exp(z_i) / sum_j exp(z_j)} over the units of the layer. */
  record Softmax() implements Activation {}

  /** Which units learn one PReLU slope together. */
  enum Sharing {
    /** One slope for all PReLU layers of the network. */
    NETWORK,
    /** One slope a layer. */
    LAYER,
    /** One slope a unit. */
    UNIT
  }

  /** The usual ReLU. */
  Activation RELU = new Relu();

  /** The usual sigmoid. */
  Activation SIGMOID = new Sigmoid();

  /** The usual tanh. */
  Activation TANH = new Tanh();

  /** No activation. */
  Activation LINEAR = new Linear();

  /** Probabilities over classes. */
  Activation SOFTMAX = new Softmax();
}
