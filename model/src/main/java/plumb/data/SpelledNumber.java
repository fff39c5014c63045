package plumb.data;

import java.text.Normalizer;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A number as people write it: with groups of digits ({@code 1'234.50}), a decimal comma, a
 * currency ({@code $1,234}, {@code 50 kr}), a sign for per cent or a unit ({@code 12 %}, {@code 5
 * kg}), brackets or a minus behind for negative ones, and an exponent. What it is worth depends on
 * which sign its decimals have, which a single cell may not tell.
 *
 * @param negative whether it is below 0
 * @param core digits and the signs between them
 * @param exponent of ten, with its {@code e}; empty for none
 * @param unit what stands beside the digits, the currency before them first; empty for nothing
 */
public record SpelledNumber(boolean negative, String core, String exponent, String unit) {
  /** Longer cells are sentences. */
  private static final int LONGEST = 48;

  private static final int LONGEST_UNIT = 16;

  /** Up to this many letters, a unit's case matters: {@code mW} is not {@code MW}. */
  private static final int LETTERS_WITH_CASE = 3;

  private static final Pattern EXPONENT = Pattern.compile("[eE][-+]?\\d{1,4}(?![\\d\\p{L}])");

  /**
   * One word or sign, possibly with a raised number such as in {@code m2}, by another one, or
   * before a currency ({@code Mio. €}); several words say more than a unit does.
   */
  private static final Pattern UNIT =
      Pattern.compile(
          "([\\p{L}%‰°\"″′µ][\\p{L}%‰°µ²³·.*]*[23]?( ?/ ?[\\p{L}²³]+[23]?)?)?\\.? ?\\p{Sc}?( ?/ ?[\\p{L}²³]+[23]?)?");

  /** Signs of currencies, possibly with letters: {@code US$}. */
  private static final Pattern SYMBOL = Pattern.compile("\\p{L}{0,3}\\p{Sc}\\p{L}{0,3}");

  /** Apart, for most files have none and the list takes its time. */
  private static final class Codes {
    private static final Set<String> ALL =
        Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Short names of currencies that are no codes, in small letters and without a full stop. */
  private static final Set<String> NAMES =
      Set.of("kr", "fr", "sfr", "rs", "rmb", "zł", "kč", "ft", "lei", "лв", "руб", "р", "rp", "rm");

  /** The number in a text, or null where it is none. */
  public static @Nullable SpelledNumber of(String text) {
    if (text.isEmpty() || text.length() > LONGEST || !mayBe(text)) {
      return null;
    }
    String cell = plain(text);
    boolean negative = false;
    int open = cell.indexOf('(');
    if (open >= 0) {
      int close = cell.indexOf(')');
      if (close < open || cell.indexOf('(', open + 1) >= 0) {
        return null;
      }
      // The unit may stand inside or outside of the brackets.
      cell =
          (cell.substring(0, open)
                  + cell.substring(open + 1, close)
                  + " "
                  + cell.substring(close + 1))
              .strip();
      negative = true;
    }
    int start = start(cell);
    if (start < 0) {
      return null;
    }
    int end = end(cell, start);
    String core = cell.substring(start, end);
    String before = cell.substring(0, start).strip();
    String behind = cell.substring(end);
    var exponent = EXPONENT.matcher(behind);
    String power = "";
    if (exponent.lookingAt()) {
      power = exponent.group();
      behind = behind.substring(exponent.end());
    } else if (behind.startsWith("-") || behind.startsWith("--")) {
      // "12.-" and "12.--" say that there are no cents; "12-" is below 0.
      boolean cents = core.endsWith(".") || core.endsWith(",");
      core = cents ? core.substring(0, core.length() - 1) : core;
      String rest = behind.startsWith("--") ? behind.substring(2) : behind.substring(1);
      if (!cents) {
        if (negative || behind.startsWith("--")) {
          return null;
        }
        negative = true;
      }
      behind = rest.strip();
      // A minus before a word only joins it to the number: "3-door".
      if (!behind.isEmpty() && !behind.equals("%") && !isCurrency(behind)) {
        return null;
      }
    }
    behind = behind.strip();
    if (behind.equals("-") && before.isEmpty() && !negative) {
      negative = true;
      behind = "";
    }
    String sign = before.replaceAll("[^-+]", "");
    if (sign.length() > 1 || (negative && !sign.isEmpty())) {
      return null;
    }
    if (!sign.isEmpty()) {
      if (!before.startsWith(sign) && !before.endsWith(sign)) {
        return null;
      }
      before = before.replace(sign, "").strip();
      negative = sign.equals("-");
    }
    if (!(before.isEmpty() || isCurrency(before)) || !(behind.isEmpty() || isUnit(behind))) {
      return null;
    }
    return new SpelledNumber(negative, core, power, unit(before, behind));
  }

  /** Whether there are digits, and none behind a sign that no number has between its digits. */
  private static boolean mayBe(String text) {
    boolean digits = false;
    boolean joined = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = isDigit(c) || (c >= '\uff10' && c <= '\uff19');
      if (digit && joined) {
        return false;
      }
      digits |= digit;
      joined = digits && (c == ':' || c == '-' || c == '/' || (joined && c == ' '));
    }
    return digits;
  }

  /** Usual signs in place of their many relatives: spaces, minuses, apostrophes, wide digits. */
  private static String plain(String text) {
    boolean ascii = text.chars().allMatch(c -> c < 128);
    if (ascii) {
      return text.strip();
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain.append(
          switch (c) {
            case '\u00a0', '\u202f', '\u2009', '\u2007' -> ' ';
            case '\u2212', '\u2013', '\u2012' -> '-';
            case '\u2019', '\u02bc' -> '\'';
            default ->
                c >= '\uff00' && c < '\uffe0'
                    ? Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC).charAt(0)
                    : c;
          });
    }
    return plain.toString().strip();
  }

  private static int start(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (isDigit(c)
          || ((c == '.' || c == ',') && i + 1 < cell.length() && isDigit(cell.charAt(i + 1)))) {
        return i;
      }
    }
    return -1;
  }

  private static int end(String cell, int start) {
    int at = start;
    while (at < cell.length()) {
      char c = cell.charAt(at);
      boolean digitNext = at + 1 < cell.length() && isDigit(cell.charAt(at + 1));
      boolean between = (c == ' ' || c == '\'') && digitNext;
      if (!isDigit(c) && c != '.' && c != ',' && !between) {
        break;
      }
      at++;
    }
    return at;
  }

  private static boolean isCurrency(String before) {
    String bare = before.endsWith(".") ? before.substring(0, before.length() - 1) : before;
    return SYMBOL.matcher(bare).matches()
        || Codes.ALL.contains(bare)
        || NAMES.contains(bare.toLowerCase(Locale.ROOT));
  }

  private static boolean isUnit(String behind) {
    return behind.length() <= LONGEST_UNIT
        && UNIT.matcher(behind).matches()
        && behind.codePoints().anyMatch(c -> c != '/' && c != '.' && c != ' ');
  }

  /** Whether what stands beside the digits is a currency or a sign rather than a word. */
  public boolean hasSign() {
    return isCurrency(unit) || unit.codePoints().noneMatch(Character::isLetter);
  }

  /** Two spellings of a unit give the same: spaces, a full stop, an English plural aside. */
  private static String unit(String before, String behind) {
    String unit = (before + behind).replace(" ", "");
    unit = unit.endsWith(".") ? unit.substring(0, unit.length() - 1) : unit;
    if (unit.length() > LETTERS_WITH_CASE) {
      unit = unit.toLowerCase(Locale.ROOT);
      unit = unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
    }
    return unit;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The number, where its decimals have that sign; NaN where it is none then. */
  public double value(Decimal decimal) {
    int at = core.lastIndexOf(decimal.sign());
    if (at >= 0 && core.indexOf(decimal.sign()) != at) {
      return Double.NaN;
    }
    String whole = at < 0 ? core : core.substring(0, at);
    String fraction = at < 0 ? "" : core.substring(at + 1);
    String digits = ungrouped(whole, decimal);
    if (digits == null
        || !fraction.chars().allMatch(c -> isDigit((char) c))
        || (digits.isEmpty() && fraction.isEmpty())) {
      return Double.NaN;
    }
    String text = (negative ? "-" : "") + digits + "." + fraction + exponent;
    return NumberText.parse(text.toCharArray(), 0, text.length());
  }

  /**
   * Whole digits without what stands between their groups of three; also of groups as in India
   * ({@code 12,34,567}). Null where they are not in such groups.
   */
  private static @Nullable String ungrouped(String whole, Decimal decimal) {
    char between = 0;
    int first = -1;
    for (int i = 0; i < whole.length(); i++) {
      char c = whole.charAt(i);
      if (isDigit(c)) {
        continue;
      }
      if ((between != 0 && c != between) || (c != decimal.group() && c != ' ' && c != '\'')) {
        return null;
      }
      between = c;
      first = first < 0 ? i : first;
    }
    if (between == 0) {
      return whole;
    }
    String[] groups = whole.split(Pattern.quote(String.valueOf(between)), -1);
    String last = groups[groups.length - 1];
    if (groups[0].isEmpty() || groups[0].length() > 3 || groups[0].startsWith("0")) {
      return null;
    }
    boolean threes = true;
    boolean twos = between == ',' && groups[0].length() <= 2;
    for (int i = 1; i < groups.length - 1; i++) {
      threes &= groups[i].length() == 3;
      twos &= groups[i].length() == 2;
    }
    return last.length() == 3 && (threes || twos) ? String.join("", groups) : null;
  }

  /** What the cell says of the sign of decimals. */
  public enum Sign {
    /** Nothing: it is the same number either way. */
    NONE,
    /** Only with a point it is a number. */
    POINT,
    /** Only with a comma it is a number. */
    COMMA,
    /** It is one number with a point and another one with a comma: {@code 1.234}. */
    EITHER,
    /** It is no number either way. */
    NEITHER
  }

  /** What the cell says of the sign of decimals. */
  public Sign sign() {
    double point = value(Decimal.POINT);
    double comma = value(Decimal.COMMA);
    if (Double.isNaN(point)) {
      return Double.isNaN(comma) ? Sign.NEITHER : Sign.COMMA;
    }
    return Double.isNaN(comma) ? Sign.POINT : point == comma ? Sign.NONE : Sign.EITHER;
  }

  /** Whether it is a row of digits that begins with 0, as codes do and numbers do not. */
  public boolean isCode() {
    return !negative
        && unit.isEmpty()
        && exponent.isEmpty()
        && isCode(core.toCharArray(), 0, core.length());
  }

  /** Whether some characters are digits alone, of which the first of several is 0. */
  public static boolean isCode(char[] text, int from, int length) {
    if (length < 2 || text[from] != '0') {
      return false;
    }
    for (int i = from; i < from + length; i++) {
      if (!isDigit(text[i])) {
        return false;
      }
    }
    return true;
  }
}
