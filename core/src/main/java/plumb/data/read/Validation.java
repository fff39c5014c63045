package plumb.data.read;

import java.util.function.Function;
import plumb.data.Encoding;

/** Where the validation rows come from. */
public sealed interface Validation {
  /**
   * A share of the rows, held out.
   *
   * @param share above 0 and below 1
   * @param by which rows stay together
   */
  record Share(double share, Division by) implements Validation {
    public Share {
      if (!(share > 0 && share < 1)) {
        throw new plumb.data.BadInput(
            "The validation share must be above 0 and below 1, not " + share);
      }
    }

    /** Of which any row may be held out without any other. */
    public Share(double share) {
      this(share, Division.ROWS);
    }
  }

  /**
   * Rows of their own.
   *
   * @param reader reads them the way the encoding's training data were read, so that "01" is a word
   *     where it was one in training
   */
  record Given(Function<Encoding, Source> reader) implements Validation {
    /** Of a source that is read already. */
    public static Given of(Source source) {
      return new Given(_ -> source);
    }
  }

  /** No validation rows. */
  record None() implements Validation {}

  /** Which rows of the training source stay together when some of them are held out. */
  default Division division() {
    return this instanceof Share(_, Division by) ? by : Division.ROWS;
  }
}
