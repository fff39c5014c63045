package plumb.data.read;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the lines of totals that spreadsheets and reports put below or between the rows. Such a
 * line says so in one of its cells, and besides that its numbers are sums or means of the rows
 * above, or most of its cells are empty: a word alone proves nothing, for "Total" is also a brand.
 */
public final class Totals {
  /** What a cell of a total says, in small letters; as the first or the last of its words. */
  private static final Set<String> WORDS =
      Set.of(
          "total",
          "totals",
          "subtotal",
          "subtotals",
          "sum",
          "average",
          "avg",
          "mean",
          "gesamt",
          "gesamtsumme",
          "gesamtergebnis",
          "insgesamt",
          "summe",
          "zwischensumme",
          "endsumme",
          "durchschnitt",
          "mittelwert",
          "totale",
          "totaux",
          "somme",
          "moyenne",
          "suma",
          "promedio",
          "media",
          "soma",
          "totaal",
          "gemiddelde",
          "summa",
          "razem",
          "celkem",
          "toplam",
          "итого",
          "всего",
          "сумма",
          "среднее",
          "合计",
          "总计",
          "总和",
          "小计",
          "平均",
          "平均值",
          "合計",
          "総計",
          "小計");

  /** Longer cells are sentences. */
  private static final int LONGEST = 40;

  /** More lines than this share of a table are rows that happen to be called so. */
  private static final double MOST = 0.2;

  /** A column holds numbers or dates when this share of its other cells does. */
  private static final double NEARLY_ALL = 0.9;

  /** How far a number may be from the sum it is, for rounding, by the sum. */
  private static final double ROUNDING = 1e-3;

  /** How far a number may be from the mean it is, by the standard deviation of the rows. */
  private static final double MEAN_ROUNDING = 0.01;

  /** A single number may be the mean of the others by chance; several are not. */
  private static final int FEWEST_MEANS = 2;

  /** Fewer rows make no total: the sum of one row is that row. */
  private static final int FEWEST_ROWS = 2;

  private Totals() {}

  /** The totals of a table, from the first to the last. */
  public static List<Total> of(Table table) {
    return of(table, new TreeMap<>());
  }

  /**
   * The same.
   *
   * @param strays words that say "total" in columns of numbers, where they count as missing
   */
  static List<Total> of(Table table, SortedMap<Integer, FileReading.Stray> strays) {
    SortedMap<Integer, String> candidates = candidates(table);
    strays.forEach((row, stray) -> candidates.putIfAbsent(row, stray.column()));
    if (candidates.isEmpty() || candidates.size() > MOST * table.rows()) {
      return List.of();
    }
    int[] rows = candidates.keySet().stream().mapToInt(Integer::intValue).toArray();
    List<Column> named =
        table.columns().stream().filter(c -> candidates.containsValue(c.name())).toList();
    Map<String, Boolean> spoiled = new HashMap<>();
    named.forEach(column -> spoiled.put(column.name(), isSpoiled(column, rows)));
    strays.values().forEach(stray -> spoiled.put(stray.column(), true));
    Map<String, RowsAbove> numbers = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      if (column instanceof Column.Numbers(String name, _, PackedNumbers values)) {
        numbers.put(name, RowsAbove.of(values, rows));
      }
    }
    List<Total> totals = new ArrayList<>();
    for (int at = 0; at < rows.length; at++) {
      String column = String.valueOf(candidates.get(rows[at]));
      List<Total.Match> matches = new ArrayList<>();
      int candidate = at;
      numbers.forEach((name, above) -> above.match(candidate, name).ifPresent(matches::add));
      if (isTotal(table, rows[at], spoiled.getOrDefault(column, false), matches)) {
        totals.add(
            new Total(
                rows[at],
                table.lines().place(rows[at]),
                column,
                strays.containsKey(rows[at])
                    ? java.util.Objects.requireNonNull(strays.get(rows[at])).word()
                    : word(named, column, rows[at]),
                matches));
      }
    }
    return totals;
  }

  private static String word(List<Column> named, String column, int row) {
    return named.stream()
        .filter(c -> c.name().equals(column))
        .map(c -> String.valueOf(c.text(row)))
        .findFirst()
        .orElse("");
  }

  /** Whether a cell says that its line is a total. */
  static boolean saysSo(String cell) {
    if (cell.isEmpty() || cell.length() > LONGEST) {
      return false;
    }
    String text =
        Normalizer.normalize(cell, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N}]+", " ")
            .strip();
    int space = text.indexOf(' ');
    return WORDS.contains(space < 0 ? text : text.substring(0, space))
        || WORDS.contains(text.substring(text.lastIndexOf(' ') + 1));
  }

  /** Rows in which a cell says it, each with the first column that does. */
  private static SortedMap<Integer, String> candidates(Table table) {
    SortedMap<Integer, String> candidates = new TreeMap<>();
    for (Column column : table.columns()) {
      if (!(column instanceof Column.Words(_, _, int[] codes, List<String> levels))) {
        continue;
      }
      boolean[] says = new boolean[levels.size()];
      boolean any = false;
      for (int code = 0; code < says.length; code++) {
        says[code] = saysSo(levels.get(code));
        any |= says[code];
      }
      for (int row = 0; any && row < codes.length; row++) {
        if (codes[row] >= 0 && says[codes[row]]) {
          candidates.putIfAbsent(row, column.name());
        }
      }
    }
    return candidates;
  }

  private static boolean isTotal(Table table, int row, boolean spoils, List<Total.Match> matches) {
    int others = table.columns().size() - 1;
    int empty = 0;
    for (Column column : table.columns()) {
      empty += column.missing(row) ? 1 : 0;
    }
    boolean bare = spoils && others >= 2 && 2 * empty >= others;
    return bare
        || matches.size() >= FEWEST_MEANS
        || matches.stream().anyMatch(m -> m.kind() == Total.Kind.SUM);
  }

  /** Whether all cells of a column but those of the candidates are numbers or dates. */
  private static boolean isSpoiled(Column column, int[] candidates) {
    if (!(column instanceof Column.Words(_, _, int[] codes, List<String> levels))) {
      return false;
    }
    boolean[] number = new boolean[levels.size()];
    for (int code = 0; code < number.length; code++) {
      number[code] = Layout.isValue(levels.get(code));
    }
    int numbers = 0;
    int present = 0;
    for (int row = 0; row < codes.length; row++) {
      if (codes[row] >= 0 && Arrays.binarySearch(candidates, row) < 0) {
        present++;
        numbers += number[codes[row]] ? 1 : 0;
      }
    }
    return present > 0 && numbers >= NEARLY_ALL * present;
  }

  /**
   * Sums over the rows of a column up to any of them, so that each candidate is held against the
   * rows above it at once.
   *
   * @param values the column
   * @param candidates rows that may be totals, in order
   * @param plain of all rows that are no candidates
   * @param totals of the candidates, as far as there are any
   */
  private record RowsAbove(PackedNumbers values, int[] candidates, Prefix plain, Prefix totals) {
    static RowsAbove of(PackedNumbers values, int[] candidates) {
      double[] plain = values.toArray();
      double[] totals = new double[candidates.length];
      for (int i = 0; i < candidates.length; i++) {
        totals[i] = plain[candidates[i]];
        plain[candidates[i]] = Double.NaN;
      }
      return new RowsAbove(values, candidates, Prefix.of(plain), Prefix.of(totals));
    }

    /**
     * Whether a number is the sum or the mean of the rows above, up to the candidate before or up
     * to the top, or the sum of the candidates above: grand totals add up either.
     */
    Optional<Total.Match> match(int candidate, String name) {
      int row = candidates[candidate];
      double value = values.at(row);
      if (Double.isNaN(value)) {
        return Optional.empty();
      }
      int before = candidate > 0 ? candidates[candidate - 1] + 1 : 0;
      return match(plain.between(before, row), value, name)
          .or(() -> match(plain.between(0, row), value, name))
          .or(() -> match(totals.between(0, candidate), value, name));
    }

    private static Optional<Total.Match> match(Prefix.Part part, double value, String name) {
      if (part.count() < FEWEST_ROWS) {
        return Optional.empty();
      }
      double mean = part.sum() / part.count();
      double deviation = Math.sqrt(Math.max(0, part.squares() / part.count() - mean * mean));
      if (part.notZero() >= FEWEST_ROWS
          && Math.abs(value - part.sum()) <= ROUNDING * Math.abs(part.sum())) {
        return Optional.of(new Total.Match(name, value, Total.Kind.SUM, part.count()));
      }
      return Math.abs(value - mean) <= MEAN_ROUNDING * deviation
          ? Optional.of(new Total.Match(name, value, Total.Kind.MEAN, part.count()))
          : Optional.empty();
    }
  }

  /** Sums of numbers from the first on, one more than there are numbers; NaN counts nothing. */
  private record Prefix(int[] counts, int[] notZero, double[] sums, double[] squares) {
    /** Of numbers that follow one another. */
    record Part(int count, int notZero, double sum, double squares) {}

    static Prefix of(double[] numbers) {
      int length = numbers.length + 1;
      Prefix prefix =
          new Prefix(new int[length], new int[length], new double[length], new double[length]);
      for (int i = 0; i < numbers.length; i++) {
        boolean there = !Double.isNaN(numbers[i]);
        double x = there ? numbers[i] : 0;
        prefix.counts[i + 1] = prefix.counts[i] + (there ? 1 : 0);
        prefix.notZero[i + 1] = prefix.notZero[i] + (x != 0 ? 1 : 0);
        prefix.sums[i + 1] = prefix.sums[i] + x;
        prefix.squares[i + 1] = prefix.squares[i] + x * x;
      }
      return prefix;
    }

    Part between(int from, int to) {
      return new Part(
          counts[to] - counts[from],
          notZero[to] - notZero[from],
          sums[to] - sums[from],
          squares[to] - squares[from]);
    }
  }
}
