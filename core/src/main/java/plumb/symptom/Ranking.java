package plumb.symptom;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How often a row of one kind is scored higher than a row of the other kind: the area under the ROC
 * curve.
 *
 * @param area 0.5 by chance, 1 at best
 * @param standardError of it if the scores said nothing (Mann and Whitney 1947); infinite where a
 *     kind has no rows
 */
public record Ranking(double area, double standardError) {
  /** Of rows with scores, some of them of the one kind; ties count half. */
  public static Ranking of(double[] scores, boolean[] one) {
    Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
    double ranks = 0;
    double ones = 0;
    int from = 0;
    while (from < order.length) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      for (int k = from; k < to; k++) {
        if (one[order[k]]) {
          ranks += (from + 1 + to) / 2.0;
          ones++;
        }
      }
      from = to;
    }
    double others = scores.length - ones;
    if (ones == 0 || others == 0) {
      return new Ranking(0.5, Double.POSITIVE_INFINITY);
    }
    return new Ranking(
        (ranks - ones * (ones + 1) / 2) / (ones * others),
        Math.sqrt((ones + others + 1) / (12 * ones * others)));
  }

  /** Whether chance would hardly rank them as well. */
  public boolean real() {
    return area > 0.5 + 3 * standardError;
  }

  /** Whether it could be as good as {@code other}. */
  public boolean couldBe(double other) {
    return area + 2 * standardError >= other;
  }
}
