package plumb.cause;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import plumb.data.read.Table;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.ApartByGroup;
import plumb.wording.Wording;

/**
 * Several rows of one person, house or machine on both sides of the split, so that the network need
 * only recognize whose row it is. A column with many values, each of several rows, is the name of
 * such a thing where three things come together: rows of one value have nearly the same target; a
 * row is told to be of its value by the other inputs, or the column is called so; and simple models
 * fail for values they have not seen, or rows of one value are copies of each other. An ordinary
 * category lacks at least one of them: a school, a quality, a region leaves a good deal open, and
 * what is known of the others helps with a new one.
 */
final class RepeatedKeyLeak implements DataQuestion {
  static final String KIND = "repeated-key";

  /** How much of the targets' variance lies between the values rather than within. */
  static final double ALIKE = 0.75;

  /** The same of columns that are a key together. */
  private static final double ALIKE_TOGETHER = 0.8;

  /** How many held-out rows find a row of their own key nearest, of columns together. */
  private static final double RECOGNIZED_TOGETHER = 0.4;

  /** The same, where rows of one value are copies of each other. */
  static final double COPIES = 0.95;

  /** How often the nearest row is of the same value. */
  static final double RECOGNIZED = 0.3;

  static final double COPIES_RECOGNIZED = 0.5;

  /** And how many times as often as by chance. */
  static final double BEYOND_CHANCE = 5;

  /** How many times the error is larger for values not seen, and by how much at least. */
  static final double WORSE = 3;

  static final double WORSE_BY = 0.1;

  /** Error of a model that knows the value, at least: below it all are alike. */
  private static final double LEAST_ERROR = 0.01;

  /** How well the targets of the next smaller and larger values tell that of a quantity. */
  static final double QUANTITY = 0.5;

  /** Columns looked at closely. */
  private static final int CLOSELY = 6;

  private static final double SEVERITY = 0.92;

  @Override
  public CauseId id() {
    return CauseId.LEAKAGE;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Finding> ask(DataCase data) {
    Table table = data.source().orElse(null);
    if (table == null || data.data().validation().isEmpty()) {
      return List.of();
    }
    return KeyRows.of(data, table).flatMap(rows -> ask(data, rows)).map(List::of).orElse(List.of());
  }

  private static Optional<Finding> ask(DataCase data, KeyRows rows) {
    List<KeyColumn> singles = rows.singles();
    Optional<Finding> single = best(data, rows, singles);
    return single.isPresent() ? single : best(data, rows, rows.together(singles));
  }

  private static Optional<Finding> best(DataCase data, KeyRows rows, List<KeyColumn> columns) {
    List<Found> found = new ArrayList<>();
    columns.stream()
        .filter(column -> column.severalRows() && column.alike() >= ALIKE)
        .filter(column -> column.named() || column.neighbours() < QUANTITY)
        .sorted(
            Comparator.comparing((KeyColumn column) -> !column.named())
                .thenComparingDouble(column -> -column.alike()))
        .limit(CLOSELY)
        .forEach(column ->
            KeyCheck.of(data, rows, column)
                .filter(check -> key(column, check))
                .ifPresent(check -> found.add(new Found(column, check))));
    return found.stream().findFirst().map(RepeatedKeyLeak::finding);
  }

  private record Found(KeyColumn column, KeyCheck check) {}

  private static boolean key(KeyColumn column, KeyCheck check) {
    boolean beyondChance = check.recognized() >= BEYOND_CHANCE * check.byChance();
    // Of many sets of columns one can look like a key by chance.
    boolean together = column.names().size() > 1;
    boolean recognized =
        beyondChance
            && check.recognized() >= (together ? RECOGNIZED_TOGETHER : RECOGNIZED)
            && column.alike() >= (together ? ALIKE_TOGETHER : ALIKE);
    double known = Math.max(LEAST_ERROR, check.errorKnowing());
    boolean fails = check.errorApart() >= WORSE * known && check.errorApart() - known >= WORSE_BY;
    boolean copies =
        column.alike() >= COPIES && check.recognized() >= COPIES_RECOGNIZED && beyondChance;
    return (fails && (recognized || column.named())) || copies;
  }

  private static Finding finding(Found found) {
    KeyColumn column = found.column();
    KeyCheck check = found.check();
    String score = Wording.of(check.classes() ? "score.accuracy" : "score.r2");
    return new Finding(
        CauseId.LEAKAGE,
        SEVERITY,
        Evidence.ofKind(
            KIND,
            Reading.of("keys", column.values(), Unit.COUNT),
            Reading.of("rowsPerKey", column.rowsOfEach(), Unit.PLAIN),
            Reading.of("validationRowsOfKnownKeys", column.onBothSides(), 0.5, Unit.SHARE),
            Reading.of("targetAlikeWithinKey", column.alike(), ALIKE, Unit.SHARE),
            Reading.of("recognized", check.recognized(), RECOGNIZED, Unit.SHARE),
            Reading.of("scoreKnowingTheKey", check.scoreKnowing(), Unit.SCORE),
            Reading.of("scoreOfNewKeys", check.scoreApart(), Unit.SCORE)),
        Wording.of(
            "leakage.repeated-key",
            LeakPages.names(column.names()),
            column.values(),
            column.rowsOfEach(),
            100 * column.onBothSides(),
            score,
            check.scoreKnowing(),
            check.scoreApart(),
            column.widest()),
        List.of(new ApartByGroup(column.widest())));
  }

  @Override
  public CausePage page() {
    return LeakPages.of(
        KIND,
        List.of(Wording.of("leakage.repeated-key.apart")),
        LeakPages.limit(KIND, 1, KeyColumn.FEWEST_VALUES, 100 * ALIKE),
        LeakPages.limit(KIND, 2, WORSE, 100 * COPIES_RECOGNIZED));
  }
}
