package plumb.cause;

import java.util.List;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.NetworkTreatments.UsualInitialization;
import plumb.wording.Wording;

/** Units that start with the same weights get the same gradient, and stay alike. */
final class SymmetricInitialization implements CauseRule {
  @Override
  public CauseId id() {
    return CauseId.SYMMETRIC_INITIALIZATION;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    int alike = StartingWeights.of(file.network()).alike();
    return alike == 0
        ? List.of()
        : List.of(
            new Finding(
                id(),
                0.95,
                Evidence.of(Reading.of("layersAllAlike", alike, 0, Unit.COUNT)),
                Wording.of("start.alike", alike, alike == 1 ? "" : "s"),
                List.of(new UsualInitialization())));
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "hidden layers all of whose units start with the same weights",
        List.of("any"),
        List.of(new UsualInitialization().title()),
        CausePages.TAKEN_AWAY);
  }
}
