package plumb.cause;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A column, or some columns together, as the name of what a row is of.
 *
 * @param names of the columns
 * @param keys for each row of {@link KeyRows} a number for the value; 0 where it is missing
 * @param values how many different ones there are among the training rows looked at
 * @param rowsOfEach training rows of one value, on average
 * @param largest share of the rows that the most frequent value has
 * @param repeated share of the rows whose value has others as well
 * @param onBothSides share of the rows held out whose value occurs in training
 * @param alike share of the targets' variance between the values, less what chance makes of it
 * @param neighbours how well the next smaller and larger values tell the target of one, as R2;
 *     below any where they have no order
 * @param widest the one of the columns with the most values
 */
record KeyColumn(
    List<String> names,
    long[] keys,
    int values,
    double rowsOfEach,
    double largest,
    double repeated,
    double onBothSides,
    double alike,
    double neighbours,
    String widest) {
  /** Fewer are kinds of a thing, not things. */
  static final int FEWEST_VALUES = 11;

  /** The same of several columns, of which there are many sets. */
  private static final int FEWEST_VALUES_TOGETHER = 20;

  private static final double FEWEST_ROWS_OF_EACH = 1.5;
  private static final double MOST_OF_THE_LARGEST = 0.2;

  /** Share of the rows. */
  private static final double REPEATED = 0.6;

  private static final double ON_BOTH_SIDES = 0.5;

  /** What people call whoever or whatever several rows are of. */
  private static final Pattern THING =
      Pattern.compile(
          "(.*[ _.-])?(subject|patient|person|people|customer|client|user|member|machine|engine|unit|device|sensor|household|house|building|student|pupil|player|athlete|animal|session|speaker|account|driver|vehicle|vin|participant|proband|entity|group|owner|employee|worker|donor|writer|author|site|plot|field|tree|well|batch|lot|serial|key|name|email|phone|id)([ _.-]?(id|no|nr|num|number|key|code|name|#))?#?");

  private static final Pattern CAPITAL_ID = Pattern.compile(".*[a-z](Id|ID|No|Nr)");

  KeyColumn {
    names = List.copyOf(names);
  }

  /** Whether there are many values, of several rows each, on both sides of the split. */
  boolean severalRows() {
    return values >= (names.size() > 1 ? FEWEST_VALUES_TOGETHER : FEWEST_VALUES)
        && rowsOfEach >= FEWEST_ROWS_OF_EACH
        && largest <= MOST_OF_THE_LARGEST
        && repeated >= REPEATED
        && onBothSides >= ON_BOTH_SIDES;
  }

  /** Whether it is called like the name of a thing. */
  boolean named() {
    return named(names);
  }

  /** Whether a column, if it is one, is called like the name of a thing. */
  static boolean named(List<String> names) {
    return names.size() == 1
        && (THING.matcher(names.getFirst().strip().toLowerCase(Locale.ROOT)).matches()
            || CAPITAL_ID.matcher(names.getFirst().strip()).matches());
  }
}
