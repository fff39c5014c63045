package plumb.data.read;

import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of named columns, wherever they come from. Workbooks, JSON, databases and collections in
 * memory are read through it; implement it to train on, or to predict, what Plumb has no reader
 * for, and make a {@link Source} of it with {@link Table#of(RowSource)}.
 */
public interface RowSource {
  /** What to call it in messages. */
  String name();

  /**
   * Hands over all rows from the first to the last. Called once for each table that is made.
   *
   * @throws plumb.data.BadInput if the rows cannot be read
   */
  void read(Receiver receiver);

  /** Takes columns and rows. */
  interface Receiver {
    /**
     * The number of a column, from 0 on in the order in which they are first asked for. A column
     * may come up at any row; the rows before have no value in it.
     *
     * @param name not empty
     */
    int column(String name);

    /**
     * Gives the row that is being read a value. A value is null for a missing one, a number, a
     * truth value, a text, an enum, or a date or time of {@code java.time} or {@code java.sql}.
     * Numbers keep their value; a text is read as a cell of a text file is, so that "12" in a
     * column of numbers is 12.
     *
     * @param column a number that {@link #column} gave
     * @throws plumb.data.BadInput if the value is of another kind, such as a list
     */
    void value(int column, @Nullable Object value);

    /** Ends the row that is being read; columns without a value are missing in it. */
    void endRow();

    /** The same, with the line or row at which it stands in its file, counted from 1. */
    void endRow(long at);

    /** Tells the user something that was found out, left out or changed, as a sentence. */
    void note(String sentence);
  }

  /**
   * Rows given as lists, one value a column.
   *
   * @param columns their names
   */
  static RowSource of(String name, List<String> columns, Iterable<? extends List<?>> rows) {
    return JavaRows.lists(name, columns, rows);
  }

  /**
   * Rows of numbers, NaN for a missing one.
   *
   * @param columns their names
   * @param rows each with a number a column
   */
  static RowSource of(String name, List<String> columns, double[][] rows) {
    return JavaRows.numbers(name, columns, rows);
  }

  /** Records, whose components are the columns. */
  static RowSource ofRecords(String name, Iterable<? extends Record> rows) {
    return JavaRows.records(name, rows);
  }

  /** Maps from columns to values; what a map lacks is missing. */
  static RowSource ofMaps(String name, Iterable<? extends Map<String, ?>> rows) {
    return JavaRows.maps(name, rows);
  }

  /** The rows of a query's answer that are not read yet; read once, and closed by the caller. */
  static RowSource of(String name, ResultSet rows) {
    return JavaRows.results(name, rows);
  }
}
