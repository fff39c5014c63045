package plumb.cause;

/** How bad a finding is, in steps that mean something to who reads them. */
final class Severity {
  /** The score cannot be believed, or not as it is: the verdict must change. */
  static final double CERTAIN = 0.9;

  /** The same where the reason is not known: a finding that knows it comes first. */
  static final double CERTAIN_BUT_WHY = 0.85;

  /** It may matter, and an experiment should tell. */
  static final double DOUBTFUL = 0.6;

  /** A remark: nothing to act on. */
  static final double REMARK = 0.3;

  private Severity() {}
}
