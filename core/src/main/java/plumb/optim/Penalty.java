package plumb.optim;

/**
 * What is added to the cost so that weights stay small: {@code l2 / 2 * sum w^2 + l1 * sum |w|}.
 * Biases and PReLU slopes are left out. Lecture: "Regularization".
 *
 * @param l2 at least 0
 * @param l1 at least 0; by the sign step, with {@code sgn(0) = 0}
 */
public record Penalty(double l2, double l1) {
  /** No penalty. */
  public static final Penalty NONE = new Penalty(0, 0);
}
