package plumb.labs;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import plumb.data.Examples;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.data.read.Prepared;
import plumb.math.Team;
import plumb.nn.NetworkSpec;
import plumb.recipe.Preview;
import plumb.report.LineChart;
import plumb.run.Card;
import plumb.train.EpochRecord;
import plumb.train.FitResult;
import plumb.train.Metrics;
import plumb.train.StopSignal;
import plumb.train.Trainer;
import plumb.train.TrainingListener;
import plumb.train.TrainingSpec;

/**
 * A card that was trained once, as {@code plumb train CARD --once} does it.
 *
 * @param card what was trained
 * @param network of the card
 * @param train examples it was trained on
 * @param validation examples held out
 * @param result of the training
 */
record Trial(
    Card card,
    NetworkSpec network,
    Examples train,
    Optional<Examples> validation,
    FitResult result) {
  static Trial of(Card card) {
    return of(card, TrainingListener.NONE);
  }

  static Trial of(Card card, TrainingListener listener) {
    Preview preview = Preview.of(card);
    Prepared data = preview.data();
    return of(
        card,
        preview.network(),
        data.train(),
        data.validation(),
        data.encoding().target(),
        listener);
  }

  /** The same on other examples than those the card names. */
  static Trial of(
      Card card,
      NetworkSpec network,
      Examples train,
      Optional<Examples> validation,
      Target target,
      TrainingListener listener) {
    FitResult result =
        new Trainer(network, spec(card), Team.of(1))
            .fit(train, validation, target, listener, StopSignal.NEVER);
    return new Trial(card, network, train, validation, result);
  }

  /** How a card is trained. */
  static TrainingSpec spec(Card card) {
    return new TrainingSpec(
        card.optimizer(),
        card.penalty(),
        card.batch(),
        card.epochs(),
        card.stopping(),
        card.data().shuffle(),
        card.seed());
  }

  /** Accuracy, or the share of the variance that is explained; 0 where the loss is no number. */
  static double score(Metrics metrics) {
    double score =
        switch (metrics) {
          case Metrics.Classification c -> c.accuracy();
          case Metrics.Regression r -> r.r2();
        };
    return Double.isFinite(metrics.loss()) && Double.isFinite(score) ? score : 0;
  }

  /**
   * Accuracy, or the share of the variance that is explained, whatever the loss: a tree that is
   * sure of a wrong answer has a loss without bounds and may still be right nearly always.
   */
  static double rightShare(Metrics metrics) {
    return switch (metrics) {
      case Metrics.Classification c -> c.accuracy();
      case Metrics.Regression r -> r.r2();
    };
  }

  EpochRecord last() {
    return result.history().getLast();
  }

  /** The score on the training set after the last epoch. */
  double trainScore() {
    return score(last().train());
  }

  /** The score on held-out data after the last epoch. */
  double validationScore() {
    return score(last().validation().orElse(last().train()));
  }

  /** The score on held-out data of the weights that early stopping keeps. */
  double bestScore() {
    return score(result.bestRecord().validation().orElse(result.bestRecord().train()));
  }

  /** A curve over the updates, from the untrained network on. */
  LineChart.Line line(LineChart.Look look, Function<EpochRecord, Double> value) {
    return new LineChart.Line(
        look,
        result.history().stream()
            .map(r -> new LineChart.Point(r.updates(), value.apply(r)))
            .toList());
  }

  /** Share of wrong answers on the training set; for numbers, of the variance left. */
  static double trainError(EpochRecord epoch) {
    return 1 - score(epoch.train());
  }

  /** The same on held-out data. */
  static double validationError(EpochRecord epoch) {
    return 1 - score(epoch.validation().orElse(epoch.train()));
  }

  /** The score of always giving the most frequent class of the training set, or the mean. */
  double chance() {
    return switch (train.targets()) {
      case Targets.Values _ -> 0;
      case Targets.Classes(int[] labels, int classes) -> {
        int[] counts = new int[classes];
        for (int label : labels) {
          counts[label]++;
        }
        yield Arrays.stream(counts).max().orElse(0) / (double) labels.length;
      }
    };
  }

  /** The mean of a number over trials. */
  static double mean(List<Trial> trials, Function<Trial, Double> number) {
    return trials.stream().mapToDouble(number::apply).average().orElse(Double.NaN);
  }
}
