package plumb.cause;

import java.util.ArrayList;
import java.util.List;
import plumb.optim.Schedule;
import plumb.probe.Flatness;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.TrainingTreatments.AdamRule;
import plumb.treatment.TrainingTreatments.Batch;
import plumb.treatment.TrainingTreatments.ConstantRate;
import plumb.wording.Wording;

/** Too little way in each update or too few updates an epoch, with a rate that is not odd. */
final class SlowConvergence implements CauseRule {
  /** So few updates an epoch are those of large batches. */
  private static final int FEW_UPDATES = 4;

  /** With fewer rows, few updates are what there is. */
  private static final int FEWEST_ROWS = 100;

  /** A warm-up over more than this share of the epochs leaves no time at the full rate. */
  private static final double LONG_WARM_UP = 0.5;

  @Override
  public CauseId id() {
    return CauseId.SLOW_CONVERGENCE;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    List<Finding> found = new ArrayList<>();
    int epochs = file.card().epochs();
    if (file.card().optimizer().schedule() instanceof Schedule.WarmUp(int over)
        && over > LONG_WARM_UP * epochs
        && over > epochs / 3) {
      found.add(
          new Finding(
              id(),
              0.5,
              Evidence.of(Reading.of("warmUpEpochs", over, LONG_WARM_UP * epochs, Unit.COUNT)),
              Wording.of("slow.warm-up"),
              List.of(new ConstantRate())));
    }
    int updates = file.updatesPerEpoch();
    if (file.train().rows() >= FEWEST_ROWS && updates <= FEW_UPDATES) {
      found.add(
          new Finding(
              id(),
              updates == 1 ? 0.65 : 0.5,
              Evidence.of(
                  Reading.of("batch", file.card().batch(), Unit.COUNT),
                  Reading.of("updatesPerEpoch", updates, FEW_UPDATES, Unit.COUNT)),
              Wording.of("slow.batch", file.card().batch(), updates),
              List.of(new Batch(32))));
    }
    Progress progress = Progress.of(file.trained());
    if (file.plainSteps() && (progress.rising() || file.notTrained())) {
      found.add(
          new Finding(
              id(),
              0.45,
              Evidence.of(
                  Reading.of("gainOfLastQuarter", progress.gain(), Unit.SCORE),
                  Reading.of("lossAtEnd", progress.lossAtEnd(), Unit.PLAIN)),
              Wording.of("slow.plain"),
              List.of(new AdamRule())));
    }
    if (file.plainSteps()) {
      file.answers()
          .flatMap(answers -> answers.place())
          .filter(place -> place.kind() == Flatness.Kind.SADDLE)
          .ifPresent(place ->
              found.add(
                  new Finding(
                      id(),
                      0.35,
                      Evidence.of(
                          Reading.of("lowestCurvature", place.spectrum().lowest(), Unit.PLAIN),
                          Reading.of("gradientNorm", place.gradientNorm(), Unit.PLAIN)),
                      Wording.of("slow.saddle", place.sentence()),
                      List.of(new AdamRule()))));
    }
    return found;
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "updates an epoch, warm-up, whether the result still gains under a rule without momentum or rates of its own, whether training ended at a saddle",
        List.of(
            "at most %d updates an epoch, with at least %d rows"
                .formatted(FEW_UPDATES, FEWEST_ROWS),
            "warm-up over more than %.0f %% of the epochs".formatted(100 * LONG_WARM_UP)),
        List.of(new Batch(32).title(), new AdamRule().title(), new ConstantRate().title()),
        CausePages.TAKEN_AWAY);
  }
}
