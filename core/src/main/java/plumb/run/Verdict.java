package plumb.run;

/** The answer of the lecture's recipe. */
public enum Verdict {
  /** Good on the training set and on validation data. */
  FINE("fine"),
  /** Bad on the training set. Whatever validation says, this is not overfitting. */
  NOT_TRAINED("not-trained"),
  /** Good on the training set, and something is to be gained on validation data. */
  OVERFIT("overfit"),
  /** Validation data are of another kind than the training data. */
  SHIFT("shift"),
  /**
   * The score itself cannot be believed: the data give the answer away, repeat, or the target is at
   * fault.
   */
  DOUBTFUL("doubtful"),
  /** The evidence is too weak to say. */
  CANNOT_TELL("cannot-tell");

  private final String id;

  Verdict(String id) {
    this.id = id;
  }

  /** As written in run.json. */
  public String id() {
    return id;
  }
}
