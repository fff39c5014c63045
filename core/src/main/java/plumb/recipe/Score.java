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
  /** The score in a result. */
  public static Score of(Metrics metrics) {
    return switch (metrics) {
      case Metrics.Classification c -> new Score(c.accuracy(), c.standardError());
      case Metrics.Regression r -> new Score(r.r2(), r.r2StandardError());
    };
  }

  /** For people: "97.2 % right" or "R2 0.81". */
  public static String words(Metrics metrics) {
    return switch (metrics) {
      case Metrics.Classification c ->
          String.format(
              Locale.ROOT, "%.1f %% right (± %.1f)", 100 * c.accuracy(), 200 * c.standardError());
      case Metrics.Regression r when Double.isNaN(r.r2()) && Double.isFinite(r.rmse()) ->
          String.format(Locale.ROOT, "RMSE %.4g (R2 undefined, all targets are alike)", r.rmse());
      case Metrics.Regression r ->
          String.format(Locale.ROOT, "R2 %.3f (± %.3f)", r.r2(), 2 * r.r2StandardError());
    };
  }
}
