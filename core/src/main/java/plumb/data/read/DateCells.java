package plumb.data.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumb.data.DateFormat;

/**
 * The cells of a column that may be dates.
 *
 * @param column all of its cells
 * @param counts how many cells have each word
 * @param absent whether each word says that there is no value
 * @param absentCells how many cells have such a word
 * @param fits how many cells are dates of each format
 */
record DateCells(
    Collected.Spelled column,
    int[] counts,
    boolean[] absent,
    int absentCells,
    Map<DateFormat, Integer> fits) {
  private static final int SAMPLE = 50;

  /**
   * The cells of a column in which dates may be; empty where there are hardly any.
   *
   * @param asked whether the column is to be of dates
   * @param missing how the user says that missing values are spelled
   */
  static Optional<DateCells> of(Collected.Spelled column, boolean asked, List<String> missing) {
    List<String> levels = column.levels();
    if (!asked && !hasDates(levels)) {
      return Optional.empty();
    }
    int[] counts = column.counts();
    Map<DateFormat, Integer> fits = new EnumMap<>(DateFormat.class);
    boolean[] absent = new boolean[levels.size()];
    int absentCells = 0;
    for (int code = 0; code < absent.length; code++) {
      boolean date = false;
      for (DateFormat format : DateFormat.values()) {
        boolean is = !Double.isNaN(format.parse(levels.get(code)));
        fits.merge(format, is ? counts[code] : 0, Integer::sum);
        date |= is;
      }
      absent[code] = !date && MissingSpellings.contains(levels.get(code), missing);
      absentCells += absent[code] ? counts[code] : 0;
    }
    return Optional.of(new DateCells(column, counts, absent, absentCells, fits));
  }

  private static boolean hasDates(List<String> levels) {
    int step = Math.max(1, levels.size() / SAMPLE);
    int dates = 0;
    int looked = 0;
    for (int code = 0; code < levels.size(); code += step) {
      looked++;
      dates += Layout.isDate(levels.get(code)) ? 1 : 0;
    }
    return dates > 0 && (looked < SAMPLE / 2 || 2 * dates >= looked);
  }

  /** Whether nearly all cells are dates in some order. */
  boolean isDates() {
    int most = Collections.max(fits.values());
    return most > 0 && most >= NumberCells.NEARLY_ALL * (column.present() - absentCells);
  }

  /** The order that the column itself decides, if it does: the one that reads most cells. */
  Optional<DateFormat> decided() {
    int day = fits.getOrDefault(DateFormat.DAY_FIRST, 0);
    int month = fits.getOrDefault(DateFormat.MONTH_FIRST, 0);
    int year = fits.getOrDefault(DateFormat.YEAR_FIRST, 0);
    if (year > Math.max(day, month)) {
      return Optional.of(DateFormat.YEAR_FIRST);
    }
    return day == month
        ? Optional.empty()
        : Optional.of(day > month ? DateFormat.DAY_FIRST : DateFormat.MONTH_FIRST);
  }

  /** Days since 1970-01-01 of each word; NaN where it is no such date. */
  double[] days(DateFormat format) {
    return column.levels().stream().mapToDouble(format::parse).toArray();
  }

  /** The words that are neither dates nor say that there is none. */
  List<Integer> misfits(double[] days) {
    List<Integer> misfits = new ArrayList<>();
    for (int code = 0; code < days.length; code++) {
      if (!absent[code] && Double.isNaN(days[code])) {
        misfits.add(code);
      }
    }
    return misfits;
  }
}
