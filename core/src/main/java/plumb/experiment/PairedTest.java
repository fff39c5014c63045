package plumb.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much better one result is than another on the same rows, and how probable that is by luck.
 * Most rows come out alike with both, so the noise is that of the rows on which they differ, which
 * is smaller than the noise of either score: McNemar's exact test where answers are right or wrong,
 * the paired t test of the errors otherwise.
 *
 * @param gain accuracy or R2 gained; below 0 if lost
 * @param standardError of the gain if there were no difference
 * @param rows compared
 * @param chance that luck alone gains as much or more, 0 to 1
 */
public record PairedTest(double gain, double standardError, int rows, double chance) {
  /** "Beyond noise": luck alone gains as much less than once in a hundred times. */
  public static final double BEYOND_NOISE = 0.01;

  /** What a gain that luck brings once in a hundred times measures, in standard errors. */
  public static final double STANDARD_ERRORS = 2.326;

  /** Rows that differ, up to which chances are counted instead of taken from the normal curve. */
  private static final int COUNTED = 1000;

  /** Compares errors of the same rows. */
  public static PairedTest of(double[] before, double[] after, boolean counted) {
    int rows = before.length;
    double sum = 0;
    double squares = 0;
    int wins = 0;
    int losses = 0;
    for (int row = 0; row < rows; row++) {
      double d = before[row] - after[row];
      sum += d;
      squares += d * d;
      wins += d > 0 ? 1 : 0;
      losses += d < 0 ? 1 : 0;
    }
    double gain = sum / rows;
    double error = Math.sqrt(squares) / rows;
    if (wins + losses == 0) {
      return new PairedTest(gain, error, rows, 1);
    }
    if (counted && wins + losses <= COUNTED) {
      return new PairedTest(gain, error, rows, Chance.heads(wins, wins + losses));
    }
    double spread = Math.sqrt(Math.max(0, squares / rows - gain * gain) / Math.max(1, rows - 1));
    double t = spread > 0 ? gain / spread : gain > 0 ? Double.POSITIVE_INFINITY : 0;
    return new PairedTest(
        gain, error, rows, rows < 2 ? 1 : Chance.student(t, Math.max(1, rows - 1)));
  }

  /** Whether the gain is beyond noise, if it is the only one that was looked at. */
  public boolean real() {
    return gain > 0 && chance < BEYOND_NOISE;
  }

  /**
   * Which of several comparisons are beyond noise together (Holm 1979): the least probable must be
   * so by all of them, the next by all but one, and so on.
   */
  public static boolean[] holm(List<Double> chances) {
    boolean[] real = new boolean[chances.size()];
    List<Integer> order = new ArrayList<>(IntStream.range(0, chances.size()).boxed().toList());
    order.sort(Comparator.comparingDouble(chances::get));
    for (int k = 0; k < order.size(); k++) {
      if (!(chances.get(order.get(k)) < BEYOND_NOISE / (order.size() - k))) {
        break;
      }
      real[order.get(k)] = true;
    }
    return real;
  }
}
