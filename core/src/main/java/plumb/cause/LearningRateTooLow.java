package plumb.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumb.optim.UpdateRule;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Examination;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.symptom.Numbers;
import plumb.treatment.TrainingTreatments.Rate;
import plumb.treatment.TrainingTreatments.UsualHyperparameters;
import plumb.wording.Wording;

/** Steps too short: training ends before it arrives. */
final class LearningRateTooLow implements CauseRule {
  /**
   * Powers of ten below the usual rate that nobody wonders at; half of one more for plain steps.
   */
  private static final double DECADES = 1;

  private static final double DECADES_OF_PLAIN_STEPS = 0.5;

  /** An epsilon above this is larger than many gradients. */
  private static final double EPSILON = 1e-3;

  /** A rate that learns one batch this many times above the card's is another rate. */
  private static final double FAR = 50;

  @Override
  public CauseId id() {
    return CauseId.LEARNING_RATE_TOO_LOW;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    List<Finding> found = new ArrayList<>();
    double rate = file.rule().rate();
    UsualRate usual = UsualRate.of(file.rule());
    double down = file.rule() instanceof UpdateRule.Sgd ? DECADES_OF_PLAIN_STEPS : DECADES;
    double decades = Math.log10(usual.low() / rate);
    if (decades >= down) {
      found.add(
          new Finding(
              id(),
              Math.min(0.95, 0.35 + 0.3 * (decades - down)),
              Evidence.of(
                  Reading.of("rate", rate, usual.low() * Math.pow(10, -down), Unit.PLAIN),
                  Reading.of("usualRate", usual.low(), Unit.PLAIN)),
              Wording.of("rate.unusual", Numbers.plain(rate), usual.words()),
              List.of(new Rate(usual.high()), new Rate(3 * usual.high()))));
    }
    double epsilon = epsilon(file.rule());
    if (epsilon > EPSILON) {
      found.add(
          new Finding(
              id(),
              epsilon >= 0.1 ? 0.8 : 0.5,
              Evidence.of(Reading.of("epsilon", epsilon, EPSILON, Unit.PLAIN)),
              Wording.of("rate.epsilon", epsilon),
              List.of(new UsualHyperparameters())));
    }
    file.answers()
        .flatMap(answers -> answers.rates())
        .filter(range -> range.tooLow())
        .ifPresent(range -> found.add(told(0.5, range.advised(), range.measurement())));
    file.answers()
        .flatMap(answers -> answers.batch())
        .filter(batch ->
            !batch.learned() && batch.rate().isPresent() && batch.rate().getAsDouble() > FAR * rate)
        .ifPresent(batch -> found.add(told(0.45, batch.rate().getAsDouble(), batch.measurement())));
    return found;
  }

  private static double epsilon(UpdateRule rule) {
    return switch (rule) {
      case UpdateRule.Adam a -> a.epsilon();
      case UpdateRule.AdamW w -> w.adam().epsilon();
      case UpdateRule.RmsProp r -> r.epsilon();
      case UpdateRule.Adagrad a -> a.epsilon();
      case UpdateRule.Sgd _, UpdateRule.Momentum _, UpdateRule.Nesterov _ -> 0;
    };
  }

  private Finding told(double severity, double rate, Examination.Measurement by) {
    return new Finding(id(), severity, by.evidence(), by.sentence(), List.of(new Rate(rate)));
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "the learning rate beside the usual one of the rule; epsilon; a range test of rates and one batch learned by heart",
        List.of(
            String.format(
                Locale.ROOT,
                "rate at most 1/%.0f of the usual (plain descent: 1/%.1f)",
                Math.pow(10, DECADES),
                Math.pow(10, DECADES_OF_PLAIN_STEPS)),
            String.format(Locale.ROOT, "epsilon above %s", Numbers.plain(EPSILON))),
        List.of("the usual rate", "three times as much"),
        CausePages.TAKEN_AWAY);
  }
}
