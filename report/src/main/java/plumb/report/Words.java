package plumb.report;

/**
 * The same words in every language of a page.
 *
 * @param english in English
 * @param chinese in simplified Chinese
 */
public record Words(String english, String chinese) {
  /** What is written alike in every language, such as a formula. */
  public static Words same(String text) {
    return new Words(text, text);
  }

  /** In one language. */
  public String in(Language language) {
    return switch (language) {
      case ENGLISH -> english;
      case CHINESE -> chinese;
    };
  }
}
