package plumb.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import plumb.data.ColumnType;

/**
 * What was understood of a table, column by column, before anything is trained.
 *
 * @param table what was read
 * @param columns in the order of the file
 */
public record Description(Table table, List<Described> columns) {
  /** Words of a column that are shown. */
  private static final int WORDS = 4;

  public Description {
    columns = List.copyOf(columns);
  }

  /** What will become of a column. */
  public enum Fate {
    /** It is predicted. */
    TARGET,
    /** It is an input. */
    INPUT,
    /** It is none. */
    NO_INPUT
  }

  /**
   * A column.
   *
   * @param name its name
   * @param type what it holds
   * @param understood how its values are spelled
   * @param missing rows without a value
   * @param values what values it has, in a few words: {@code 3 to 17.5}
   * @param fate what will become of it
   * @param why it is no input; empty for others
   * @param changes lines of a card under {@code data:} that would change that
   */
  public record Described(
      String name,
      ColumnType type,
      Understood understood,
      int missing,
      String values,
      Fate fate,
      String why,
      List<String> changes) {
    public Described {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Describes a table.
   *
   * @param target index of the column that is to be predicted, if that is known
   * @param excluded indexes of columns that the card leaves out
   * @param kept indexes of columns that the card keeps although they count the rows
   */
  public static Description of(
      Table table, OptionalInt target, Set<Integer> excluded, Set<Integer> kept) {
    Set<Integer> counting = new HashSet<>(Counters.of(table));
    counting.removeAll(kept);
    List<Described> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      Understood understood =
          i < table.understood().size()
              ? table.understood().get(i)
              : Understood.plain(column.name());
      boolean isTarget = target.equals(OptionalInt.of(i));
      String why =
          isTarget
              ? ""
              : excluded.contains(i)
                  ? "the card leaves it out"
                  : counting.contains(i) ? "it counts the rows" : why(column);
      columns.add(
          new Described(
              column.name(),
              column.type(),
              understood,
              column.missing(),
              values(column),
              isTarget ? Fate.TARGET : why.isEmpty() ? Fate.INPUT : Fate.NO_INPUT,
              why,
              changes(column, understood, !isTarget && counting.contains(i))));
    }
    return new Description(table, columns);
  }

  private static String why(Column column) {
    return switch (column.type()) {
      case TEXT -> "it is text or an identifier";
      case EMPTY -> "it is empty";
      case CONSTANT -> "it has one value";
      case INTEGER, NUMBER, BOOLEAN, CATEGORY, DATE -> "";
    };
  }

  private static List<String> changes(Column column, Understood understood, boolean counts) {
    String name = ReadingNotes.key(column.name());
    List<String> changes = new ArrayList<>();
    if (counts) {
      changes.add("columns: {keep: [%s]}".formatted(name));
    }
    if (column.type() == ColumnType.TEXT) {
      changes.add("types: {%s: category}".formatted(name));
    }
    if (understood.cells() > 0) {
      changes.add("types: {%s: category}".formatted(name));
    }
    changes.addAll(understood.changes());
    return changes.stream().distinct().toList();
  }

  private static String values(Column column) {
    return switch (column) {
      case Column.Numbers numbers -> range(numbers.values()).map(r -> r.text(false)).orElse("");
      case Column.Dates dates -> range(dates.days()).map(r -> r.text(true)).orElse("");
      case Column.Words words -> words(words);
    };
  }

  private record Range(double least, double most) {
    String text(boolean days) {
      String from = days ? day(least) : Column.Numbers.text(least);
      String to = days ? day(most) : Column.Numbers.text(most);
      return from.equals(to) ? from : from + " to " + to;
    }

    private static String day(double days) {
      return java.time.LocalDate.ofEpochDay((long) Math.floor(days)).toString();
    }
  }

  private static Optional<Range> range(PackedNumbers values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < values.length(); row++) {
      double value = values.at(row);
      if (!Double.isNaN(value)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    return least > most ? Optional.empty() : Optional.of(new Range(least, most));
  }

  private static String words(Column.Words column) {
    int[] counts = new int[column.levels().size()];
    Arrays.stream(column.codes()).filter(code -> code >= 0).forEach(code -> counts[code]++);
    List<String> most =
        IntStream.range(0, counts.length)
            .filter(code -> counts[code] > 0)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(code -> -counts[code]).thenComparing(code -> code))
            .map(code -> ReadingNotes.shortened(column.levels().get(code)))
            .toList();
    String some = String.join(", ", most.subList(0, Math.min(WORDS, most.size())));
    return most.size() > WORDS ? "%s and %d more".formatted(some, most.size() - WORDS) : some;
  }
}
