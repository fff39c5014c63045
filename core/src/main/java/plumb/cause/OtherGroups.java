package plumb.cause;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import plumb.data.ColumnType;
import plumb.data.Targets;
import plumb.data.read.Column;
import plumb.data.read.Table;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.wording.Wording;

/** The validation rows are of other groups than the training rows: other sites, other machines. */
public final class OtherGroups implements DataQuestion {
  private static final String KIND = "other-group";

  /** Of the validation rows, of groups that are not or hardly in training. */
  private static final double MOST = 0.5;

  /** The same of groups that are whole numbers, all of which must be new. */
  private static final double NEARLY_ALL = 0.9;

  /** Entropy of whole numbers that name groups, by the most there can be: quantities have less. */
  private static final double EVEN = 0.8;

  private static final int FEWEST_GROUPS = 5;

  /** A column of groups has this many rows a group at least. */
  private static final int ROWS_A_GROUP = 5;

  /** How much farther apart than by chance the shares of groups must be. */
  private static final double TIMES_CHANCE = 2;

  private static final int NAMED = 3;

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
    Optional<OtherRows> other = OtherRows.of(data);
    Table table = data.source().orElse(null);
    if (other.isEmpty() || table == null) {
      return List.of();
    }
    Set<String> inputs = Set.copyOf(data.data().encoding().columns());
    String target = data.data().encoding().target().column();
    Optional<TimeColumn> time = TimeColumn.of(table);
    List<Groups> groups = new ArrayList<>();
    for (Column column : table.columns()) {
      String name = column.name();
      if (!name.equals(target)
          && time.filter(t -> t.name().equals(name)).isEmpty()
          && (column instanceof Column.Words || column.type() == ColumnType.INTEGER)) {
        other
            .get()
            .column(name)
            .flatMap(there -> Groups.of(data, other.get(), column, there))
            .filter(g -> !isRespelled(data, other.get(), column))
            .ifPresent(groups::add);
      }
    }
    if (groups.isEmpty()) {
      return List.of();
    }
    groups.sort(Comparator.comparingDouble((Groups g) -> -g.apart()));
    boolean used = groups.stream().anyMatch(g -> inputs.contains(g.column()));
    BothSides.Worth worth = worth(data, other.get());
    return groups.stream()
        .filter(g -> !used || inputs.contains(g.column()))
        .limit(1)
        .map(g -> finding(g, used && worth.worse(), worth, other.get()))
        .toList();
  }

  private static BothSides.Worth worth(DataCase data, OtherRows other) {
    BothSides sides = BothSides.of(data, other);
    return data.data().train().targets() instanceof Targets.Classes(_, int classes)
        ? sides.ofClasses(classes)
        : sides.ofNumbers();
  }

  /** Whether the groups only look like others because their names are spelled otherwise. */
  private static boolean isRespelled(DataCase data, OtherRows other, Column column) {
    return column instanceof Column.Words
        && LevelCodes.Unseen.of(data, other, column.name())
            .filter(u -> !u.respelled().isEmpty() || u.looksRecoded())
            .isPresent();
  }

  private Finding finding(Groups groups, boolean worse, BothSides.Worth worth, OtherRows other) {
    return new Finding(
        id(),
        worse ? Severity.CERTAIN : Severity.REMARK,
        Evidence.ofKind(
            KIND,
            Reading.of("rowsOfOtherGroups", groups.apart(), groups.limit(), Unit.SHARE),
            Reading.of("quickModelInTraining", worth.training(), Unit.SCORE),
            Reading.of("quickModelInValidation", worth.validation(), Unit.SCORE)),
        Wording.of(
            worse ? "shift.groups" : "shift.groups.same",
            other.file(),
            groups.column(),
            Unit.SHARE.words(groups.apart()),
            groups.examples()),
        List.of());
  }

  /**
   * Groups of a column in both files.
   *
   * @param column its name
   * @param apart the share of validation rows of groups that are not, or hardly, in training
   * @param limit what it is held against
   * @param examples some of those groups
   */
  private record Groups(String column, double apart, double limit, String examples) {
    static Optional<Groups> of(DataCase data, OtherRows other, Column column, Column there) {
      LevelCounts known = LevelCounts.of(column, Raw.distinct(data.data().trainRows()));
      LevelCounts asked = LevelCounts.of(there, other.rows());
      if (known.rows() == 0
          || asked.rows() == 0
          || known.counts().size() * ROWS_A_GROUP > known.rows()
          || (column.type() == ColumnType.INTEGER && !namesGroups(known))) {
        return Optional.empty();
      }
      double unseen = known.unseen(asked);
      double moved = known.moved(asked);
      double byChance = known.novelty() + chance(known, asked);
      double limit = Math.max(MOST, TIMES_CHANCE * byChance);
      double apart = Math.max(unseen, moved);
      // Whole numbers are quantities as well: for those only groups that were never seen count.
      if (column instanceof Column.Words ? apart < limit : unseen < NEARLY_ALL) {
        return Optional.empty();
      }
      String examples =
          asked.counts().entrySet().stream()
              .filter(e ->
                  e.getValue() / (double) asked.rows()
                      > known.counts().getOrDefault(e.getKey(), 0) / (double) known.rows())
              .sorted((a, b) -> Integer.compare(b.getValue(), a.getValue()))
              .limit(NAMED)
              .map(e -> "\"%s\"".formatted(e.getKey()))
              .collect(Collectors.joining(", "));
      return Optional.of(new Groups(column.name(), apart, limit, examples));
    }

    /** Whether whole numbers are each about as frequent as another, as the names of groups are. */
    private static boolean namesGroups(LevelCounts known) {
      double bits =
          -known.counts().values().stream()
              .mapToDouble(count -> (double) count / known.rows())
              .map(p -> p * StrictMath.log(p))
              .sum();
      int groups = known.counts().size();
      return groups >= FEWEST_GROUPS && bits >= EVEN * StrictMath.log(groups);
    }

    /** How far apart the shares of two samples of one kind are to be expected. */
    private static double chance(LevelCounts known, LevelCounts asked) {
      double both = 1.0 / known.rows() + 1.0 / asked.rows();
      return known.counts().values().stream()
          .mapToDouble(count -> (double) count / known.rows())
          .map(p -> Math.sqrt(2 / Math.PI * p * (1 - p) * both) / 2)
          .sum();
    }
  }

  @Override
  public CausePage page() {
    return new CausePage(
        Wording.of("shift.groups.looks"),
        List.of(Wording.of("shift.groups.limit", Unit.SHARE.words(MOST), ROWS_A_GROUP)),
        List.of(),
        Wording.of("shift.accepted"));
  }
}
