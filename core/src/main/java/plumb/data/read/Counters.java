package plumb.data.read;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import plumb.data.ColumnType;

/**
 * Columns that only number the rows: the index that pandas and R save beside the data, the key of a
 * database, a running number. What such a number says of the target it says by the order in which
 * the rows were collected, which new rows do not share.
 *
 * <p>Other whole numbers, such as years, ages and counts, step by one as well; so the less a name
 * says, the more strictly the numbers must count.
 */
public final class Counters {
  /** Fewer rows in a row say nothing, unless the name does. */
  private static final int FEWEST_ROWS = 20;

  /** A grid of a physical quantity, or one row a year, is seldom this long and starts at 0 or 1. */
  private static final int FEWEST_ROWS_WITHOUT_A_NAME = 200;

  /** Files put together, and rows put in by hand, break the counting here and there. */
  private static final double STEPPING = 0.99;

  /** Where rows were filtered, at least one in three is left. */
  private static final double GAPS = 3;

  /** What programs call a column that has no name. */
  private static final Pattern NAMELESS =
      Pattern.compile("unnamed:? ?\\d+([._]\\d+)*|index|_c0|level_0|__index_level_0__|rownames");

  /** What people call a number of the row; also behind another word: {@code customer_id}. */
  private static final Pattern NUMBER_OF_THE_ROW =
      Pattern.compile(
          "(.*[ _.#-])?(id|ids|idx|index|no|nr|num|number|row|rowid|rownum|key|pk|seq|serial|sno|obs|#)\\.?"
              + "|record|observation|case|counter|instant|sl\\.? ?no\\.?|s\\.? ?no\\.?|sr\\.? ?no\\.?"
              + "|lfd\\.?( ?nr\\.?)?|laufnummer|nummer|zeile|line|lineno|position|pos|order|i|k|n|.*[ _]row|.*nr");

  /** A name in which a word ends in a capital pair: {@code PassengerId}, {@code houseID}. */
  private static final Pattern CAPITAL_ID = Pattern.compile(".*[a-z](Id|ID|No|Nr|Idx|Index)");

  /** Quantities that step by one from row to row by their nature. */
  private static final Pattern QUANTITY =
      Pattern.compile(
          "(.*[ _.-])?(year|yr|month|mnth|week|day|days|hour|hours|hr|minute|minutes|second|seconds|date|time|times|timestamp|epoch|step|steps|age|t|x|distance|depth|length|dose|level|temperature|jahr|monat|woche|tag|stunde|zeit|alter)([ _.-].*)?");

  private Counters() {}

  /** The columns that count the rows, by their indexes in rising order. */
  public static Set<Integer> of(Table table) {
    List<String> names = table.names();
    boolean header = !IntStream.range(0, names.size()).allMatch(i -> names.get(i).equals(given(i)));
    Set<Integer> counters = new TreeSet<>();
    int[] order = order(table);
    for (int i = 0; i < names.size(); i++) {
      if (table.columns().get(i) instanceof Column.Numbers(String name, ColumnType type, var values)
          && type == ColumnType.INTEGER
          && counts(values, table.lines(), order, name, header && name.equals(given(i)))) {
        counters.add(i);
      }
    }
    return counters;
  }

  /** What a column without a name is called. */
  private static String given(int index) {
    return "column" + (index + 1);
  }

  /** The rows by their place in the file. */
  private static int[] order(Table table) {
    if (!(table.lines() instanceof Lines.Chosen)) {
      return IntStream.range(0, table.rows()).toArray();
    }
    return IntStream.range(0, table.rows())
        .boxed()
        .sorted(java.util.Comparator.comparingLong(row -> table.lines().index(row)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static boolean counts(
      PackedNumbers values, Lines lines, int[] order, String name, boolean blank) {
    int rows = order.length;
    String lower = name.strip().toLowerCase(Locale.ROOT);
    boolean nameless = blank || NAMELESS.matcher(lower).matches();
    boolean number =
        NUMBER_OF_THE_ROW.matcher(lower).matches() || CAPITAL_ID.matcher(name.strip()).matches();
    if (!nameless && rows < (number ? FEWEST_ROWS : FEWEST_ROWS_WITHOUT_A_NAME)) {
      return false;
    }
    if (!nameless && !number && QUANTITY.matcher(lower).matches()) {
      return false;
    }
    double stepping = stepping(values, lines, order);
    if (nameless || number) {
      return rows > 1
          && (stepping >= STEPPING || (different(values) && (nameless || dense(values))));
    }
    double first = values.at(order[0]) - lines.index(order[0]);
    return stepping == 1 && (first == 0 || first == 1);
  }

  /** The share of neighbouring rows whose numbers differ by as much as their places in the file. */
  private static double stepping(PackedNumbers values, Lines lines, int[] order) {
    int up = 0;
    int down = 0;
    for (int i = 1; i < order.length; i++) {
      double step = values.at(order[i]) - values.at(order[i - 1]);
      long places = lines.index(order[i]) - lines.index(order[i - 1]);
      up += step == places ? 1 : 0;
      down += step == -places ? 1 : 0;
    }
    return order.length < 2 ? 0 : Math.max(up, down) / (order.length - 1.0);
  }

  private static boolean different(PackedNumbers values) {
    LongSet seen = new LongSet(values.length());
    for (int row = 0; row < values.length(); row++) {
      seen.add(Double.doubleToRawLongBits(values.at(row)));
    }
    return seen.size() == values.length();
  }

  /**
   * Whether at least one in {@link #GAPS} of the numbers from the least to the largest is there.
   */
  private static boolean dense(PackedNumbers values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < values.length(); row++) {
      double value = values.at(row);
      if (Double.isNaN(value)) {
        return false;
      }
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most - least + 1 <= GAPS * values.length();
  }
}
