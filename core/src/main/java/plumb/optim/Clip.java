package plumb.optim;

/** A bound on the gradient before it reaches the update rule. */
public sealed interface Clip {
  /** Every component between {@code -limit} and {@code limit}. */
  record ByValue(double limit) implements Clip {}

  /** The whole gradient scaled down to a length of at most {@code limit}. */
  record ByNorm(double limit) implements Clip {}

  /** No bound. */
  record None() implements Clip {}

  /** No bound. */
  Clip NONE = new None();
}
