package plumb.cause;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
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

  /** Hidden layers from which squashing activations are said to make a gradient vanish. */
  private static final int SEVERAL = 3;

  /** Hidden layers from which fewer are tried, and how many then. */
  private static final int DEEP = 4;

  private static final int FEW = 2;

  /** Rows of a usual batch. */
  private static final int BATCH = 32;

  /**
   * A change that is tried.
   *
   * @param id what it would be a cause of
   * @param title of the change
   * @param where in which runs it is tried; empty for all
   * @param tried whether a run is one of them
   * @param treatment the change of a run
   */
  private record Step(
      CauseId id,
      String title,
      String where,
      Predicate<CaseFile> tried,
      Function<CaseFile, Treatment> treatment) {
    static Step of(CauseId id, Treatment treatment) {
      return of(id, treatment, "", _ -> true);
    }

    static Step of(CauseId id, Treatment treatment, String where, Predicate<CaseFile> tried) {
      return new Step(id, treatment.title(), where, tried, _ -> treatment);
    }
  }

  private static final List<Step> STEPS =
      List.of(
          Step.of(CauseId.LEARNING_RATE_TOO_HIGH, new RateTimes(0.1)),
          Step.of(CauseId.LEARNING_RATE_TOO_LOW, new RateTimes(10)),
          Step.of(
              CauseId.VANISHING_GRADIENT,
              new ReluActivation(),
              "squashing activations in at least %d hidden layers".formatted(SEVERAL),
              file -> squashes(file) && file.depth() >= SEVERAL),
          Step.of(
              CauseId.SLOW_CONVERGENCE,
              new ReluActivation(),
              "squashing activations in fewer layers",
              file -> squashes(file) && file.depth() < SEVERAL),
          Step.of(CauseId.SLOW_CONVERGENCE, new AdamRule()),
          Step.of(CauseId.UNDER_CAPACITY, new Wider(32)),
          Step.of(CauseId.OVER_REGULARIZED, new Unregularized()),
          Step.of(
              CauseId.VANISHING_GRADIENT,
              new Shallower(FEW),
              "at least %d hidden layers".formatted(DEEP),
              file -> file.depth() >= DEEP),
          new Step(
              CauseId.TOO_FEW_EPOCHS,
              "four times the epochs, 10 to 400",
              "",
              _ -> true,
              file -> new Epochs(Math.clamp(4L * file.card().epochs(), 10, 400))),
          Step.of(
              CauseId.SLOW_CONVERGENCE,
              new Batch(BATCH),
              "larger batches",
              file -> file.card().batch() > BATCH),
          Step.of(CauseId.PREMATURE_DECAY, new ConstantRate()));

  private Ladder() {}

  private static boolean squashes(CaseFile file) {
    return file.activations().stream().anyMatch(NetworkTreatments::squashes);
  }

  /** The steps of a run. */
  public static List<Finding> of(CaseFile file) {
    return STEPS.stream()
        .filter(step -> step.tried().test(file))
        .map(step -> finding(step.id(), step.treatment().apply(file)))
        .toList();
  }

  /** All steps, as {@code docs/causes.md} lists them. */
  static List<String> page() {
    return STEPS.stream()
        .map(step ->
            "%s%s: `%s`"
                .formatted(
                    step.title(),
                    step.where().isEmpty() ? "" : " (%s)".formatted(step.where()),
                    step.id().id()))
        .toList();
  }

  private static Finding finding(CauseId id, Treatment treatment) {
    return new Finding(
        id,
        SEVERITY,
        Evidence.NONE,
        Wording.of("ladder.tried", treatment.title()),
        List.of(treatment));
  }
}
