package plumb.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.read.Column;
import plumb.data.read.Table;
import plumb.data.read.Total;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.DroppedRows;
import plumb.wording.Wording;

/**
 * Lines of the training file that add up or average its rows. Those that say so in a word were left
 * out when the file was read; others are found by their numbers.
 */
public final class TotalLines implements DataQuestion {
  private static final String KIND = "total-line";

  /** With fewer rows one of them may be the sum of the others by chance. */
  private static final int FEWEST_ROWS = 10;

  /** Rows with the largest targets that are looked at, and the last. */
  private static final int MOST_LARGE = 3;

  /** How far a number may be from the sum it is, by the sum. */
  private static final double ROUNDING = 1e-3;

  /** How far a number may be from the mean it is, by the standard deviation. */
  private static final double MEAN_ROUNDING = 0.01;

  /** Of the other cells of a line of totals, that are empty where nothing else proves it. */
  private static final double EMPTY = 0.5;

  private static final int NAMED = 3;

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
    Optional<Table> table = data.source();
    if (table.isEmpty()) {
      return List.of();
    }
    List<Finding> found = new ArrayList<>();
    String target = data.data().encoding().target().column();
    List<Total> leftOut = table.get().totals();
    if (!leftOut.isEmpty()) {
      found.add(leftOut(leftOut, target, table.get()));
    }
    TargetNumbers.of(data).flatMap(TotalLines::unsaid).ifPresent(found::add);
    return found;
  }

  private static Finding leftOut(List<Total> totals, String target, Table table) {
    Total first = totals.getFirst();
    Optional<Total.Match> match =
        first.matches().stream()
            .filter(m -> m.column().equals(target))
            .findFirst()
            .or(() -> first.matches().stream().findFirst());
    String why =
        match
            .map(m ->
                Wording.of(
                    m.kind() == Total.Kind.SUM ? "total.sum" : "total.mean",
                    m.column(),
                    Raw.text(m.value()),
                    Unit.COUNT.words(m.rows())))
            .orElseGet(() -> Wording.of("total.bare", first.word()));
    return new Finding(
        CauseId.CORRUPT_TARGET,
        Severity.CERTAIN,
        Evidence.ofKind(
            KIND,
            Reading.of("linesOfTotals", totals.size(), 0, Unit.COUNT),
            Reading.of("rowsLeft", table.rows(), Unit.COUNT)),
        totals.size() == 1
            ? Wording.of("total.line", capital(first.place()), Raw.file(table.name()), why)
            : Wording.of(
                "total.lines",
                totals.size(),
                Raw.file(table.name()),
                String.join(", ", totals.stream().limit(NAMED).map(Total::place).toList()),
                totals.size() > NAMED ? " and %d more".formatted(totals.size() - NAMED) : "",
                why),
        List.of());
  }

  /** A line whose target is the sum or the mean of the others, though no word says so. */
  private static Optional<Finding> unsaid(TargetNumbers target) {
    double[] values = target.values();
    int count = values.length;
    if (count < FEWEST_ROWS) {
      return Optional.empty();
    }
    double sum = Arrays.stream(values).sum();
    for (int i : looked(values)) {
      double value = values[i];
      double rest = sum - value;
      double most =
          IntStream.range(0, count)
              .filter(j -> j != i)
              .mapToDouble(j -> Math.abs(values[j]))
              .max()
              .orElse(0);
      boolean isSum = Math.abs(value - rest) <= ROUNDING * Math.abs(rest) && Math.abs(value) > most;
      int row = target.rows()[i];
      if (isSum && (empty(target, row) >= EMPTY || othersAddUp(target, row))) {
        return Optional.of(finding(target, row, value, "total.sum", count - 1));
      }
      if (i == count - 1 && empty(target, row) >= EMPTY) {
        double mean = rest / (count - 1);
        double squares =
            IntStream.range(0, i).mapToDouble(j -> (values[j] - mean) * (values[j] - mean)).sum();
        if (Math.abs(value - mean) <= MEAN_ROUNDING * Math.sqrt(squares / (count - 1))) {
          return Optional.of(finding(target, row, value, "total.mean", count - 1));
        }
      }
    }
    return Optional.empty();
  }

  private static int[] looked(double[] values) {
    IntStream large =
        IntStream.range(0, values.length)
            .boxed()
            .sorted((a, b) -> Double.compare(Math.abs(values[b]), Math.abs(values[a])))
            .limit(MOST_LARGE)
            .mapToInt(Integer::intValue);
    return IntStream.concat(large, IntStream.of(values.length - 1)).distinct().toArray();
  }

  /** The share of the other cells of a row that are empty. */
  private static double empty(TargetNumbers target, int row) {
    List<Column> others =
        target.table().columns().stream().filter(c -> !c.name().equals(target.name())).toList();
    return others.isEmpty()
        ? 0
        : (double) others.stream().filter(c -> c.missing(row)).count() / others.size();
  }

  /** Whether another number of a row is the sum of all others of its column as well. */
  private static boolean othersAddUp(TargetNumbers target, int row) {
    for (Column column : target.table().columns()) {
      if (column instanceof Column.Numbers(String name, _, var values)
          && !name.equals(target.name())
          && values.at(row) != 0
          && !Double.isNaN(values.at(row))) {
        double rest = 0;
        for (int other : target.rows()) {
          rest += other == row || Double.isNaN(values.at(other)) ? 0 : values.at(other);
        }
        if (Math.abs(values.at(row) - rest) <= ROUNDING * Math.abs(rest)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Finding finding(
      TargetNumbers target, int row, double value, String how, int rows) {
    String why = Wording.of(how, target.name(), Raw.text(value), Unit.COUNT.words(rows));
    String place = target.table().lines().place(row);
    return new Finding(
        CauseId.CORRUPT_TARGET,
        Severity.CERTAIN,
        Evidence.ofKind(
            KIND,
            Reading.of("linesOfTotals", 1, 0, Unit.COUNT),
            Reading.of("target", value, Unit.PLAIN)),
        Wording.of("total.unsaid", capital(place), Raw.file(target.table().name()), why),
        List.of(new DroppedRows(List.of(row + 1), Wording.of("total.what", place))));
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  @Override
  public CausePage page() {
    return new CausePage(
        Wording.of("total.looks"),
        List.of(
            Wording.of("total.limit", Unit.SHARE.words(EMPTY)),
            Wording.of("total.rounding", Unit.SHARE.words(ROUNDING))),
        List.of(Wording.of("total.remedy")),
        Wording.of("total.accepted"));
  }
}
