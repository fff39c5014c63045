package plumb.data.read;

/** What is done to numeric inputs; fitted on the training rows. */
public enum Scaling {
  /**
   * As {@link #STANDARDIZE}, but columns with a long tail by their logarithm: those without
   * negative values whose skewness is above 2, and at most half as large afterwards.
   */
  AUTO,
  /** Mean 0 and standard deviation 1. */
  STANDARDIZE,
  /** From 0 to 1; pixels are divided by 255. */
  MIN_MAX,
  /** Nothing. */
  RAW
}
