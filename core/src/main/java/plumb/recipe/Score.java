package plumb.recipe;

import java.util.Locale;
import plumb.train.Metrics;

/**
 * The one number a result is judged by, higher is better: accuracy, or r2.
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

  /** The score in a result. */
  public static Score of(Metrics metrics) {
    return switch (metrics) {
      case Metrics.Classification c -> new Score(c.accuracy(), c.standardError());
      case Metrics.Regression r -> new Score(r.r2(), r.r2StandardError());
    };
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

  /** For people: "97.2 % right (± 0.8)" or "R2 0.810 (± 0.020)". */
  public static String words(Metrics metrics) {
    return switch (metrics) {
      case Metrics.Classification c ->
          String.format(
              Locale.ROOT, "%.1f %% right (± %.1f)", 100 * c.accuracy(), 100 * of(c).margin());
      case Metrics.Regression r when Double.isNaN(r.r2()) && Double.isFinite(r.rmse()) ->
          String.format(Locale.ROOT, "RMSE %.4g (R2 undefined, all targets are alike)", r.rmse());
      case Metrics.Regression r ->
          String.format(Locale.ROOT, "%s (± %.3f)", value(r, r.r2()), of(r).margin());
    };
  }

  /**
   * A score in the unit of its kind: "96.9 %" or "R2 0.450".
   *
   * @param kind of which only the kind counts
   */
  public static String value(Metrics kind, double score) {
    return switch (kind) {
      case Metrics.Classification _ -> String.format(Locale.ROOT, "%.1f %%", 100 * score);
      case Metrics.Regression _ -> "R2 " + plain(score);
    };
  }

  /**
   * A difference of scores in the unit of its kind: "3.1 points" of a percentage, or "0.193".
   *
   * @param kind of which only the kind counts
   */
  public static String difference(Metrics kind, double difference) {
    return switch (kind) {
      case Metrics.Classification _ -> String.format(Locale.ROOT, "%.1f points", 100 * difference);
      case Metrics.Regression _ -> plain(difference);
    };
  }

  /** Three decimals, and no minus before what they call zero. */
  private static String plain(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.equals("-0.000") ? "0.000" : text;
  }
}
