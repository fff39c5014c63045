package plumb.faults;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import plumb.math.RandomStream;

/** Numbers drawn one after another: what a field case's rows are made of. */
final class Draw {
  /** Digits a made number is written with: as many as people's files have. */
  private static final MathContext WRITTEN = new MathContext(6);

  private final RandomStream stream;
  private long next;

  private Draw(RandomStream stream) {
    this.stream = stream;
  }

  /** A fresh row of numbers for a name and a seed. */
  static Draw of(String name, long seed) {
    return new Draw(RandomStream.of(seed).child(name.hashCode()));
  }

  /** From 0 up to 1. */
  double uniform() {
    return stream.uniform(next++);
  }

  /** From one number up to another. */
  double between(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** A standard normal number. */
  double normal() {
    return stream.normal(next++);
  }

  /** A normal number of this mean and deviation. */
  double normal(double mean, double deviation) {
    return mean + deviation * normal();
  }

  /** 0 to limit - 1. */
  int below(int limit) {
    return stream.below(next++, limit);
  }

  /** True with this chance. */
  boolean chance(double share) {
    return uniform() < share;
  }

  /** One of these. */
  String one(String... words) {
    return words[below(words.length)];
  }

  /** So many standard normal numbers. */
  double[] normals(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = normal();
    }
    return values;
  }

  /** The same in another order. */
  <T> List<T> shuffled(List<T> items) {
    List<T> mixed = new ArrayList<>(items);
    for (int i = mixed.size() - 1; i > 0; i--) {
      Collections.swap(mixed, i, below(i + 1));
    }
    return mixed;
  }

  /** 1 / (1 + e^-x). */
  static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** A number as a file has it. */
  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : new BigDecimal(value).round(WRITTEN).stripTrailingZeros().toPlainString();
  }

  /** Numbers as a file has them. */
  static List<String> texts(double... values) {
    List<String> cells = new ArrayList<>();
    for (double value : values) {
      cells.add(text(value));
    }
    return cells;
  }
}
