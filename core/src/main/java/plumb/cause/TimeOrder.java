package plumb.cause;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.Target;
import plumb.data.read.Column;
import plumb.data.read.Table;
import plumb.run.CauseId;
import plumb.run.DataSettings;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.SplitByTime;
import plumb.treatment.Treatment;
import plumb.wording.Wording;

/**
 * The rows were made one after the other and neighbours in time have nearly the same target, but
 * validation rows are drawn at random: each then lies between training rows that nearly tell it,
 * which rows of the future do not.
 */
public final class TimeOrder implements DataQuestion {
  private static final String KIND = "later";

  /** Correlation of the targets of neighbours in time. */
  private static final double ALIKE = 0.5;

  /** Fewer rows are correlated by chance. */
  private static final int FEWEST_ROWS = 100;

  /**
   * If so many of the steps within one time go in one direction, the file is sorted by the target.
   */
  private static final double SORTED = 0.9;

  @Override
  public CauseId id() {
    return CauseId.TRAIN_VALIDATION_SHIFT;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Finding> ask(DataCase data) {
    Table table = data.source().orElse(null);
    if (table == null
        || !data.card().data().shuffle()
        || !(data.card().data().validation() instanceof DataSettings.Validation.Share share)
        || !share.rowByRow()) {
      return List.of();
    }
    Optional<TimeColumn> time = TimeColumn.of(table);
    Column target = Raw.column(table, data.data().encoding().target().column()).orElse(null);
    if (time.isEmpty() || target == null || target.name().equals(time.get().name())) {
      return List.of();
    }
    double[] times = time.get().times();
    int[] rows =
        IntStream.range(0, table.rows())
            .filter(row -> !Double.isNaN(times[row]) && !target.missing(row))
            .boxed()
            .sorted(Comparator.comparingDouble(row -> times[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    if (rows.length < FEWEST_ROWS) {
      return List.of();
    }
    double alike = alike(data.data().encoding().target(), target, rows, times);
    if (alike < ALIKE) {
      return List.of();
    }
    // Words such as 20141013T000000 are no times to the split.
    Column column = Raw.column(table, time.get().name()).orElseThrow();
    List<Treatment> treatments =
        column instanceof Column.Words
            ? List.of()
            : List.of(new SplitByTime(share.share(), column.name()));
    return List.of(
        new Finding(
            id(),
            Severity.DOUBTFUL,
            Evidence.ofKind(KIND, Reading.of("neighboursAlike", alike, ALIKE, Unit.PLAIN)),
            Wording.of(
                "shift.order", column.name(), alike, target.name(), share.share(), column.name()),
            treatments));
  }

  private static double alike(Target target, Column column, int[] rows, double[] times) {
    if (column instanceof Column.Numbers numbers && target instanceof Target.Regression) {
      double[] values = Arrays.stream(rows).mapToDouble(numbers.values()::at).toArray();
      return sortedWithin(values, rows, times) ? 0 : Neighbours.alike(values);
    }
    List<String> labels =
        Arrays.stream(rows).mapToObj(row -> String.valueOf(column.text(row))).toList();
    List<String> kinds = labels.stream().distinct().toList();
    java.util.Map<String, Integer> indexOf = new java.util.HashMap<>();
    kinds.forEach(kind -> indexOf.put(kind, indexOf.size()));
    int[] classes = labels.stream().mapToInt(l -> indexOf.getOrDefault(l, 0)).toArray();
    return sortedWithin(IntStream.of(classes).asDoubleStream().toArray(), rows, times)
        ? 0
        : Neighbours.alike(classes);
  }

  /** Whether rows of one time stand in the order of their target: then neighbours say nothing. */
  private static boolean sortedWithin(double[] values, int[] rows, double[] times) {
    int up = 0;
    int down = 0;
    for (int i = 1; i < values.length; i++) {
      if (times[rows[i]] == times[rows[i - 1]]) {
        up += values[i] > values[i - 1] ? 1 : 0;
        down += values[i] < values[i - 1] ? 1 : 0;
      }
    }
    return Math.max(up, down) >= SORTED * (up + down) && up + down >= FEWEST_ROWS / 2;
  }

  @Override
  public CausePage page() {
    return new CausePage(
        Wording.of("shift.order.looks"),
        List.of(Wording.of("shift.order.limit", ALIKE, FEWEST_ROWS)),
        List.of(Wording.of("shift.order.remedy")),
        Wording.of("shift.order.accepted"));
  }
}
