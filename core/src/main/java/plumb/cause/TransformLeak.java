package plumb.cause;

import java.util.ArrayList;
import java.util.List;
import plumb.cause.TableSample.Field;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.WithoutColumns;
import plumb.wording.Wording;

/**
 * The number to be predicted in another form among the inputs: in another unit, its logarithm or
 * its rank, rounded, or the interval that it lies in.
 */
final class TransformLeak implements SampleQuestion {
  static final String KIND = "transform";

  private static final double SEVERITY = 0.95;

  /** Two intervals say less than the number. */
  private static final double SEVERITY_OF_INTERVALS = 0.85;

  @Override
  public CauseId id() {
    return CauseId.LEAKAGE;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Finding> ask(TableSample sample, List<Tie> ties) {
    List<Finding> found = new ArrayList<>();
    for (Tie tie : ties) {
      Field field = tie.field();
      boolean intervals = tie.kind() == Tie.Kind.INTERVALS && !field.words();
      if (intervals || tie.kind() == Tie.Kind.TRANSFORMED) {
        found.add(
            new Finding(
                CauseId.LEAKAGE,
                intervals ? SEVERITY_OF_INTERVALS : SEVERITY,
                Evidence.ofKind(
                    KIND, Reading.of("rowsItTells", tie.told(), 1 - Tie.OFF_SHARE, Unit.SHARE)),
                Wording.of(
                    intervals ? "leakage.transform.intervals" : "leakage.transform.curve",
                    field.name(),
                    tie.rows() - tie.wrong(),
                    tie.rows()),
                List.of(new WithoutColumns(List.of(field.name())))));
      }
    }
    return found;
  }

  @Override
  public CausePage page() {
    return LeakPages.of(
        KIND,
        List.of(Wording.of("leakage.without")),
        LeakPages.limit(KIND, 1, 100 * Tie.OFF_SHARE, 100 * Tie.OFF));
  }
}
