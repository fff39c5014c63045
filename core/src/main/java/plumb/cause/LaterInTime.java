package plumb.cause;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import plumb.data.Target;
import plumb.data.read.Column;
import plumb.data.read.Table;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.wording.Wording;

/** The validation rows are later in time, and the target has left the range it had in training. */
public final class LaterInTime implements DataQuestion {
  /** Of the validation targets, beyond all of training: chance puts one or two there. */
  private static final double BEYOND = 0.1;

  /** Of the validation rows, later than nearly all of training. */
  private static final double LATER = 0.95;

  /**
   * Correlation of each target with the next in both files from which on the rows stand in an order
   * of time, where no column says when they were made.
   */
  private static final double IN_ORDER = 0.9;

  /** Fewer rows have such a correlation by chance. */
  private static final int FEWEST_ROWS = 30;

  @Override
  public CauseId id() {
    return CauseId.TRAIN_VALIDATION_SHIFT;
  }

  @Override
  public List<Finding> ask(DataCase data) {
    Optional<OtherRows> other = OtherRows.of(data);
    Table training = data.source().orElse(null);
    Table validation = other.flatMap(OtherRows::table).orElse(null);
    if (other.isEmpty()
        || training == null
        || validation == null
        || !(data.data().encoding().target() instanceof Target.Regression(String name, _, _))
        || !(Raw.column(training, name).orElse(null) instanceof Column.Numbers target)
        || !(Raw.column(validation, name).orElse(null) instanceof Column.Numbers targetThere)) {
      return List.of();
    }
    double[] known = Raw.present(target, Raw.distinct(data.data().trainRows()));
    double[] asked = Raw.present(targetThere, Raw.distinct(other.get().rows()));
    double most = Arrays.stream(known).max().orElse(Double.NaN);
    double least = Arrays.stream(known).min().orElse(Double.NaN);
    double above = share(Arrays.stream(asked).filter(y -> y > most).count(), asked.length);
    double below = share(Arrays.stream(asked).filter(y -> y < least).count(), asked.length);
    double beyond = Math.max(above, below);
    if (beyond < BEYOND) {
      return List.of();
    }
    Optional<TimeColumn> time = TimeColumn.of(training);
    double later = time.map(t -> later(t, validation, data, other.get())).orElse(Double.NaN);
    double alike = Math.min(Neighbours.alike(known), Neighbours.alike(asked));
    boolean enough = Math.min(known.length, asked.length) >= FEWEST_ROWS;
    boolean dated = time.isPresent() && !Double.isNaN(later);
    boolean inOrder = dated ? later >= LATER : enough && alike >= IN_ORDER;
    if (!inOrder) {
      return List.of();
    }
    boolean rose = above >= below;
    return List.of(
        new Finding(
            id(),
            Severity.CERTAIN,
            Evidence.ofKind(
                "later",
                Reading.of("targetsBeyondTraining", beyond, BEYOND, Unit.SHARE),
                Reading.of("bound", rose ? most : least, Unit.PLAIN),
                Double.isNaN(later)
                    ? Reading.of("neighboursAlike", alike, IN_ORDER, Unit.PLAIN)
                    : Reading.of("rowsLater", later, LATER, Unit.SHARE)),
            Wording.of(
                rose ? "shift.later.above" : "shift.later.below",
                Unit.SHARE.words(beyond),
                target.name(),
                Raw.text(rose ? most : least)),
            List.of()));
  }

  private static double share(long count, int of) {
    return (double) count / Math.max(1, of);
  }

  /** The share of validation rows later than nearly all training rows; NaN without a time. */
  private static double later(TimeColumn time, Table validation, DataCase data, OtherRows other) {
    Optional<TimeColumn> there = TimeColumn.of(validation, time.name());
    if (there.isEmpty()) {
      return Double.NaN;
    }
    double[] before =
        Arrays.stream(Raw.distinct(data.data().trainRows()))
            .mapToDouble(row -> time.times()[row])
            .filter(t -> !Double.isNaN(t))
            .sorted()
            .toArray();
    if (before.length == 0) {
      return Double.NaN;
    }
    double end = before[(int) Math.min(before.length - 1, Math.ceil(LATER * before.length))];
    double[] times =
        Arrays.stream(Raw.distinct(other.rows()))
            .mapToDouble(row -> there.get().times()[row])
            .toArray();
    return share(Arrays.stream(times).filter(t -> t >= end).count(), times.length);
  }

  @Override
  public CausePage page() {
    return new CausePage(
        Wording.of("shift.later.looks"),
        List.of(
            Wording.of("shift.later.limit", Unit.SHARE.words(BEYOND)),
            Wording.of("shift.later.order", Unit.SHARE.words(LATER), IN_ORDER)),
        List.of(),
        Wording.of("shift.accepted"));
  }
}
