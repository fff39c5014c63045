package plumb.recipe;

import java.util.Locale;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;

/**
 * The one number a result is judged by, higher is better.
 *
 * @param value of the number
 * @param standardError of it
 */
public record Score(double value, double standardError) {
  /** Behind every "±": two standard errors, an interval of about 95 %. */
  private static final double MARGIN = 2;

  /** How one score stands against another, with what is known of both. */
  public enum Standing {
    /** Better beyond the margin of the difference. */
    BETTER,
    /** Worse beyond the margin of the difference. */
    WORSE,
    /** The difference is within its margin. */
    NOT_TOLD_APART
  }

  /** The score that every result of the kind has: accuracy, or R2. */
  public static Score of(Metrics metrics) {
    return of(metrics, PrimaryScore.usual(metrics));
  }

  /** A score of a result; not a number where the result does not have it. */
  public static Score of(Metrics metrics, PrimaryScore by) {
    return new Score(by.value(metrics), by.standardError(metrics));
  }

  /** The number behind "±". */
  public double margin() {
    return MARGIN * standardError;
  }

  /** The margin of the difference to a score on other rows, or of another model on the same. */
  public double margin(Score other) {
    return MARGIN * Math.hypot(standardError, other.standardError);
  }

  /** Who is better; a score that is not a finite number is worse than any that is. */
  public Standing against(Score other) {
    boolean finite = Double.isFinite(value);
    if (finite != Double.isFinite(other.value)) {
      return finite ? Standing.BETTER : Standing.WORSE;
    }
    double gap = value - other.value;
    return !(Math.abs(gap) > margin(other))
        ? Standing.NOT_TOLD_APART
        : gap > 0 ? Standing.BETTER : Standing.WORSE;
  }

  /** The same as {@link #words(Metrics, PrimaryScore)} by accuracy, or R2. */
  public static String words(Metrics metrics) {
    return words(metrics, PrimaryScore.usual(metrics));
  }

  /**
   * For people: "97.2 % right (± 0.8)", "81.3 % of each class right on average (± 2.1)" or "R2
   * 0.810 (± 0.020)".
   */
  public static String words(Metrics metrics, PrimaryScore by) {
    Score score = of(metrics, by);
    return switch (by) {
      case ACCURACY ->
          String.format(
              Locale.ROOT, "%.1f %% right (± %.1f)", 100 * score.value, 100 * score.margin());
      case BALANCED_ACCURACY ->
          String.format(
              Locale.ROOT,
              "%.1f %% of each class right on average (± %.1f)",
              100 * score.value,
              100 * score.margin());
      case R2 ->
          metrics instanceof Metrics.Regression r
                  && Double.isNaN(r.r2())
                  && Double.isFinite(r.rmse())
              ? String.format(
                  Locale.ROOT, "RMSE %.4g (R2 undefined, all targets are alike)", r.rmse())
              : String.format(Locale.ROOT, "%s (± %.3f)", value(by, score.value), score.margin());
    };
  }

  /** The same as {@link #value(PrimaryScore, double)} by accuracy, or R2. */
  public static String value(Metrics kind, double score) {
    return value(PrimaryScore.usual(kind), score);
  }

  /** A score in its unit: "96.9 %", "96.9 % of each class" or "R2 0.450". */
  public static String value(PrimaryScore by, double score) {
    return switch (by) {
      case ACCURACY -> String.format(Locale.ROOT, "%.1f %%", 100 * score);
      case BALANCED_ACCURACY -> String.format(Locale.ROOT, "%.1f %% of each class", 100 * score);
      case R2 -> "R2 " + plain(score);
    };
  }

  /** The same as {@link #difference(PrimaryScore, double)} by accuracy, or R2. */
  public static String difference(Metrics kind, double difference) {
    return difference(PrimaryScore.usual(kind), difference);
  }

  /** A difference of scores in its unit: "3.1 points" of a percentage, or "0.193". */
  public static String difference(PrimaryScore by, double difference) {
    return switch (by) {
      case ACCURACY, BALANCED_ACCURACY ->
          String.format(Locale.ROOT, "%.1f points", 100 * difference);
      case R2 -> plain(difference);
    };
  }

  /** Three decimals, and no minus before what they call zero. */
  private static String plain(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.equals("-0.000") ? "0.000" : text;
  }
}
