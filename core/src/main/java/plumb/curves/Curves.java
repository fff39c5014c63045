package plumb.curves;

import java.util.List;

/**
 * The course of a training as somebody wrote it down. A number is NaN where nothing was written.
 *
 * @param source what it was read from, for people: "Keras CSVLogger"
 * @param points one an epoch, in order; at least one
 */
public record Curves(String source, List<Point> points) {
  public Curves {
    points = List.copyOf(points);
  }

  /**
   * One epoch.
   *
   * @param epoch number, as written
   * @param trainLoss on the training set
   * @param validationLoss on validation rows
   * @param trainScore accuracy, or R2, on the training set; higher is better
   * @param validationScore the same on validation rows
   * @param rate learning rate
   */
  public record Point(
      double epoch,
      double trainLoss,
      double validationLoss,
      double trainScore,
      double validationScore,
      double rate) {}

  /** Whether any epoch has a number of a kind. */
  public boolean has(java.util.function.ToDoubleFunction<Point> number) {
    return points.stream().anyMatch(p -> !Double.isNaN(number.applyAsDouble(p)));
  }
}
