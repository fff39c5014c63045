package plumb.symptom;

import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.Targets;

/**
 * How many rows each class has.
 *
 * @param rows of every class
 */
public record ClassCounts(int[] rows) {
  /** Counts the rows of examples whose targets are classes. */
  public static ClassCounts of(Examples examples) {
    Targets.Classes targets = (Targets.Classes) examples.targets();
    int[] rows = new int[targets.classes()];
    for (int label : targets.labels()) {
      rows[label]++;
    }
    return new ClassCounts(rows);
  }

  /** The share of the most frequent class. */
  public double majority() {
    return (double) IntStream.of(rows).max().orElse(0) / IntStream.of(rows).sum();
  }

  /** What a constant answer may get right on as many rows by luck. */
  public double chance() {
    double share = majority();
    return share + 3 * Math.sqrt(share * (1 - share) / IntStream.of(rows).sum());
  }
}
