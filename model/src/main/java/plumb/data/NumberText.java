package plumb.data;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Reads decimal numbers as data files spell them: an optional sign, digits with an optional point,
 * an optional exponent; or {@code inf} and {@code infinity} in any case. Correctly rounded.
 */
public final class NumberText {
  /** Every power of ten that a double holds exactly. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long EXACT = 1L << 53;
  private static final long ROOM = (Long.MAX_VALUE - 9) / 10;

  private NumberText() {}

  /** The number, or empty where the text is none; spaces around it are not part of a number. */
  public static OptionalDouble parse(String text) {
    double value = parse(text.toCharArray(), 0, text.length());
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * The number spelled by {@code length} characters from {@code from}; NaN where they spell none. A
   * value beyond the range of a double is infinite.
   */
  public static double parse(char[] text, int from, int length) {
    int end = from + length;
    int at = from;
    if (at == end) {
      return Double.NaN;
    }
    boolean negative = text[at] == '-';
    if (negative || text[at] == '+') {
      at++;
    }
    long mantissa = 0;
    int digits = 0;
    int scale = 0;
    boolean exact = true;
    boolean point = false;
    for (; at < end; at++) {
      char c = text[at];
      if (c >= '0' && c <= '9') {
        digits++;
        if (mantissa <= ROOM) {
          mantissa = mantissa * 10 + (c - '0');
          scale -= point ? 1 : 0;
        } else {
          exact &= c == '0';
          scale += point ? 0 : 1;
        }
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return infinity(text, from, at, end, negative);
    }
    if (at < end) {
      int exponent = exponent(text, at, end);
      if (exponent == Integer.MIN_VALUE) {
        return Double.NaN;
      }
      scale += exponent;
    }
    while (scale < 0 && mantissa >= EXACT && mantissa % 10 == 0) {
      mantissa /= 10;
      scale++;
    }
    if (exact && mantissa <= EXACT && scale >= -22 && scale <= 22) {
      double value = scale < 0 ? mantissa / POWERS[-scale] : mantissa * POWERS[scale];
      return negative ? -value : value;
    }
    return Double.parseDouble(new String(text, from, length));
  }

  /** The exponent that starts at {@code at}; {@code Integer.MIN_VALUE} where there is none. */
  private static int exponent(char[] text, int at, int end) {
    if (text[at] != 'e' && text[at] != 'E') {
      return Integer.MIN_VALUE;
    }
    int next = at + 1;
    boolean negative = next < end && text[next] == '-';
    if (negative || (next < end && text[next] == '+')) {
      next++;
    }
    if (next == end) {
      return Integer.MIN_VALUE;
    }
    int value = 0;
    for (; next < end; next++) {
      char c = text[next];
      if (c < '0' || c > '9') {
        return Integer.MIN_VALUE;
      }
      value = Math.min(100_000, value * 10 + (c - '0'));
    }
    return negative ? -value : value;
  }

  private static double infinity(char[] text, int from, int at, int end, boolean negative) {
    int length = end - at;
    if ((length != 3 && length != 8) || (text[at] | 0x20) != 'i' || at - from > 1) {
      return Double.NaN;
    }
    String word = new String(text, at, length).toLowerCase(Locale.ROOT);
    if (!word.equals("inf") && !word.equals("infinity")) {
      return Double.NaN;
    }
    return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }
}
