package plumb.optim;

/**
 * A part of the parameter array.
 *
 * @param from first index
 * @param to index after the last
 * @param penalized whether penalties and weight decay act on it: weights yes, biases and slopes no
 */
public record Range(int from, int to, boolean penalized) {}
