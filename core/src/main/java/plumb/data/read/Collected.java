package plumb.data.read;

import java.util.List;
import plumb.data.ColumnType;

/** All cells of a column, before it is decided what they mean. */
sealed interface Collected {
  /** Name of the column. */
  String name();

  /** Every cell is a plain number or missing. */
  record Plain(Column.Numbers column) implements Collected {
    @Override
    public String name() {
      return column.name();
    }
  }

  /**
   * Cells as they are spelled.
   *
   * @param name of the column
   * @param codes index into {@code levels} for each row; -1 where it is missing
   * @param levels the different words, in the order of their first appearance
   * @param present rows that have one
   */
  record Spelled(String name, int[] codes, List<String> levels, int present) implements Collected {
    /** How many cells have each word. */
    int[] counts() {
      int[] counts = new int[levels.size()];
      for (int code : codes) {
        if (code >= 0) {
          counts[code]++;
        }
      }
      return counts;
    }

    /** As many numbers as rows, one for each word. */
    PackedNumbers numbers(double[] valueOf) {
      PackedNumbers.Builder numbers = new PackedNumbers.Builder();
      for (int code : codes) {
        numbers.add(code < 0 ? Double.NaN : valueOf[code]);
      }
      return numbers.build();
    }

    /** Without any value. */
    Column empty() {
      return new Column.Numbers(name, ColumnType.EMPTY, numbers(none()));
    }

    private double[] none() {
      double[] none = new double[levels.size()];
      java.util.Arrays.fill(none, Double.NaN);
      return none;
    }
  }
}
