package plumb.data.read;

/** A set of 64-bit numbers that makes no object of each. */
final class LongSet {
  /** Few at first: the values of most columns are few and stay near. */
  private static final int FIRST_BITS = 10;

  /** Spreads neighbours over the slots: 2^64 divided by the golden ratio. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] slots;
  private int shift;

  /** A slot with 0 is empty. */
  private boolean zero;

  private int others;

  LongSet() {
    this(0);
  }

  /** With room for as many. */
  LongSet(int expected) {
    int bits =
        Math.max(
            FIRST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, expected)) + 1);
    slots = new long[1 << bits];
    shift = Long.SIZE - bits;
  }

  /** The different bit patterns of some numbers, -0.0 and 0.0 taken for different. */
  static LongSet ofBits(double[] values) {
    LongSet set = new LongSet();
    for (double value : values) {
      set.add(Double.doubleToLongBits(value));
    }
    return set;
  }

  /** The different ones of some numbers. */
  static LongSet of(long[] numbers) {
    LongSet set = new LongSet(numbers.length);
    for (long number : numbers) {
      set.add(number);
    }
    return set;
  }

  void add(long number) {
    if (number == 0) {
      zero = true;
      return;
    }
    int slot = slot(number);
    if (slots[slot] == 0) {
      slots[slot] = number;
      others++;
      if (2 * others > slots.length) {
        grow();
      }
    }
  }

  boolean contains(long number) {
    return number == 0 ? zero : slots[slot(number)] == number;
  }

  int size() {
    return others + (zero ? 1 : 0);
  }

  /** Where the number is, or would be. */
  private int slot(long number) {
    int slot = (int) ((number * SPREAD) >>> shift);
    while (slots[slot] != 0 && slots[slot] != number) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    shift--;
    for (long number : old) {
      if (number != 0) {
        slots[slot(number)] = number;
      }
    }
  }
}
