package plumb.cause;

/**
 * What chance alone makes of counts, once in a thousand times: some ten questions are asked of a
 * validation file, so that one in a hundred of sound files is doubted.
 */
final class Chance {
  /** Standard errors that chance goes beyond in one direction once in a thousand times. */
  static final double STANDARD_ERRORS = 3.09;

  private static final double ONCE_IN = 0.001;

  private Chance() {}

  /**
   * The value that chi-square exceeds by chance once in a thousand times (Wilson, Hilferty 1931).
   */
  static double chiSquare(int freedom) {
    double part = 2.0 / (9.0 * freedom);
    double root = 1 - part + STANDARD_ERRORS * Math.sqrt(part);
    return freedom * root * root * root;
  }

  /**
   * How far the distributions of two samples of one kind lie apart at most, as the largest
   * difference of their cumulated shares (Kolmogorov and Smirnov).
   *
   * @param tests how many columns are asked, any of which might be far off by chance
   */
  static double apart(int some, int others, int tests) {
    double size = Math.sqrt(-StrictMath.log(ONCE_IN / tests / 2) / 2);
    return size * Math.sqrt(((double) some + others) / ((double) some * others));
  }

  /** The same that two samples of one kind stay below in 95 of 100 cases. */
  static double usuallyApart(int some, int others) {
    return 1.358 * Math.sqrt(((double) some + others) / ((double) some * others));
  }

  /** Standard error of the difference of two shares, both estimated. */
  static double error(double share, int rows, double other, int otherRows) {
    // Half a row more on either side, so that shares of 0 and 1 are not without doubt.
    return Math.sqrt(
        (share * (1 - share) + 0.5 / rows) / rows
            + (other * (1 - other) + 0.5 / otherRows) / otherRows);
  }
}
