package plumb.treatment;

import java.math.BigDecimal;
import java.math.MathContext;
import plumb.nn.Layer;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Schedule;
import plumb.optim.UpdateRule;
import plumb.run.Card;
import plumb.train.Stopping;

/** The changes of how a card trains: penalty, update rule, schedule, batch, length. */
public final class TrainingTreatments {
  /** Epochs that early stopping waits at least where it is to be patient. */
  private static final int PATIENT = 10;

  private TrainingTreatments() {}

  /** A number as people write it: 0.0001, not 1.0E-4. */
  static String plain(double number) {
    return BigDecimal.valueOf(number)
        .round(new MathContext(3))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static Card rule(Card card, UpdateRule rule) {
    return card.withOptimizer(
        new Optimizer(rule, card.optimizer().clip(), card.optimizer().schedule()));
  }

  private static Stopping patient(Card card) {
    return card.stopping() instanceof Stopping.Patience(int patience, _)
        ? new Stopping.Patience(Math.max(PATIENT, patience), 0)
        : card.stopping();
  }

  /** Lecture: "Do not always blame overfitting": the medicine for the other failure, taken away. */
  public record Unregularized() implements Treatment {
    @Override
    public String title() {
      return "no penalty, decay or dropout";
    }

    @Override
    public String reason() {
      return "They are against a bad validation result; a bad training result they make worse (lecture: \"Do not always blame overfitting\").";
    }

    @Override
    public Card apply(Card card) {
      Card plain =
          card.withPenalty(Penalty.NONE)
              .withNetwork(
                  card.network().stream()
                      .filter(layer -> !(layer instanceof Layer.Dropout))
                      .toList());
      return plain.optimizer().rule() instanceof UpdateRule.AdamW w ? rule(plain, w.adam()) : plain;
    }
  }

  /** Lecture: "L2 Regularization". */
  public record L2(double strength) implements Treatment {
    @Override
    public String title() {
      return "L2 penalty " + plain(strength);
    }

    @Override
    public String reason() {
      return "Weights the loss does not need decay towards 0 (lecture: \"Regularization\").";
    }

    @Override
    public Card apply(Card card) {
      return card.withPenalty(card.penalty().withL2(strength));
    }
  }

  /** Lecture: "L1 Regularization". */
  public record L1(double strength) implements Treatment {
    @Override
    public String title() {
      return "L1 penalty " + plain(strength);
    }

    @Override
    public String reason() {
      return "The same amount taken from every weight leaves those without use at 0 (lecture: \"L1 regularization\").";
    }

    @Override
    public Card apply(Card card) {
      return card.withPenalty(card.penalty().withL1(strength));
    }
  }

  /** Another learning rate, other things equal. */
  public record Rate(double rate) implements Treatment {
    @Override
    public String title() {
      return "learning rate " + plain(rate);
    }

    @Override
    public String reason() {
      return RATE;
    }

    @Override
    public Card apply(Card card) {
      return rule(card, card.optimizer().rule().withRate(rate));
    }
  }

  /** The learning rate times a factor. */
  public record RateTimes(double factor) implements Treatment {
    @Override
    public String title() {
      return factor > 1
          ? "learning rate times " + plain(factor)
          : "learning rate divided by " + plain(1 / factor);
    }

    @Override
    public String reason() {
      return RATE;
    }

    @Override
    public Card apply(Card card) {
      UpdateRule rule = card.optimizer().rule();
      return rule(card, rule.withRate(rule.rate() * factor));
    }
  }

  private static final String RATE =
      "Steps too long jump about or diverge, steps too short do not arrive (lecture: \"Adaptive Learning Rate\").";

  /** Lecture: "Adam = RMSProp + Momentum". */
  public record AdamRule() implements Treatment {
    @Override
    public String title() {
      return "Adam at rate 0.001";
    }

    @Override
    public String reason() {
      return "A rate of its own for every parameter, and momentum past flat places (lecture: \"Adam = RMSProp + Momentum\").";
    }

    @Override
    public Card apply(Card card) {
      return rule(card, new UpdateRule.Adam(1e-3));
    }
  }

  /** The rule with its usual hyper-parameters, the rate apart. */
  public record UsualHyperparameters() implements Treatment {
    @Override
    public String title() {
      return "the usual momentum, decay and epsilon";
    }

    @Override
    public String reason() {
      return "Too much momentum swings past every valley, a large epsilon makes every step short.";
    }

    @Override
    public Card apply(Card card) {
      return rule(
          card,
          switch (card.optimizer().rule()) {
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
  }

  /** Gradients as they are, or cut down to a norm; an infinite norm for no clipping. */
  public record Clipped(double norm) implements Treatment {
    /** No clipping. */
    public static final Clipped NOT = new Clipped(Double.POSITIVE_INFINITY);

    @Override
    public String title() {
      return Double.isInfinite(norm)
          ? "no clipping"
          : "gradients clipped to a norm of " + plain(norm);
    }

    @Override
    public String reason() {
      return Double.isInfinite(norm)
          ? "A bound far below the usual gradient makes every step short."
          : "One huge gradient can undo all that was learned.";
    }

    @Override
    public Card apply(Card card) {
      return card.withOptimizer(
          new Optimizer(
              card.optimizer().rule(),
              Double.isInfinite(norm) ? Clip.NONE : new Clip.ByNorm(norm),
              card.optimizer().schedule()));
    }
  }

  /** No schedule. */
  public record ConstantRate() implements Treatment {
    @Override
    public String title() {
      return "a learning rate that stays";
    }

    @Override
    public String reason() {
      return "A rate that dies before the loss has come to rest ends training early.";
    }

    @Override
    public Card apply(Card card) {
      return card.withOptimizer(
          new Optimizer(card.optimizer().rule(), card.optimizer().clip(), Schedule.CONSTANT));
    }
  }

  /** Another number of rows an update. */
  public record Batch(int size) implements Treatment {
    @Override
    public String title() {
      return "batches of " + size;
    }

    @Override
    public String reason() {
      return "Large batches make few updates an epoch, tiny ones make noisy updates.";
    }

    @Override
    public Card apply(Card card) {
      return card.withBatch(size);
    }
  }

  /** At least so many epochs, with patience for them. */
  public record Epochs(int count) implements Treatment {
    @Override
    public String title() {
      return count + " epochs";
    }

    @Override
    public String reason() {
      return "The loss was still falling when training ended.";
    }

    @Override
    public Card apply(Card card) {
      return card.withEpochs(Math.max(count, card.epochs())).withStopping(patient(card));
    }
  }

  /** Early stopping that waits longer. */
  public record Patience() implements Treatment {
    @Override
    public String title() {
      return "more patience before stopping early";
    }

    @Override
    public String reason() {
      return "One bad epoch is no sign that the error will not fall again.";
    }

    @Override
    public Card apply(Card card) {
      return card.withStopping(patient(card));
    }
  }
}
