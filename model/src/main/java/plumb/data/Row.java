package plumb.data;

import org.jspecify.annotations.Nullable;

/**
 * One raw row as an {@link Encoding} reads it: the value of each feature's column.
 *
 * @see RowMapping how a line of a file, a map or a record becomes a row
 */
@FunctionalInterface
public interface Row {
  /**
   * The raw value for {@code encoding.features().get(feature)}: a string as a file spells it, or a
   * number, boolean, date, enum constant or {@code byte[]} of pixels; null where it is missing.
   */
  @Nullable Object value(int feature);
}
