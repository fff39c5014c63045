package plumb.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.CauseId;
import plumb.run.Verdict;

/**
 * Which remedies to try for a verdict, and in which order.
 *
 * <p>Early stopping is not among them because it is always in force: the weights of the epoch with
 * the lowest validation error are the ones that are judged and returned.
 */
final class Remedies {
  private Remedies() {}

  /** The remedies for a verdict, the ones its causes speak for first; never of the other branch. */
  static List<Remedy> of(Verdict verdict, List<Cause> causes) {
    return switch (verdict) {
      case FINE, SHIFT, DOUBTFUL, CANNOT_TELL -> List.of();
      case NOT_TRAINED -> training(causes);
      case OVERFIT ->
          List.of(
              new Remedy.Dropout(0.3f),
              new Remedy.L2(1e-3),
              new Remedy.Dropout(0.5f),
              new Remedy.Smaller(4),
              new Remedy.L1(1e-4));
    };
  }

  private static List<Remedy> training(List<Cause> causes) {
    Set<CauseId> found = causes.stream().map(Cause::id).collect(Collectors.toSet());
    List<Remedy> remedies = new ArrayList<>();
    if (found.contains(CauseId.LEARNING_RATE_TOO_HIGH)) {
      remedies.add(new Remedy.LearningRate(0.1));
    }
    if (found.contains(CauseId.OVER_REGULARIZED)) {
      remedies.add(new Remedy.Unregularized());
    }
    if (found.contains(CauseId.VANISHING_GRADIENT)) {
      remedies.add(new Remedy.ReluActivation());
    }
    if (found.contains(CauseId.TOO_FEW_EPOCHS)) {
      remedies.add(new Remedy.MoreEpochs(3));
    }
    if (found.contains(CauseId.LEARNING_RATE_TOO_LOW)) {
      remedies.add(new Remedy.LearningRate(10));
    }
    remedies.add(new Remedy.ReluActivation());
    remedies.add(new Remedy.AdamRule());
    remedies.add(new Remedy.Initialization());
    remedies.add(new Remedy.Unregularized());
    remedies.add(new Remedy.LearningRate(10));
    remedies.add(new Remedy.LearningRate(0.1));
    remedies.add(new Remedy.Wider(4));
    remedies.add(new Remedy.Deeper());
    return remedies.stream().distinct().toList();
  }

  /**
   * The next remedy that changes the card and has not failed before.
   *
   * @param bound what the recipe makes of any card before training it, such as its most epochs
   */
  static Optional<Remedy> next(
      Attempt attempt, List<Remedy> failed, java.util.function.UnaryOperator<Card> bound) {
    return of(attempt.verdict(), attempt.causes()).stream()
        .filter(remedy -> !failed.contains(remedy))
        .filter(remedy -> !bound.apply(remedy.apply(attempt.card())).equals(attempt.card()))
        .findFirst();
  }
}
