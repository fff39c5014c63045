package plumb.data;

/**
 * Something the user gave cannot be used. The message is one sentence that says what is wrong,
 * where (file, line and column where there is one) and what to do.
 */
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence for the user. */
  public BadInput(String sentence) {
    super(sentence);
  }

  /** With a sentence for the user, and the failure behind it. */
  public BadInput(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
