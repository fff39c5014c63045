package plumb.nn;

/**
 * What training makes small, averaged over the examples of a batch.
 *
 * <p>Losses are taken on what the head gives out. Cross-entropy behind a softmax and binary
 * cross-entropy behind a sigmoid are computed from the weighted sums in one stable formula; with
 * any other head, probabilities are clipped to {@code [1e-7, 1 - 1e-7]}.
 */
public enum Loss {
  /** {@code -ln(output of the right class)}. */
  CROSS_ENTROPY,
  /** {@code -(y ln o + (1 - y) ln(1 - o))}, averaged over the outputs. */
  BINARY_CROSS_ENTROPY,
  /** {@code (o - y)^2}, averaged over the outputs. */
  MEAN_SQUARED_ERROR,
  /** {@code |o - y|}, averaged over the outputs. */
  MEAN_ABSOLUTE_ERROR,
  /** {@code max(0, 1 - y o)} with {@code y} -1 or 1, averaged over the outputs. */
  HINGE
}
