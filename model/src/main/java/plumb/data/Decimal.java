package plumb.data;

/** Which sign stands between the whole part of a number and its fraction. */
public enum Decimal {
  /** {@code 1,234.56}. */
  POINT('.', ','),
  /** {@code 1.234,56}. */
  COMMA(',', '.');

  private final char sign;
  private final char group;

  Decimal(char sign, char group) {
    this.sign = sign;
    this.group = group;
  }

  /** The sign before the fraction. */
  public char sign() {
    return sign;
  }

  /** The sign that may stand between groups of digits, beside spaces and apostrophes. */
  char group() {
    return group;
  }

  /** The other one. */
  public Decimal other() {
    return this == POINT ? COMMA : POINT;
  }
}
