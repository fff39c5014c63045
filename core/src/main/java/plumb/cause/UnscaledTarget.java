package plumb.cause;

import java.util.List;
import java.util.Locale;
import plumb.data.Targets;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.DataTreatments.StandardizedTarget;
import plumb.wording.Wording;

/** Numbers to be predicted that are so large or small that the steps do not fit them. */
final class UnscaledTarget implements CauseRule {
  /** A deviation, or a third of a mean, above this is large. */
  private static final double LARGE = 3;

  /** A deviation below this is small. */
  private static final double SMALL = 0.1;

  @Override
  public CauseId id() {
    return CauseId.UNSCALED_TARGET;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    if (!file.card().data().rawTargets()
        || !(file.train().targets() instanceof Targets.Values(float[] values))) {
      return List.of();
    }
    double mean = 0;
    for (float value : values) {
      mean += value / (double) values.length;
    }
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / values.length);
    double size = Math.max(deviation, Math.abs(mean) / 3);
    if (size <= LARGE && deviation >= SMALL) {
      return List.of();
    }
    boolean small = deviation < SMALL;
    return List.of(
        new Finding(
            id(),
            small ? 0.6 : Math.min(0.97, 0.5 + 0.2 * Math.log10(size)),
            Evidence.of(
                Reading.of("targetMean", mean, Unit.PLAIN),
                Reading.of("targetDeviation", deviation, small ? SMALL : LARGE, Unit.PLAIN)),
            Wording.of("target.raw", mean, deviation),
            List.of(new StandardizedTarget())));
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "mean and deviation of the numbers to be predicted, where they are taken as they are",
        List.of(
            String.format(
                Locale.ROOT,
                "a deviation above %.0f or below %.1f, or a mean above %.0f",
                LARGE,
                SMALL,
                3 * LARGE)),
        List.of(new StandardizedTarget().title()),
        CausePages.TAKEN_AWAY);
  }
}
