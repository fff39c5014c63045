package plumb.doctor;

import java.util.Locale;
import java.util.function.UnaryOperator;
import plumb.nn.Layer;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Schedule;
import plumb.optim.UpdateRule;
import plumb.run.Card;
import plumb.train.Stopping;

/** The changes of how a card trains: penalty, update rule, schedule, batch, length. */
final class TrainingTreatments {
  private TrainingTreatments() {}

  /** Nothing stronger than what is usual. */
  static Treatment unregularized() {
    return new Treatment(
        "no penalty and no dropout",
        "Both are against a bad validation result; they make a bad training result worse (lecture: \"Do not always blame overfitting\").",
        card ->
            card.withPenalty(Penalty.NONE)
                .withNetwork(
                    card.network().stream().filter(l -> !(l instanceof Layer.Dropout)).toList())
                .withOptimizer(
                    new Optimizer(
                        card.optimizer().rule() instanceof UpdateRule.AdamW w
                            ? w.adam()
                            : card.optimizer().rule(),
                        card.optimizer().clip(),
                        card.optimizer().schedule())));
  }

  static Treatment l2(double strength) {
    return new Treatment(
        String.format(Locale.ROOT, "L2 penalty %s", strength),
        "Weights the loss does not need decay towards 0 (lecture: \"Regularization\").",
        card -> card.withPenalty(card.penalty().withL2(strength)));
  }

  static Treatment l1(double strength) {
    return new Treatment(
        String.format(Locale.ROOT, "L1 penalty %s", Numbers.plain(strength)),
        "The same amount taken from every weight leaves those without use at 0 (lecture: \"L1 regularization\").",
        card -> card.withPenalty(card.penalty().withL1(strength)));
  }

  private static Treatment rule(String title, String reason, UnaryOperator<UpdateRule> change) {
    return new Treatment(
        title,
        reason,
        card ->
            card.withOptimizer(
                new Optimizer(
                    change.apply(card.optimizer().rule()),
                    card.optimizer().clip(),
                    card.optimizer().schedule())));
  }

  static Treatment rate(double rate) {
    return rule(
        String.format(Locale.ROOT, "learning rate %s", Numbers.plain(rate)),
        "Steps too long jump about or blow up, steps too short do not arrive (lecture: \"Adaptive Learning Rate\").",
        r -> r.withRate(rate));
  }

  static Treatment rateTimes(double factor) {
    return rule(
        factor > 1
            ? "learning rate times %s".formatted(Numbers.plain(factor))
            : "learning rate divided by %s".formatted(Numbers.plain(1 / factor)),
        "Steps too long jump about or blow up, steps too short do not arrive (lecture: \"Adaptive Learning Rate\").",
        r -> r.withRate(r.rate() * factor));
  }

  static Treatment adam() {
    return rule(
        "Adam at rate 0.001",
        "A rate of its own for every parameter, and momentum past flat places (lecture: \"Adam = RMSProp + Momentum\").",
        _ -> new UpdateRule.Adam(1e-3));
  }

  /** The rule with its usual hyper-parameters, the rate apart. */
  static Treatment usualHyperparameters() {
    return rule(
        "the usual momentum, decay and epsilon",
        "Too much momentum swings past every valley, a large epsilon makes every step short.",
        r ->
            switch (r) {
              case UpdateRule.Sgd s -> s;
              case UpdateRule.Momentum m -> new UpdateRule.Momentum(m.rate(), 0.9, m.velocity());
              case UpdateRule.Nesterov n -> new UpdateRule.Nesterov(n.rate(), 0.9, n.velocity());
              case UpdateRule.Adagrad a -> new UpdateRule.Adagrad(a.rate(), 1e-10);
              case UpdateRule.RmsProp p ->
                  new UpdateRule.RmsProp(p.rate(), 0.9, 1e-8, p.epsilonAt(), p.start());
              case UpdateRule.Adam a -> new UpdateRule.Adam(a.rate());
              case UpdateRule.AdamW w ->
                  new UpdateRule.AdamW(new UpdateRule.Adam(w.rate()), w.weightDecay());
            });
  }

  static Treatment unclipped() {
    return new Treatment(
        "no clipping",
        "A bound far below the usual gradient makes every step short.",
        card ->
            card.withOptimizer(
                new Optimizer(card.optimizer().rule(), Clip.NONE, card.optimizer().schedule())));
  }

  static Treatment clipped(double norm) {
    return new Treatment(
        "gradients clipped to a length of " + Numbers.plain(norm),
        "One huge gradient can undo all that was learned.",
        card ->
            card.withOptimizer(
                new Optimizer(
                    card.optimizer().rule(), new Clip.ByNorm(norm), card.optimizer().schedule())));
  }

  static Treatment constantRate() {
    return new Treatment(
        "a learning rate that stays",
        "A rate that dies before the loss has come to rest ends training early.",
        card ->
            card.withOptimizer(
                new Optimizer(
                    card.optimizer().rule(), card.optimizer().clip(), Schedule.CONSTANT)));
  }

  static Treatment batch(int size) {
    return new Treatment(
        "batches of " + size,
        "Large batches make few updates an epoch, tiny ones make noisy updates.",
        card -> card.withBatch(size));
  }

  static Treatment epochs(int count) {
    return new Treatment(
        count + " epochs",
        "The loss was still falling when training ended.",
        card -> card.withEpochs(Math.max(count, card.epochs())).withStopping(patient(card)));
  }

  static Treatment patience() {
    return new Treatment(
        "more patience before stopping early",
        "One bad epoch is no sign that the error will not fall again.",
        card -> card.withStopping(patient(card)));
  }

  private static Stopping patient(Card card) {
    return card.stopping() instanceof Stopping.Patience(int patience, _)
        ? new Stopping.Patience(Math.max(10, patience), 0)
        : card.stopping();
  }
}
