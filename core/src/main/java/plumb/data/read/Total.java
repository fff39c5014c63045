package plumb.data.read;

import java.util.List;

/**
 * A line of a table that adds up or averages rows and is none itself.
 *
 * @param row of the table it was found in, from 0 on
 * @param place where it stands in the file: {@code line 602}
 * @param column in which the word stands
 * @param word that says so, as it is spelled: {@code Total}
 * @param matches the numbers of the line that are the sum or the mean of rows above
 */
public record Total(int row, String place, String column, String word, List<Match> matches) {
  public Total {
    matches = List.copyOf(matches);
  }

  /**
   * A number that follows from the rows above.
   *
   * @param column it stands in
   * @param value the number
   * @param kind how it follows
   * @param rows that are added up or averaged
   */
  public record Match(String column, double value, Kind kind, int rows) {}

  /** How a number follows from others. */
  public enum Kind {
    /** It is their sum. */
    SUM,
    /** It is their mean. */
    MEAN
  }
}
