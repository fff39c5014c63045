package plumb.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a reader wants them: few digits, one spelling, the same in every locale. */
public final class Numbers {
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Numbers() {}

  /** Three significant digits, plain where that is short; words for what is not a number. */
  public static String plain(double value) {
    if (Double.isNaN(value)) {
      return "not a number";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "infinite" : "minus infinite";
    }
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    if (size >= 1e6 || size < 1e-4) {
      return powerOfTen(String.format(Locale.ROOT, "%.2e", value).replaceFirst("\\.?0*e", "e"));
    }
    if (size >= 1000) {
      return count(Math.round(value));
    }
    return new BigDecimal(value)
        .round(new MathContext(3))
        .stripTrailingZeros()
        .toPlainString()
        .replace("-", "\u2212");
  }

  /** A share as a percentage with one decimal, more where it is small. */
  public static String percent(double share) {
    if (!Double.isFinite(share)) {
      return plain(share);
    }
    double value = share * 100;
    double size = Math.abs(value);
    String digits = size != 0 && size < 0.1 ? "%.2g" : "%.1f";
    return String.format(Locale.ROOT, digits, value).replace("-", "\u2212") + "\u00a0%";
  }

  /** Three decimals, for numbers that stand beside one another: 0.390, 0.163, −0.000 as 0.000. */
  static String decimals(double value) {
    if (!Double.isFinite(value) || Math.abs(value) >= 1000) {
      return plain(value);
    }
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.equals("-0.000") ? "0.000" : text.replace("-", "\u2212");
  }

  /** A whole number with thin gaps between the thousands. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f').replace("-", "\u2212");
  }

  /** A value beside an axis: whole numbers in full, others with three digits. */
  public static String tick(double value) {
    double size = Math.abs(value);
    return value == 0 || (size >= 0.5 && size < 1e7 && Math.abs(value - Math.rint(value)) < 1e-9)
        ? count(Math.round(value))
        : plain(value);
  }

  /** A value beside a logarithmic axis: short also where it is far from 1. */
  static String power(double value) {
    return value > 0 && (value < 0.0099 || value >= 99_999)
        ? powerOfTen(String.format(Locale.ROOT, "%.0e", value))
        : tick(value);
  }

  /** From -07 to 10⁻⁷. */
  static String tenTo(String exponent) {
    StringBuilder power = new StringBuilder("10");
    for (char c : String.valueOf(Integer.parseInt(exponent)).toCharArray()) {
      power.append(c == '-' ? '\u207b' : RAISED.charAt(c - '0'));
    }
    return power.toString();
  }

  /** From 1.5e-07 to 1.5·10⁻⁷, and from 1e-07 to 10⁻⁷. */
  private static String powerOfTen(String scientific) {
    int e = scientific.indexOf('e');
    String factor = scientific.substring(0, e).replace("-", "\u2212");
    String power = tenTo(scientific.substring(e + 1));
    return switch (factor) {
      case "1" -> power;
      case "\u22121" -> "\u2212" + power;
      default -> factor + "\u00b7" + power;
    };
  }

  /** A noun with its number: "1 epoch", "3 epochs". */
  public static String count(long value, String noun) {
    return count(value) + "\u00a0" + noun + (value == 1 ? "" : "s");
  }

  /** A duration as it is spoken. */
  public static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return plain(seconds);
    }
    if (seconds < 90) {
      return plain(seconds) + "\u00a0s";
    }
    long whole = Math.round(seconds);
    return whole < 5400
        ? "%d\u00a0min %d\u00a0s".formatted(whole / 60, whole % 60)
        : "%d\u00a0h %d\u00a0min".formatted(whole / 3600, whole % 3600 / 60);
  }
}
