package plumb.data.read;

import java.util.Arrays;
import java.util.List;
import plumb.data.Examples;
import plumb.math.Team;

/**
 * 64-bit hashes of rows by their content, alike in any table that holds the same values. Two
 * different rows meet by chance once in four billion tables of 100,000 rows.
 */
final class RowHash {
  private static final long SEED = 0x9E3779B97F4A7C15L;

  /** Rows hashed at a time: few enough for their hashes to stay near while columns go by. */
  private static final int BLOCK = 4096;

  private RowHash() {}

  /** One hash for each row of the given columns. */
  static long[] of(List<Column> columns, int rows, Team team) {
    long[] hashes = new long[rows];
    Arrays.fill(hashes, SEED);
    mix(hashes, columns, team);
    return hashes;
  }

  /** Hashes of rows that have one more column. */
  static long[] with(long[] hashes, Column column, Team team) {
    long[] more = hashes.clone();
    mix(more, List.of(column), team);
    return more;
  }

  /** The hashes of some rows. */
  static long[] chosen(long[] hashes, int[] rows) {
    long[] chosen = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = hashes[rows[i]];
    }
    return chosen;
  }

  private static void mix(long[] hashes, List<Column> columns, Team team) {
    List<long[]> words = columns.stream().map(RowHash::words).toList();
    int blocks = (hashes.length + BLOCK - 1) / BLOCK;
    team.run(
        blocks,
        block -> {
          int from = block * BLOCK;
          int end = Math.min(hashes.length, from + BLOCK);
          for (int c = 0; c < words.size(); c++) {
            switch (columns.get(c)) {
              case Column.Numbers(_, _, PackedNumbers values) -> mix(hashes, from, end, values);
              case Column.Dates(_, _, _, PackedNumbers days) -> mix(hashes, from, end, days);
              case Column.Words(_, _, int[] codes, _) ->
                  mix(hashes, from, end, codes, words.get(c));
            }
          }
        });
  }

  /** A hash for each word of a column. */
  private static long[] words(Column column) {
    return column instanceof Column.Words(_, _, _, List<String> levels)
        ? levels.stream().mapToLong(RowHash::word).toArray()
        : new long[0];
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
    return LongSet.of(hashes).size();
  }

  /** How many of {@code some} occur among {@code others}. */
  static int shared(long[] some, long[] others) {
    LongSet known = LongSet.of(others);
    int shared = 0;
    for (long hash : some) {
      shared += known.contains(hash) ? 1 : 0;
    }
    return shared;
  }

  private static void mix(long[] hashes, int from, int end, PackedNumbers values) {
    for (int row = from; row < end; row++) {
      // Adding 0 makes -0.0 the same as 0.0.
      hashes[row] = mix(hashes[row], Double.doubleToLongBits(values.at(row) + 0.0));
    }
  }

  private static void mix(long[] hashes, int from, int end, int[] codes, long[] words) {
    for (int row = from; row < end; row++) {
      hashes[row] = mix(hashes[row], codes[row] < 0 ? 0 : words[codes[row]]);
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
