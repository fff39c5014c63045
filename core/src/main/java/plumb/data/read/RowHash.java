package plumb.data.read;

import java.util.Arrays;
import java.util.List;
import plumb.data.Examples;

/**
 * 64-bit hashes of rows by their content, alike in any table that holds the same values. Two
 * different rows meet by chance once in four billion tables of 100,000 rows.
 */
final class RowHash {
  private static final long SEED = 0x9E3779B97F4A7C15L;

  private RowHash() {}

  /** One hash for each of the rows, over the given columns. */
  static long[] of(List<Column> columns, int[] rows) {
    long[] hashes = new long[rows.length];
    Arrays.fill(hashes, SEED);
    for (Column column : columns) {
      switch (column) {
        case Column.Numbers(_, _, double[] values) -> mix(hashes, rows, values);
        case Column.Dates(_, _, _, double[] days) -> mix(hashes, rows, days);
        case Column.Words(_, _, int[] codes, List<String> levels) -> {
          long[] words = levels.stream().mapToLong(RowHash::word).toArray();
          for (int i = 0; i < rows.length; i++) {
            int code = codes[rows[i]];
            hashes[i] = mix(hashes[i], code < 0 ? 0 : words[code]);
          }
        }
      }
    }
    return hashes;
  }

  /** One hash for each of the images. */
  static long[] of(Images images, int[] rows) {
    long[] hashes = new long[rows.length];
    int size = images.size();
    for (int i = 0; i < rows.length; i++) {
      long hash = SEED;
      int from = rows[i] * size;
      for (int at = from; at < from + size; at++) {
        hash = (hash ^ images.pixels()[at]) * 0xBF58476D1CE4E5B9L;
        hash ^= hash >>> 32;
      }
      hashes[i] = hash;
    }
    return hashes;
  }

  /** One hash for each encoded row, to compare sources whose columns may be typed differently. */
  static long[] ofEncoded(Examples examples) {
    float[] row = new float[examples.inputs().width()];
    long[] hashes = new long[examples.rows()];
    for (int i = 0; i < hashes.length; i++) {
      examples.inputs().copyRow(i, row, 0);
      long hash = SEED;
      for (float value : row) {
        hash = mix(hash, Float.floatToIntBits(value + 0f));
      }
      hashes[i] = hash;
    }
    return hashes;
  }

  /** How many different hashes there are. */
  static int distinct(long[] hashes) {
    long[] sorted = hashes.clone();
    Arrays.sort(sorted);
    int distinct = 0;
    for (int i = 0; i < sorted.length; i++) {
      distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
    }
    return distinct;
  }

  /** How many of {@code some} occur among {@code others}. */
  static int shared(long[] some, long[] others) {
    long[] sorted = others.clone();
    Arrays.sort(sorted);
    int shared = 0;
    for (long hash : some) {
      shared += Arrays.binarySearch(sorted, hash) >= 0 ? 1 : 0;
    }
    return shared;
  }

  private static void mix(long[] hashes, int[] rows, double[] values) {
    for (int i = 0; i < rows.length; i++) {
      // Adding 0 makes -0.0 the same as 0.0.
      hashes[i] = mix(hashes[i], Double.doubleToLongBits(values[rows[i]] + 0.0));
    }
  }

  private static long mix(long hash, long value) {
    long mixed = (hash ^ value) * 0xBF58476D1CE4E5B9L;
    mixed ^= mixed >>> 32;
    return mixed * 0x94D049BB133111EBL;
  }

  private static long word(String word) {
    long hash = SEED;
    for (int i = 0; i < word.length(); i++) {
      hash = mix(hash, word.charAt(i) + 1L);
    }
    return hash;
  }
}
