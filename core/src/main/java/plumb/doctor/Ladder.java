package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.run.Card;
import plumb.run.CauseId;

/**
 * What is tried where a usual network does much better and nothing about the card is odd: one
 * change at a time, in the lecture's order.
 */
final class Ladder {
  private Ladder() {}

  static List<Suspect> of(Facts facts) {
    Card card = facts.card();
    List<Suspect> steps = new ArrayList<>();
    step(steps, CauseId.LEARNING_RATE_TOO_HIGH, TrainingTreatments.rateTimes(0.1));
    step(steps, CauseId.LEARNING_RATE_TOO_LOW, TrainingTreatments.rateTimes(10));
    boolean squashing =
        card.network().stream()
            .anyMatch(
                l -> l instanceof Layer.Activate(Activation a) && NetworkTreatments.squashes(a));
    if (squashing) {
      step(
          steps,
          facts.depth() >= 3 ? CauseId.VANISHING_GRADIENT : CauseId.SLOW_CONVERGENCE,
          NetworkTreatments.relu());
    }
    step(steps, CauseId.SLOW_CONVERGENCE, TrainingTreatments.adam());
    step(steps, CauseId.UNDER_CAPACITY, NetworkTreatments.wider(32));
    step(steps, CauseId.OVER_REGULARIZED, TrainingTreatments.unregularized());
    if (facts.depth() >= 4) {
      step(steps, CauseId.VANISHING_GRADIENT, NetworkTreatments.shallower(2));
    }
    step(
        steps,
        CauseId.TOO_FEW_EPOCHS,
        TrainingTreatments.epochs(Math.clamp(4L * card.epochs(), 10, 400)));
    if (card.batch() > 32) {
      step(steps, CauseId.SLOW_CONVERGENCE, TrainingTreatments.batch(32));
    }
    step(steps, CauseId.PREMATURE_DECAY, TrainingTreatments.constantRate());
    return steps;
  }

  private static void step(List<Suspect> steps, CauseId id, Treatment treatment) {
    steps.add(
        new Suspect(
            id,
            0.3,
            Numbers.of(),
            "Nothing about the card is odd, but %s was tried.".formatted(treatment.title()),
            List.of(treatment)));
  }
}
