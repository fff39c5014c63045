package plumb.nn;

/**
 * A named part of a network's flat parameter array.
 *
 * @param name for people, for example "layer 2 weights"
 * @param layer index in {@link NetworkSpec#layers()}; the head has the index after the last
 * @param role what the numbers are
 * @param offset where it starts
 * @param rows for weights: inputs of the layer; otherwise 1
 * @param columns for weights: weighted sums of the layer; otherwise how many numbers
 */
public record Segment(String name, int layer, Role role, int offset, int rows, int columns) {
  /** What the numbers of a segment are. */
  public enum Role {
    /** {@code (inputs, sums)}, row-major. */
    WEIGHT,
    /** One a sum. */
    BIAS,
    /** Slopes of a PReLU. */
    SLOPE
  }

  /** How many numbers. */
  public int size() {
    return rows * columns;
  }

  /** The index after the last. */
  public int end() {
    return offset + size();
  }
}
