package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.optim.UpdateRule;
import plumb.run.CauseId;
import plumb.run.Verdict;
import plumb.train.EpochRecord;
import plumb.train.StopReason;

/** What the course of a training gives reason to suspect. */
final class RunSigns {
  /** A training loss that rises by more than this share from one epoch to the next has jumped. */
  private static final double JUMP = 0.05;

  private final Facts facts;
  private final Trial trial;
  private final Signals atEnd;
  private final Verdict verdict;
  private final List<Suspect> suspects = new ArrayList<>();

  private RunSigns(Facts facts, Trial trial, Signals atEnd, Verdict verdict) {
    this.facts = facts;
    this.trial = trial;
    this.atEnd = atEnd;
    this.verdict = verdict;
  }

  /** The suspects, in no order. */
  static List<Suspect> of(Facts facts, Trial trial, Signals atEnd, Verdict verdict) {
    RunSigns signs = new RunSigns(facts, trial, atEnd, verdict);
    if (trial.result().reason() instanceof StopReason.Diverged diverged) {
      signs.diverged(diverged);
    } else {
      signs.jumps();
      signs.unfinished();
    }
    signs.units();
    return signs.suspects;
  }

  private void diverged(StopReason.Diverged diverged) {
    double rate = facts.card().optimizer().rule().rate();
    suspects.add(
        new Suspect(
            CauseId.LEARNING_RATE_TOO_HIGH,
            0.45,
            Numbers.of("rate", rate, "divergedAtUpdate", diverged.update()),
            diverged.sentence(),
            List.of(TrainingTreatments.rateTimes(0.1), TrainingTreatments.rateTimes(0.01))));
    suspects.add(
        new Suspect(
            CauseId.EXPLODING_GRADIENT,
            0.4,
            Numbers.of("divergedAtUpdate", diverged.update()),
            diverged.sentence() + " Gradients may have grown from layer to layer.",
            List.of(TrainingTreatments.clipped(1))));
  }

  private void jumps() {
    List<EpochRecord> history = trial.history();
    int epochs = history.size() - 1;
    int jumps = 0;
    for (int i = 2; i < history.size(); i++) {
      jumps +=
          history.get(i).train().loss() > (1 + JUMP) * history.get(i - 1).train().loss() ? 1 : 0;
    }
    double first = history.getFirst().train().loss();
    double last = history.getLast().train().loss();
    boolean shaky = epochs >= 4 && jumps >= 0.3 * epochs;
    if (shaky || last > 1.2 * first) {
      String sentence =
          shaky
              ? "The training loss rose by more than 5 %% in %d of %d epochs."
                  .formatted(jumps, epochs)
              : String.format(
                  Locale.ROOT, "The training loss rose from %.3g to %.3g.", first, last);
      suspects.add(
          new Suspect(
              CauseId.LEARNING_RATE_TOO_HIGH,
              0.45,
              Numbers.of(
                  "jumps",
                  jumps,
                  "jumpsLimit",
                  0.3 * epochs,
                  "lossAtStart",
                  first,
                  "lossAtEnd",
                  last,
                  "rate",
                  facts.card().optimizer().rule().rate()),
              sentence,
              List.of(TrainingTreatments.rateTimes(0.1), TrainingTreatments.rateTimes(0.01))));
    }
  }

  private void unfinished() {
    List<EpochRecord> history = trial.history();
    int epochs = history.size() - 1;
    int quarter = Math.max(1, epochs / 4);
    double before = best(history, history.size() - quarter);
    double after = best(history, history.size());
    double lossBefore = history.get(history.size() - 1 - quarter).train().loss();
    double lossAfter = history.getLast().train().loss();
    boolean rising = after > before + 0.005 && trial.result().bestEpoch() > 0.85 * epochs;
    boolean falling = lossAfter < 0.95 * lossBefore;
    boolean ended = trial.result().reason() instanceof StopReason.AllEpochs;
    UpdateRule rule = facts.card().optimizer().rule();
    boolean plain = rule instanceof UpdateRule.Sgd || rule instanceof UpdateRule.Adagrad;
    if (ended && (rising || (falling && verdict == Verdict.NOT_TRAINED))) {
      int more = Math.clamp(4L * facts.card().epochs(), 10, 400);
      suspects.add(
          new Suspect(
              CauseId.TOO_FEW_EPOCHS,
              0.42,
              Numbers.of(
                  "epochs",
                  epochs,
                  "gainOfLastQuarter",
                  after - before,
                  "gainOfLastQuarterLimit",
                  0.005,
                  "lossAtEnd",
                  lossAfter,
                  "lossAtEndLimit",
                  0.95 * lossBefore),
              rising
                  ? String.format(
                      Locale.ROOT,
                      "When the %d epochs were over the result was still getting better: by %.3f in the last quarter.",
                      epochs,
                      after - before)
                  : String.format(
                      Locale.ROOT,
                      "When the %d epochs were over the training loss was still falling: from %.3g to %.3g in the last quarter.",
                      epochs,
                      lossBefore,
                      lossAfter),
              List.of(TrainingTreatments.epochs(more))));
    }
    if (plain && (rising || verdict == Verdict.NOT_TRAINED)) {
      suspects.add(
          new Suspect(
              CauseId.SLOW_CONVERGENCE,
              0.45,
              Numbers.of("gainOfLastQuarter", after - before, "lossAtEnd", lossAfter),
              "One rate for all parameters and no momentum: plain steps make slow way here.",
              List.of(TrainingTreatments.adam())));
    }
  }

  private static double best(List<EpochRecord> history, int until) {
    return history.stream().limit(until).mapToDouble(Comparison::watched).max().orElse(-1);
  }

  private void units() {
    boolean relu =
        facts.card().network().stream()
            .anyMatch(l -> l instanceof Layer.Activate(Activation.Relu _));
    if (relu && atEnd.mostDead() > 0.5 && verdict == Verdict.NOT_TRAINED) {
      suspects.add(
          new Suspect(
              CauseId.DYING_RELU,
              0.4,
              Numbers.of("deadShare", atEnd.mostDead(), "deadShareLimit", 0.5),
              String.format(
                  Locale.ROOT,
                  "%.0f %% of the ReLUs of a layer are 0 on every row looked at, so nothing moves them any more.",
                  100 * atEnd.mostDead()),
              List.of(NetworkTreatments.leakyRelu())));
    }
    if (atEnd.mostSaturated() > 0.5 && verdict == Verdict.NOT_TRAINED) {
      suspects.add(
          new Suspect(
              CauseId.SATURATED_ACTIVATION,
              0.35,
              Numbers.of("saturatedShare", atEnd.mostSaturated(), "saturatedShareLimit", 0.5),
              String.format(
                  Locale.ROOT,
                  "%.0f %% of a layer's sums lie where its activation is flat.",
                  100 * atEnd.mostSaturated()),
              List.of(NetworkTreatments.relu())));
    }
  }
}
