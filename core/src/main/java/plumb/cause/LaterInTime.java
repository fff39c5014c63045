package plumb.cause;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import plumb.data.Target;
import plumb.data.read.Column;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.wording.Wording;

/** The validation rows are later in time, and the target has left the range it had in training. */
public final class LaterInTime implements DataQuestion {
  private static final String KIND = "later";

  /** Of the validation targets, beyond all of training: chance puts one or two there. */
  private static final double BEYOND = 0.1;

  /** Of the validation rows, later than nearly all of training. */
  static final double LATER = 0.95;

  /**
   * Correlation of each target with the next in both files from which on the rows stand in an order
   * of time, where no column says when they were made.
   */
  static final double IN_ORDER = 0.9;

  /** Of those targets, correlation with the number of the row: without, they go to and fro. */
  static final double TREND = 0.5;

  /** Of the validation targets, beyond all of training, where no column holds a time. */
  private static final double MANY_BEYOND = 0.25;

  /** Fewer rows have such a correlation by chance. */
  private static final int FEWEST_ROWS = 30;

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
    return data.data().encoding().target() instanceof Target.Regression target
        ? OtherRows.of(data)
            .flatMap(other -> Both.of(data, other, target.column()))
            .flatMap(this::beyond)
            .map(List::of)
            .orElseGet(List::of)
        : List.of();
  }

  /**
   * What is predicted, in both files, in the order of the rows.
   *
   * @param name of the column
   * @param known in training
   * @param asked in validation
   * @param later the share of validation rows later than nearly all of training; NaN where no
   *     column says when they were made
   */
  private record Both(String name, double[] known, double[] asked, double later) {
    static Optional<Both> of(DataCase data, OtherRows other, String name) {
      if (Raw.column(data, name).orElse(null) instanceof Column.Numbers training
          && other.column(name).orElse(null) instanceof Column.Numbers validation) {
        return Optional.of(
            new Both(
                name,
                Raw.present(training, Raw.distinct(data.data().trainRows())),
                Raw.present(validation, Raw.distinct(other.rows())),
                data.source()
                    .flatMap(TimeColumn::of)
                    .map(time -> rowsLater(time, data, other))
                    .orElse(Double.NaN)));
      }
      return Optional.empty();
    }

    /** Correlation of neighbours, in the file where it is less. */
    double alike() {
      return Math.min(Neighbours.alike(known), Neighbours.alike(asked));
    }

    boolean inOrder(double beyond) {
      return Double.isNaN(later)
          ? Math.min(known.length, asked.length) >= FEWEST_ROWS
              && alike() >= IN_ORDER
              && Math.abs(Neighbours.trend(known)) >= TREND
              && beyond >= MANY_BEYOND
          : later >= LATER;
    }
  }

  private Optional<Finding> beyond(Both both) {
    double most = Arrays.stream(both.known()).max().orElse(Double.NaN);
    double least = Arrays.stream(both.known()).min().orElse(Double.NaN);
    int rows = both.asked().length;
    double above = share(Arrays.stream(both.asked()).filter(y -> y > most).count(), rows);
    double below = share(Arrays.stream(both.asked()).filter(y -> y < least).count(), rows);
    double beyond = Math.max(above, below);
    if (beyond < BEYOND || !both.inOrder(beyond)) {
      return Optional.empty();
    }
    boolean rose = above >= below;
    return Optional.of(
        new Finding(
            id(),
            Severity.CERTAIN,
            Evidence.ofKind(
                KIND,
                Reading.of("targetsBeyondTraining", beyond, BEYOND, Unit.SHARE),
                Reading.of("bound", rose ? most : least, Unit.PLAIN),
                Double.isNaN(both.later())
                    ? Reading.of("neighboursAlike", both.alike(), IN_ORDER, Unit.PLAIN)
                    : Reading.of("rowsLater", both.later(), LATER, Unit.SHARE)),
            Wording.of(
                rose ? "shift.later.above" : "shift.later.below",
                Unit.SHARE.words(beyond),
                both.name(),
                Raw.text(rose ? most : least)),
            List.of()));
  }

  private static double share(long count, int of) {
    return (double) count / Math.max(1, of);
  }

  /** The share of validation rows later than nearly all training rows; NaN without a time. */
  static double rowsLater(TimeColumn time, DataCase data, OtherRows other) {
    Optional<TimeColumn> there = other.table().flatMap(t -> TimeColumn.of(t, time.name()));
    double[] before =
        Arrays.stream(Raw.distinct(data.data().trainRows()))
            .mapToDouble(row -> time.times()[row])
            .filter(t -> !Double.isNaN(t))
            .sorted()
            .toArray();
    if (there.isEmpty() || before.length == 0) {
      return Double.NaN;
    }
    double end = before[(int) Math.min(before.length - 1, Math.ceil(LATER * before.length))];
    int[] rows = Raw.distinct(other.rows());
    long after = Arrays.stream(rows).filter(row -> there.get().times()[row] >= end).count();
    return share(after, rows.length);
  }

  @Override
  public CausePage page() {
    return new CausePage(
        Wording.of("shift.later.looks"),
        List.of(
            Wording.of("shift.later.limit", Unit.SHARE.words(BEYOND)),
            Wording.of(
                "shift.later.order",
                Unit.SHARE.words(LATER),
                IN_ORDER,
                TREND,
                Unit.SHARE.words(MANY_BEYOND))),
        List.of(),
        Wording.of("shift.accepted"));
  }
}
