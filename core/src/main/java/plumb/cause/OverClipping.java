package plumb.cause;

import java.util.List;
import plumb.optim.Clip;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.symptom.Numbers;
import plumb.treatment.TrainingTreatments.Clipped;
import plumb.wording.Wording;

/** Gradients cut down far below their usual norm, so that every step is short. */
final class OverClipping implements CauseRule {
  /** Norms below this are far below those of a training that has not ended. */
  private static final double NORM = 0.1;

  /** A bound on every number stands for a norm some ten times as large. */
  private static final double NORM_OF_VALUES = 10;

  @Override
  public CauseId id() {
    return CauseId.OVER_CLIPPING;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    double norm =
        switch (file.card().optimizer().clip()) {
          case Clip.ByNorm(double n) -> n;
          case Clip.ByValue(double value) -> NORM_OF_VALUES * value;
          case Clip.None _ -> Double.POSITIVE_INFINITY;
        };
    return norm < NORM
        ? List.of(
            new Finding(
                id(),
                norm <= NORM / 10 ? 0.85 : 0.5,
                Evidence.of(Reading.of("clip", norm, NORM, Unit.PLAIN)),
                Wording.of("clip.small", Numbers.plain(norm)),
                List.of(Clipped.NOT, new Clipped(1))))
        : List.of();
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "the norm that gradients are clipped to",
        List.of("below " + Numbers.plain(NORM)),
        List.of(Clipped.NOT.title(), new Clipped(1).title()),
        CausePages.TAKEN_AWAY);
  }
}
