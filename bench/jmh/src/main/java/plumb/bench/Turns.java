package plumb.bench;

import java.util.Arrays;
import java.util.Locale;
import plumb.math.RandomStream;

/** Two pieces of work in turns in one process, so that what disturbs one disturbs the other. */
final class Turns {
  private static final int ROUNDS = 61;
  private static final long ROUND_NANOS = 90_000_000L;

  /** Sorted, the rounds with these numbers enclose the median in 95 of 100 cases (sign test). */
  private static final int LOW = 22;

  private static final int HIGH = ROUNDS - 1 - LOW;

  private Turns() {}

  /**
   * Prints how much longer the other takes than the plain one: the median of the rounds, and in
   * brackets the interval that holds it in 95 of 100 cases. They go first in turns.
   */
  static void print(String what, Runnable plain, Runnable other) {
    for (int warm = 0; warm < 12; warm++) {
      microseconds(plain);
      microseconds(other);
    }
    double[] shares = new double[ROUNDS];
    double[] plainTimes = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      boolean plainFirst = round % 2 == 0;
      double first = microseconds(plainFirst ? plain : other);
      double second = microseconds(plainFirst ? other : plain);
      plainTimes[round] = plainFirst ? first : second;
      shares[round] = 100 * ((plainFirst ? second / first : first / second) - 1);
    }
    Arrays.sort(shares);
    Arrays.sort(plainTimes);
    System.out.printf(
        Locale.ROOT,
        "  %-30s %+6.1f %% (%+.1f to %+.1f) of %.0f microseconds%n",
        what,
        shares[ROUNDS / 2],
        shares[LOW],
        shares[HIGH],
        plainTimes[ROUNDS / 2]);
  }

  private static double microseconds(Runnable work) {
    return microseconds(work, ROUND_NANOS);
  }

  /** Of one run, in the mean over so long a time. */
  static double microseconds(Runnable work, long nanoseconds) {
    long start = System.nanoTime();
    long runs = 0;
    while (System.nanoTime() - start < nanoseconds) {
      work.run();
      runs++;
    }
    return (System.nanoTime() - start) / 1e3 / runs;
  }

  /** Made-up numbers, always the same. */
  static float[] numbers(int count) {
    RandomStream random = RandomStream.of(1);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.normal(i);
    }
    return numbers;
  }
}
