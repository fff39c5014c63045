package plumb.cause;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import plumb.data.read.Column;
import plumb.data.read.Table;
import plumb.math.RandomStream;

/** Columns as they were read, and samples of rows. */
final class Raw {
  private static final long SAMPLE = 53;

  private Raw() {}

  /** The column of a table by its name. */
  static Optional<Column> column(Table table, String name) {
    return table.columns().stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** The column of the training file by its name; images have none. */
  static Optional<Column> column(DataCase data, String name) {
    return data.source().flatMap(table -> column(table, name));
  }

  /** The numbers of some rows, without those that are missing. */
  static double[] present(Column.Numbers column, int[] rows) {
    double[] present = new double[rows.length];
    int count = 0;
    for (int row : rows) {
      present[count] = column.values().at(row);
      count += Double.isNaN(present[count]) ? 0 : 1;
    }
    return Arrays.copyOf(present, count);
  }

  /** A number as files spell it, all its digits. */
  static String text(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** The name of a file without its folders. */
  static String file(String path) {
    return String.valueOf(Path.of(path).getFileName());
  }

  /** Each of some rows once, in order of the file: training repeats rows of balanced classes. */
  static int[] distinct(int[] rows) {
    BitSet seen = new BitSet();
    for (int row : rows) {
      seen.set(row);
    }
    return seen.stream().toArray();
  }

  /** Where each row of a source stands first among examples, for some are repeated. */
  static int[] firstOfEach(int[] rows) {
    BitSet seen = new BitSet();
    int[] places = new int[rows.length];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      if (!seen.get(rows[i])) {
        seen.set(rows[i]);
        places[count++] = i;
      }
    }
    return Arrays.copyOf(places, count);
  }

  /** Whether sorted numbers have at least so many different ones. */
  static boolean atLeast(int different, double[] sorted) {
    int count = sorted.length == 0 ? 0 : 1;
    for (int i = 1; i < sorted.length && count < different; i++) {
      count += sorted[i] == sorted[i - 1] ? 0 : 1;
    }
    return count >= different;
  }

  /**
   * At most so many of some rows, drawn at random; all of them, in their order, where they are not
   * more.
   */
  static int[] sample(int[] rows, int most, long seed) {
    if (rows.length <= most) {
      return rows;
    }
    int[] order = new int[rows.length];
    RandomStream.of(seed).child(SAMPLE).permutation(order);
    return Arrays.stream(order, 0, most).map(i -> rows[i]).toArray();
  }
}
