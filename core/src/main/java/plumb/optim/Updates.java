package plumb.optim;

import plumb.optim.UpdateRule.EpsilonAt;
import plumb.optim.UpdateRule.RmsProp.Start;
import plumb.optim.UpdateRule.Velocity;

/**
 * The update rules' loops, each below its formula. They overwrite the parameters and the slots.
 *
 * <p>What decays without end would stay in the subnormal numbers for good, where arithmetic is many
 * times slower: {@code 0.9 * 4} units of the last place rounds to 4 again. Adding and taking away a
 * constant rounds what is too small to matter to 0, and costs a loop that waits for memory nothing.
 */
final class Updates {
  /** Rounds gradients to multiples of 7e-18, so that their squares are 0 or normal. */
  private static final float OF_GRADIENT = 1e-10f;

  /** Rounds velocities to multiples of 8e-33. */
  private static final float OF_VELOCITY = 1e-25f;

  /** Rounds means of squares to multiples of 9e-38: their roots below 2e-19 become 0. */
  private static final float OF_SQUARES = 1e-30f;

  /** What an epsilon of 0 means, so that a parameter that never had a gradient stays: 0 / this. */
  private static final double LEAST_EPSILON = 1e-18;

  private Updates() {}

  /**
   * Applies a rule to a piece of the parameters.
   *
   * @param rate the learning rate of this update
   * @param g the gradient, penalty and clipping done
   */
  static void apply(UpdateRule rule, double rate, Slots slots, float[] w, float[] g, Range piece) {
    int from = piece.from();
    int to = piece.to();
    float eta = (float) rate;
    switch (rule) {
      case UpdateRule.Sgd _ -> sgd(eta, w, g, from, to);
      case UpdateRule.Momentum(_, double momentum, Velocity velocity) -> {
        switch (velocity) {
          case STEPS -> momentum(eta, (float) momentum, slots.array(0), w, g, from, to);
          case GRADIENTS ->
              momentumOfGradients(eta, (float) momentum, slots.array(0), w, g, from, to);
        }
      }
      case UpdateRule.Nesterov(_, double momentum, Velocity velocity) -> {
        switch (velocity) {
          case STEPS -> nesterov(eta, (float) momentum, slots.array(0), w, g, from, to);
          case GRADIENTS ->
              nesterovOfGradients(eta, (float) momentum, slots.array(0), w, g, from, to);
        }
      }
      case UpdateRule.Adagrad(_, double epsilon, EpsilonAt at, _) ->
          adagrad(eta, under(epsilon, at), beside(epsilon, at), slots.array(0), w, g, from, to);
      case UpdateRule.RmsProp(_, double decay, double epsilon, EpsilonAt at, Start start) -> {
        // s = g^2 in the first step is what forgetting all that was before gives.
        boolean first = start == Start.FIRST_GRADIENT && slots.step() == 1;
        float keep = first ? 0 : (float) decay;
        rmsProp(eta, keep, under(epsilon, at), beside(epsilon, at), slots.array(0), w, g, from, to);
      }
      case UpdateRule.Adam adam -> adam(adam, rate, slots, w, g, from, to);
      case UpdateRule.AdamW(UpdateRule.Adam adam, WeightDecay(double decay, Scope on)) -> {
        if (on.covers(piece.kind())) {
          decay((float) (1 - rate * decay), w, from, to);
        }
        adam(adam, rate, slots, w, g, from, to);
      }
    }
  }

  /** What is added under the root. */
  private static float under(double epsilon, EpsilonAt at) {
    return at == EpsilonAt.INSIDE_ROOT ? (float) epsilon : 0;
  }

  /** What is added beside the root. */
  private static float beside(double epsilon, EpsilonAt at) {
    return (float)
        (at == EpsilonAt.OUTSIDE_ROOT ? Math.max(epsilon, LEAST_EPSILON) : LEAST_EPSILON);
  }

  /** {@code w <- w - rate g}. */
  private static void sgd(float rate, float[] w, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      w[i] -= rate * g[i];
    }
  }

  /** {@code v <- momentum v - rate g; w <- w + v}. */
  private static void momentum(
      float rate, float momentum, float[] v, float[] w, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      v[i] = (momentum * v[i] - rate * g[i] + OF_VELOCITY) - OF_VELOCITY;
      w[i] += v[i];
    }
  }

  /** {@code v <- momentum v + g; w <- w - rate v}. */
  private static void momentumOfGradients(
      float rate, float momentum, float[] v, float[] w, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      v[i] = (momentum * v[i] + g[i] + OF_VELOCITY) - OF_VELOCITY;
      w[i] -= rate * v[i];
    }
  }

  /** {@code v <- momentum v - rate g; w <- w + momentum v - rate g}. */
  private static void nesterov(
      float rate, float momentum, float[] v, float[] w, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      v[i] = (momentum * v[i] - rate * g[i] + OF_VELOCITY) - OF_VELOCITY;
      w[i] += momentum * v[i] - rate * g[i];
    }
  }

  /** {@code v <- momentum v + g; w <- w - rate (g + momentum v)}. */
  private static void nesterovOfGradients(
      float rate, float momentum, float[] v, float[] w, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      v[i] = (momentum * v[i] + g[i] + OF_VELOCITY) - OF_VELOCITY;
      w[i] -= rate * (g[i] + momentum * v[i]);
    }
  }

  /** {@code s <- s + g^2; w <- w - rate g / (sqrt(s + under) + beside)}. */
  private static void adagrad(
      float rate, float under, float beside, float[] s, float[] w, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      float gi = (g[i] + OF_GRADIENT) - OF_GRADIENT;
      s[i] += gi * gi;
      w[i] -= rate * gi / ((float) Math.sqrt(s[i] + under) + beside);
    }
  }

  /** {@code s <- keep s + (1 - keep) g^2; w <- w - rate g / (sqrt(s + under) + beside)}. */
  private static void rmsProp(
      float rate,
      float keep,
      float under,
      float beside,
      float[] s,
      float[] w,
      float[] g,
      int from,
      int to) {
    float add = 1 - keep;
    for (int i = from; i < to; i++) {
      float gi = (g[i] + OF_GRADIENT) - OF_GRADIENT;
      s[i] = (keep * s[i] + add * (gi * gi) + OF_SQUARES) - OF_SQUARES;
      w[i] -= rate * gi / ((float) Math.sqrt(s[i] + under) + beside);
    }
  }

  /**
   * RMSProp plus momentum, both means corrected for starting at 0: {@code m <- beta1 m + (1 -
   * beta1) g; s <- beta2 s + (1 - beta2) g^2; w <- w - rate mHat / (sqrt(sHat) + epsilon)} with
   * {@code mHat = m / (1 - beta1^t)} and {@code sHat = s / (1 - beta2^t)}.
   */
  private static void adam(
      UpdateRule.Adam rule, double rate, Slots slots, float[] w, float[] g, int from, int to) {
    float[] m = slots.array(0);
    float[] s = slots.array(1);
    // The betas as single precision has them, everywhere: the weights of a mean then add up to 1.
    float beta1 = (float) rule.beta1();
    float beta2 = (float) rule.beta2();
    double t = (double) slots.step();
    double ofM = 1 / (1 - StrictMath.pow(beta1, t));
    double ofRoot = 1 / StrictMath.sqrt(1 - StrictMath.pow(beta2, t));
    double epsilon =
        switch (rule.epsilonAt()) {
          case CORRECTED -> rule.epsilon();
          case UNCORRECTED -> rule.epsilon() * ofRoot;
        };
    float step = (float) (rate * ofM);
    float hat = (float) ofRoot;
    float beside = (float) Math.max(epsilon, LEAST_EPSILON);
    for (int i = from; i < to; i++) {
      float gi = (g[i] + OF_GRADIENT) - OF_GRADIENT;
      m[i] = (beta1 * m[i] + (1 - beta1) * gi + OF_VELOCITY) - OF_VELOCITY;
      s[i] = (beta2 * s[i] + (1 - beta2) * (gi * gi) + OF_SQUARES) - OF_SQUARES;
      w[i] -= step * m[i] / (hat * (float) Math.sqrt(s[i]) + beside);
    }
  }

  /** {@code w <- factor w}. */
  private static void decay(float factor, float[] w, int from, int to) {
    for (int i = from; i < to; i++) {
      w[i] *= factor;
    }
  }
}
