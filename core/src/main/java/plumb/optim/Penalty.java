package plumb.optim;

import java.util.OptionalDouble;

/**
 * What keeps weights small: {@code l2 / 2 * sum w^2 + l1 * sum |w|} is added to the cost, and a
 * unit's incoming weights may be held inside a ball. Lecture: "Regularization".
 *
 * <p>The L2 part goes through the gradient, and so through whatever the update rule does to
 * gradients; {@link WeightDecay} goes beside it.
 *
 * @param l2 at least 0
 * @param l1 at least 0
 * @param l1Form how the L1 part is applied
 * @param on what the L2 and the L1 part act on
 * @param maxNorm largest length of the incoming weights of a unit, above 0; of a Maxout unit each
 *     piece counts by itself. Held after every update; biases are not part of the length
 */
public record Penalty(double l2, double l1, L1Form l1Form, Scope on, OptionalDouble maxNorm) {
  /** How an L1 penalty acts. */
  public enum L1Form {
    /**
     * {@code l1 * sgn(w)} is added to the gradient, with {@code sgn(0) = 0}: the lecture's form. A
     * weight near 0 jumps back and forth across it.
     */
    SIGN,
    /**
     * After each update {@code |w|} shrinks by {@code rate * l1} and stops at 0 (the proximal
     * step), so that weights without use become exactly 0. An adaptive rule does not rescale it.
     */
    STOP_AT_ZERO
  }

  /** No penalty. */
  public static final Penalty NONE = new Penalty(0, 0);

  /** Both parts as the lecture has them: L1 by the sign step, biases and slopes left out. */
  public Penalty(double l2, double l1) {
    this(l2, l1, L1Form.SIGN, Scope.WEIGHTS, OptionalDouble.empty());
  }

  /** The same with another L2 part. */
  public Penalty withL2(double l2) {
    return new Penalty(l2, l1, l1Form, on, maxNorm);
  }

  /** The same with another L1 part. */
  public Penalty withL1(double l1) {
    return new Penalty(l2, l1, l1Form, on, maxNorm);
  }

  /** The same with the lengths of incoming weights held at {@code limit}. */
  public Penalty withMaxNorm(double limit) {
    return new Penalty(l2, l1, l1Form, on, OptionalDouble.of(limit));
  }
}
