package plumb.data.read;

/** Where the validation rows come from. */
public sealed interface Validation {
  /**
   * A share of the rows, held out.
   *
   * @param share above 0 and below 1
   */
  record Share(double share) implements Validation {
    public Share {
      if (!(share > 0 && share < 1)) {
        throw new plumb.data.BadInput(
            "The validation share must be above 0 and below 1, not " + share);
      }
    }
  }

  /**
   * Rows of their own.
   *
   * @param source with the same columns as the training data
   */
  record Given(Source source) implements Validation {}

  /** No validation rows. */
  record None() implements Validation {}
}
