package plumb.optim;

/**
 * Weight decay beside the gradient: {@code w <- (1 - rate * decay) w} before the update rule's step
 * (Loshchilov and Hutter 2019). For plain gradient descent this is the L2 {@link Penalty}; under a
 * rule that rescales gradients it is not, because the decay is not rescaled with them.
 *
 * @param decay at least 0
 * @param on what decays
 */
public record WeightDecay(double decay, Scope on) {
  /** Of the weights alone. */
  public WeightDecay(double decay) {
    this(decay, Scope.WEIGHTS);
  }
}
