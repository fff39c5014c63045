package plumb.data;

/** How a column of dates is spelled. */
public enum DateFormat {
  /** {@code 2024-01-31}, also {@code 2024/01/31}, with or without {@code T12:30:00} behind it. */
  YEAR_FIRST,
  /** {@code 31.01.2024} or {@code 31/01/2024}. */
  DAY_FIRST,
  /** {@code 01/31/2024}. */
  MONTH_FIRST;

  /**
   * Days since 1970-01-01, with the time of day as a fraction, or NaN where {@code text} is no date
   * of this format.
   */
  public double parse(CharSequence text) {
    return DateText.parse(this, text);
  }
}
