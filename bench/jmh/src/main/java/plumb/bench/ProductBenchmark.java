package plumb.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import plumb.math.Kernels;
import plumb.math.MatrixProduct;
import plumb.math.RandomStream;
import plumb.math.Team;

/** The three products of a dense layer, {@code m x n x k}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProductBenchmark {
  /** Rows and columns of the result, length of the sums. */
  @Param({"128x512x784", "32x64x64", "512x2048x2048"})
  public String shape = "";

  /** Threads. */
  @Param({"1", "2"})
  public int threads;

  private final MatrixProduct product = Kernels.select().product();
  private Team team = Team.of(1);
  private int m;
  private int n;
  private int k;
  private float[] a = new float[0];
  private float[] b = new float[0];
  private float[] c = new float[0];

  /** Makes the matrices. */
  @Setup
  public void fill() {
    String[] sizes = shape.split("x");
    m = Integer.parseInt(sizes[0]);
    n = Integer.parseInt(sizes[1]);
    k = Integer.parseInt(sizes[2]);
    a = numbers(m * k);
    b = numbers(n * k);
    c = new float[m * n];
    team = Team.of(threads);
  }

  private static float[] numbers(int count) {
    RandomStream random = RandomStream.of(count);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (random.uniform(i) - 0.5);
    }
    return numbers;
  }

  /** Ends the helpers. */
  @TearDown
  public void close() {
    team.close();
  }

  /** Forward. */
  @Benchmark
  public float[] plain() {
    return multiply(false, false);
  }

  /** Gradient of the weights. */
  @Benchmark
  public float[] firstTransposed() {
    return multiply(true, false);
  }

  /** Gradient of the layer below. */
  @Benchmark
  public float[] secondTransposed() {
    return multiply(false, true);
  }

  private float[] multiply(boolean ta, boolean tb) {
    product.multiply(team, m, n, k, a, 0, ta, b, 0, tb, c, 0, MatrixProduct.Tile.NOTHING);
    return c;
  }
}
