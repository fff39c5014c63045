package plumb.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A scale from values to positions, with the values worth a tick.
 *
 * @param low value at the start, above 0 where logarithmic
 * @param high value at the end, above {@code low}
 * @param logarithmic whether equal steps are equal factors
 * @param ticks between {@code low} and {@code high}, rising
 */
public record Axis(double low, double high, boolean logarithmic, List<Double> ticks) {
  /** From this factor between the largest and the smallest value on, the axis is logarithmic. */
  private static final double WIDE = 50;

  /** Where the smallest value is above this share of the largest, an axis need not show 0. */
  private static final double FAR = 0.25;

  private static final double[] NICE = {1, 2, 5, 10};

  public Axis {
    ticks = List.copyOf(ticks);
  }

  /** An axis from 0 that shows every finite value; the others are left to the caller. */
  public static Axis fromZero(double[] values) {
    double high = finite(values).max().orElse(1);
    return linear(0, high > 0 ? high : 1);
  }

  /**
   * For values that are not negative: from 0 or, where they spread over factors, logarithmic. Zeros
   * then lie on the lower edge.
   */
  public static Axis fitting(double[] values) {
    double high = finite(values).max().orElse(1);
    double low = finite(values).filter(v -> v > 0).min().orElse(high);
    if (low > 0 && high / low > WIDE) {
      boolean zeros = finite(values).anyMatch(v -> v <= 0);
      return logarithmic(low * (zeros ? 0.5 : 0.85), high * 1.1);
    }
    return fromZero(values);
  }

  /** As {@link #fitting}, but over their own range where all are far from 0. */
  static Axis close(double[] values) {
    double high = finite(values).max().orElse(1);
    double low = finite(values).min().orElse(0);
    return high > low && low > FAR * high ? linear(low, high) : fitting(values);
  }

  /** A linear axis whose ends are nice numbers. */
  public static Axis linear(double low, double high) {
    return linear(low, high, 4);
  }

  private static Axis linear(double low, double high, int parts) {
    double span = high > low ? high - low : Math.max(Math.abs(high), 1);
    double step = nice(span / parts);
    double first = Math.floor(low / step + 1e-9);
    double last = Math.ceil((high > low ? high : low + span) / step - 1e-9);
    List<Double> ticks = new ArrayList<>();
    for (double k = first; k <= last; k++) {
      ticks.add(k * step);
    }
    return new Axis(first * step, last * step, false, ticks);
  }

  /** A linear axis that ends exactly where the values end. */
  public static Axis exact(double low, double high) {
    Axis wide = linear(low, high, 5);
    return new Axis(
        low,
        high > low ? high : wide.high,
        false,
        wide.ticks.stream().filter(t -> t >= low && t <= Math.max(high, low)).toList());
  }

  /** A logarithmic axis with the powers of ten as ticks, more of them where it is short. */
  public static Axis logarithmic(double low, double high) {
    double top = Math.min(high, Double.MAX_VALUE);
    int from = (int) Math.floor(Math.log10(low));
    int to = (int) Math.ceil(Math.log10(top));
    int stride = Math.max(1, (to - from) / 6);
    double[] within = to - from <= 3 ? new double[] {1, 2, 5} : new double[] {1};
    List<Double> ticks = new ArrayList<>();
    for (int e = from; e <= to; e += stride) {
      for (double digit : within) {
        double tick = digit * Math.pow(10, e);
        if (tick >= low && tick <= top) {
          ticks.add(tick);
        }
      }
    }
    return new Axis(low, top, true, ticks);
  }

  /** Where a value lies between {@code start} (low) and {@code end} (high); never outside. */
  public double position(double value, double start, double end) {
    double share =
        logarithmic
            ? Math.log(Math.max(value, low) / low) / (Math.log(high) - Math.log(low))
            : (value - low) / (high - low);
    return start + Math.clamp(share, 0, 1) * (end - start);
  }

  /** What the axis measures, with a word on its scale. */
  public String named(Words name, Language language) {
    return logarithmic
        ? name.in(language) + new Words(" (log scale)", "（对数刻度）").in(language)
        : name.in(language);
  }

  private static DoubleStream finite(double[] values) {
    return DoubleStream.of(values).filter(Double::isFinite);
  }

  private static double nice(double step) {
    double unit = Math.pow(10, Math.floor(Math.log10(step)));
    for (double factor : NICE) {
      if (factor * unit >= step * (1 - 1e-9)) {
        return factor * unit;
      }
    }
    return 10 * unit;
  }
}
