package plumb.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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

  /** Of fewer rows held out no score is near enough. */
  private static final int FEWEST_HELD = 50;

  /** An honest column seldom tells more. */
  private static final double STRONG = 0.95;

  /** Of what the next best column lacks, this much the best one must tell. */
  private static final double AHEAD = 0.4;

  /** Above the most frequent answer. */
  private static final double ABOVE_CONSTANT = 0.1;

  private static final double SURE = 0.97;
  private static final double LIKELY = 0.85;

  /** A class boundary drawn through a column, which in rare cases is a law of nature. */
  private static final double DRAWN = 0.8;

  /** A column that tells more than this is as good as a copy. */
  private static final double NEARLY_ALL = 0.998;

  /**
   * What the others must tell of the target; where they tell less, the column may be all there is.
   */
  private static final double OTHERS_TELL = 0.1;

  /** With fewer rows the others could say more of the column than would be seen. */
  private static final double SHARP = 0.05;

  /** As good as a copy, where the other inputs do not show that it came first. */
  private static final double AS_GOOD_AS_A_COPY = 0.75;

  /** Not exact, but made from the target as far as the other inputs show. */
  private static final double MADE_FROM_TARGET = 0.6;

  /** A coarser mark of this many rows is no trait that kinds of things have by nature. */
  private static final int FEWEST_ROWS_FOR_A_MARK = 500;

  /** Far ahead of the rest, which an honest column can be as well: worth a training without it. */
  private static final double WORTH_A_LOOK = 0.4;

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
    for (Tie tie : ties) {
      if (ofThisKind(tie, sample, parts.contains(tie.field()))) {
        found.add(exact(tie, sample));
      } else if (!tie.exact()) {
        whetherThere(tie.field(), sample).ifPresent(found::add);
      }
    }
    return found.isEmpty() && ties.size() > 1 ? strong(sample) : found;
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

  private static Finding exact(Tie tie, TableSample sample) {
    boolean few = Arrays.stream(tie.field().values()).distinct().count() <= FEW_VALUES;
    double severity =
        switch (tie.kind()) {
          case SAME, SPELLED -> SURE;
          case BOUNDARY, PART -> DRAWN;
          default -> few ? SURE - 0.02 : LIKELY;
        };
    return finding(
        byNature(tie, sample) ? Math.min(severity, WORTH_A_LOOK) : severity,
        Wording.of(
            "leakage.column." + (tie.wrong() == 0 ? "all-rows" : "nearly-all-rows"),
            tie.field().name(),
            tie.rows(),
            tie.wrong()),
        tie);
  }

  /**
   * Whether what the column tells may be a trait of the classes, as all other columns together tell
   * them as well. A copy in the same words is none, nor is one with a value for each of many.
   */
  private static boolean byNature(Tie tie, TableSample sample) {
    boolean copy =
        tie.kind() == Tie.Kind.SAME
            || (tie.kind() == Tie.Kind.SPELLED && sample.labels().size() > 2);
    return sample.classes()
        && !copy
        && !OtherColumns.of(sample, List.of(tie.field().name())).farBehind();
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

  /** The best column, where it is not exact but far ahead. */
  private List<Finding> strong(TableSample sample) {
    int held = sample.held();
    if (held < FEWEST_HELD) {
      return List.of();
    }
    List<ColumnScore> scores =
        sample.inputs().stream()
            .map(field -> ColumnScore.of(field, sample))
            .sorted(Comparator.comparingDouble(score -> -score.score()))
            .toList();
    double best = scores.getFirst().score();
    double next = scores.get(1).score();
    double constant = sample.classes() ? sample.majority() : 0;
    double doubt = Math.max(0, best * (1 - best)) + Math.max(0, next * (1 - next));
    double noise = 2 * Math.sqrt((doubt + 1.0 / held) / held);
    if (best < STRONG
        || best - next < Math.max(noise, AHEAD * (1 - next))
        || best - constant < ABOVE_CONSTANT) {
      return List.of();
    }
    String column = scores.getFirst().field().name();
    CausalOrder order =
        CausalOrder.of(
            scores.getFirst().answers(),
            truth(sample),
            sample.heldOut(),
            sample.inputsOf(List.of(column)));
    boolean others = order.without() >= OTHERS_TELL;
    // A few classes can be told without an error by luck or by nature; a curve of numbers cannot.
    boolean copy = !sample.classes() && best >= NEARLY_ALL && order.undecided() && others;
    boolean made =
        order.madeFromTarget()
            && order.limit() <= SHARP
            && others
            && (!sample.classes() || OtherColumns.of(sample, List.of(column)).farBehind());
    return List.of(
        new Finding(
            CauseId.LEAKAGE,
            copy ? AS_GOOD_AS_A_COPY : made ? MADE_FROM_TARGET : WORTH_A_LOOK,
            Evidence.ofKind(
                KIND,
                Reading.of("scoreOfColumnAlone", best, STRONG, Unit.SCORE),
                Reading.of("scoreOfNextColumn", next, Unit.SCORE),
                Reading.of("scoreOfAllOthers", order.without(), OTHERS_TELL, Unit.SHARE),
                Reading.of("othersTellOfTarget", order.ofTarget(), order.limit(), Unit.SHARE),
                Reading.of("othersTellOfColumn", order.ofColumn(), order.limit(), Unit.SHARE)),
            Wording.of(
                made
                    ? "leakage.column.made"
                    : copy ? "leakage.column.copy" : "leakage.column.ahead",
                column,
                sample.classes() ? Wording.of("score.accuracy") : Wording.of("score.r2"),
                best,
                next),
            List.of(new WithoutColumns(List.of(column)))));
  }

  private static double[][] truth(TableSample sample) {
    int wide = sample.classes() ? sample.labels().size() : 1;
    double[][] truth = new double[sample.held()][wide];
    for (int i = 0; i < truth.length; i++) {
      double target = sample.target()[sample.train() + i];
      if (sample.classes()) {
        truth[i][(int) target] = 1;
      } else {
        truth[i][0] = target;
      }
    }
    return truth;
  }

  @Override
  public CausePage page() {
    return LeakPages.of(
        KIND,
        List.of(Wording.of("leakage.without")),
        LeakPages.limit(KIND, 1, 100 * Tie.WRONG, Tie.FEWEST_ROWS),
        LeakPages.limit(KIND, 2, STRONG, 100 * AHEAD));
  }
}
