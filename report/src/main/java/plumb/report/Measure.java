package plumb.report;

import java.util.Optional;
import plumb.recipe.Score;
import plumb.run.RunDocument;
import plumb.run.Scores;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;

/**
 * How the results of a run are named, written and compared.
 *
 * @param by the number they were compared by
 */
record Measure(PrimaryScore by) {
  /** Stands for the numbers of a reference model that was stopped before it came to its end. */
  static final String NOT_FITTED = "not fitted";

  static Measure of(RunDocument run) {
    return new Measure(run.score());
  }

  /** The same for a result: one of another task than the run's has a score of its own. */
  private Measure of(Metrics metrics) {
    PrimaryScore usual = PrimaryScore.usual(metrics);
    return by.comparable(usual) ? this : new Measure(usual);
  }

  /** Whether a result is of the run's task, so that both can stand in one drawing. */
  boolean isOf(Metrics metrics) {
    return by.comparable(PrimaryScore.usual(metrics));
  }

  /** What is drawn over the updates; small is good. */
  double error(Metrics metrics) {
    return metrics instanceof Metrics.Regression r ? r.rmse() : 1 - score(metrics);
  }

  String errorName() {
    return switch (by) {
      case ACCURACY -> "error rate";
      case BALANCED_ACCURACY -> "balanced error rate";
      case R2 -> "root mean squared error";
    };
  }

  String errorText(Metrics metrics) {
    return of(metrics).errorText(error(metrics));
  }

  String errorText(double error) {
    return by == PrimaryScore.R2 ? Numbers.plain(error) : Numbers.percent(error);
  }

  /** What is compared between models; large is good. */
  double score(Metrics metrics) {
    return of(metrics).by.value(metrics);
  }

  String scoreName() {
    return switch (by) {
      case ACCURACY -> "accuracy";
      case BALANCED_ACCURACY -> "balanced accuracy";
      case R2 -> "R²";
    };
  }

  String scoreText(Metrics metrics) {
    return of(metrics).scoreText(score(metrics));
  }

  String scoreText(double score) {
    return by == PrimaryScore.R2 ? Numbers.decimals(score) : Numbers.percent(score);
  }

  /** Half the width of the interval behind "±": two standard errors, as everywhere in Plumb. */
  double margin(Metrics metrics) {
    return Score.of(metrics, of(metrics).by).margin();
  }

  /** Lower end of the score's interval. */
  double from(Metrics metrics) {
    double from = score(metrics) - margin(metrics);
    return metrics instanceof Metrics.Classification ? Math.max(0, from) : from;
  }

  /** Upper end of the score's interval; no score is above 1. */
  double to(Metrics metrics) {
    return Math.min(1, score(metrics) + margin(metrics));
  }

  /** How sure a score is, "± 1.7"; empty where that is not known. */
  String marginText(Metrics metrics) {
    double margin = margin(metrics);
    return Double.isFinite(margin)
        ? "±\u00a0" + of(metrics).scoreText(margin).replace("\u00a0%", "")
        : "";
  }

  /** The score and how sure it is. */
  String scoreWithMargin(Metrics metrics) {
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

  String scoreOrDash(Optional<Metrics> metrics) {
    return metrics.map(this::scoreWithMargin).orElse("–");
  }
}
