package plumb.cause;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import plumb.cause.TableSample.Field;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.WithoutColumns;
import plumb.wording.Wording;

/**
 * The rest of the answer among the inputs: a column that says no where the target says yes, that is
 * a constant less the target, or columns each of which is a part of the answer and that make it up
 * together, such as one column of zeros and ones for each class.
 */
final class ComplementLeak implements SampleQuestion {
  static final String KIND = "complement";

  private static final double SEVERITY = 0.97;

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
      if (tie.kind() == Tie.Kind.OPPOSITE) {
        found.add(
            finding(
                List.of(tie.field().name()),
                tie.told(),
                Wording.of(
                    "leakage.complement.one",
                    tie.field().name(),
                    tie.rows() - tie.wrong(),
                    tie.rows())));
      }
    }
    List<Field> parts = parts(sample, ties);
    if (!parts.isEmpty()) {
      List<String> names = parts.stream().map(Field::name).toList();
      found.add(
          finding(
              names,
              1,
              Wording.of(
                  "leakage.complement.parts", LeakPages.names(names), sample.labels().size())));
    }
    return found;
  }

  /** Columns each of which is a part of the answer, where all of them together are all of it. */
  static List<Field> parts(TableSample sample, List<Tie> ties) {
    if (!sample.classes() || sample.labels().size() < 3) {
      return List.of();
    }
    List<Field> parts =
        ties.stream().filter(tie -> tie.kind() == Tie.Kind.PART).map(Tie::field).toList();
    Map<List<Double>, Map<Double, Integer>> classesOf = new HashMap<>();
    for (int row = 0; row < sample.rows(); row++) {
      int at = row;
      List<Double> values = parts.stream().map(field -> field.values()[at]).toList();
      classesOf
          .computeIfAbsent(values, _ -> new HashMap<>())
          .merge(sample.target()[row], 1, Integer::sum);
    }
    int right =
        classesOf.values().stream()
            .mapToInt(
                counts -> counts.values().stream().mapToInt(Integer::intValue).max().orElse(0))
            .sum();
    return sample.rows() - right <= Tie.WRONG * sample.rows() ? parts : List.of();
  }

  private static Finding finding(List<String> columns, double told, String sentence) {
    return new Finding(
        CauseId.LEAKAGE,
        SEVERITY,
        Evidence.ofKind(KIND, Reading.of("rowsItTells", told, 1 - Tie.WRONG, Unit.SHARE)),
        sentence,
        List.of(new WithoutColumns(columns)));
  }

  @Override
  public CausePage page() {
    return LeakPages.of(
        KIND,
        List.of(Wording.of("leakage.without")),
        LeakPages.limit(KIND, 1, 100 * Tie.WRONG, Tie.FEWEST_ROWS));
  }
}
