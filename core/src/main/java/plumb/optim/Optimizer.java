package plumb.optim;

/**
 * Everything that happens to a gradient on its way into the parameters.
 *
 * @param rule the update rule with its learning rate
 * @param clip a bound on the gradient
 * @param schedule how the learning rate changes
 */
public record Optimizer(UpdateRule rule, Clip clip, Schedule schedule) {
  /** A rule as it stands. */
  public Optimizer(UpdateRule rule) {
    this(rule, Clip.NONE, Schedule.CONSTANT);
  }
}
