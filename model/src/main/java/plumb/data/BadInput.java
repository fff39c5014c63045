package plumb.data;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something the user gave cannot be used. The message is one sentence that says what is wrong,
 * where (file, line and column where there is one) and what to do.
 */
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String field;

  /** With a sentence for the user. */
  public BadInput(String sentence) {
    super(sentence);
    this.field = null;
  }

  /** With a sentence for the user, and the failure behind it. */
  public BadInput(String sentence, Throwable cause) {
    super(sentence, cause);
    this.field = null;
  }

  private BadInput(String field, String sentence) {
    super(sentence);
    this.field = field;
  }

  /**
   * About a field of a card that was found out when the card's text was no longer at hand.
   *
   * @param field from the top, such as {@code head.units}
   */
  public static BadInput about(String field, String sentence) {
    return new BadInput(field, sentence);
  }

  /** The field of the card that it is about, where its place is not yet in the sentence. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }
}
