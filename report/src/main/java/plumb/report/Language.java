package plumb.report;

/** The languages a page can be written in. */
public enum Language {
  /** English. */
  ENGLISH("en"),
  /** Simplified Chinese. */
  CHINESE("zh");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** As HTML has it: {@code en}. */
  public String code() {
    return code;
  }
}
