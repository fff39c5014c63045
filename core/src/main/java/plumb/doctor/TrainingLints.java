package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumb.nn.Layer;
import plumb.optim.Clip;
import plumb.optim.Schedule;
import plumb.optim.UpdateRule;
import plumb.recipe.CurveDiagnosis;
import plumb.run.CauseId;
import plumb.train.Stopping;

/** What update rule, schedule, length and penalties of a card alone give reason to suspect. */
final class TrainingLints {
  /** Decades above and below the usual rate that nobody wonders at. */
  private static final double RATE_DECADES_UP = 0.6;

  private static final double RATE_DECADES_DOWN = 1;

  private final Facts facts;
  private final List<Suspect> suspects = new ArrayList<>();

  private TrainingLints(Facts facts) {
    this.facts = facts;
  }

  /** The suspects, in no order. */
  static List<Suspect> of(Facts facts) {
    TrainingLints lints = new TrainingLints(facts);
    lints.rate();
    lints.hyperparameters();
    lints.clip();
    lints.schedule();
    lints.length();
    lints.batch();
    lints.penalties();
    return lints.suspects;
  }

  private void rate() {
    UpdateRule rule = facts.card().optimizer().rule();
    double usual = CurveDiagnosis.usualRate(facts.card());
    double momentum = momentum(rule);
    double decades = Math.log10(rule.rate() / usual);
    double down = rule instanceof UpdateRule.Sgd ? 1.5 : RATE_DECADES_DOWN;
    if (decades >= RATE_DECADES_UP) {
      List<Treatment> treatments = new ArrayList<>(List.of(TrainingTreatments.rate(usual)));
      treatments.add(TrainingTreatments.rate(usual / 10));
      suspects.add(
          new Suspect(
              CauseId.LEARNING_RATE_TOO_HIGH,
              Math.min(0.95, 0.35 + 0.3 * decades),
              Numbers.of(
                  "rate",
                  rule.rate(),
                  "usualRate",
                  usual,
                  "rateLimit",
                  usual * Math.pow(10, RATE_DECADES_UP)),
              "The learning rate is %s; for this update rule %s is usual."
                  .formatted(Numbers.plain(rule.rate()), Numbers.plain(usual)),
              treatments));
    }
    if (decades <= -down) {
      suspects.add(
          new Suspect(
              CauseId.LEARNING_RATE_TOO_LOW,
              Math.min(0.95, 0.35 + 0.3 * (-decades - down)),
              Numbers.of(
                  "rate",
                  rule.rate(),
                  "usualRate",
                  usual,
                  "rateLimit",
                  usual * Math.pow(10, -down)),
              "The learning rate is %s; for this update rule %s is usual."
                  .formatted(Numbers.plain(rule.rate()), Numbers.plain(usual)),
              List.of(TrainingTreatments.rate(usual), TrainingTreatments.rate(usual * 3))));
    }
    if (momentum > 0.95) {
      suspects.add(
          new Suspect(
              CauseId.OSCILLATION,
              momentum >= 0.98 ? 0.7 : 0.4,
              Numbers.of("momentum", momentum, "momentumLimit", 0.95),
              String.format(
                  Locale.ROOT,
                  "Momentum %.4g keeps %.0f steps in motion, so it swings past every valley.",
                  momentum,
                  1 / (1 - momentum)),
              List.of(TrainingTreatments.usualHyperparameters(), TrainingTreatments.adam())));
    }
  }

  private static double momentum(UpdateRule rule) {
    return switch (rule) {
      case UpdateRule.Momentum m -> m.momentum();
      case UpdateRule.Nesterov n -> n.momentum();
      case UpdateRule.Adam a -> a.beta1();
      case UpdateRule.AdamW w -> w.adam().beta1();
      case UpdateRule.Sgd _, UpdateRule.Adagrad _, UpdateRule.RmsProp _ -> 0;
    };
  }

  private void hyperparameters() {
    UpdateRule rule = facts.card().optimizer().rule();
    double epsilon =
        switch (rule) {
          case UpdateRule.Adam a -> a.epsilon();
          case UpdateRule.AdamW w -> w.adam().epsilon();
          case UpdateRule.RmsProp r -> r.epsilon();
          case UpdateRule.Adagrad a -> a.epsilon();
          case UpdateRule.Sgd _, UpdateRule.Momentum _, UpdateRule.Nesterov _ -> 0;
        };
    if (epsilon > 1e-3) {
      suspects.add(
          new Suspect(
              CauseId.LEARNING_RATE_TOO_LOW,
              epsilon >= 0.1 ? 0.8 : 0.5,
              Numbers.of("epsilon", epsilon, "epsilonLimit", 1e-3),
              String.format(
                  Locale.ROOT,
                  "Epsilon %.2g is larger than the gradients it is added to, so every step is short.",
                  epsilon),
              List.of(TrainingTreatments.usualHyperparameters())));
    }
    if (rule instanceof UpdateRule.AdamW w && w.weightDecay().decay() > 0.1) {
      suspects.add(
          regularized(
              w.weightDecay().decay() >= 1 ? 0.85 : 0.5,
              "weightDecay",
              w.weightDecay().decay(),
              0.1));
    }
  }

  private void clip() {
    double limit =
        switch (facts.card().optimizer().clip()) {
          case Clip.ByNorm(double norm) -> norm;
          case Clip.ByValue(double value) -> 10 * value;
          case Clip.None _ -> Double.POSITIVE_INFINITY;
        };
    if (limit < 0.1) {
      suspects.add(
          new Suspect(
              CauseId.OVER_CLIPPING,
              limit <= 0.01 ? 0.85 : 0.5,
              Numbers.of("clip", limit, "clipLimit", 0.1),
              "Gradients are cut down to a length of %s, far below what is usual in training."
                  .formatted(Numbers.plain(limit)),
              List.of(TrainingTreatments.unclipped(), TrainingTreatments.clipped(1))));
    }
  }

  private void schedule() {
    int epochs = facts.card().epochs();
    double third =
        switch (facts.card().optimizer().schedule()) {
          case Schedule.Step(int every, double factor) ->
              Math.pow(factor, Math.floor(epochs / 3.0 / every));
          case Schedule.OnPlateau(int patience, double factor) ->
              Math.pow(factor, Math.floor(epochs / 9.0 / patience));
          case Schedule.WarmUp(int over) -> over > 0.5 * epochs ? (double) epochs / 3 / over : 1;
          case Schedule.Constant _, Schedule.Cosine _, Schedule.OneCycle _ -> 1;
        };
    boolean warmUp = facts.card().optimizer().schedule() instanceof Schedule.WarmUp;
    boolean plateau = facts.card().optimizer().schedule() instanceof Schedule.OnPlateau;
    if (warmUp && third < 1) {
      suspects.add(
          new Suspect(
              CauseId.SLOW_CONVERGENCE,
              0.5,
              Numbers.of("rateShareAtAThird", third),
              "The learning rate is still rising when half of the epochs are over.",
              List.of(TrainingTreatments.constantRate())));
    } else if (third < 0.1) {
      suspects.add(
          new Suspect(
              CauseId.PREMATURE_DECAY,
              plateau ? 0.4 : third < 0.01 ? 0.9 : 0.6,
              Numbers.of("rateShareAtAThird", third, "rateShareAtAThirdLimit", 0.1),
              String.format(
                  Locale.ROOT,
                  "After a third of the epochs the schedule %s %.2g of the learning rate.",
                  plateau ? "may leave no more than" : "leaves",
                  third),
              List.of(TrainingTreatments.constantRate())));
    }
  }

  private void length() {
    long updates = facts.updates();
    int epochs = facts.card().epochs();
    if (epochs <= 3 || updates < 200) {
      int more = Math.clamp(Math.ceilDiv(1500L, facts.updatesPerEpoch()), 15, 200);
      suspects.add(
          new Suspect(
              CauseId.TOO_FEW_EPOCHS,
              // With hardly an update an epoch it is the batch that is to blame.
              epochs <= 1
                  ? 0.75
                  : facts.updatesPerEpoch() <= 4 && epochs > 3 ? 0.42 : updates < 60 ? 0.7 : 0.55,
              Numbers.of("epochs", epochs, "updates", updates, "updatesLimit", 200),
              "The card allows %d epochs, %d updates.".formatted(epochs, updates),
              List.of(TrainingTreatments.epochs(Math.max(more, 4 * epochs)))));
    }
    if (facts.card().stopping() instanceof Stopping.Patience(int patience, double minDelta)
        && (patience <= 2 || minDelta >= 0.01)) {
      suspects.add(
          new Suspect(
              CauseId.TOO_FEW_EPOCHS,
              0.5,
              Numbers.of("patience", patience, "minDelta", minDelta, "patienceLimit", 2),
              String.format(
                  Locale.ROOT,
                  "Training stops after %d epochs without a gain of %.3g.",
                  patience,
                  minDelta),
              List.of(TrainingTreatments.patience())));
    }
  }

  private void batch() {
    int rows = facts.train().rows();
    int batch = facts.card().batch();
    if (rows >= 100 && facts.updatesPerEpoch() <= 4) {
      suspects.add(
          new Suspect(
              CauseId.SLOW_CONVERGENCE,
              facts.updatesPerEpoch() == 1 ? 0.65 : 0.5,
              Numbers.of(
                  "batch",
                  batch,
                  "updatesPerEpoch",
                  facts.updatesPerEpoch(),
                  "updatesPerEpochLimit",
                  4),
              "With batches of %d there are only %d updates an epoch."
                  .formatted(batch, facts.updatesPerEpoch()),
              List.of(TrainingTreatments.batch(32))));
    }
    if (batch <= 2 && rows >= 100) {
      suspects.add(
          new Suspect(
              CauseId.OSCILLATION,
              0.4,
              Numbers.of("batch", batch, "batchLimit", 2),
              "With batches of %d every update follows the noise of single rows.".formatted(batch),
              List.of(TrainingTreatments.batch(32))));
    }
  }

  private void penalties() {
    double l2 = facts.card().penalty().l2();
    double l1 = facts.card().penalty().l1();
    if (l2 >= 0.003) {
      suspects.add(regularized(l2 >= 0.03 ? 0.85 : 0.45, "l2", l2, 0.003));
    }
    if (l1 >= 3e-4) {
      suspects.add(regularized(l1 >= 0.003 ? 0.85 : 0.5, "l1", l1, 3e-4));
    }
    double norm = facts.card().penalty().maxNorm().orElse(Double.POSITIVE_INFINITY);
    if (norm < 0.5) {
      suspects.add(regularized(norm < 0.1 ? 0.8 : 0.45, "maxNorm", norm, 0.5));
    }
    double most = 0;
    double kept = 1;
    for (Layer layer : facts.card().network()) {
      if (layer instanceof Layer.Dropout(float p, _, Layer.DropoutScaling scaling)
          && scaling != Layer.DropoutScaling.NONE) {
        most = Math.max(most, p);
        kept *= 1 - p;
      }
    }
    if (most >= 0.6 || kept < 0.2) {
      suspects.add(regularized(most >= 0.8 ? 0.85 : 0.5, "dropout", most, 0.6));
    } else if (most >= 0.5) {
      suspects.add(regularized(0.35, "dropout", most, 0.5));
    }
  }

  private static Suspect regularized(double severity, String name, double value, double limit) {
    return new Suspect(
        CauseId.OVER_REGULARIZED,
        severity,
        Numbers.of(name, value, name + "Limit", limit),
        String.format(
            Locale.ROOT,
            "%s is %.3g; it makes training harder, and helps only a network that already fits its training set.",
            NetworkLints.capital(name),
            value),
        List.of(TrainingTreatments.unregularized()));
  }
}
