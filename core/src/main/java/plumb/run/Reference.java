package plumb.run;

/**
 * A simple model fitted on the same training rows: what "good on the training set" can mean.
 *
 * @param kind which
 * @param name for a person, with its settings
 * @param scores measured like the network's
 * @param note what the reader must know, for example that it saw a part of the rows; may be empty
 * @param finished whether it was fitted to its end, so that it can say what is good
 */
public record Reference(Kind kind, String name, Scores scores, String note, boolean finished) {
  /** A model that was fitted to its end. */
  public Reference(Kind kind, String name, Scores scores, String note) {
    this(kind, name, scores, note, true);
  }

  /** The reference models, simplest first. */
  public enum Kind {
    /** The most frequent class, or the mean. */
    CONSTANT,
    /** Logistic or linear regression. */
    LINEAR,
    /** A decision tree. */
    TREE,
    /** A linear model on what the neighbourhoods of pictures show; for pictures only. */
    NEIGHBOURHOODS
  }
}
