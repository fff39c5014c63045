package plumb.nn;

/** What a batch should have been answered with, as the loss reads it. */
public sealed interface Expected {
  /** One class a row: the first {@code rows} of {@code labels} count. */
  record Classes(int[] labels) implements Expected {}

  /** One number a row: the first {@code rows} of {@code values} count. */
  record Values(float[] values) implements Expected {}
}
