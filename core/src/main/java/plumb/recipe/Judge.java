package plumb.recipe;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import plumb.run.Goal;
import plumb.run.Reference;
import plumb.run.Scores;
import plumb.run.Verdict;
import plumb.train.Metrics;

/**
 * The lecture's recipe as a decision: the training result first; only when it is good, validation.
 */
final class Judge {
  /** A gap between training and validation smaller than this is nothing to act on. */
  private static final double MATERIAL = 0.03;

  private Judge() {}

  /**
   * A judgement.
   *
   * @param verdict of the recipe
   * @param sentence it in words, with its numbers
   */
  record Judgement(Verdict verdict, String sentence) {}

  /**
   * What counts as good on the training set: the user's goal, or what the best reference model can
   * do on rows it was fitted on and on others alike. A tree that merely memorizes sets no goal.
   */
  static Goal goal(OptionalDouble wanted, List<Reference> references) {
    if (wanted.isPresent()) {
      return new Goal(
          wanted.getAsDouble(),
          String.format(
              Locale.ROOT,
              "Good on the training set means %.3f, as asked for.",
              wanted.getAsDouble()));
    }
    Reference best = references.getFirst();
    for (Reference reference : references) {
      best = ReferenceModels.learned(reference) > ReferenceModels.learned(best) ? reference : best;
    }
    double score = ReferenceModels.learned(best);
    return new Goal(
        score,
        String.format(
            Locale.ROOT,
            "Good on the training set means at least %.3f: what the best reference model (%s) can do without memorizing.",
            score,
            best.name()));
  }

  /** Applies the recipe to the clean scores of a network. */
  static Judgement judge(Scores scores, Goal goal) {
    Score train = Score.of(scores.train());
    String trained = "on the training set it gets " + Score.words(scores.train());
    String aim = String.format(Locale.ROOT, "the goal is %.3f", goal.score());
    if (!Double.isFinite(train.value()) || !Double.isFinite(scores.train().loss())) {
      return new Judgement(Verdict.NOT_TRAINED, "Not trained: the loss is not a number any more.");
    }
    if (train.value() + 2 * train.standardError() < goal.score()) {
      return new Judgement(
          Verdict.NOT_TRAINED,
          "Not trained: %s, %s. Whatever validation says, this is not overfitting."
              .formatted(trained, aim));
    }
    Optional<Metrics> measured = scores.validation();
    if (measured.isEmpty()) {
      return new Judgement(
          Verdict.CANNOT_TELL,
          "Trained: %s, %s. Without validation data nobody can tell how it does on new rows."
              .formatted(trained, aim));
    }
    Score validation = Score.of(measured.get());
    double gap = train.value() - validation.value();
    double noise = 2 * Math.hypot(train.standardError(), validation.standardError());
    String validated = "on validation " + Score.words(measured.get());
    if (gap > Math.max(MATERIAL, noise)) {
      return new Judgement(
          Verdict.OVERFIT,
          String.format(
              Locale.ROOT,
              "Overfit: %s (%s), but %s; the gap of %.3f is beyond the noise of %.3f.",
              trained,
              aim,
              validated,
              gap,
              noise));
    }
    if (noise > 0.1) {
      return new Judgement(
          Verdict.CANNOT_TELL,
          String.format(
              Locale.ROOT,
              "Trained: %s (%s). %s, with only %d rows too uncertain (± %.3f) to tell more.",
              trained,
              aim,
              capital(validated),
              measured.get().rows(),
              noise));
    }
    return new Judgement(Verdict.FINE, "Fine: %s (%s) and %s.".formatted(trained, aim, validated));
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
