package plumb.data.read;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import plumb.data.ColumnRef;
import plumb.data.Decimal;
import plumb.data.Encoding;
import plumb.data.Feature;
import plumb.data.MissingValues;
import plumb.data.Target;

/**
 * How to read a file.
 *
 * @param header whether the first line of a text file names the columns
 * @param missing how a missing value is spelled; trimmed, case matters
 * @param delimiter what separates cells; empty to find out
 * @param words columns to read as words even where every value is a number
 * @param keepTotals whether lines that add up or average the rows are read as rows; otherwise they
 *     are left out, which a note says
 * @param spelling what the user says of how the file is written
 * @param hints what is known where the file leaves it open
 */
public record ReadOptions(
    Header header,
    List<String> missing,
    Optional<Character> delimiter,
    Set<String> words,
    boolean keepTotals,
    Spelling spelling,
    Hints hints) {
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
    this(header, missing, delimiter, words, false, Spelling.FOUND_OUT, Hints.NONE);
  }

  /** Everything found out from the file; the usual spellings of missing values. */
  public static ReadOptions usual() {
    return new ReadOptions(Header.AUTO, MissingValues.USUAL, Optional.empty(), Set.of());
  }

  /** The same with another header. */
  public ReadOptions withHeader(Header value) {
    return new ReadOptions(value, missing, delimiter, words, keepTotals, spelling, hints);
  }

  /** The same with other spellings of missing values. */
  public ReadOptions withMissing(List<String> value) {
    return new ReadOptions(header, value, delimiter, words, keepTotals, spelling, hints);
  }

  /** The same with a fixed delimiter. */
  public ReadOptions withDelimiter(char value) {
    return new ReadOptions(header, missing, Optional.of(value), words, keepTotals, spelling, hints);
  }

  /** The same with columns to read as words even where every value is a number. */
  public ReadOptions withWords(Set<String> value) {
    return new ReadOptions(header, missing, delimiter, value, keepTotals, spelling, hints);
  }

  /** The same with lines of totals as rows, so that every row of the file stays. */
  public ReadOptions withTotals() {
    return new ReadOptions(header, missing, delimiter, words, true, spelling, hints);
  }

  /** The same with what a user says of how the file is written. */
  public ReadOptions withSpelling(Spelling value) {
    return new ReadOptions(header, missing, delimiter, words, keepTotals, value, hints);
  }

  /** The same for a file of which a column is to be predicted; the last one if none is named. */
  public ReadOptions withTarget(Optional<ColumnRef> column) {
    Hints.Target target =
        column.<Hints.Target>map(Hints.Target.Named::new).orElseGet(Hints.Target.Last::new);
    return withHints(new Hints(target, hints.trained(), hints.decimal()));
  }

  private ReadOptions withHints(Hints value) {
    return new ReadOptions(header, missing, delimiter, words, keepTotals, spelling, value);
  }

  /** The same for a column that is read for itself: what is said of others is left out. */
  ReadOptions about(String column) {
    Map<String, ReadAs> types = new HashMap<>(spelling.types());
    types.keySet().removeIf(name -> !name.equals(column));
    boolean target =
        hints.target() instanceof Hints.Target.Named(ColumnRef named)
            && named.text().equals(column);
    return withSpelling(spelling.withTypes(types))
        .withHints(
            new Hints(
                target ? hints.target() : new Hints.Target.None(),
                hints.trained(),
                hints.decimal()));
  }

  /** Whether a column, by its index, is to be collected as it is spelled. */
  boolean asWords(int index, List<String> names) {
    if (words.contains(names.get(index)) || decimal().equals(Optional.of(Decimal.COMMA))) {
      return true;
    }
    return spelling.types().entrySet().stream()
        .anyMatch(entry ->
            entry.getValue() != ReadAs.NUMBER
                && new ColumnRef(entry.getKey()).find(names).equals(OptionalInt.of(index)));
  }

  /** The sign of decimals that is said or known, before the file is read. */
  private Optional<Decimal> decimal() {
    return spelling.decimal().or(hints::decimal);
  }

  /** The same, reading values the way the encoding's training file was read. */
  public ReadOptions like(Encoding encoding) {
    Set<String> categories = new HashSet<>();
    Map<String, ReadAs> trained = new HashMap<>();
    for (Feature feature : encoding.features()) {
      switch (feature) {
        case Feature.Categories words -> categories.add(words.column());
        case Feature.Numeric _, Feature.LongTailed _ ->
            trained.put(feature.column(), ReadAs.NUMBER);
        case Feature.Flag flag -> trained.put(flag.column(), ReadAs.TRUTH);
        case Feature.Date date ->
            trained.put(
                date.column(),
                switch (date.format()) {
                  case YEAR_FIRST -> ReadAs.YEAR_FIRST;
                  case DAY_FIRST -> ReadAs.DAY_FIRST;
                  case MONTH_FIRST -> ReadAs.MONTH_FIRST;
                });
        case Feature.Pixels _ -> {}
      }
    }
    if (encoding.target() instanceof Target.Regression target) {
      trained.put(target.column(), ReadAs.NUMBER);
    }
    return new ReadOptions(
        header,
        encoding.missing(),
        delimiter,
        categories,
        keepTotals,
        spelling,
        new Hints(
            new Hints.Target.Named(new ColumnRef(encoding.target().column())),
            trained,
            Optional.ofNullable(encoding.decimal())));
  }
}
