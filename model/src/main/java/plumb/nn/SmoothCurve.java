package plumb.nn;

/**
 * The value, the slope and the curvature of an activation of one number, in double precision, as
 * the formulas read. At a kink they are those of the side {@code z < 0}.
 */
record SmoothCurve(double value, double slope, double curvature) {
  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_ALPHA = 1.6732632423543772;
  private static final double GELU_ROOT = StrictMath.sqrt(2 / StrictMath.PI);
  private static final double GELU_CUBE = 0.044715;

  /**
   * At {@code z}.
   *
   * @param learned the slope on the left of a PReLU
   */
  static SmoothCurve of(Activation function, double z, double learned) {
    return switch (function) {
      case Activation.Linear _ -> line(z, 1);
      case Activation.Relu _ -> line(z, z > 0 ? 1 : 0);
      case Activation.LeakyRelu(float slope) -> line(z, z > 0 ? 1 : slope);
      case Activation.PRelu _ -> line(z, z > 0 ? 1 : learned);
      case Activation.Elu(float alpha) -> elu(z, 1, alpha);
      case Activation.Selu _ -> elu(z, SELU_SCALE, SELU_ALPHA);
      case Activation.Sigmoid _ -> {
        double a = 1 / (1 + StrictMath.exp(-z));
        yield new SmoothCurve(a, a * (1 - a), a * (1 - a) * (1 - 2 * a));
      }
      case Activation.Tanh _ -> {
        double a = StrictMath.tanh(z);
        yield new SmoothCurve(a, 1 - a * a, -2 * a * (1 - a * a));
      }
      case Activation.Softplus _ -> {
        double s = 1 / (1 + StrictMath.exp(-z));
        double a = Math.max(0, z) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
        yield new SmoothCurve(a, s, s * (1 - s));
      }
      case Activation.Gelu _ -> gelu(z);
      case Activation.Softmax _ -> throw new IllegalArgumentException("softmax is of a whole row");
    };
  }

  private static SmoothCurve line(double z, double slope) {
    // Not slope * z, which is not a number for a ReLU far on the left.
    return new SmoothCurve(slope == 0 ? 0 : slope * z, slope, 0);
  }

  private static SmoothCurve elu(double z, double scale, double alpha) {
    if (z > 0) {
      return new SmoothCurve(scale * z, scale, 0);
    }
    double e = scale * alpha * StrictMath.exp(z);
    return new SmoothCurve(scale * alpha * StrictMath.expm1(z), e, e);
  }

  /** {@code z / 2 (1 + tanh u)} with {@code u = root (z + cube z^3)}. */
  private static SmoothCurve gelu(double z) {
    double u = GELU_ROOT * (z + GELU_CUBE * z * z * z);
    double du = GELU_ROOT * (1 + 3 * GELU_CUBE * z * z);
    double ddu = GELU_ROOT * 6 * GELU_CUBE * z;
    double t = StrictMath.tanh(u);
    double dt = (1 - t * t) * du;
    double ddt = (1 - t * t) * ddu - 2 * t * dt * du;
    return new SmoothCurve(0.5 * z * (1 + t), 0.5 * (1 + t) + 0.5 * z * dt, dt + 0.5 * z * ddt);
  }
}
