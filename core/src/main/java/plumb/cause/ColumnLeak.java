package plumb.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.cause.TableSample.Field;
import plumb.data.NumberText;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.WithoutColumns;
import plumb.wording.Wording;

/**
 * A column that gives the answer away by itself: a copy of it in any spelling or code, or a column
 * so much better than all others that only a training without it can tell whether it is honest.
 */
final class ColumnLeak implements SampleQuestion {
  static final String KIND = "column";

  /** A code of more values may be the name of a thing of which there are several rows. */
  private static final int FEW_VALUES = 10;

  private static final double SURE = 0.97;
  private static final double LIKELY = 0.85;

  /** A class boundary drawn through a column, which in rare cases is a law of nature. */
  private static final double DRAWN = 0.8;

  /** A coarser mark of this many rows is no trait that kinds of things have by nature. */
  private static final int FEWEST_ROWS_FOR_A_MARK = 500;

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
    List<Field> parts = ComplementLeak.parts(sample, ties);
    List<String> exact = ties.stream().filter(Tie::exact).map(tie -> tie.field().name()).toList();
    for (Tie tie : ties) {
      if (ofThisKind(tie, sample, parts.contains(tie.field()))) {
        found.add(exact(tie, sample, exact));
      } else if (!tie.exact()) {
        whetherThere(tie.field(), sample).ifPresent(found::add);
      }
    }
    if (found.isEmpty() && ties.size() > 1) {
      StrongColumn.finding(sample).ifPresent(found::add);
    }
    return found;
  }

  /** Whether the tie is one of this kind rather than of a complement or a transform. */
  private static boolean ofThisKind(Tie tie, TableSample sample, boolean complement) {
    return switch (tie.kind()) {
      case NONE, OPPOSITE, TRANSFORMED -> false;
      case SAME, SPELLED, CODE, BOUNDARY, LOOKUP -> true;
      case PART -> !complement && grades(tie.field(), sample);
      case INTERVALS -> tie.field().words();
    };
  }

  /**
   * Whether a part of the answer is a coarser mark: classes that are numbers, cut in two with more
   * than one of them on either side. A part that sets one class apart can be a trait of its kind.
   */
  private static boolean grades(Field field, TableSample sample) {
    int classes = sample.labels().size();
    if (sample.rows() < FEWEST_ROWS_FOR_A_MARK
        || !sample.labels().stream().allMatch(label -> NumberText.parse(label).isPresent())) {
      return false;
    }
    double[] valueOf = new double[classes];
    for (int row = 0; row < sample.rows(); row++) {
      valueOf[(int) sample.target()[row]] = field.values()[row];
    }
    List<Integer> cuts =
        IntStream.range(1, classes).filter(k -> valueOf[k] != valueOf[k - 1]).boxed().toList();
    return cuts.size() == 1 && cuts.getFirst() > 1 && cuts.getFirst() < classes - 1;
  }

  private static Finding exact(Tie tie, TableSample sample, List<String> exact) {
    boolean few = Arrays.stream(tie.field().values()).distinct().count() <= FEW_VALUES;
    double severity =
        switch (tie.kind()) {
          case SAME, SPELLED -> SURE;
          case BOUNDARY, PART -> DRAWN;
          default -> few ? SURE - 0.02 : LIKELY;
        };
    boolean byNature = mayBeATrait(tie, sample) && !OtherColumns.of(sample, exact).farBehind();
    return finding(
        byNature ? StrongColumn.WORTH_A_LOOK : severity,
        Wording.of(
            "leakage.column." + (tie.wrong() == 0 ? "all-rows" : "nearly-all-rows"),
            tie.field().name(),
            tie.rows(),
            tie.wrong()),
        tie);
  }

  /**
   * Whether what the column tells may be a trait of the classes, if all other columns together tell
   * them as well. A copy in the same words is none, nor is one with values for each of many.
   */
  private static boolean mayBeATrait(Tie tie, TableSample sample) {
    return switch (tie.kind()) {
      case SPELLED, CODE -> sample.classes() && sample.labels().size() == 2;
      case BOUNDARY, PART -> true;
      default -> false;
    };
  }

  /** Whether the target is told by where a column has a value at all. */
  private static Optional<Finding> whetherThere(Field field, TableSample sample) {
    if (Arrays.stream(field.values()).noneMatch(Double::isNaN)) {
      return Optional.empty();
    }
    double[] there =
        Arrays.stream(field.values()).map(value -> Double.isNaN(value) ? 0 : 1).toArray();
    Tie tie =
        Tie.of(new Field(field.name(), field.input(), field.counter(), List.of(), there), sample);
    return tie.exact() && tie.kind() != Tie.Kind.PART
        ? Optional.of(
            finding(
                LIKELY,
                Wording.of(
                    "leakage.column.whether-there",
                    field.name(),
                    tie.rows() - tie.wrong(),
                    tie.rows()),
                tie))
        : Optional.empty();
  }

  private static Finding finding(double severity, String sentence, Tie tie) {
    return new Finding(
        CauseId.LEAKAGE,
        severity,
        Evidence.ofKind(KIND, Reading.of("rowsItTells", tie.told(), 1 - Tie.WRONG, Unit.SHARE)),
        sentence,
        List.of(new WithoutColumns(List.of(tie.field().name()))));
  }

  @Override
  public CausePage page() {
    return LeakPages.of(
        KIND,
        List.of(Wording.of("leakage.without")),
        LeakPages.limit(KIND, 1, 100 * Tie.WRONG, Tie.FEWEST_ROWS),
        LeakPages.limit(KIND, 2, StrongColumn.STRONG, 100 * StrongColumn.AHEAD));
  }
}
