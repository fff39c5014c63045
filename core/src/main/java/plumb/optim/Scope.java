package plumb.optim;

/**
 * What a penalty or a weight decay acts on. Weights always; the others only where asked for.
 *
 * @param biases whether biases too
 * @param slopes whether slopes of PReLUs too
 */
public record Scope(boolean biases, boolean slopes) {
  /** Weights alone, as in the lecture. */
  public static final Scope WEIGHTS = new Scope(false, false);

  /** Every parameter. */
  public static final Scope ALL = new Scope(true, true);

  /** Whether it acts on parameters of a kind. */
  public boolean covers(Range.Kind kind) {
    return switch (kind) {
      case WEIGHT -> true;
      case BIAS -> biases;
      case SLOPE -> slopes;
    };
  }
}
