package plumb.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumb.nn.Activation;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.NetworkTreatments.LeakyRelu;
import plumb.treatment.NetworkTreatments.UsualInitialization;
import plumb.wording.Wording;

/** ReLUs that are 0 on every row, where no gradient comes back. */
final class DyingRelu implements CauseRule {
  /** Share of a layer's ReLUs. */
  static final double DEAD = 0.5;

  @Override
  public CauseId id() {
    return CauseId.DYING_RELU;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    List<Finding> found = new ArrayList<>(StartingBias.suspects(file, id()));
    boolean relu = file.activations().stream().anyMatch(Activation.Relu.class::isInstance);
    double dead = file.atEnd().mostDead();
    if (relu && file.notTrained() && dead > DEAD) {
      found.add(
          new Finding(
              id(),
              0.4,
              Evidence.of(Reading.of("deadShare", dead, DEAD, Unit.SHARE)),
              Wording.of("dead.share", 100 * dead),
              List.of(new LeakyRelu())));
    }
    return found;
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "ReLUs that are 0 on every row looked at, at the end of a bad training; biases that start far below 0",
        List.of(String.format(Locale.ROOT, "more than %.0f %% of a layer", 100 * DEAD)),
        List.of(new UsualInitialization().title(), new LeakyRelu().title()),
        CausePages.TAKEN_AWAY);
  }
}
