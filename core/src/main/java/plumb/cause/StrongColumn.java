package plumb.cause;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.WithoutColumns;
import plumb.wording.Wording;

/**
 * A column that does not tell the target exactly but far better than every other. That can be
 * honest. It is no accident where the other columns say that it was made from the target: in the
 * rows in which it and the target differ they side with the target, as often as elsewhere. With
 * what the target was made from they would side themselves, or be odd just there.
 */
final class StrongColumn {
  /** Of fewer rows held out no score is near enough. */
  private static final int FEWEST_HELD = 50;

  /** An honest column seldom tells more. */
  static final double STRONG = 0.95;

  /** Of what the next best column lacks, this much the best one must tell. */
  static final double AHEAD = 0.4;

  /** Above the most frequent answer. */
  private static final double ABOVE_CONSTANT = 0.1;

  /** A column that tells more than this is nearly a copy. */
  private static final double NEARLY_A_COPY = 0.99;

  /**
   * What the others must tell of the target; where they tell less, the column may be all there is.
   */
  private static final double OTHERS_TELL = 0.1;

  /** With fewer rows the others could say more of the column than would be seen. */
  private static final double SHARP = 0.05;

  /** Made from the target, or as good as a copy of it, as far as no training tells more. */
  private static final double MADE_FROM_TARGET = 0.6;

  /** Far ahead of the rest, which an honest column can be as well: worth a training without it. */
  static final double WORTH_A_LOOK = 0.4;

  private static final int MOST_ROWS = 6000;

  /** A copy with slips has a value for each class; of a measurement there are many. */
  private static final int VALUES_A_CLASS = 2;

  /** Rows in which column and target differ; fewer say nothing. */
  private static final int FEWEST_ODD_ROWS = 15;

  /** Standard errors beyond noise, one chance in a hundred. */
  private static final double BEYOND_NOISE = 2.33;

  private final TableSample sample;
  private final ColumnScore best;
  private final double next;

  private StrongColumn(TableSample sample, ColumnScore best, double next) {
    this.sample = sample;
    this.best = best;
    this.next = next;
  }

  /** The best column, where it is far ahead. */
  static Optional<Finding> finding(TableSample sample) {
    int held = sample.held();
    if (held < FEWEST_HELD) {
      return Optional.empty();
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
    return best < STRONG
            || best - next < Math.max(noise, AHEAD * (1 - next))
            || best - constant < ABOVE_CONSTANT
        ? Optional.empty()
        : Optional.of(new StrongColumn(sample, scores.getFirst(), next).finding());
  }

  private Finding finding() {
    return sample.classes() ? ofClasses() : ofNumbers();
  }

  private String column() {
    return best.field().name();
  }

  private Finding ofClasses() {
    int[] rows = TableSample.some(IntStream.range(0, sample.rows()).toArray(), MOST_ROWS);
    int[] others = OtherColumns.told(sample, List.of(column()), rows);
    int odd = 0;
    int withTarget = 0;
    int withColumn = 0;
    int usual = 0;
    int right = 0;
    int[] counts = new int[sample.labels().size()];
    for (int i = 0; i < rows.length; i++) {
      int target = (int) sample.target()[rows[i]];
      int column = best.classOf(rows[i]);
      counts[target]++;
      if (column == target) {
        usual++;
        right += others[i] == target ? 1 : 0;
      } else {
        odd++;
        withTarget += others[i] == target ? 1 : 0;
        withColumn += others[i] == column ? 1 : 0;
      }
    }
    int constant = Arrays.stream(counts).max().orElse(0);
    double elsewhere = (double) right / Math.max(1, usual);
    double there = (double) withTarget / Math.max(1, odd);
    double error =
        Math.sqrt(
            elsewhere * (1 - elsewhere) * (1.0 / Math.max(1, odd) + 1.0 / Math.max(1, usual)));
    boolean tell =
        elsewhere - (double) constant / rows.length
            >= OTHERS_TELL * (1 - (double) constant / rows.length);
    double sides = BEYOND_NOISE * Math.sqrt(withTarget + withColumn);
    boolean code = tell && best.values() <= VALUES_A_CLASS * (long) sample.labels().size();
    boolean made =
        code
            && odd >= FEWEST_ODD_ROWS
            && withTarget - withColumn > sides
            && Math.abs(there - elsewhere) <= BEYOND_NOISE * error;
    boolean copy =
        code
            && best.score() >= NEARLY_A_COPY
            && withColumn - withTarget <= sides
            && OtherColumns.of(sample, List.of(column())).farBehind();
    return finding(
        made || copy ? MADE_FROM_TARGET : WORTH_A_LOOK,
        made ? "leakage.column.made" : copy ? "leakage.column.copy" : "leakage.column.ahead",
        Reading.of("rowsThatDiffer", odd, FEWEST_ODD_ROWS, Unit.COUNT),
        Reading.of("othersSideWithTarget", there, Unit.SHARE),
        Reading.of("othersTellElsewhere", elsewhere, Unit.SHARE));
  }

  private Finding ofNumbers() {
    CausalOrder order =
        CausalOrder.of(
            Arrays.copyOfRange(best.numbers(), sample.train(), sample.rows()),
            Arrays.copyOfRange(sample.target(), sample.train(), sample.rows()),
            sample.heldOut(),
            sample.inputsOf(List.of(column())));
    boolean others = order.without() >= OTHERS_TELL;
    boolean made = others && order.madeFromTarget() && order.limit() <= SHARP;
    boolean copy =
        others && order.undecided() && order.limit() <= 2 * SHARP && best.score() >= NEARLY_A_COPY;
    return finding(
        made || copy ? MADE_FROM_TARGET : WORTH_A_LOOK,
        made ? "leakage.column.made" : copy ? "leakage.column.copy" : "leakage.column.ahead",
        Reading.of("scoreOfAllOthers", order.without(), OTHERS_TELL, Unit.SHARE),
        Reading.of("othersTellOfTarget", order.ofTarget(), order.limit(), Unit.SHARE),
        Reading.of("othersTellOfColumn", order.ofColumn(), order.limit(), Unit.SHARE));
  }

  private Finding finding(double severity, String sentence, Reading... more) {
    return new Finding(
        CauseId.LEAKAGE,
        severity,
        Evidence.ofKind(
                ColumnLeak.KIND,
                Reading.of("scoreOfColumnAlone", best.score(), STRONG, Unit.SCORE),
                Reading.of("scoreOfNextColumn", next, Unit.SCORE))
            .and(more),
        Wording.of(
            sentence,
            column(),
            sample.classes() ? Wording.of("score.accuracy") : Wording.of("score.r2"),
            best.score(),
            next),
        List.of(new WithoutColumns(List.of(column()))));
  }
}
