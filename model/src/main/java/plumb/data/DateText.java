package plumb.data;

import java.time.LocalDate;
import java.time.YearMonth;

/** Parses dates without exceptions or patterns: a column that is no date is the usual case. */
final class DateText {
  private static final double SECONDS_PER_DAY = 86_400;

  private DateText() {}

  static double parse(DateFormat format, CharSequence text) {
    int[] number = new int[3];
    int[] digits = new int[3];
    int at = 0;
    char separator = 0;
    for (int part = 0; part < 3; part++) {
      int start = at;
      while (at < text.length() && at - start < 4 && isDigit(text.charAt(at))) {
        number[part] = number[part] * 10 + (text.charAt(at) - '0');
        at++;
      }
      digits[part] = at - start;
      if (part < 2) {
        if (at >= text.length() || !isSeparator(text.charAt(at))) {
          return Double.NaN;
        }
        if (part == 1 && text.charAt(at) != separator) {
          return Double.NaN;
        }
        separator = text.charAt(at++);
      }
    }
    int year = format == DateFormat.YEAR_FIRST ? 0 : 2;
    int month = format == DateFormat.MONTH_FIRST ? 0 : 1;
    int day = 3 - year - month;
    if (digits[year] != 4 || !oneOrTwo(digits[month]) || !oneOrTwo(digits[day])) {
      return Double.NaN;
    }
    if (number[month] < 1
        || number[month] > 12
        || number[day] < 1
        || number[day] > YearMonth.of(number[year], number[month]).lengthOfMonth()) {
      return Double.NaN;
    }
    double days = LocalDate.of(number[year], number[month], number[day]).toEpochDay();
    return at == text.length() ? days : days + timeOfDay(text, at);
  }

  /** Fraction of a day for {@code T12:30[:15[.123]][Z]}, the T possibly a space; NaN for others. */
  private static double timeOfDay(CharSequence text, int at) {
    int end = text.length();
    if (text.charAt(end - 1) == 'Z') {
      end--;
    }
    if (end - at < 6 || (text.charAt(at) != 'T' && text.charAt(at) != ' ')) {
      return Double.NaN;
    }
    int hours = twoDigits(text, at + 1, end);
    int minutes = twoDigits(text, at + 4, end);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || text.charAt(at + 3) != ':') {
      return Double.NaN;
    }
    double seconds = hours * 3600.0 + minutes * 60.0;
    if (end == at + 6) {
      return seconds / SECONDS_PER_DAY;
    }
    int whole = twoDigits(text, at + 7, end);
    if (text.charAt(at + 6) != ':' || whole < 0 || whole > 59) {
      return Double.NaN;
    }
    seconds += whole;
    if (end > at + 9) {
      double unit = 0.1;
      if (text.charAt(at + 9) != '.' || end == at + 10) {
        return Double.NaN;
      }
      for (int i = at + 10; i < end; i++) {
        if (!isDigit(text.charAt(i))) {
          return Double.NaN;
        }
        seconds += (text.charAt(i) - '0') * unit;
        unit /= 10;
      }
    }
    return seconds / SECONDS_PER_DAY;
  }

  private static int twoDigits(CharSequence text, int at, int end) {
    if (at + 2 > end || !isDigit(text.charAt(at)) || !isDigit(text.charAt(at + 1))) {
      return -1;
    }
    return (text.charAt(at) - '0') * 10 + (text.charAt(at + 1) - '0');
  }

  private static boolean oneOrTwo(int count) {
    return count == 1 || count == 2;
  }

  private static boolean isSeparator(char c) {
    return c == '-' || c == '/' || c == '.';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
