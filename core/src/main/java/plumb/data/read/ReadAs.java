package plumb.data.read;

/** What a column is to be read as, whatever it looks like. */
public enum ReadAs {
  /** Numbers; cells that are none count as missing. */
  NUMBER,
  /** Words out of a limited number, also where they are digits. */
  CATEGORY,
  /** True or false; other cells count as missing. */
  TRUTH,
  /** Dates, in the order that the file decides; other cells count as missing. */
  DATE,
  /** Dates such as {@code 2024-01-31}. */
  YEAR_FIRST,
  /** Dates such as {@code 31.01.2024}. */
  DAY_FIRST,
  /** Dates such as {@code 01/31/2024}. */
  MONTH_FIRST,
  /** Free text or identifiers, which are no inputs. */
  TEXT;

  /** Whether the column is to hold dates. */
  boolean isDate() {
    return this == DATE || this == YEAR_FIRST || this == DAY_FIRST || this == MONTH_FIRST;
  }
}
