package plumb.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.NetworkTreatments.ReluActivation;
import plumb.treatment.NetworkTreatments.UsualInitialization;
import plumb.wording.Wording;

/** Pre-activations where a squashing activation is flat. */
final class SaturatedActivation implements CauseRule {
  /** Share of a layer's pre-activations. */
  static final double FLAT = 0.5;

  @Override
  public CauseId id() {
    return CauseId.SATURATED_ACTIVATION;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    List<Finding> found = new ArrayList<>(StartingBias.suspects(file, id()));
    double flat = file.atEnd().mostSaturated();
    if (file.notTrained() && flat > FLAT) {
      found.add(
          new Finding(
              id(),
              0.35,
              Evidence.of(Reading.of("saturatedShare", flat, FLAT, Unit.SHARE)),
              Wording.of("saturated.share", 100 * flat),
              List.of(new ReluActivation())));
    }
    return found;
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "pre-activations where sigmoid or tanh is flat, at the end of a bad training; biases that start there",
        List.of(String.format(Locale.ROOT, "more than %.0f %% of a layer", 100 * FLAT)),
        List.of(new UsualInitialization().title(), new ReluActivation().title()),
        CausePages.TAKEN_AWAY);
  }
}
