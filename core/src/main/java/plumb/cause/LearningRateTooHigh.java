package plumb.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Examination;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.symptom.Numbers;
import plumb.train.EpochRecord;
import plumb.train.StopReason;
import plumb.treatment.TrainingTreatments.Rate;
import plumb.treatment.TrainingTreatments.RateTimes;
import plumb.wording.Wording;

/** Steps too long: the loss jumps about, rises or diverges. */
final class LearningRateTooHigh implements CauseRule {
  /** Powers of ten above the usual rate that nobody wonders at. */
  private static final double DECADES = 0.6;

  /** A training loss that rises by more than this share from one epoch to the next has jumped. */
  private static final double JUMP = 0.05;

  /** Share of epochs in which a loss must jump. */
  private static final double OFTEN = 0.3;

  /** With fewer epochs a share of them says nothing. */
  private static final int FEWEST_EPOCHS = 4;

  /** A loss that ends at so many times its start has risen. */
  private static final double RISEN = 1.2;

  @Override
  public CauseId id() {
    return CauseId.LEARNING_RATE_TOO_HIGH;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    List<Finding> found = new ArrayList<>();
    card(file, found);
    if (file.trained().result().reason() instanceof StopReason.Diverged diverged) {
      found.add(
          new Finding(
              id(),
              0.45,
              Evidence.of(
                  Reading.of("rate", file.rule().rate(), Unit.PLAIN),
                  Reading.of("divergedAtUpdate", (double) diverged.update(), Unit.COUNT)),
              diverged.sentence(),
              List.of(new RateTimes(0.1), new RateTimes(0.01))));
    } else {
      curve(file, found);
    }
    answers(file, found);
    return found;
  }

  private void card(CaseFile file, List<Finding> found) {
    double rate = file.rule().rate();
    UsualRate usual = UsualRate.of(file.rule());
    double decades = Math.log10(rate / usual.high());
    if (decades >= DECADES) {
      found.add(
          new Finding(
              id(),
              Math.min(0.95, 0.35 + 0.3 * decades),
              Evidence.of(
                  Reading.of("rate", rate, usual.high() * Math.pow(10, DECADES), Unit.PLAIN),
                  Reading.of("usualRate", usual.high(), Unit.PLAIN)),
              Wording.of("rate.unusual", Numbers.plain(rate), usual.words()),
              List.of(new Rate(usual.high()), new Rate(usual.high() / 10))));
    }
  }

  private void curve(CaseFile file, List<Finding> found) {
    List<EpochRecord> history = file.history();
    int epochs = history.size() - 1;
    int jumps = 0;
    for (int i = 2; i < history.size(); i++) {
      jumps +=
          history.get(i).train().loss() > (1 + JUMP) * history.get(i - 1).train().loss() ? 1 : 0;
    }
    double first = history.getFirst().train().loss();
    double last = history.getLast().train().loss();
    boolean often = epochs >= FEWEST_EPOCHS && jumps >= OFTEN * epochs;
    if (often || last > RISEN * first) {
      found.add(
          new Finding(
              id(),
              0.45,
              Evidence.of(
                  Reading.of("jumps", jumps, OFTEN * epochs, Unit.COUNT),
                  Reading.of("lossAtStart", first, Unit.PLAIN),
                  Reading.of("lossAtEnd", last, RISEN * first, Unit.PLAIN),
                  Reading.of("rate", file.rule().rate(), Unit.PLAIN)),
              often
                  ? Wording.of("rate.jumps", 100 * JUMP, jumps, epochs)
                  : Wording.of("rate.rose", first, last),
              List.of(new RateTimes(0.1), new RateTimes(0.01))));
    }
  }

  private void answers(CaseFile file, List<Finding> found) {
    file.answers()
        .flatMap(answers -> answers.rates())
        .filter(range -> range.tooHigh())
        .ifPresent(range -> found.add(told(0.5, range.advised(), range.measurement())));
    file.answers()
        .flatMap(answers -> answers.batch())
        .filter(batch ->
            !batch.learned()
                && batch.rate().isPresent()
                && batch.rate().getAsDouble() < file.rule().rate())
        .ifPresent(batch -> found.add(told(0.45, batch.rate().getAsDouble(), batch.measurement())));
  }

  private Finding told(double severity, double rate, Examination.Measurement by) {
    return new Finding(id(), severity, by.evidence(), by.sentence(), List.of(new Rate(rate)));
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "the learning rate beside the usual one of the rule; how often and how far the training loss rises; where training diverged; a range test of rates and one batch learned by heart",
        List.of(
            String.format(Locale.ROOT, "rate at least %.1f times the usual", Math.pow(10, DECADES)),
            String.format(
                Locale.ROOT,
                "training loss up by more than %.0f %% in %.0f %% of at least %d epochs, or %.1f times its start at the end",
                100 * JUMP,
                100 * OFTEN,
                FEWEST_EPOCHS,
                RISEN)),
        List.of("the usual rate", "a tenth of it"),
        CausePages.TAKEN_AWAY);
  }
}
