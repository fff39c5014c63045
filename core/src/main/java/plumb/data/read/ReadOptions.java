package plumb.data.read;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import plumb.data.Encoding;
import plumb.data.Feature;
import plumb.data.MissingValues;

/**
 * How to read a file.
 *
 * @param header whether the first line of a text file names the columns
 * @param missing how a missing value is spelled; trimmed, case matters
 * @param delimiter what separates cells; empty to find out
 * @param words columns to read as words even where every value is a number
 * @param keepTotals whether lines that add up or average the rows are read as rows; otherwise they
 *     are left out, which a note says
 */
public record ReadOptions(
    Header header,
    List<String> missing,
    Optional<Character> delimiter,
    Set<String> words,
    boolean keepTotals) {
  /** Whether the first line of a text file names the columns. */
  public enum Header {
    /** Found out from the first lines, and said. */
    AUTO,
    /** It does. */
    YES,
    /** It does not: the columns are called column1, column2 and so on. */
    NO
  }

  public ReadOptions {
    missing = List.copyOf(missing);
    words = Set.copyOf(words);
  }

  /** Without lines of totals. */
  public ReadOptions(
      Header header, List<String> missing, Optional<Character> delimiter, Set<String> words) {
    this(header, missing, delimiter, words, false);
  }

  /** Everything found out from the file; the usual spellings of missing values. */
  public static ReadOptions usual() {
    return new ReadOptions(Header.AUTO, MissingValues.USUAL, Optional.empty(), Set.of(), false);
  }

  /** The same with another header. */
  public ReadOptions withHeader(Header value) {
    return new ReadOptions(value, missing, delimiter, words, keepTotals);
  }

  /** The same with other spellings of missing values. */
  public ReadOptions withMissing(List<String> value) {
    return new ReadOptions(header, value, delimiter, words, keepTotals);
  }

  /** The same with a fixed delimiter. */
  public ReadOptions withDelimiter(char value) {
    return new ReadOptions(header, missing, Optional.of(value), words, keepTotals);
  }

  /** The same with columns to read as words even where every value is a number. */
  public ReadOptions withWords(Set<String> value) {
    return new ReadOptions(header, missing, delimiter, value, keepTotals);
  }

  /** The same with lines of totals as rows, so that every row of the file stays. */
  public ReadOptions withTotals() {
    return new ReadOptions(header, missing, delimiter, words, true);
  }

  /** The same, reading values the way the encoding's training file was read. */
  public ReadOptions like(Encoding encoding) {
    Set<String> categories = new java.util.HashSet<>();
    for (Feature feature : encoding.features()) {
      if (feature instanceof Feature.Categories) {
        categories.add(feature.column());
      }
    }
    return new ReadOptions(header, encoding.missing(), delimiter, categories, keepTotals);
  }
}
