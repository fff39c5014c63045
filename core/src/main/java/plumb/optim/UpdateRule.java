package plumb.optim;

/**
 * Turns a gradient into an update of the parameters. A rule is its hyper-parameters only; all that
 * changes between steps is in {@link Slots}, so a rule can be printed, compared and shared.
 *
 * <p>Lecture: "Adaptive Learning Rate", "Momentum", "Adam".
 */
public sealed interface UpdateRule
    permits UpdateRule.Sgd,
        UpdateRule.Momentum,
        UpdateRule.Nesterov,
        UpdateRule.Adagrad,
        UpdateRule.RmsProp,
        UpdateRule.Adam,
        UpdateRule.AdamW {
  /** The learning rate before any schedule. */
  double rate();

  /** The same rule with another learning rate. */
  UpdateRule withRate(double rate);

  /**
   * {@code w <- w - rate * g}.
   *
   * @param rate learning rate, above 0
   */
  record Sgd(double rate) implements UpdateRule {
    @Override
    public Sgd withRate(double rate) {
      return new Sgd(rate);
    }
  }

  /**
   * The lecture's momentum: {@code v <- momentum * v - rate * g; w <- w + v}.
   *
   * @param rate learning rate, inside v
   * @param momentum share of the last movement that is kept, usually 0.9
   */
  record Momentum(double rate, double momentum) implements UpdateRule {
    @Override
    public Momentum withRate(double rate) {
      return new Momentum(rate, momentum);
    }
  }

  /**
   * Momentum that looks ahead: {@code v <- momentum * v - rate * g; w <- w + momentum * v - rate *
   * g}.
   *
   * @param rate learning rate
   * @param momentum share of the last movement that is kept, usually 0.9
   */
  record Nesterov(double rate, double momentum) implements UpdateRule {
    @Override
    public Nesterov withRate(double rate) {
      return new Nesterov(rate, momentum);
    }
  }

  /**
   * {@code s <- s + g^2; w <- w - rate * g / (sqrt(s) + epsilon)} (Duchi et al. 2011).
   *
   * @param rate learning rate, usually 0.01
   * @param epsilon keeps the division finite
   */
  record Adagrad(double rate, double epsilon) implements UpdateRule {
    @Override
    public Adagrad withRate(double rate) {
      return new Adagrad(rate, epsilon);
    }
  }

  /**
   * {@code s <- decay * s + (1 - decay) * g^2; w <- w - rate * g / (sqrt(s) + epsilon)} (Hinton).
   *
   * @param rate learning rate, usually 0.001
   * @param decay the lecture's alpha, usually 0.9
   * @param epsilon added outside the root
   * @param start what s is before the first step
   */
  record RmsProp(double rate, double decay, double epsilon, Start start) implements UpdateRule {
    /** What the running mean of squares starts from. */
    public enum Start {
      /** 0, the common form. */
      ZERO,
      /** The first squared gradient, so that the first step is {@code rate * sign(g)} (lecture). */
      FIRST_GRADIENT
    }

    @Override
    public RmsProp withRate(double rate) {
      return new RmsProp(rate, decay, epsilon, start);
    }
  }

  /**
   * RMSProp plus momentum, both corrected for starting at 0 (Kingma and Ba 2015): {@code m <- beta1
   * * m + (1 - beta1) * g; s <- beta2 * s + (1 - beta2) * g^2; w <- w - rate * mHat / (sqrt(sHat) +
   * epsilon)}.
   *
   * @param rate learning rate, usually 0.001
   * @param beta1 decay of the movement, usually 0.9
   * @param beta2 decay of the squares, usually 0.999
   * @param epsilon added outside the root
   */
  record Adam(double rate, double beta1, double beta2, double epsilon) implements UpdateRule {
    /** With the paper's other hyper-parameters. */
    public Adam(double rate) {
      this(rate, 0.9, 0.999, 1e-8);
    }

    @Override
    public Adam withRate(double rate) {
      return new Adam(rate, beta1, beta2, epsilon);
    }
  }

  /**
   * Adam with weight decay beside it: {@code w <- w - rate * decay * w} before Adam's step
   * (Loshchilov and Hutter 2019). Biases and PReLU slopes do not decay.
   *
   * @param rate learning rate
   * @param beta1 decay of the movement
   * @param beta2 decay of the squares
   * @param epsilon added outside the root
   * @param decay usually 0.01
   */
  record AdamW(double rate, double beta1, double beta2, double epsilon, double decay)
      implements UpdateRule {
    @Override
    public AdamW withRate(double rate) {
      return new AdamW(rate, beta1, beta2, epsilon, decay);
    }
  }
}
