package plumb.cause;

import java.util.Arrays;

/** How far what follows one another in a list agrees. */
final class Neighbours {
  private Neighbours() {}

  /** Correlation of each number with the next: 0 by chance, 1 where they hardly change. */
  static double alike(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = 0;
    double products = 0;
    for (int i = 0; i < values.length; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
      products += i > 0 ? (values[i] - mean) * (values[i - 1] - mean) : 0;
    }
    return squares == 0 ? 0 : products / squares;
  }

  /** Correlation of each number with its place in the list. */
  static double trend(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double middle = (values.length - 1) / 2.0;
    double squares = 0;
    double places = 0;
    double products = 0;
    for (int i = 0; i < values.length; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
      places += (i - middle) * (i - middle);
      products += (values[i] - mean) * (i - middle);
    }
    return squares == 0 || places == 0 ? 0 : products / Math.sqrt(squares * places);
  }

  /** How often neighbours are of one class beyond what the shares make of it: 0 by chance to 1. */
  static double alike(int[] classes) {
    int[] counts = new int[1 + Arrays.stream(classes).max().orElse(0)];
    int same = 0;
    for (int i = 0; i < classes.length; i++) {
      counts[classes[i]]++;
      same += i > 0 && classes[i] == classes[i - 1] ? 1 : 0;
    }
    double rows = classes.length;
    double chance = Arrays.stream(counts).mapToDouble(c -> c / rows * (c / rows)).sum();
    return chance >= 1 || rows < 2 ? 0 : (same / (rows - 1) - chance) / (1 - chance);
  }
}
