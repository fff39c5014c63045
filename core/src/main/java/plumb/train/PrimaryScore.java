package plumb.train;

import java.util.Locale;
import java.util.Optional;
import plumb.data.BadInput;
import plumb.data.Targets;

/**
 * The one number by which results are compared, higher is better: it chooses the best epoch, and
 * the recipe judges by it.
 */
public enum PrimaryScore {
  /** Share of the examples whose class is right. */
  ACCURACY,

  /**
   * Mean over the classes of the share of their examples that are right, so that a rare class
   * counts as much as a frequent one.
   */
  BALANCED_ACCURACY,

  /**
   * Share of the variance of a number that is explained. Between epochs the loss decides, which is
   * what training makes small.
   */
  R2;

  /**
   * A class is rare when it has less than this part of the rows it would have if all classes were
   * equally frequent. With two classes that is 15 % of the rows: from there on an accuracy of 85 %
   * can be had without recognizing one row of the rare class.
   */
  private static final double RARE = 0.3;

  /** Means of the same shares added in another order differ by less than this. */
  private static final double ROUNDING = 1e-12;

  /**
   * The score to go by.
   *
   * @param asked what the user wants; empty for accuracy, or balanced accuracy where the rarest of
   *     {@code K} classes has fewer than {@code 0.3 / K} of the rows, or R2 for numbers. Classes
   *     without a row do not count
   * @param train targets of the training rows
   * @throws BadInput if what is wanted is for the other kind of target
   */
  public static PrimaryScore of(Optional<PrimaryScore> asked, Targets train) {
    return switch (train) {
      case Targets.Classes(int[] labels, int classes) -> {
        if (asked.equals(Optional.of(R2))) {
          throw BadInput.about(
              "score",
              "The score r2 is for numbers, but the target is a class; use accuracy, balanced-accuracy or auto");
        }
        yield asked.orElseGet(() -> hasRareClass(labels, classes) ? BALANCED_ACCURACY : ACCURACY);
      }
      case Targets.Values _ -> {
        if (asked.isPresent() && asked.get() != R2) {
          throw BadInput.about(
              "score",
              "The score %s is for classes, but the target is a number; use r2 or auto, or set `task: classification`"
                  .formatted(asked.get().word()));
        }
        yield R2;
      }
    };
  }

  /** The score that every result of a kind has: accuracy, or R2. */
  public static PrimaryScore usual(Metrics kind) {
    return switch (kind) {
      case Metrics.Classification _ -> ACCURACY;
      case Metrics.Regression _ -> R2;
    };
  }

  private static boolean hasRareClass(int[] labels, int classes) {
    int[] rows = new int[classes];
    for (int label : labels) {
      rows[label]++;
    }
    int present = 0;
    int rarest = labels.length;
    for (int count : rows) {
      if (count > 0) {
        present++;
        rarest = Math.min(rarest, count);
      }
    }
    return rarest < RARE * labels.length / present;
  }

  /**
   * The score in a result; NaN where it was not measured, as in what earlier versions wrote.
   *
   * @throws IllegalArgumentException if results of this kind have no such score
   */
  public double value(Metrics result) {
    return switch (result) {
      case Metrics.Classification c when this == ACCURACY -> c.accuracy();
      case Metrics.Classification c when this == BALANCED_ACCURACY ->
          c.byClass().map(Metrics.ByClass::balancedAccuracy).orElse(Double.NaN);
      case Metrics.Regression r when this == R2 -> r.r2();
      case Metrics other -> throw mismatch(other);
    };
  }

  /** Standard error of {@link #value}. */
  public double standardError(Metrics result) {
    return switch (result) {
      case Metrics.Classification c when this == ACCURACY -> c.standardError();
      case Metrics.Classification c when this == BALANCED_ACCURACY ->
          c.byClass().map(Metrics.ByClass::standardError).orElse(Double.NaN);
      case Metrics.Regression r when this == R2 -> r.r2StandardError();
      case Metrics other -> throw mismatch(other);
    };
  }

  /** Whether both are of classes or both of numbers, so that results can be compared. */
  public boolean comparable(PrimaryScore other) {
    return (this == R2) == (other == R2);
  }

  /** Whether two results are equally good by this score. */
  boolean ties(Metrics one, Metrics other) {
    double difference = value(one) - value(other);
    return this == ACCURACY ? difference == 0 : Math.abs(difference) <= ROUNDING;
  }

  /** As a card writes it: {@code accuracy}, {@code balanced-accuracy}, {@code r2}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private IllegalArgumentException mismatch(Metrics result) {
    return new IllegalArgumentException("%s of %s".formatted(this, result));
  }
}
