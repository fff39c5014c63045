package plumb.data.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.data.Decimal;
import plumb.data.SpelledNumber;

/**
 * The cells of a column that may be numbers, and what they say of the sign of decimals.
 *
 * @param column all of its cells
 * @param counts how many cells have each word
 * @param spelled the number in each word, null where it is none
 * @param absent whether each word says that there is no value
 * @param absentCells how many cells have such a word
 */
record NumberCells(
    Collected.Spelled column,
    int[] counts,
    @Nullable SpelledNumber[] spelled,
    boolean[] absent,
    int absentCells) {
  /**
   * A column is one of numbers when this share of its cells are numbers: a typing error in every
   * tenth cell is the most that anybody would still call a column of numbers.
   */
  static final double NEARLY_ALL = 0.9;

  /**
   * Where the numbers are few different ones, a word beside them is soon a value of its own ({@code
   * 1}, {@code 2}, {@code 3 or more}), so hardly any cell may be one.
   */
  static final double NEARLY_ALL_OF_FEW = 0.98;

  /** Up to this many different numbers are few: more than there are grades, rooms or months. */
  static final int FEW_NUMBERS = 20;

  /**
   * A single word that stands in place of many different numbers says that there is none, also if
   * it is not in the list; but in half of the cells it is more than that.
   */
  private static final double ONE_WORD_SHARE = 0.5;

  /** Of rows of digits that begin with 0, this share makes codes of a column of several widths. */
  private static final double CODES = 0.01;

  /** Different words that are looked at first: a column of text need not be read to its end. */
  private static final int SAMPLE = 200;

  private static final double SAMPLE_NUMBERS = 0.3;

  /**
   * The cells of a column in which numbers may be; empty where there are hardly any.
   *
   * @param asked whether the column is to be of numbers
   * @param missing how the user says that missing values are spelled
   */
  static Optional<NumberCells> of(Collected.Spelled column, boolean asked, List<String> missing) {
    List<String> levels = column.levels();
    if (!asked && !hasNumbers(levels)) {
      return Optional.empty();
    }
    int[] counts = column.counts();
    @Nullable SpelledNumber[] spelled = new SpelledNumber[levels.size()];
    boolean[] absent = new boolean[levels.size()];
    int absentCells = 0;
    for (int code = 0; code < spelled.length; code++) {
      spelled[code] = SpelledNumber.of(levels.get(code));
      if (spelled[code] == null && MissingSpellings.contains(levels.get(code), missing)) {
        absent[code] = true;
        absentCells += counts[code];
      }
    }
    return Optional.of(new NumberCells(column, counts, spelled, absent, absentCells));
  }

  private static boolean hasNumbers(List<String> levels) {
    int step = Math.max(1, levels.size() / SAMPLE);
    int numbers = 0;
    int looked = 0;
    for (int code = 0; code < levels.size(); code += step) {
      looked++;
      numbers += SpelledNumber.of(levels.get(code)) != null ? 1 : 0;
    }
    return numbers > 0 && (looked < SAMPLE / 4 || numbers >= SAMPLE_NUMBERS * looked);
  }

  /** How many cells say each thing of the sign of decimals. */
  int saying(SpelledNumber.Sign sign) {
    int cells = 0;
    for (int code = 0; code < spelled.length; code++) {
      SpelledNumber number = spelled[code];
      cells += number != null && number.sign() == sign ? counts[code] : 0;
    }
    return cells;
  }

  /** The sign of decimals that the column itself decides, if it does. */
  Optional<Decimal> decided() {
    int point = saying(SpelledNumber.Sign.POINT);
    int comma = saying(SpelledNumber.Sign.COMMA);
    if (point == 0 && comma == 0) {
      return Optional.empty();
    }
    return Optional.of(comma > point ? Decimal.COMMA : Decimal.POINT);
  }

  /** An example of a cell whose number depends on the sign of decimals, if there is one. */
  Optional<String> undecided() {
    for (int code = 0; code < spelled.length; code++) {
      SpelledNumber number = spelled[code];
      if (number != null && number.sign() == SpelledNumber.Sign.EITHER) {
        return Optional.of(column.levels().get(code));
      }
    }
    return Optional.empty();
  }

  /**
   * The column read with a sign of decimals.
   *
   * @param decimal the sign
   * @param unit beside most of the numbers, possibly none
   * @param valueOf the number of each word, NaN where it is none or has another unit
   * @param fits cells that are numbers
   * @param otherUnits cells that are numbers but have another unit
   * @param different how many different words are numbers
   */
  record Reading(
      Decimal decimal, String unit, double[] valueOf, int fits, int otherUnits, int different) {}

  Reading with(Decimal decimal) {
    Map<String, Integer> units = new HashMap<>();
    double[] valueOf = new double[spelled.length];
    for (int code = 0; code < valueOf.length; code++) {
      SpelledNumber number = spelled[code];
      valueOf[code] = number == null ? Double.NaN : number.value(decimal);
      if (number != null && !Double.isNaN(valueOf[code]) && !number.unit().isEmpty()) {
        units.merge(number.unit(), counts[code], Integer::sum);
      }
    }
    String unit =
        units.entrySet().stream()
            .max(
                Map.Entry.<String, Integer>comparingByValue()
                    .thenComparing(Map.Entry.<String, Integer>comparingByKey().reversed()))
            .map(Map.Entry::getKey)
            .orElse("");
    // A word beside a few of the numbers is no unit of all of them: "5 up".
    boolean unitOfAll =
        units.isEmpty() || hasSign(unit) || 2 * units.getOrDefault(unit, 0) > cells();
    int fits = 0;
    int others = 0;
    int different = 0;
    for (int code = 0; code < valueOf.length; code++) {
      SpelledNumber number = spelled[code];
      if (number == null || Double.isNaN(valueOf[code])) {
        continue;
      }
      if (number.unit().isEmpty() || (number.unit().equals(unit) && unitOfAll)) {
        fits += counts[code];
        different++;
      } else {
        others += counts[code];
        valueOf[code] = Double.NaN;
      }
    }
    return new Reading(decimal, unitOfAll ? unit : "", valueOf, fits, others, different);
  }

  private boolean hasSign(String unit) {
    for (SpelledNumber number : spelled) {
      if (number != null && number.unit().equals(unit)) {
        return number.hasSign();
      }
    }
    return true;
  }

  /** Cells that should be numbers: all but those that say there is none. */
  int cells() {
    return column.present() - absentCells;
  }

  /** Whether so many cells are numbers that the others are mistakes. */
  boolean isNumbers(Reading reading) {
    double needed = reading.different() <= FEW_NUMBERS ? NEARLY_ALL_OF_FEW : NEARLY_ALL;
    if (reading.fits() == 0) {
      return false;
    }
    return reading.fits() >= needed * cells() || hasOneWord(reading);
  }

  /** Whether all the cells that are no numbers hold the same word. */
  private boolean hasOneWord(Reading reading) {
    int words = 0;
    for (int code = 0; code < spelled.length; code++) {
      words += !absent[code] && Double.isNaN(reading.valueOf()[code]) ? 1 : 0;
    }
    return words == 1
        && reading.otherUnits() == 0
        && reading.different() > FEW_NUMBERS
        && reading.fits() >= ONE_WORD_SHARE * cells();
  }

  /** Whether the cells are codes, such as postal ones: digits alone, that may begin with 0. */
  boolean isCodes() {
    int codes = 0;
    int numbers = 0;
    int widest = 0;
    int narrowest = Integer.MAX_VALUE;
    for (int code = 0; code < spelled.length; code++) {
      SpelledNumber number = spelled[code];
      if (number == null) {
        continue;
      }
      String digits = number.core();
      if (number.negative()
          || !number.unit().isEmpty()
          || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return false; // Codes are neither negative nor have they fractions.
      }
      numbers += counts[code];
      codes += number.isCode() ? counts[code] : 0;
      widest = Math.max(widest, digits.length());
      narrowest = Math.min(narrowest, digits.length());
    }
    return codes > 0 && (widest == narrowest || codes > CODES * numbers);
  }

  /** The words that are neither numbers nor say that there is none. */
  List<Integer> misfits(Reading reading) {
    List<Integer> misfits = new ArrayList<>();
    for (int code = 0; code < spelled.length; code++) {
      if (!absent[code] && Double.isNaN(reading.valueOf()[code])) {
        misfits.add(code);
      }
    }
    return misfits;
  }
}
