package plumb.data.read;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What is done to the data before anything is fitted.
 *
 * @param exclude numbers of rows left out, from 1 on, in the order of the source of the training
 *     rows, from which they are left out and from validation rows that are held out of it; test
 *     rows that were held out do not count
 * @param balanced whether the rows of rarer classes are repeated until every class is as frequent
 *     as the most frequent one; for classes only, and never in validation and test rows
 * @param fillsOutliers whether a number that lies far from all others of its column counts as
 *     missing, in training and when predicting
 */
public record Cleaning(List<Integer> exclude, boolean balanced, boolean fillsOutliers) {
  /** Nothing. */
  public static final Cleaning NONE = new Cleaning(List.of(), false, false);

  public Cleaning {
    exclude = List.copyOf(exclude);
  }

  /**
   * Those of some rows that are held out for validation which are not left out.
   *
   * @param rows of the source, from 0 on
   * @throws plumb.data.BadInput if none is left
   */
  int[] heldOut(int[] rows) {
    if (exclude.isEmpty()) {
      return rows;
    }
    Set<Integer> out = new HashSet<>(exclude);
    int[] kept = Arrays.stream(rows).filter(row -> !out.contains(row + 1)).toArray();
    if (kept.length == 0 && rows.length > 0) {
      throw new plumb.data.BadInput(
          "Every row held out for validation is excluded; leave some out of data.clean.exclude-rows");
    }
    return kept;
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
