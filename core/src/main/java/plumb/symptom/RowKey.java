package plumb.symptom;

/**
 * A number for the content of a row. Equal rows have equal ones; of different rows two have the
 * same by chance once in 2^64 times, also where all their numbers are small and whole, whose bits
 * differ in few places.
 */
public final class RowKey {
  private static final long ODD = 0x9E3779B97F4A7C15L;

  private RowKey() {}

  /** The key of a row: equal rows have equal keys. */
  public static long of(float[] row) {
    long key = row.length;
    for (float value : row) {
      key = (key ^ Float.floatToIntBits(value)) * ODD;
      key ^= key >>> 32;
    }
    return key;
  }
}
