package plumb.data.read;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.BadInput;

/**
 * Holds out the latest rows. Rows of the same time stay together, and rows without a time are
 * trained on.
 *
 * @param column that says when
 * @param times of each row of the source, NaN for those without
 * @param file for messages
 */
record TimeSplitter(Column column, PackedNumbers times, String file) implements Splitter {
  private static final double SECONDS = 24 * 60 * 60;

  static TimeSplitter of(Column column, String file) {
    return switch (column) {
      case Column.Numbers numbers -> new TimeSplitter(column, numbers.values(), file);
      case Column.Dates dates -> new TimeSplitter(column, dates.days(), file);
      case Column.Words _ ->
          throw BadInput.about(
              TIME,
              "%s: \"%s\" holds words, which have no order in time; choose a column of dates or numbers"
                  .formatted(file, column.name()));
    };
  }

  /**
   * The candidates that have a time.
   *
   * @param sorted they, the earliest first
   * @param starts where in {@code sorted} another time begins; the first is 0
   */
  private record Dated(int[] sorted, int[] starts) {}

  private Dated dated(Candidates from) {
    int[] sorted =
        IntStream.range(0, from.count())
            .filter(i -> !Double.isNaN(time(from, i)))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> time(from, i)))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] starts =
        IntStream.range(0, sorted.length)
            .filter(i -> i == 0 || time(from, sorted[i]) != time(from, sorted[i - 1]))
            .toArray();
    if (starts.length < 2) {
      throw BadInput.about(
          TIME,
          "%s: %s, so no later rows can be held out; choose another column of times"
              .formatted(
                  file,
                  starts.length == 0
                      ? "no row has a value in \"%s\"".formatted(column.name())
                      : "all rows have the same \"%s\", %s"
                          .formatted(column.name(), words(from.rows()[sorted[0]]))));
    }
    return new Dated(sorted, starts);
  }

  private double time(Candidates from, int candidate) {
    return times.at(from.rows()[candidate]) + 0.0; // -0.0 is 0.0.
  }

  /** The share that ties allow to come nearest. */
  @Override
  public Parts hold(Candidates from, double share, Order order) {
    Dated dated = dated(from);
    double first = dated.sorted().length - share * from.count();
    int cut = dated.starts()[nearest(dated.starts(), first, 1, dated.starts().length - 1)];
    return parts(from, dated, cut, dated.sorted().length, order);
  }

  /** The last of the places in {@code at[low .. high]} that come nearest. */
  private static int nearest(int[] at, double wanted, int low, int high) {
    int best = low;
    for (int i = low; i <= high; i++) {
      if (Math.abs(at[i] - wanted) <= Math.abs(at[best] - wanted)) {
        best = i;
      }
    }
    return best;
  }

  /**
   * Holds out the rows between two places in time.
   *
   * @param order of the others, which are all earlier
   */
  private static Parts parts(Candidates from, Dated dated, int cut, int end, Order order) {
    boolean[] later = new boolean[from.count()];
    for (int i = cut; i < dated.sorted().length; i++) {
      later[dated.sorted()[i]] = true;
    }
    return new Parts(
        Arrays.stream(order.of(later.length))
            .filter(i -> !later[i])
            .map(i -> from.rows()[i])
            .toArray(),
        IntStream.range(cut, end).map(i -> from.rows()[dated.sorted()[i]]).toArray());
  }

  /**
   * Cuts the time into one block more than folds, of about as many rows, and holds out each but the
   * first from a training on all blocks before it.
   */
  @Override
  public List<Parts> folds(Candidates from, int folds, Order order) {
    Dated dated = dated(from);
    int[] starts = dated.starts();
    int used = Math.min(folds, starts.length - 1);
    int[] cuts = new int[used + 1];
    cuts[used] = dated.sorted().length;
    int before = 0;
    for (int fold = 0; fold < used; fold++) {
      double wanted = dated.sorted().length * (fold + 1.0) / (used + 1);
      before = nearest(starts, wanted, before + 1, starts.length - (used - fold));
      cuts[fold] = starts[before];
    }
    List<Parts> parts = new ArrayList<>();
    for (int fold = 0; fold < used; fold++) {
      parts.add(parts(from, dated, cuts[fold], cuts[fold + 1], order));
    }
    return parts;
  }

  @Override
  public boolean sameFolds(Candidates from, int folds, Order order) {
    return true;
  }

  @Override
  public String held(Parts parts, String purpose) {
    return "Held out for %s: the %d latest of %d rows, with \"%s\" from %s on%s"
        .formatted(
            purpose,
            parts.validation().length,
            parts.train().length + parts.validation().length,
            column.name(),
            words(parts.validation()[0]),
            without(parts.train(), "not held out"));
  }

  /** How many rows have no time, and what becomes of them. */
  private String without(int[] rows, String fate) {
    long without = Arrays.stream(rows).filter(row -> Double.isNaN(times.at(row))).count();
    return without == 0
        ? ""
        : "; %d row%s without one %s %s"
            .formatted(without, without == 1 ? "" : "s", without == 1 ? "is" : "are", fate);
  }

  /** The time of a row, with that of the day where it is not midnight. */
  private String words(int row) {
    double days = times.at(row);
    return column instanceof Column.Dates && days != Math.rint(days)
        ? LocalDateTime.ofEpochSecond(Math.round(days * SECONDS), 0, ZoneOffset.UTC).toString()
        : String.valueOf(column.text(row));
  }

  @Override
  public Optional<String> folded(Candidates from) {
    return Optional.of(
        "Each fold is held out, by \"%s\", from a training on all earlier rows%s"
            .formatted(column.name(), without(from.rows(), "trained on in every fold")));
  }
}
