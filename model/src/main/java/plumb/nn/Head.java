package plumb.nn;

/**
 * The output layer: a dense layer and its activation.
 *
 * @param units numbers given out
 * @param activation what is done with the weighted sums
 * @param init how the weights start
 * @param bias where the biases start
 */
public record Head(int units, Activation activation, Init init, float bias) {
  /** With the usual start. */
  public Head(int units, Activation activation) {
    this(units, activation, Init.AUTO, 0);
  }
}
