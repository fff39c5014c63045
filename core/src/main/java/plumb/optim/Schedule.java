package plumb.optim;

/** How the learning rate changes over a run. */
public sealed interface Schedule {
  /** Never. */
  record Constant() implements Schedule {}

  /** Multiplied by {@code factor} after every {@code epochs} epochs. */
  record Step(int epochs, double factor) implements Schedule {}

  /** Half a cosine from the full rate down to {@code floor} times it at the end of the run. */
  record Cosine(double floor) implements Schedule {}

  /** Rises linearly over the first {@code epochs} epochs, then stays. */
  record WarmUp(int epochs) implements Schedule {}

  /** Up to the full rate over the share {@code rise} of the run, then down to almost nothing. */
  record OneCycle(double rise) implements Schedule {}

  /**
   * Multiplied by {@code factor} when the watched loss has not fallen for {@code patience} epochs.
   */
  record OnPlateau(int patience, double factor) implements Schedule {}

  /** Never changes. */
  Schedule CONSTANT = new Constant();
}
