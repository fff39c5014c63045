package plumb.probe;

/**
 * The derivative of the mean loss by one parameter, found in two ways, both in double precision.
 *
 * @param parameter index in the flat array
 * @param segment name of what the parameter belongs to, for example "layer 1 weights"
 * @param value of the parameter
 * @param step by which it was moved
 * @param lossBefore mean loss of the rows with the value as it is
 * @param lossAfter mean loss with {@code value + step}, what the lecture looks at
 * @param difference central differences for {@code step} and half of it, combined so that their
 *     error falls with the fourth power of the step (Richardson)
 * @param backPropagated what back-propagation says
 * @param smooth whether no row crossed a kink on the way; otherwise the two need not agree
 */
public record Probed(
    int parameter,
    String segment,
    double value,
    double step,
    double lossBefore,
    double lossAfter,
    double difference,
    double backPropagated,
    boolean smooth) {
  /** How far the two differ, by the larger of them; 0 if both are 0. */
  public double relativeError() {
    double scale = Math.max(Math.abs(difference), Math.abs(backPropagated));
    return scale == 0 ? 0 : Math.abs(difference - backPropagated) / scale;
  }
}
