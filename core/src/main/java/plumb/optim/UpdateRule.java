package plumb.optim;

/**
 * Turns a gradient into an update of the parameters. A rule is its hyper-parameters only; all that
 * changes between steps is in {@link Slots}, so a rule can be printed, compared and shared.
 *
 * <p>Where the lecture, the papers and the libraries differ, the difference is a component of the
 * record. The short constructors give the lecture's form, apart from epsilon, which the lecture
 * does not have: at 0 a parameter whose gradients were all 0 so far does not move.
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

  /** What a velocity is the weighted sum of. Makes a difference only while the rate changes. */
  enum Velocity {
    /** Past steps: the rate of each update is inside (lecture, Keras). */
    STEPS,
    /** Past gradients: the present rate multiplies them all (PyTorch). */
    GRADIENTS
  }

  /** Where epsilon stands in the divisor of Adagrad and RMSProp. */
  enum EpsilonAt {
    /** {@code sqrt(s) + epsilon} (the papers, PyTorch). */
    OUTSIDE_ROOT,
    /** {@code sqrt(s + epsilon)} (Keras). */
    INSIDE_ROOT
  }

  /** What epsilon is added to in the divisor of Adam. */
  enum AdamEpsilon {
    /** The root of the corrected mean, {@code sqrt(s / (1 - beta2^t))} (the paper, PyTorch). */
    CORRECTED,
    /** The root before the correction, so that epsilon is large in early steps (Keras). */
    UNCORRECTED
  }

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
   * The lecture's momentum, {@code v <- momentum * v - rate * g; w <- w + v}; or with a velocity of
   * gradients {@code v <- momentum * v + g; w <- w - rate * v}.
   *
   * @param rate learning rate
   * @param momentum share of the last movement that is kept, usually 0.9
   * @param velocity what v sums
   */
  record Momentum(double rate, double momentum, Velocity velocity) implements UpdateRule {
    /** The lecture's. */
    public Momentum(double rate, double momentum) {
      this(rate, momentum, Velocity.STEPS);
    }

    @Override
    public Momentum withRate(double rate) {
      return new Momentum(rate, momentum, velocity);
    }
  }

  /**
   * Momentum that looks ahead: {@code v <- momentum * v - rate * g; w <- w + momentum * v - rate *
   * g}; or with a velocity of gradients {@code v <- momentum * v + g; w <- w - rate * (g + momentum
   * * v)}.
   *
   * @param rate learning rate
   * @param momentum share of the last movement that is kept, usually 0.9
   * @param velocity what v sums
   */
  record Nesterov(double rate, double momentum, Velocity velocity) implements UpdateRule {
    /** With the rate inside v. */
    public Nesterov(double rate, double momentum) {
      this(rate, momentum, Velocity.STEPS);
    }

    @Override
    public Nesterov withRate(double rate) {
      return new Nesterov(rate, momentum, velocity);
    }
  }

  /**
   * {@code s <- s + g^2; w <- w - rate * g / (sqrt(s) + epsilon)} (Duchi et al. 2011). The lecture
   * divides a rate that falls with {@code sqrt(t + 1)} by the root of the mean of {@code g^2}; the
   * two counts of steps cancel, and this is what remains.
   *
   * @param rate learning rate, usually 0.01
   * @param epsilon keeps the division finite, at least 0
   * @param epsilonAt where it stands
   * @param start what s is before the first step, at least 0
   */
  record Adagrad(double rate, double epsilon, EpsilonAt epsilonAt, double start)
      implements UpdateRule {
    /** From 0, with epsilon outside the root. */
    public Adagrad(double rate, double epsilon) {
      this(rate, epsilon, EpsilonAt.OUTSIDE_ROOT, 0);
    }

    @Override
    public Adagrad withRate(double rate) {
      return new Adagrad(rate, epsilon, epsilonAt, start);
    }
  }

  /**
   * {@code s <- decay * s + (1 - decay) * g^2; w <- w - rate * g / (sqrt(s) + epsilon)} (Hinton).
   *
   * @param rate learning rate, usually 0.001
   * @param decay the lecture's alpha, usually 0.9
   * @param epsilon keeps the division finite, at least 0
   * @param epsilonAt where it stands
   * @param start what s is before the first step
   */
  record RmsProp(double rate, double decay, double epsilon, EpsilonAt epsilonAt, Start start)
      implements UpdateRule {
    /** What the running mean of squares starts from. */
    public enum Start {
      /** 0, the common form. */
      ZERO,
      /**
       * The first squared gradient, so that the first step is {@code rate * sign(g)} (lecture,
       * whose sigma starts as the size of g: its sign would turn the first step round). Where the
       * first gradient is 0 there is no first step, and s starts from 0.
       */
      FIRST_GRADIENT
    }

    /** With epsilon outside the root. */
    public RmsProp(double rate, double decay, double epsilon, Start start) {
      this(rate, decay, epsilon, EpsilonAt.OUTSIDE_ROOT, start);
    }

    @Override
    public RmsProp withRate(double rate) {
      return new RmsProp(rate, decay, epsilon, epsilonAt, start);
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
   * @param epsilon keeps the division finite, at least 0
   * @param epsilonAt what it is added to
   */
  record Adam(double rate, double beta1, double beta2, double epsilon, AdamEpsilon epsilonAt)
      implements UpdateRule {
    /** With the paper's epsilon. */
    public Adam(double rate, double beta1, double beta2, double epsilon) {
      this(rate, beta1, beta2, epsilon, AdamEpsilon.CORRECTED);
    }

    /** With the paper's other hyper-parameters. */
    public Adam(double rate) {
      this(rate, 0.9, 0.999, 1e-8);
    }

    @Override
    public Adam withRate(double rate) {
      return new Adam(rate, beta1, beta2, epsilon, epsilonAt);
    }
  }

  /**
   * Adam with weight decay beside it.
   *
   * @param adam the rule, whose learning rate is that of the decay too
   * @param weightDecay usually 0.01
   */
  record AdamW(Adam adam, WeightDecay weightDecay) implements UpdateRule {
    /** With the paper's epsilon, of weights alone. */
    public AdamW(double rate, double beta1, double beta2, double epsilon, double decay) {
      this(new Adam(rate, beta1, beta2, epsilon), new WeightDecay(decay));
    }

    @Override
    public double rate() {
      return adam.rate();
    }

    @Override
    public AdamW withRate(double rate) {
      return new AdamW(adam.withRate(rate), weightDecay);
    }
  }
}
