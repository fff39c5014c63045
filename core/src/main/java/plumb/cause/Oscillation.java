package plumb.cause;

import java.util.List;
import java.util.Locale;
import plumb.optim.UpdateRule;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.TrainingTreatments.AdamRule;
import plumb.treatment.TrainingTreatments.UsualHyperparameters;
import plumb.wording.Wording;

/** Momentum so large that every valley is passed by. */
final class Oscillation implements CauseRule {
  /** More momentum than this is unusual. */
  private static final double MOMENTUM = 0.95;

  /** So much is plainly too much. */
  private static final double PLAINLY = 0.98;

  @Override
  public CauseId id() {
    return CauseId.OSCILLATION;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    double momentum =
        switch (file.rule()) {
          case UpdateRule.Momentum m -> m.momentum();
          case UpdateRule.Nesterov n -> n.momentum();
          case UpdateRule.Adam a -> a.beta1();
          case UpdateRule.AdamW w -> w.adam().beta1();
          case UpdateRule.Sgd _, UpdateRule.Adagrad _, UpdateRule.RmsProp _ -> 0;
        };
    return momentum > MOMENTUM
        ? List.of(
            new Finding(
                id(),
                momentum >= PLAINLY ? 0.7 : 0.4,
                Evidence.of(Reading.of("momentum", momentum, MOMENTUM, Unit.PLAIN)),
                Wording.of("oscillation.momentum", momentum, 1 / (1 - momentum)),
                List.of(new UsualHyperparameters(), new AdamRule())))
        : List.of();
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "the momentum of the update rule",
        List.of(String.format(Locale.ROOT, "momentum above %.2f", MOMENTUM)),
        List.of(new UsualHyperparameters().title(), new AdamRule().title()),
        CausePages.TAKEN_AWAY);
  }
}
