package plumb.cause;

import java.util.ArrayList;
import java.util.List;
import plumb.nn.Activation;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.treatment.NetworkTreatments;
import plumb.treatment.NetworkTreatments.ReluActivation;
import plumb.treatment.NetworkTreatments.Shallower;
import plumb.treatment.NetworkTreatments.Wider;
import plumb.treatment.TrainingTreatments.AdamRule;
import plumb.treatment.TrainingTreatments.Batch;
import plumb.treatment.TrainingTreatments.ConstantRate;
import plumb.treatment.TrainingTreatments.Epochs;
import plumb.treatment.TrainingTreatments.RateTimes;
import plumb.treatment.TrainingTreatments.Unregularized;
import plumb.treatment.Treatment;
import plumb.wording.Wording;

/**
 * What is tried where training is bad, or a usual network does much better, and nothing about the
 * card is odd: one change at a time, in the lecture's order.
 */
public final class Ladder {
  /** How odd a step is: not at all, so chance must be ruled out. */
  private static final double SEVERITY = 0.3;

  private Ladder() {}

  /** The steps. */
  public static List<Finding> of(CaseFile file) {
    List<Finding> steps = new ArrayList<>();
    step(steps, CauseId.LEARNING_RATE_TOO_HIGH, new RateTimes(0.1));
    step(steps, CauseId.LEARNING_RATE_TOO_LOW, new RateTimes(10));
    List<Activation> activations = file.activations();
    if (activations.stream().anyMatch(NetworkTreatments::squashes)) {
      step(
          steps,
          file.depth() >= 3 ? CauseId.VANISHING_GRADIENT : CauseId.SLOW_CONVERGENCE,
          new ReluActivation());
    }
    step(steps, CauseId.SLOW_CONVERGENCE, new AdamRule());
    step(steps, CauseId.UNDER_CAPACITY, new Wider(32));
    step(steps, CauseId.OVER_REGULARIZED, new Unregularized());
    if (file.depth() >= 4) {
      step(steps, CauseId.VANISHING_GRADIENT, new Shallower(2));
    }
    step(steps, CauseId.TOO_FEW_EPOCHS, new Epochs(Math.clamp(4L * file.card().epochs(), 10, 400)));
    if (file.card().batch() > 32) {
      step(steps, CauseId.SLOW_CONVERGENCE, new Batch(32));
    }
    step(steps, CauseId.PREMATURE_DECAY, new ConstantRate());
    return steps;
  }

  private static void step(List<Finding> steps, CauseId id, Treatment treatment) {
    steps.add(
        new Finding(
            id,
            SEVERITY,
            Evidence.NONE,
            Wording.of("ladder.tried", treatment.title()),
            List.of(treatment)));
  }
}
