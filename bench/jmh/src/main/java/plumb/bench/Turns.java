package plumb.bench;

import java.util.Arrays;
import java.util.Locale;
import plumb.math.RandomStream;

/** Two pieces of work in turns in one process, so that what disturbs one disturbs the other. */
final class Turns {
  private static final int ROUNDS = 9;
  private static final long ROUND_NANOS = 400_000_000L;

  private Turns() {}

  /**
   * Prints how much longer the other takes than the plain one: the median of the rounds, and in
   * brackets the least and the most.
   */
  static void print(String what, Runnable plain, Runnable other) {
    microseconds(plain);
    microseconds(other);
    double[] shares = new double[ROUNDS];
    double[] plainTimes = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      plainTimes[round] = microseconds(plain);
      shares[round] = 100 * (microseconds(other) / plainTimes[round] - 1);
    }
    Arrays.sort(shares);
    Arrays.sort(plainTimes);
    System.out.printf(
        Locale.ROOT,
        "  %-30s %+6.1f %% (%+.1f to %+.1f) of %.0f microseconds%n",
        what,
        shares[ROUNDS / 2],
        shares[0],
        shares[ROUNDS - 1],
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
