package plumb.run;

/**
 * What counts as good on the training set.
 *
 * @param score to reach, by the number that results are compared by
 * @param sentence where the number comes from
 * @param asked whether the user asked for it; otherwise the reference models say it
 */
public record Goal(double score, String sentence, boolean asked) {
  /** As the reference models say it. */
  public Goal(double score, String sentence) {
    this(score, sentence, false);
  }
}
