package plumb.cause;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import plumb.data.DateFormat;
import plumb.data.read.Column;
import plumb.data.read.Table;

/**
 * A column that says when a row was made.
 *
 * @param name of the column
 * @param times one a row, later rows larger; NaN where it is missing
 */
record TimeColumn(String name, double[] times) {
  /** Parts of names of columns that hold a time, of which a column of numbers must have one. */
  private static final Set<String> NAMES =
      Set.of(
          "time",
          "timestamp",
          "datetime",
          "date",
          "day",
          "year",
          "month",
          "week",
          "quarter",
          "epoch",
          "unixtime",
          "period",
          "datum",
          "zeit",
          "zeitpunkt",
          "jahr",
          "fecha",
          "jour",
          "data",
          "日期",
          "时间",
          "年份",
          "ts");

  /** Words looked at whether they are dates without signs between: 20141013T000000. */
  private static final int MOST_LEVELS = 100_000;

  /** A time of which nearly every row is the same tells no order. */
  private static final int FEWEST_DIFFERENT = 5;

  /**
   * The first column of dates, or else of numbers that are called a time and never fall from row to
   * row: an hour of the day does.
   */
  static Optional<TimeColumn> of(Table table) {
    for (Column column : table.columns()) {
      double[] times = column instanceof Column.Numbers ? new double[0] : times(column);
      if (different(times)) {
        return Optional.of(new TimeColumn(column.name(), times));
      }
    }
    for (Column column : table.columns()) {
      if (column instanceof Column.Numbers && isCalledATime(column.name())) {
        double[] times = times(column);
        if (rises(times) && different(times)) {
          return Optional.of(new TimeColumn(column.name(), times));
        }
      }
    }
    return Optional.empty();
  }

  /** The column of the same name in another table, if it holds times there too. */
  static Optional<TimeColumn> of(Table table, String name) {
    return Raw.column(table, name)
        .map(TimeColumn::times)
        .filter(times -> times.length > 0)
        .map(times -> new TimeColumn(name, times));
  }

  /** None where a column holds words that are no dates. */
  private static double[] times(Column column) {
    return switch (column) {
      case Column.Dates dates -> dates.days().toArray();
      case Column.Numbers numbers -> numbers.values().toArray();
      case Column.Words words -> compact(words);
    };
  }

  private static boolean isCalledATime(String name) {
    String parted = name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    return Arrays.stream(parted.split("[^\\p{L}]+", -1)).anyMatch(NAMES::contains);
  }

  private static boolean rises(double[] times) {
    double last = Double.NEGATIVE_INFINITY;
    for (double time : times) {
      if (time < last || Double.isNaN(time)) {
        return false;
      }
      last = time;
    }
    return true;
  }

  private static boolean different(double[] times) {
    return Arrays.stream(times)
            .filter(t -> !Double.isNaN(t))
            .distinct()
            .limit(FEWEST_DIFFERENT)
            .count()
        == FEWEST_DIFFERENT;
  }

  /** Times of words such as 20141013T000000; none where one of them is no date. */
  private static double[] compact(Column.Words words) {
    List<String> levels = words.levels();
    if (levels.size() > MOST_LEVELS) {
      return new double[0];
    }
    double[] days = new double[levels.size()];
    for (int code = 0; code < days.length; code++) {
      String text = levels.get(code);
      if (!text.matches("[0-9]{8}(T[0-9]{6})?")) {
        return new double[0];
      }
      days[code] =
          DateFormat.YEAR_FIRST.parse(
              text.substring(0, 4) + "-" + text.substring(4, 6) + "-" + text.substring(6, 8));
      if (Double.isNaN(days[code])) {
        return new double[0];
      }
    }
    return Arrays.stream(words.codes()).mapToDouble(c -> c < 0 ? Double.NaN : days[c]).toArray();
  }
}
