package plumb.bench;

import java.util.Locale;
import plumb.math.Kernels;
import plumb.math.MatrixProduct;
import plumb.math.RandomStream;
import plumb.math.Team;

/**
 * Prints how near the matrix products of training come to the machine's peak, measured in the same
 * run: {@code [THREADS]}. NN is the forward product, TN the gradient of the weights, NT the
 * gradient of the layer below.
 */
public final class Products {
  static final int[][] SHAPES = {
    {512, 512, 512},
    {1024, 1024, 1024},
    {2048, 2048, 2048},
    {128, 128, 128},
    {128, 512, 784},
    {784, 512, 128},
    {128, 784, 512},
    {512, 2048, 2048},
    {2048, 2048, 512},
    {100, 1200, 784},
    {130, 203, 307},
    {32, 64, 64}
  };

  private static final String[] KINDS = {"NN", "TN", "NT"};

  private Products() {}

  /** Measures in this process. */
  public static void main(String[] arguments) {
    int threads = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
    double peak = Machine.gigaflops() * threads;
    System.out.printf("%s; peak of %d threads %.1f GFLOP/s%n", name(), threads, peak);
    try (Team team = Team.of(threads)) {
      // Until it is compiled, a large product takes longer than its turn.
      for (String kind : KINDS) {
        rate(team, 32, 64, 64, kind);
      }
      for (int[] shape : SHAPES) {
        StringBuilder line = new StringBuilder();
        line.append(String.format(Locale.ROOT, "%5d x %5d x %5d", shape[0], shape[1], shape[2]));
        for (String kind : KINDS) {
          double rate = rate(team, shape[0], shape[1], shape[2], kind);
          line.append(
              String.format(Locale.ROOT, "   %s %6.1f (%3.0f %%)", kind, rate, 100 * rate / peak));
        }
        System.out.println(line);
      }
    }
  }

  private static String name() {
    return Kernels.select().name();
  }

  /** GFLOP/s of the best of the runs of half a second, warmed up. */
  private static double rate(Team team, int m, int n, int k, String kind) {
    MatrixProduct product = Kernels.select().product();
    float[] a = numbers(m * k, 1);
    float[] b = numbers(k * n, 2);
    float[] c = new float[m * n];
    boolean ta = kind.charAt(0) == 'T';
    boolean tb = kind.charAt(1) == 'T';
    int repeats = (int) Math.max(1, 2_000_000L / ((long) m * n * k));
    double best = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < 700_000_000L) {
      long from = System.nanoTime();
      for (int i = 0; i < repeats; i++) {
        product.multiply(team, m, n, k, a, 0, ta, b, 0, tb, c, 0, MatrixProduct.Tile.NOTHING);
      }
      best = Math.max(best, 2.0 * m * n * k * repeats / (System.nanoTime() - from));
    }
    return best;
  }

  private static float[] numbers(int count, int seed) {
    RandomStream random = RandomStream.of(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (random.uniform(i) - 0.5);
    }
    return numbers;
  }
}
