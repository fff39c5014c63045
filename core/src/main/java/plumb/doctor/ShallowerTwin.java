package plumb.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.recipe.Score;
import plumb.run.CauseId;
import plumb.run.Verdict;

/**
 * Whether the same network with fewer layers does better on the training set. If it does, the deep
 * one was not trained well, and what validation says of it is no overfitting (lecture: 20 layers
 * against 56, "Do not always blame overfitting").
 */
final class ShallowerTwin {
  /** Networks of fewer hidden layers are not called deep. */
  private static final int DEEP = 6;

  private ShallowerTwin() {}

  static Optional<Found> of(Laboratory laboratory, Inquiry inquiry, Trial trial) {
    Facts facts = new Facts(trial.card(), trial.data(), trial.network());
    Verdict verdict = inquiry.judgement(trial).verdict();
    if (facts.depth() < DEEP || verdict == Verdict.FINE) {
      return Optional.empty();
    }
    return twin(laboratory, inquiry, trial, facts.depth(), Math.max(2, facts.depth() / 3));
  }

  private static Optional<Found> twin(
      Laboratory laboratory, Inquiry inquiry, Trial trial, int layers, int fewer) {
    Treatment shallower = NetworkTreatments.shallower(fewer);
    Optional<Trial> tried =
        inquiry.probe(
            "is it better on the training set with %d hidden layers?".formatted(fewer),
            shallower.apply(trial.card()),
            trial);
    if (tried.isEmpty()) {
      return Optional.empty();
    }
    Comparison comparison = Comparison.of(trial, tried.get(), laboratory.team());
    Score deep = Score.of(trial.best().train());
    double limit = Math.max(Comparison.MATERIAL, deep.margin(Score.of(tried.get().best().train())));
    if (!(comparison.train() > limit)) {
      return Optional.empty();
    }
    return Optional.of(
        new Found(
            new Suspect(
                CauseId.VANISHING_GRADIENT,
                0.6,
                Numbers.of(
                    "layers", layers,
                    "layersOfTwin", fewer,
                    "trainScore", deep.value(),
                    "trainScoreOfTwin", Comparison.value(tried.get().best().train()),
                    "gainTrainLimit", limit),
                String.format(
                    Locale.ROOT,
                    "With %d hidden layers it gets %.3f on the training set, with %d of them %.3f: a deeper network can do all that a shallower one can, so the deep one was not trained. What it gets on validation is no overfitting.",
                    layers,
                    deep.value(),
                    fewer,
                    Comparison.value(tried.get().best().train())),
                List.of(shallower)),
            0.75,
            Optional.of(comparison),
            tried));
  }
}
