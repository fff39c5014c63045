package plumb.cause;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.Target;
import plumb.data.read.Column;
import plumb.data.read.Table;

/**
 * The numbers that are predicted, as they stand in the training file, those of held-out rows among
 * them.
 *
 * @param table the file
 * @param name of the column
 * @param rows of the file that have a number, in order
 * @param values their numbers
 */
record TargetNumbers(Table table, String name, int[] rows, double[] values) {
  static Optional<TargetNumbers> of(DataCase data) {
    Table table = data.source().orElse(null);
    if (table == null
        || !(data.data().encoding().target() instanceof Target.Regression target)
        || !(Raw.column(table, target.column()).orElse(null)
            instanceof Column.Numbers(String name, _, var values))) {
      return Optional.empty();
    }
    List<Integer> out = data.card().data().cleaning().dropped();
    int[] rows =
        IntStream.range(0, table.rows())
            .filter(row -> !Double.isNaN(values.at(row)) && !out.contains(row + 1))
            .toArray();
    return Optional.of(
        new TargetNumbers(
            table, name, rows, Arrays.stream(rows).mapToDouble(values::at).toArray()));
  }

  /** Numbers of rows as a card counts them, from 1 on. */
  static List<Integer> numbers(int[] rows) {
    return Arrays.stream(rows).mapToObj(row -> row + 1).toList();
  }
}
