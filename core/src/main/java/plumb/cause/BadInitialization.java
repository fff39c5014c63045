package plumb.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.NetworkTreatments.UsualInitialization;
import plumb.wording.Wording;

/** Weights or biases that start at another size than suits the activation behind them. */
final class BadInitialization implements CauseRule {
  @Override
  public CauseId id() {
    return CauseId.BAD_INITIALIZATION;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    List<Finding> found = new ArrayList<>();
    StartingWeights start = StartingWeights.of(file.network());
    if (start.off() && !ExplodingGradient.grows(file, start)) {
      found.add(finding(file, start, id(), ""));
    }
    found.addAll(StartingBias.suspects(file, id()));
    return found;
  }

  /** Of weights that start too large or too small; shared with what they do to a gradient. */
  static Finding finding(CaseFile file, StartingWeights start, CauseId id, String more) {
    double ratio = start.ratio();
    return new Finding(
        id,
        Math.min(0.95, 0.5 + 0.35 * Math.abs(Math.log10(ratio))),
        Evidence.of(
            Reading.of(
                "deviationRatio",
                ratio,
                ratio > 1 ? StartingWeights.OFF : 1 / StartingWeights.OFF,
                Unit.TIMES),
            Reading.of("signalAtHead", file.atStart().layers().getLast().spread(), Unit.PLAIN),
            Reading.of("gradientFirstToHead", file.atStart().gradientRatio(), Unit.PLAIN)),
        Wording.of("start.size", start.where(), ratio) + more,
        List.of(new UsualInitialization()));
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "the deviation of each layer's first weights beside that which suits its activation; first biases",
        List.of(
            String.format(
                Locale.ROOT,
                "%.1f times too large or too small (a small start of the head alone is harmless)",
                StartingWeights.OFF)),
        List.of(new UsualInitialization().title()),
        CausePages.TAKEN_AWAY);
  }
}
