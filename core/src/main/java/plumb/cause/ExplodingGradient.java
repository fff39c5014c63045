package plumb.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.train.StopReason;
import plumb.treatment.NetworkTreatments.UsualInitialization;
import plumb.treatment.TrainingTreatments.Clipped;
import plumb.wording.Wording;

/** Signals and gradients that grow from layer to layer. */
final class ExplodingGradient implements CauseRule {
  /** Weights larger than that many times the usual are wrong in themselves, not by the depth. */
  private static final double MODERATE = 10;

  /** Hidden layers through which a moderate excess multiplies. */
  private static final int DEEP = 5;

  @Override
  public CauseId id() {
    return CauseId.EXPLODING_GRADIENT;
  }

  /** Whether no single layer is absurd, but what each adds multiplies with the depth. */
  static boolean grows(CaseFile file, StartingWeights start) {
    return start.ratio() > 1 && start.ratio() < MODERATE && file.depth() >= DEEP;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    List<Finding> found = new ArrayList<>();
    StartingWeights start = StartingWeights.of(file.network());
    if (start.off() && grows(file, start)) {
      found.add(
          BadInitialization.finding(
              file,
              start,
              id(),
              Wording.of(
                  "exploding.depth", file.depth(), file.atStart().layers().getLast().spread())));
    }
    if (file.trained().result().reason() instanceof StopReason.Diverged diverged) {
      found.add(
          new Finding(
              id(),
              0.4,
              Evidence.of(Reading.of("divergedAtUpdate", (double) diverged.update(), Unit.COUNT)),
              Wording.of("exploding.diverged", diverged.sentence()),
              List.of(new Clipped(1))));
    }
    return found;
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "first weights that are moderately too large in a deep network; whether training diverged",
        List.of(
            String.format(
                Locale.ROOT,
                "%.1f to %.0f times too large, with at least %d hidden layers",
                StartingWeights.OFF,
                MODERATE,
                DEEP)),
        List.of(new UsualInitialization().title(), new Clipped(1).title()),
        CausePages.TAKEN_AWAY);
  }
}
