package plumb.curves;

/** What the horizontal axis of curves counts. */
public enum Clock {
  /** Passes over the training set. */
  EPOCH("epoch"),
  /** Updates of the weights. */
  STEP("step"),
  /** Trees of a boosted model. */
  ROUND("round"),
  /** Steps of a program that calls them so. */
  ITERATION("iteration");

  private final String word;

  Clock(String word) {
    this.word = word;
  }

  /** One of them, for people. */
  public String word() {
    return word;
  }

  /** Many of them, for people. */
  public String words() {
    return word + "s";
  }
}
