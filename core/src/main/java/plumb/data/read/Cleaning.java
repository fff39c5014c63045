package plumb.data.read;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is done to the data before anything is fitted. Rows are counted from 1 on, in the order of
 * the source of the training rows; test rows that were held out do not count.
 *
 * @param exclude rows that are not trained on, though they may be held out for validation, where a
 *     doubtful row must count like any other
 * @param balanced whether the rows of rarer classes are repeated until every class is as frequent
 *     as the most frequent one; for classes only, and never in validation and test rows
 * @param fillsOutliers whether a number that lies far from all others of its column counts as
 *     missing, in training and when predicting
 * @param dropped rows that are no examples at all, such as totals: neither trained on nor held out
 */
public record Cleaning(
    List<Integer> exclude, boolean balanced, boolean fillsOutliers, List<Integer> dropped) {
  /** Nothing. */
  public static final Cleaning NONE = new Cleaning(List.of(), false, false);

  public Cleaning {
    exclude = List.copyOf(exclude);
    dropped = List.copyOf(dropped);
  }

  /** Of which every row is an example. */
  public Cleaning(List<Integer> exclude, boolean balanced, boolean fillsOutliers) {
    this(exclude, balanced, fillsOutliers, List.of());
  }

  /** The same with more rows that are not trained on. */
  public Cleaning withoutTraining(List<Integer> rows) {
    return new Cleaning(joined(exclude, rows), balanced, fillsOutliers, dropped);
  }

  /** The same with rarer classes repeated. */
  public Cleaning withBalance() {
    return new Cleaning(exclude, true, fillsOutliers, dropped);
  }

  /** The same with numbers far from all others taken for missing. */
  public Cleaning withFilledOutliers() {
    return new Cleaning(exclude, balanced, true, dropped);
  }

  /** The same with more rows that are no examples. */
  public Cleaning without(List<Integer> rows) {
    return new Cleaning(exclude, balanced, fillsOutliers, joined(dropped, rows));
  }

  private static List<Integer> joined(List<Integer> some, List<Integer> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }

  /**
   * The rows of a source that are examples.
   *
   * @param rows how many it has
   */
  IntStream examples(int rows) {
    if (dropped.isEmpty()) {
      return IntStream.range(0, rows);
    }
    Set<Integer> out = new HashSet<>(dropped);
    return IntStream.range(0, rows).filter(row -> !out.contains(row + 1));
  }

  /**
   * The rows to train on.
   *
   * @param train rows chosen for training, from 0 on
   * @param classOf class of each of them; empty for numbers
   */
  int[] of(int[] train, int[] classOf) {
    if (train.length > 0 && exclude.isEmpty() && !balanced) {
      return train;
    }
    Set<Integer> out = new HashSet<>(exclude);
    int[] kept =
        IntStream.range(0, train.length).filter(i -> !out.contains(train[i] + 1)).toArray();
    if (kept.length == 0) {
      throw new plumb.data.BadInput(
          "Every training row is excluded; leave some out of data.clean.exclude-rows");
    }
    int[] rows = Arrays.stream(kept).map(i -> train[i]).toArray();
    if (!balanced || classOf.length == 0) {
      return rows;
    }
    int classes = 1 + Arrays.stream(classOf).max().orElse(0);
    int[] counts = new int[classes];
    for (int i : kept) {
      counts[classOf[i]]++;
    }
    int most = Arrays.stream(counts).max().orElse(0);
    // Each class to the number of the most frequent: its first rows once more than the others.
    int[] seen = new int[classes];
    int[] repeated =
        Arrays.stream(kept)
            .map(i -> {
              int count = counts[classOf[i]];
              return most / count + (seen[classOf[i]]++ < most % count ? 1 : 0);
            })
            .toArray();
    int[] all = new int[Arrays.stream(repeated).sum()];
    int at = 0;
    // Round after round, so that repetitions of a row do not follow one another.
    for (int round = 0; at < all.length; round++) {
      for (int i = 0; i < kept.length; i++) {
        if (repeated[i] > round) {
          all[at++] = rows[i];
        }
      }
    }
    return all;
  }
}
