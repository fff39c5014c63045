package plumb.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumb.experiment.Trained;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.train.StopReason;
import plumb.train.Stopping;
import plumb.treatment.TrainingTreatments.Epochs;
import plumb.treatment.TrainingTreatments.Patience;
import plumb.wording.Wording;

/** Training ended before it had arrived. */
final class TooFewEpochs implements CauseRule {
  /** So few epochs are hardly ever enough. */
  private static final int FEW_EPOCHS = 3;

  /** So few updates are hardly ever enough. */
  private static final int FEW_UPDATES = 200;

  /** Updates that a longer training makes at least. */
  private static final long ENOUGH_UPDATES = 1500;

  /** Patience that one unlucky epoch may exhaust. */
  private static final int IMPATIENT = 2;

  /**
   * What an epoch must gain not to count as waiting, above which waiting is nearly all there is.
   */
  private static final double DEMANDING = 0.01;

  /** A longer training nearly always gains a little: it must gain so much to be called for. */
  static final double WORTH_LONGER = 0.05;

  @Override
  public CauseId id() {
    return CauseId.TOO_FEW_EPOCHS;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    List<Finding> found = new ArrayList<>();
    card(file, found);
    curve(file, found);
    return found;
  }

  private void card(CaseFile file, List<Finding> found) {
    long updates = file.updates();
    int epochs = file.card().epochs();
    if (epochs <= FEW_EPOCHS || updates < FEW_UPDATES) {
      int more = Math.clamp(Math.ceilDiv(ENOUGH_UPDATES, file.updatesPerEpoch()), 15, 200);
      // With hardly an update an epoch it is the batch that is to blame.
      double severity =
          epochs <= 1
              ? 0.75
              : file.updatesPerEpoch() <= 4 && epochs > FEW_EPOCHS
                  ? 0.42
                  : updates < 60 ? 0.7 : 0.55;
      found.add(
          new Finding(
              id(),
              severity,
              Evidence.of(
                  Reading.of("epochs", epochs, FEW_EPOCHS, Unit.COUNT),
                  Reading.of("updates", (double) updates, FEW_UPDATES, Unit.COUNT)),
              Wording.of("epochs.few", epochs, updates),
              List.of(new Epochs(Math.max(more, 4 * epochs)))));
    }
    if (file.card().stopping() instanceof Stopping.Patience(int patience, double minDelta)
        && (patience <= IMPATIENT || minDelta >= DEMANDING)) {
      found.add(
          new Finding(
              id(),
              0.5,
              Evidence.of(
                  Reading.of("patience", patience, IMPATIENT, Unit.COUNT),
                  Reading.of("minDelta", minDelta, DEMANDING, Unit.PLAIN)),
              Wording.of("epochs.patience", patience, minDelta),
              List.of(new Patience())));
    }
  }

  private void curve(CaseFile file, List<Finding> found) {
    boolean ended = endedByEpochs(file.trained());
    Progress progress = Progress.of(file.trained());
    if (ended && (progress.rising() || (progress.falling() && file.notTrained()))) {
      int epochs = file.history().size() - 1;
      found.add(
          new Finding(
              id(),
              0.42,
              Evidence.of(
                  Reading.of("epochs", epochs, Unit.COUNT),
                  Reading.of("gainOfLastQuarter", progress.gain(), Progress.GAIN, Unit.SCORE),
                  Reading.of(
                      "lossAtEnd",
                      progress.lossAtEnd(),
                      Progress.FALLING * progress.lossBefore(),
                      Unit.PLAIN)),
              progress.rising()
                  ? Wording.of("epochs.rising", epochs, progress.gain())
                  : Wording.of(
                      "epochs.falling", epochs, progress.lossBefore(), progress.lossAtEnd()),
              List.of(new Epochs(Math.clamp(4L * file.card().epochs(), 10, 400)))));
    }
  }

  /** Whether it was the card's number of epochs that ended a training. */
  static boolean endedByEpochs(Trained trained) {
    return switch (trained.result().reason()) {
      case StopReason.AllEpochs _ -> true;
      case StopReason.ChosenByFolds _ -> trained.history().size() > trained.card().epochs();
      case StopReason.NoImprovement _,
          StopReason.NoImprovementBeyondNoise _,
          StopReason.Diverged _,
          StopReason.Interrupted _ ->
          false;
    };
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "epochs and updates that the card allows, its patience, and whether result or training loss were still getting better at the end",
        List.of(
            "at most %d epochs or fewer than %d updates".formatted(FEW_EPOCHS, FEW_UPDATES),
            String.format(
                Locale.ROOT, "patience of at most %d, or minDelta from %.2f", IMPATIENT, DEMANDING),
            String.format(
                Locale.ROOT,
                "a gain of %.3f, or a training loss %.0f %% lower, in the last quarter",
                Progress.GAIN,
                100 * (1 - Progress.FALLING))),
        List.of("four times the epochs", new Patience().title()),
        String.format(
            Locale.ROOT,
            "%s; a longer training must gain at least %.2f",
            CausePages.TAKEN_AWAY,
            WORTH_LONGER));
  }
}
