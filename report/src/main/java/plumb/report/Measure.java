package plumb.report;

import java.util.Optional;
import plumb.recipe.Score;
import plumb.run.Scores;
import plumb.train.Metrics;

/** How metrics of either kind of task are named, written and compared. */
final class Measure {
  private Measure() {}

  /** What is drawn over the updates; small is good. */
  static double error(Metrics metrics) {
    return switch (metrics) {
      case Metrics.Classification c -> 1 - c.accuracy();
      case Metrics.Regression r -> r.rmse();
    };
  }

  static String errorName(Metrics metrics) {
    return switch (metrics) {
      case Metrics.Classification _ -> "error rate";
      case Metrics.Regression _ -> "root mean squared error";
    };
  }

  static String errorText(Metrics metrics) {
    return errorText(metrics, error(metrics));
  }

  /** An error of the same kind as these metrics'. */
  static String errorText(Metrics kind, double error) {
    return switch (kind) {
      case Metrics.Classification _ -> Numbers.percent(error);
      case Metrics.Regression _ -> Numbers.plain(error);
    };
  }

  /** What is compared between models; large is good. */
  static double score(Metrics metrics) {
    return switch (metrics) {
      case Metrics.Classification c -> c.accuracy();
      case Metrics.Regression r -> r.r2();
    };
  }

  static String scoreName(Metrics metrics) {
    return switch (metrics) {
      case Metrics.Classification _ -> "accuracy";
      case Metrics.Regression _ -> "R²";
    };
  }

  static String scoreText(Metrics metrics) {
    return scoreText(metrics, score(metrics));
  }

  static String scoreText(Metrics kind, double score) {
    return switch (kind) {
      case Metrics.Classification _ -> Numbers.percent(score);
      case Metrics.Regression _ -> Numbers.decimals(score);
    };
  }

  /** Half the width of the interval behind "±": two standard errors, as everywhere in Plumb. */
  static double margin(Metrics metrics) {
    return Score.of(metrics).margin();
  }

  /** Lower end of the score's interval. */
  static double from(Metrics metrics) {
    double from = score(metrics) - margin(metrics);
    return metrics instanceof Metrics.Classification ? Math.max(0, from) : from;
  }

  /** Upper end of the score's interval; no score is above 1. */
  static double to(Metrics metrics) {
    return Math.min(1, score(metrics) + margin(metrics));
  }

  /** How sure a score is, "± 1.7"; empty where that is not known. */
  static String marginText(Metrics metrics) {
    double margin = margin(metrics);
    return Double.isFinite(margin)
        ? "±\u00a0" + scoreText(metrics, margin).replace("\u00a0%", "")
        : "";
  }

  /** The score and how sure it is. */
  static String scoreWithMargin(Metrics metrics) {
    return (scoreText(metrics) + " " + marginText(metrics)).strip();
  }

  /** The set that counts: test if it was opened, else validation, else training. */
  static Metrics last(Scores scores) {
    return scores.test().or(scores::validation).orElse(scores.train());
  }

  /** A model's metrics on the set that counts for the network, so that like meets like. */
  static Metrics like(Scores network, Scores model) {
    return network.test().isPresent()
        ? model.test().or(model::validation).orElse(model.train())
        : network.validation().isPresent()
            ? model.validation().orElse(model.train())
            : model.train();
  }

  static String lastName(Scores scores) {
    return scores.test().isPresent()
        ? "test set"
        : scores.validation().isPresent() ? "validation set" : "training set";
  }

  static String scoreOrDash(Optional<Metrics> metrics) {
    return metrics.map(Measure::scoreWithMargin).orElse("–");
  }
}
