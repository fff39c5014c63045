package plumb.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What this machine could do at best, one thread: multiplications and additions fused, without
 * memory ({@link #peak}, in GFLOP/s), and a triad over arrays larger than the caches ({@link
 * #triad}, in GB/s).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Machine {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int ROUNDS = 1000;
  private static final int CHAINS = 12;
  private static final int TRIAD = 1 << 25;

  private float[] a = new float[0];
  private float[] b = new float[0];
  private float[] c = new float[0];

  /**
   * Floating-point operations a nanosecond, divided by the lanes of a vector: see {@link #main}.
   */
  @Benchmark
  @OperationsPerInvocation(2 * CHAINS * ROUNDS)
  public float peak() {
    FloatVector x = FloatVector.broadcast(S, 0.999f);
    FloatVector y = FloatVector.broadcast(S, 0.001f);
    FloatVector s0 = FloatVector.broadcast(S, 0);
    FloatVector s1 = FloatVector.broadcast(S, 1);
    FloatVector s2 = FloatVector.broadcast(S, 2);
    FloatVector s3 = FloatVector.broadcast(S, 3);
    FloatVector s4 = FloatVector.broadcast(S, 4);
    FloatVector s5 = FloatVector.broadcast(S, 5);
    FloatVector s6 = FloatVector.broadcast(S, 6);
    FloatVector s7 = FloatVector.broadcast(S, 7);
    FloatVector s8 = FloatVector.broadcast(S, 8);
    FloatVector s9 = FloatVector.broadcast(S, 9);
    FloatVector s10 = FloatVector.broadcast(S, 10);
    FloatVector s11 = FloatVector.broadcast(S, 11);
    for (int i = 0; i < ROUNDS; i++) {
      s0 = s0.fma(x, y);
      s1 = s1.fma(x, y);
      s2 = s2.fma(x, y);
      s3 = s3.fma(x, y);
      s4 = s4.fma(x, y);
      s5 = s5.fma(x, y);
      s6 = s6.fma(x, y);
      s7 = s7.fma(x, y);
      s8 = s8.fma(x, y);
      s9 = s9.fma(x, y);
      s10 = s10.fma(x, y);
      s11 = s11.fma(x, y);
    }
    FloatVector sum = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
    return sum.add(s6).add(s7).add(s8).add(s9).add(s10).add(s11).lane(0);
  }

  /** Bytes a nanosecond: two arrays read, one written. */
  @Benchmark
  @OperationsPerInvocation(3 * 4 * TRIAD)
  public float triad() {
    if (a.length == 0) {
      a = new float[TRIAD];
      b = new float[TRIAD];
      c = new float[TRIAD];
      Arrays.fill(b, 1);
      Arrays.fill(c, 2);
    }
    for (int i = 0; i < TRIAD; i++) {
      a[i] = b[i] + 3 * c[i];
    }
    return a[TRIAD / 2];
  }

  /** GFLOP/s of one thread, the best of some trials in this process. */
  static double gigaflops() {
    Machine machine = new Machine();
    double best = 0;
    float unused = 0;
    for (int trial = 0; trial < 400; trial++) {
      long from = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        unused += machine.peak();
      }
      double nanoseconds = System.nanoTime() - from;
      best = Math.max(best, 20.0 * 2 * CHAINS * ROUNDS * S.length() / nanoseconds);
    }
    return unused == 42 ? 0 : best;
  }

  /** GB/s of one thread, the best of some trials in this process. */
  static double gigabytes() {
    Machine machine = new Machine();
    double best = 0;
    for (int trial = 0; trial < 20; trial++) {
      long from = System.nanoTime();
      machine.triad();
      best = Math.max(best, 12.0 * TRIAD / (System.nanoTime() - from));
    }
    return best;
  }

  /** Prints both. */
  public static void main(String[] arguments) {
    System.out.printf(
        "one thread: %.1f GFLOP/s without memory, %.1f GB/s over a triad%n",
        gigaflops(), gigabytes());
  }
}
