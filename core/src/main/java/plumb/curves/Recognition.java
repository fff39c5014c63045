package plumb.curves;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import plumb.curves.ColumnName.Kind;
import plumb.curves.ColumnName.RowSet;
import plumb.curves.LogTable.Column;

/** Tells the history of a training from a table of data. */
final class Recognition {
  /** Of a table with more columns, a column named epoch alone says nothing. */
  private static final int FEW = 6;

  private Recognition() {}

  private record Col(Column column, ColumnName name) {
    boolean is(Kind kind) {
      return name.kind() == kind;
    }

    /** A number that a training watches, by a name that no other thing has. */
    boolean isCurve() {
      return switch (name.kind()) {
        case LOSS, ERROR, ERROR_RATE, SCORE -> true;
        case PART, BARE, UNKNOWN -> name.set() != RowSet.UNSAID;
        default -> false;
      };
    }
  }

  /**
   * Whether a table is the history of a training: something that training counts goes on from row
   * to row, and beside it stand curves by name; or, without a count, the same measure on two sets.
   */
  static boolean isHistory(LogTable table) {
    LogTable wide = Pivot.wide(table);
    if (wide.rows() == 0) {
      return false;
    }
    List<Col> all = wide.columns().stream().map(c -> new Col(c, ColumnName.of(c.name()))).toList();
    List<Col> numbers = all.stream().filter(c -> c.column.text().isEmpty()).toList();
    List<Col> curves = numbers.stream().filter(Col::isCurve).toList();
    boolean loss = numbers.stream().anyMatch(c -> c.is(Kind.LOSS) || c.is(Kind.PART));
    if (table.source().startsWith(JsonLogs.LISTS)) {
      return numbers.stream().anyMatch(c -> c.name.isMeasure());
    }
    boolean ofSets = curves.stream().anyMatch(c -> c.name.set() != RowSet.UNSAID);
    List<Col> others =
        all.stream().filter(c -> !ColumnName.counters().contains(c.name.kind())).toList();
    long known = others.stream().filter(c -> !c.is(Kind.NOTHING)).count();
    boolean mostly = 2 * known >= others.size();
    if (counts(numbers, Set.of(Kind.EPOCH))) {
      return loss || !curves.isEmpty() || couldBe(all, numbers);
    }
    if (counts(numbers, Set.of(Kind.STEP, Kind.ITERATION, Kind.ROUND))) {
      return ofSets || (loss && mostly);
    }
    boolean index = counts(numbers, Set.of(Kind.INDEX));
    boolean words = all.stream().anyMatch(c -> c.column.text().isPresent() && !c.is(Kind.OTHER));
    return (mostly && !words && isPaired(curves)) || (index && loss && known == others.size());
  }

  private static boolean counts(List<Col> numbers, Set<Kind> kinds) {
    return numbers.stream()
        .filter(c -> kinds.contains(c.name.kind()))
        .anyMatch(c -> Shapes.counts(c.column.values()));
  }

  /** Whether a measure was written for the training set and for another. */
  private static boolean isPaired(List<Col> curves) {
    Map<String, Integer> sets = new HashMap<>();
    for (Col curve : curves) {
      if (!curve.is(Kind.BARE)) {
        boolean train = curve.name.set() == RowSet.TRAIN || curve.name.set() == RowSet.UNSAID;
        boolean first = curve.name.number().isPresent() && curve.name.number().getAsInt() == 0;
        sets.merge(curve.name.key(), train || first ? 1 : 2, (a, b) -> a | b);
      }
    }
    return sets.containsValue(3);
  }

  /** A count of epochs and a few columns of numbers that go up or down: its user must be asked. */
  private static boolean couldBe(List<Col> all, List<Col> numbers) {
    return all.size() == numbers.size()
        && all.size() <= FEW
        && numbers.stream()
            .filter(c -> !c.is(Kind.EPOCH))
            .anyMatch(c -> Shapes.trends(c.column.values()));
  }
}
