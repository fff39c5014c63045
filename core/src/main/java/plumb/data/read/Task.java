package plumb.data.read;

/** What kind of answer is learned. */
public enum Task {
  /** Found out from the target column, and said. */
  AUTO,
  /** A class. */
  CLASSIFICATION,
  /** A number. */
  REGRESSION
}
