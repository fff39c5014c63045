package plumb.cause;

import java.util.ArrayList;
import java.util.List;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.symptom.Signals;
import plumb.train.StopReason;
import plumb.wording.Wording;

/** What was seen inside a trained network; seldom the cause itself. */
public final class Symptoms {
  private Symptoms() {}

  /** The symptoms, the most telling first. */
  public static List<Finding> of(CaseFile file) {
    if (file.trained().result().reason() instanceof StopReason.Diverged diverged) {
      return List.of(
          new Finding(
              CauseId.EXPLODING_GRADIENT,
              0.3,
              Evidence.of(Reading.of("divergedAtUpdate", (double) diverged.update(), Unit.COUNT)),
              Wording.of("symptom", diverged.sentence()),
              List.of()));
    }
    Signals end = file.atEnd();
    List<Finding> seen = new ArrayList<>();
    if (end.mostSaturated() > SaturatedActivation.FLAT) {
      seen.add(
          new Finding(
              CauseId.SATURATED_ACTIVATION,
              0.3,
              Evidence.of(
                  Reading.of(
                      "saturatedShare", end.mostSaturated(), SaturatedActivation.FLAT, Unit.SHARE)),
              Wording.of("symptom", Wording.of("saturated.share", 100 * end.mostSaturated())),
              List.of()));
    }
    if (end.mostDead() > DyingRelu.DEAD) {
      seen.add(
          new Finding(
              CauseId.DYING_RELU,
              0.28,
              Evidence.of(Reading.of("deadShare", end.mostDead(), DyingRelu.DEAD, Unit.SHARE)),
              Wording.of("symptom", Wording.of("dead.share", 100 * end.mostDead())),
              List.of()));
    }
    if (end.layers().size() > 2 && end.gradientRatio() < VanishingGradient.GONE) {
      seen.add(
          new Finding(
              CauseId.VANISHING_GRADIENT,
              0.26,
              Evidence.of(
                  Reading.of(
                      "gradientFirstToHead",
                      end.gradientRatio(),
                      VanishingGradient.GONE,
                      Unit.PLAIN)),
              Wording.of("symptom", Wording.of("vanishing.end", end.gradientRatio())),
              List.of()));
    }
    return seen;
  }
}
