package plumb.data.read;

import java.util.Arrays;
import plumb.math.RandomStream;

/** Divides rows into training and validation rows. */
final class Splitter {
  private static final long SPLIT = 11;

  private Splitter() {}

  /**
   * The rows of each part.
   *
   * @param train in random order when shuffled
   * @param validation likewise
   */
  record Parts(int[] train, int[] validation) {}

  /**
   * Holds out the share of every class, at least one row of each class that has two, and never the
   * only row of a class.
   *
   * @param rows candidates
   * @param classOf class of each candidate, all 0 for regression
   * @param classes how many classes
   */
  static Parts stratified(int[] rows, int[] classOf, int classes, double share, long seed) {
    int[] order = new int[rows.length];
    RandomStream.of(seed).child(SPLIT).permutation(order);
    int[] size = new int[classes];
    for (int c : classOf) {
      size[c]++;
    }
    int[] quota = new int[classes];
    for (int c = 0; c < classes; c++) {
      quota[c] = size[c] < 2 ? 0 : Math.max(1, (int) Math.round(size[c] * share));
      quota[c] = Math.min(quota[c], size[c] - 1);
    }
    int[] validation = new int[Arrays.stream(quota).sum()];
    int[] train = new int[rows.length - validation.length];
    int held = 0;
    int kept = 0;
    for (int i : order) {
      if (quota[classOf[i]] > 0) {
        quota[classOf[i]]--;
        validation[held++] = rows[i];
      } else {
        train[kept++] = rows[i];
      }
    }
    return new Parts(train, validation);
  }

  /** Holds out the last rows. */
  static Parts last(int[] rows, double share) {
    int held = Math.clamp(Math.round(rows.length * share), 1, rows.length - 1);
    return new Parts(
        Arrays.copyOf(rows, rows.length - held),
        Arrays.copyOfRange(rows, rows.length - held, rows.length));
  }
}
