package plumb.cause;

import java.util.List;
import java.util.Locale;
import plumb.optim.Schedule;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.TrainingTreatments.ConstantRate;
import plumb.wording.Wording;

/** A learning rate that dies before the loss has come to rest. */
final class PrematureDecay implements CauseRule {
  /** Share of the rate that must be left after a third of the epochs. */
  private static final double LEFT = 0.1;

  @Override
  public CauseId id() {
    return CauseId.PREMATURE_DECAY;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    int epochs = file.card().epochs();
    Schedule schedule = file.card().optimizer().schedule();
    double left =
        switch (schedule) {
          case Schedule.Step(int every, double factor) ->
              Math.pow(factor, Math.floor(epochs / 3.0 / every));
          case Schedule.OnPlateau(int patience, double factor) ->
              Math.pow(factor, Math.floor(epochs / 9.0 / patience));
          case Schedule.WarmUp _, Schedule.Constant _, Schedule.Cosine _, Schedule.OneCycle _ -> 1;
        };
    if (left >= LEFT) {
      return List.of();
    }
    boolean plateau = schedule instanceof Schedule.OnPlateau;
    return List.of(
        new Finding(
            id(),
            plateau ? 0.4 : left < LEFT / 10 ? 0.9 : 0.6,
            Evidence.of(Reading.of("rateShareAtAThird", left, LEFT, Unit.SHARE)),
            Wording.of(plateau ? "decay.plateau" : "decay.early", left),
            List.of(new ConstantRate())));
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "what the schedule leaves of the learning rate after a third of the epochs",
        List.of(String.format(Locale.ROOT, "less than %.0f %%", 100 * LEFT)),
        List.of(new ConstantRate().title()),
        CausePages.TAKEN_AWAY);
  }
}
