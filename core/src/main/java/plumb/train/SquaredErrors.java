package plumb.train;

/** Collects the errors of numbers that were predicted, for the metrics of a regression. */
public final class SquaredErrors {
  private final double center;
  private int rows;
  private double squares;
  private double fourths;
  private double sizes;
  private double variance;

  /** For targets with these values. */
  public SquaredErrors(float[] targets) {
    double sum = 0;
    for (float target : targets) {
      sum += target;
    }
    center = sum / targets.length;
  }

  /** Takes in an answer. */
  public void add(double answer, double target) {
    double error = answer - target;
    rows++;
    squares += error * error;
    fourths += error * error * error * error;
    sizes += Math.abs(error);
    variance += (target - center) * (target - center);
  }

  /** The mean of the squared errors. */
  public double mean() {
    return squares / rows;
  }

  /**
   * The metrics. Where all targets are alike there is no variance to explain, and r2 is not a
   * number.
   *
   * @param loss mean loss of the rows
   * @param scale one unit of the network in units of the target column
   */
  public Metrics.Regression metrics(double loss, double scale) {
    double spread = Math.sqrt(Math.max(0, fourths / rows - mean() * mean()) / rows);
    boolean alike = variance == 0;
    return new Metrics.Regression(
        loss,
        Math.sqrt(mean()) * scale,
        sizes / rows * scale,
        alike ? Double.NaN : 1 - squares / variance,
        alike ? Double.NaN : spread * rows / variance,
        rows);
  }
}
