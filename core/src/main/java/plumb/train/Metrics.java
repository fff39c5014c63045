package plumb.train;

/**
 * How well fixed weights do on a set of examples: dropout off, penalty apart, measured the same way
 * on every set.
 */
public sealed interface Metrics {
  /** Mean data loss, without any penalty. */
  double loss();

  /** How many examples it was measured on. */
  int rows();

  /**
   * For classes.
   *
   * @param loss mean data loss
   * @param accuracy share of examples whose most probable class is the right one, 0 to 1
   * @param rows examples measured
   */
  record Classification(double loss, double accuracy, int rows) implements Metrics {
    /**
     * Standard error of the accuracy, as if two more examples had been right and two wrong (Agresti
     * and Coull 1998): the binomial formula alone says 0 where every answer is right, as if 113
     * right answers proved that the next cannot be wrong.
     */
    public double standardError() {
      double share = (accuracy * rows + 2) / (rows + 4);
      return Math.sqrt(share * (1 - share) / (rows + 4));
    }
  }

  /**
   * For numbers, in the unit of the target column.
   *
   * @param loss mean data loss, on the scale the network is trained on
   * @param rmse root of the mean squared error
   * @param mae mean absolute error
   * @param r2 share of the variance of the targets that is explained, at most 1
   * @param r2StandardError standard error of r2, from the spread of the squared errors
   * @param rows examples measured
   */
  record Regression(
      double loss, double rmse, double mae, double r2, double r2StandardError, int rows)
      implements Metrics {}
}
