package plumb.data.read;

import plumb.data.ColumnRef;

/** Which rows may be told apart when some are held out for validation or for a test. */
public sealed interface Division {
  /** Any row may be held out without any other. */
  Division ROWS = new Rows();

  /** Any row may be held out without any other. */
  record Rows() implements Division {}

  /**
   * Rows with the same value of a column stay on one side.
   *
   * @param column of any kind; it is no input of the network
   */
  record Groups(ColumnRef column) implements Division {}

  /**
   * The latest rows are held out, and rows of the same time stay on one side.
   *
   * @param column of dates or numbers
   */
  record Time(ColumnRef column) implements Division {}
}
