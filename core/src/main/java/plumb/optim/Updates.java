package plumb.optim;

/** The update rules' loops, each below its formula. They overwrite the parameters and the slots. */
final class Updates {
  private static final float G_ROUND = 1e-10f;
  private static final float M_ROUND = 1e-25f;
  private static final float S_ROUND = 1e-30f;

  private Updates() {}

  /**
   * Applies a rule to {@code w[from .. to)}.
   *
   * @param g the gradient, penalty and clipping done
   * @param step 1 for the first
   */
  static void apply(
      UpdateRule rule,
      double rate,
      Slots slots,
      long step,
      float[] w,
      float[] g,
      int from,
      int to,
      boolean penalized) {
    switch (rule) {
      case UpdateRule.Sgd _ -> sgd((float) rate, w, g, from, to);
      case UpdateRule.Momentum r ->
          momentum((float) rate, (float) r.momentum(), slots.array(0), w, g, from, to);
      case UpdateRule.Nesterov r ->
          nesterov((float) rate, (float) r.momentum(), slots.array(0), w, g, from, to);
      case UpdateRule.Adagrad r ->
          adagrad((float) rate, (float) r.epsilon(), slots.array(0), w, g, from, to);
      case UpdateRule.RmsProp r -> {
        boolean first = step == 1 && r.start() == UpdateRule.RmsProp.Start.FIRST_GRADIENT;
        float decay = first ? 0 : (float) r.decay();
        rmsProp((float) rate, decay, (float) r.epsilon(), slots.array(0), w, g, from, to);
      }
      case UpdateRule.Adam r ->
          adam(rate, r.beta1(), r.beta2(), r.epsilon(), slots, step, w, g, from, to);
      case UpdateRule.AdamW r -> {
        if (penalized) {
          decay((float) (1 - rate * r.decay()), w, from, to);
        }
        adam(rate, r.beta1(), r.beta2(), r.epsilon(), slots, step, w, g, from, to);
      }
    }
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
      v[i] = momentum * v[i] - rate * g[i];
      w[i] += v[i];
    }
  }

  /** {@code v <- momentum v - rate g; w <- w + momentum v - rate g}. */
  private static void nesterov(
      float rate, float momentum, float[] v, float[] w, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      v[i] = momentum * v[i] - rate * g[i];
      w[i] += momentum * v[i] - rate * g[i];
    }
  }

  /** {@code s <- s + g^2; w <- w - rate g / (sqrt(s) + epsilon)}. */
  private static void adagrad(
      float rate, float epsilon, float[] s, float[] w, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      s[i] += g[i] * g[i];
      w[i] -= rate * g[i] / ((float) Math.sqrt(s[i]) + epsilon);
    }
  }

  /** {@code s <- decay s + (1 - decay) g^2; w <- w - rate g / (sqrt(s) + epsilon)}. */
  private static void rmsProp(
      float rate, float decay, float epsilon, float[] s, float[] w, float[] g, int from, int to) {
    float rest = 1 - decay;
    for (int i = from; i < to; i++) {
      s[i] = decay * s[i] + rest * (g[i] * g[i]);
      w[i] -= rate * g[i] / ((float) Math.sqrt(s[i]) + epsilon);
    }
  }

  /**
   * RMSProp plus momentum: {@code m <- beta1 m + (1 - beta1) g; s <- beta2 s + (1 - beta2) g^2; w
   * <- w - rate mHat / (sqrt(sHat) + epsilon)} with {@code mHat = m / (1 - beta1^t)} and {@code
   * sHat = s / (1 - beta2^t)}.
   */
  private static void adam(
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      Slots slots,
      long step,
      float[] w,
      float[] g,
      int from,
      int to) {
    float[] m = slots.array(0);
    float[] s = slots.array(1);
    float keepM = (float) beta1;
    float addM = (float) (1 - beta1);
    float keepS = (float) beta2;
    float addS = (float) (1 - beta2);
    float hatRate = (float) (rate / (1 - StrictMath.pow(beta1, (double) step)));
    float hatRoot = (float) (1 / StrictMath.sqrt(1 - StrictMath.pow(beta2, (double) step)));
    float small = (float) epsilon;
    for (int i = from; i < to; i++) {
      // Adding and taking away a constant rounds what is too small to matter to 0. Without that the
      // state of an idle parameter ends in subnormal numbers, which cost a hundred times the time.
      float gi = (g[i] + G_ROUND) - G_ROUND;
      m[i] = (keepM * m[i] + addM * gi + M_ROUND) - M_ROUND;
      s[i] = (keepS * s[i] + addS * (gi * gi) + S_ROUND) - S_ROUND;
      w[i] -= hatRate * m[i] / ((float) Math.sqrt(s[i]) * hatRoot + small);
    }
  }

  /** {@code w <- factor w}. */
  private static void decay(float factor, float[] w, int from, int to) {
    for (int i = from; i < to; i++) {
      w[i] *= factor;
    }
  }
}
