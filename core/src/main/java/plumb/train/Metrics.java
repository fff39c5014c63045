package plumb.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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
   * @param byClass how each class fares; empty in what earlier versions wrote
   * @param auc the chance that, of two examples, the one of a class is given a higher output for it
   *     than the one of another: 0.5 for guessing, 1 for a perfect order. Of two classes that of
   *     class 1; of more, the mean over the classes. Empty unless it was asked for
   */
  record Classification(
      double loss, double accuracy, int rows, Optional<ByClass> byClass, OptionalDouble auc)
      implements Metrics {
    /** Nothing known of single classes. */
    public Classification(double loss, double accuracy, int rows) {
      this(loss, accuracy, rows, Optional.empty(), OptionalDouble.empty());
    }

    /** Standard error of the accuracy. */
    public double standardError() {
      return ofShare(accuracy * rows, rows);
    }
  }

  /**
   * How the classes of a set fare, each by itself. A class without examples there does not count.
   *
   * @param balancedAccuracy mean of the recalls, 0 to 1
   * @param standardError of it, see {@link #of}
   * @param recalls by class, the share of its examples that are right, NaN for a class without any;
   *     empty where only their mean was kept
   */
  record ByClass(double balancedAccuracy, double standardError, List<Double> recalls) {
    public ByClass {
      recalls = List.copyOf(recalls);
    }

    /**
     * Of counts. The classes are samples independent of each other, so the variances of their
     * recalls add up: {@code se = sqrt(sum_k se(recall_k)^2) / K}.
     *
     * @param rows examples by class
     * @param right how many of them are right
     */
    public static ByClass of(int[] rows, int[] right) {
      List<Double> recalls = new ArrayList<>(rows.length);
      double sum = 0;
      double variances = 0;
      int present = 0;
      for (int k = 0; k < rows.length; k++) {
        double recall = rows[k] == 0 ? Double.NaN : (double) right[k] / rows[k];
        recalls.add(recall);
        if (rows[k] > 0) {
          double error = ofShare(right[k], rows[k]);
          present++;
          sum += recall;
          variances += error * error;
        }
      }
      return new ByClass(sum / present, Math.sqrt(variances) / present, recalls);
    }
  }

  /**
   * Standard error of a share, as if two more examples had been right and two wrong (Agresti and
   * Coull 1998): the binomial formula alone says 0 where every answer is right, as if 113 right
   * answers proved that the next cannot be wrong.
   */
  private static double ofShare(double right, int rows) {
    double share = (right + 2) / (rows + 4);
    return Math.sqrt(share * (1 - share) / (rows + 4));
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
