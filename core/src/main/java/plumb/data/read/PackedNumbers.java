package plumb.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a column, in a half to a quarter of the memory of doubles where they are whole or
 * short decimals. Each part of the rows is held as whole numbers over a power of ten if every one
 * of its numbers comes back from that bit for bit, and as doubles otherwise.
 *
 * <p>Immutable.
 */
public final class PackedNumbers {
  private static final int PART_BITS = 12;

  /** Rows in a part, but for the last one. */
  static final int PART = 1 << PART_BITS;

  /** Stands for no number; its absolute value is no larger than any other. */
  private static final int MISSING = Integer.MIN_VALUE;

  private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private final Part[] parts;
  private final int length;

  private PackedNumbers(Part[] parts, int length) {
    this.parts = parts;
    this.length = length;
  }

  /** Of as many numbers; NaN where one is missing. */
  static PackedNumbers of(double... values) {
    Builder builder = new Builder();
    for (double value : values) {
      builder.add(value);
    }
    return builder.build();
  }

  /** How many there are. */
  public int length() {
    return length;
  }

  /** The number at a place from 0 on; NaN where it is missing. */
  public double at(int index) {
    return parts[index >> PART_BITS].at(index & (PART - 1));
  }

  /**
   * A power of ten by which every number is a whole one but for rounding; 0 where there may be
   * none.
   */
  double unit() {
    double unit = 1;
    for (Part part : parts) {
      if (part.unit == 0) {
        return 0;
      }
      unit = Math.max(unit, part.unit);
    }
    return unit;
  }

  /** What the numbers take, their objects aside. */
  long bytes() {
    long bytes = 0;
    for (Part part : parts) {
      bytes += part.bytes();
    }
    return bytes;
  }

  /** All of them. */
  public double[] toArray() {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = at(i);
    }
    return values;
  }

  /**
   * Some numbers, in one of three ways.
   *
   * @param shorts times {@code unit}, the least of all where one is missing
   * @param ints likewise
   * @param doubles as they are
   * @param unit 0 with doubles
   */
  private record Part(
      short @Nullable [] shorts, int @Nullable [] ints, double[] doubles, double unit) {
    private static final double[] NONE = {};

    double at(int index) {
      if (shorts != null) {
        short value = shorts[index];
        return value == Short.MIN_VALUE ? Double.NaN : value / unit;
      }
      if (ints != null) {
        int value = ints[index];
        return value == MISSING ? Double.NaN : value / unit;
      }
      return doubles[index];
    }

    long bytes() {
      return (shorts == null ? 0 : Short.BYTES * (long) shorts.length)
          + (ints == null ? 0 : Integer.BYTES * (long) ints.length)
          + Double.BYTES * (long) doubles.length;
    }

    static Part of(int[] whole, int count, double unit) {
      int most = 0;
      for (int i = 0; i < count; i++) {
        most = Math.max(most, Math.abs(whole[i]));
      }
      if (most > Short.MAX_VALUE) {
        return new Part(null, Arrays.copyOf(whole, count), NONE, unit);
      }
      short[] shorts = new short[count];
      for (int i = 0; i < count; i++) {
        shorts[i] = whole[i] == MISSING ? Short.MIN_VALUE : (short) whole[i];
      }
      return new Part(shorts, null, NONE, unit);
    }
  }

  /** Packs numbers as they come; a part that is not full yet is open and takes doubles. */
  static final class Builder {
    private final List<Part> parts = new ArrayList<>();
    private double[] open = new double[8];
    private int[] whole = new int[0];
    private int inOpen;

    void add(double value) {
      if (inOpen == open.length) {
        if (inOpen == PART) {
          pack();
        } else {
          open = Arrays.copyOf(open, 2 * inOpen);
        }
      }
      open[inOpen++] = value;
    }

    /** Adds all numbers of another. */
    void add(Builder other) {
      for (Part part : other.parts) {
        for (int i = 0; i < PART; i++) {
          add(part.at(i));
        }
      }
      for (int i = 0; i < other.inOpen; i++) {
        add(other.open[i]);
      }
    }

    /** How many there are so far. */
    int length() {
      return parts.size() * PART + inOpen;
    }

    /** This one, with no numbers but the room for them. */
    Builder cleared() {
      parts.clear();
      inOpen = 0;
      return this;
    }

    /** All numbers; nothing can be added any more. */
    PackedNumbers build() {
      int length = length();
      if (inOpen > 0) {
        pack();
      }
      open = new double[0];
      whole = new int[0];
      return new PackedNumbers(parts.toArray(Part[]::new), length);
    }

    private void pack() {
      if (whole.length < inOpen) {
        whole = new int[inOpen];
      }
      parts.add(packed());
      inOpen = 0;
    }

    private Part packed() {
      // The least power that fits makes the shortest numbers; others mostly fail at the first one.
      for (double unit : POWERS) {
        if (fits(unit)) {
          return Part.of(whole, inOpen, unit);
        }
      }
      return new Part(null, null, Arrays.copyOf(open, inOpen), 0);
    }

    /** Whether each number is a whole one by the unit, which it then is in {@code whole}. */
    private boolean fits(double unit) {
      for (int i = 0; i < inOpen; i++) {
        double value = open[i];
        if (Double.isNaN(value)) {
          whole[i] = MISSING;
          continue;
        }
        // A number beyond the range becomes the largest or least there is.
        whole[i] = (int) Math.rint(value * unit);
        if (whole[i] == MISSING
            || Double.doubleToRawLongBits(whole[i] / unit) != Double.doubleToRawLongBits(value)) {
          return false;
        }
      }
      return true;
    }
  }
}
