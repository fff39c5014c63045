package plumb.run;

/**
 * What counts as good on the training set.
 *
 * @param score accuracy or r2 to reach
 * @param sentence where the number comes from
 */
public record Goal(double score, String sentence) {}
