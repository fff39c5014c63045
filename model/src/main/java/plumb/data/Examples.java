package plumb.data;

/**
 * Encoded rows with their targets, ready for a network.
 *
 * @param inputs what the network sees
 * @param targets what it should answer, as many rows
 */
public record Examples(Inputs inputs, Targets targets) {
  public Examples {
    if (inputs.rows() != targets.rows()) {
      throw new IllegalArgumentException(
          "%d rows of inputs but %d targets".formatted(inputs.rows(), targets.rows()));
    }
  }

  /** Number of examples. */
  public int rows() {
    return inputs.rows();
  }
}
