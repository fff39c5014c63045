package plumb.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import plumb.data.NumberText;
import plumb.data.Target;
import plumb.data.read.Outliers;
import plumb.data.read.Table;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.DroppedRows;
import plumb.wording.Wording;

/**
 * Targets that are no measurement: a number that stands for a missing one, such as -999, or numbers
 * so far from all others that they are no part of the same quantity.
 */
public final class ErrorCodes implements DataQuestion {
  private static final String KIND = "error-code";

  /** Equal numbers that make a pile. */
  private static final int PILE = 3;

  /** If more rows than this hold it, it is what the quantity usually is. */
  private static final double USUAL = 0.3;

  /** How far any number must be from the others, by the width of their middle half. */
  private static final double FAR = 2;

  /** The same of a number that people use as a code. */
  private static final double FAR_CODE = 0.25;

  /** By the width of the last twentieth of the others, for any number and for a code. */
  private static final double TAIL = 5;

  private static final double TAIL_CODE = 1;

  /** Where all others are at least this, -1 is none of them. */
  private static final double POSITIVE = 10;

  /** How many times as frequent as the next a code among the others must be. */
  private static final double TIMES = 10;

  /** Of the rows, that hold a code among the others. */
  private static final double SHARE = 0.005;

  /** Fewer different numbers are no quantity. */
  private static final int FEWEST_DIFFERENT = 20;

  @Override
  public CauseId id() {
    return CauseId.CORRUPT_TARGET;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Finding> ask(DataCase data) {
    if (data.data().encoding().target() instanceof Target.Classification target) {
      return classes(data, target);
    }
    return TargetNumbers.of(data).flatMap(this::numbers).map(List::of).orElseGet(List::of);
  }

  /** Whether people write a number for one that is missing: nines, and -1. */
  private static boolean isCode(double value) {
    double size = Math.abs(value);
    return value == -1 || (size >= 9 && size == Math.rint(size) && isNines((long) size));
  }

  private static boolean isNines(long size) {
    return size < 1_000_000_000_000L && Long.toString(size).chars().allMatch(c -> c == '9');
  }

  private Optional<Finding> numbers(TargetNumbers target) {
    double[] sorted = target.values().clone();
    Arrays.sort(sorted);
    if (!Raw.atLeast(FEWEST_DIFFERENT, sorted)) {
      return Optional.empty();
    }
    Outliers outliers = Outliers.of(sorted);
    if (Arrays.stream(sorted).anyMatch(outliers::outside)) {
      double[] out = Arrays.stream(sorted).filter(outliers::outside).distinct().toArray();
      return Optional.of(
          out.length == 1
              ? finding(target, y -> y == out[0], "target.code", out[0], Severity.CERTAIN)
              : finding(target, outliers::outside, "target.far", out[0], Severity.CERTAIN));
    }
    return piled(sorted)
        .map(pile ->
            finding(target, y -> y == pile.value, "target.code", pile.value, pile.severity));
  }

  /** Equal numbers apart from the others. */
  private record Pile(double value, double severity) {}

  private static Optional<Pile> piled(double[] sorted) {
    double low = sorted[0];
    double high = sorted[sorted.length - 1];
    for (double value : new double[] {low, high}) {
      double[] rest = Arrays.stream(sorted).filter(y -> y != value).toArray();
      int count = sorted.length - rest.length;
      if (count < PILE || count > USUAL * sorted.length) {
        continue;
      }
      boolean below = value == low;
      double next = below ? rest[0] : rest[rest.length - 1];
      double gap = Math.abs(value - next);
      double middle = at(rest, 0.75) - at(rest, 0.25);
      double tail = Math.abs(at(rest, below ? 0.05 : 0.95) - next);
      if (gap >= FAR * middle && gap >= TAIL * tail) {
        return Optional.of(new Pile(value, value == 0 ? Severity.DOUBTFUL : Severity.CERTAIN));
      }
      if (isCode(value) && gap >= FAR_CODE * middle && gap >= TAIL_CODE * tail) {
        return Optional.of(new Pile(value, Severity.CERTAIN));
      }
      if (isCode(value) && below && value < 0 && next >= 0) {
        boolean mayBeOne = value == -1 && next < POSITIVE;
        return Optional.of(new Pile(value, mayBeOne ? Severity.DOUBTFUL : Severity.CERTAIN));
      }
    }
    return amongOthers(sorted);
  }

  /** A code that lies where others do as well, but is far more frequent than any of them. */
  private static Optional<Pile> amongOthers(double[] sorted) {
    double best = Double.NaN;
    int most = 0;
    int next = 0;
    for (int from = 0; from < sorted.length; ) {
      int to = from;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      if (to - from > most) {
        next = most;
        most = to - from;
        best = sorted[from];
      } else {
        next = Math.max(next, to - from);
      }
      from = to;
    }
    return isCode(best)
            && Math.abs(best) >= 99
            && most >= Math.max(PILE, SHARE * sorted.length)
            && most >= TIMES * next
        ? Optional.of(new Pile(best, Severity.DOUBTFUL))
        : Optional.empty();
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  private Finding finding(
      TargetNumbers target,
      DoublePredicate broken,
      String sentence,
      double value,
      double severity) {
    int[] rows =
        IntStream.range(0, target.values().length)
            .filter(i -> broken.test(target.values()[i]))
            .map(i -> target.rows()[i])
            .toArray();
    double[] others = Arrays.stream(target.values()).filter(broken.negate()).toArray();
    String place = target.table().lines().place(rows[0]);
    return new Finding(
        id(),
        severity,
        Evidence.ofKind(
            KIND,
            Reading.of("rows", rows.length, 0, Unit.COUNT),
            Reading.of("share", (double) rows.length / target.rows().length, Unit.SHARE),
            Reading.of("target", value, Unit.PLAIN),
            Reading.of("leastOfOthers", Arrays.stream(others).min().orElse(0), Unit.PLAIN),
            Reading.of("mostOfOthers", Arrays.stream(others).max().orElse(0), Unit.PLAIN)),
        Wording.of(
            sentence,
            rows.length,
            target.name(),
            Raw.text(value),
            place,
            Raw.text(Arrays.stream(others).min().orElse(0)),
            Raw.text(Arrays.stream(others).max().orElse(0))),
        List.of(
            new DroppedRows(
                TargetNumbers.numbers(rows),
                Wording.of("target.what", rows.length, target.name()))));
  }

  /** Classes that are a code or the error of a spreadsheet. */
  private List<Finding> classes(DataCase data, Target.Classification target) {
    Table table = data.source().orElse(null);
    if (table == null) {
      return List.of();
    }
    boolean numbers =
        target.labels().stream().filter(l -> NumberText.parse(l).isPresent()).count()
            >= target.labels().size() - 1;
    List<Finding> found = new ArrayList<>();
    for (String label : target.labels()) {
      double number = NumberText.parse(label).orElse(Double.NaN);
      boolean code = numbers && Math.abs(number) >= 99 && isCode(number);
      boolean error = label.matches("#[A-Z/0]+[!?]?");
      if ((code || error) && target.labels().size() > 2) {
        int[] rows =
            Raw.column(table, target.column()).stream()
                .flatMapToInt(column ->
                    IntStream.range(0, table.rows()).filter(row -> label.equals(column.text(row))))
                .toArray();
        found.add(
            new Finding(
                id(),
                Severity.CERTAIN,
                Evidence.ofKind(
                    KIND,
                    Reading.of("rows", rows.length, 0, Unit.COUNT),
                    Reading.of("share", (double) rows.length / table.rows(), Unit.SHARE)),
                Wording.of(
                    "target.class-code",
                    label,
                    target.column(),
                    rows.length,
                    rows.length == 0 ? "" : table.lines().place(rows[0])),
                List.of(
                    new DroppedRows(
                        TargetNumbers.numbers(rows),
                        Wording.of("target.class-what", rows.length, label)))));
      }
    }
    return found;
  }

  @Override
  public CausePage page() {
    return new CausePage(
        Wording.of("target.looks"),
        List.of(
            Wording.of("target.limit", Outliers.JUMP),
            Wording.of("target.pile", PILE, FAR, TAIL, FAR_CODE, TAIL_CODE)),
        List.of(Wording.of("target.remedy")),
        Wording.of("target.accepted"));
  }
}
