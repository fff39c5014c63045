package plumb.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import plumb.math.Kernels;
import plumb.math.MatrixProduct;
import plumb.math.Team;

/**
 * Prints how fast the products of training are beside those of oneDNN, called through the foreign
 * function interface, in turns in one process and on one thread: {@code LIBRARY}, the path of a
 * {@code libdnnl.so}. Start it with {@code OMP_NUM_THREADS=1}.
 */
public final class OneDnn {
  private static final int ROUNDS = 5;
  private static final long ROUND_NANOS = 60_000_000L;

  private final MethodHandle sgemm;

  private OneDnn(Path library) {
    SymbolLookup lookup = SymbolLookup.libraryLookup(library, Arena.global());
    ValueLayout.OfByte letter = ValueLayout.JAVA_BYTE;
    ValueLayout.OfLong size = ValueLayout.JAVA_LONG;
    ValueLayout.OfFloat number = ValueLayout.JAVA_FLOAT;
    // status dnnl_sgemm(transa, transb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc), row-major
    sgemm =
        Linker.nativeLinker()
            .downcallHandle(
                lookup.find("dnnl_sgemm").orElseThrow(),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    letter,
                    letter,
                    size,
                    size,
                    size,
                    number,
                    ValueLayout.ADDRESS,
                    size,
                    ValueLayout.ADDRESS,
                    size,
                    number,
                    ValueLayout.ADDRESS,
                    size));
  }

  /** Measures in this process. */
  public static void main(String[] arguments) {
    OneDnn oneDnn = new OneDnn(Path.of(arguments[0]));
    System.out.printf(
        Locale.ROOT,
        "GFLOP/s of one thread, ours and oneDNN's (median of %d turns); peak %.1f%n",
        ROUNDS,
        Machine.gigaflops());
    try (Team team = Team.of(1)) {
      for (int[] shape : Products.SHAPES) {
        StringBuilder line = new StringBuilder();
        line.append(String.format(Locale.ROOT, "%5d x %5d x %5d", shape[0], shape[1], shape[2]));
        for (String kind : new String[] {"NN", "TN", "NT"}) {
          line.append(oneDnn.turns(team, shape[0], shape[1], shape[2], kind));
        }
        System.out.println(line);
      }
    }
  }

  private String turns(Team team, int m, int n, int k, String kind) {
    boolean ta = kind.charAt(0) == 'T';
    boolean tb = kind.charAt(1) == 'T';
    float[] a = Turns.numbers(m * k);
    float[] b = Turns.numbers(k * n);
    float[] c = new float[m * n];
    MatrixProduct product = Kernels.select().product();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment nativeA = arena.allocateFrom(ValueLayout.JAVA_FLOAT, a);
      MemorySegment nativeB = arena.allocateFrom(ValueLayout.JAVA_FLOAT, b);
      MemorySegment nativeC = arena.allocate(ValueLayout.JAVA_FLOAT, (long) m * n);
      Runnable ours =
          () ->
              product.multiply(team, m, n, k, a, 0, ta, b, 0, tb, c, 0, MatrixProduct.Tile.NOTHING);
      Runnable theirs = () -> multiply(m, n, k, nativeA, ta, nativeB, tb, nativeC);
      ours.run();
      theirs.run();
      check(c, nativeC, k);
      double flops = 2.0 * m * n * k;
      double[] rates = new double[ROUNDS];
      double[] peers = new double[ROUNDS];
      Turns.microseconds(ours, 3 * ROUND_NANOS);
      Turns.microseconds(theirs, 3 * ROUND_NANOS);
      for (int round = 0; round < ROUNDS; round++) {
        rates[round] = flops / 1e3 / Turns.microseconds(ours, ROUND_NANOS);
        peers[round] = flops / 1e3 / Turns.microseconds(theirs, ROUND_NANOS);
      }
      Arrays.sort(rates);
      Arrays.sort(peers);
      double rate = rates[ROUNDS / 2];
      double peer = peers[ROUNDS / 2];
      return String.format(
          Locale.ROOT, "   %s %5.1f, %5.1f (%3.0f %%)", kind, rate, peer, 100 * rate / peer);
    }
  }

  private void multiply(
      int m,
      int n,
      int k,
      MemorySegment a,
      boolean aTransposed,
      MemorySegment b,
      boolean bTransposed,
      MemorySegment c) {
    try {
      int status =
          (int)
              sgemm.invokeExact(
                  (byte) (aTransposed ? 'T' : 'N'),
                  (byte) (bTransposed ? 'T' : 'N'),
                  (long) m,
                  (long) n,
                  (long) k,
                  1f,
                  a,
                  (long) (aTransposed ? m : k),
                  b,
                  (long) (bTransposed ? k : n),
                  0f,
                  c,
                  (long) n);
      if (status != 0) {
        throw new IllegalStateException("oneDNN answered " + status);
      }
    } catch (Error | RuntimeException thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  /** The comparison is worth something only if both compute the same. */
  private static void check(float[] ours, MemorySegment theirs, int k) {
    for (int i = 0; i < ours.length; i++) {
      float other = theirs.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      if (Math.abs(ours[i] - other) > 1e-5 * k) {
        throw new IllegalStateException("%s and %s at %d".formatted(ours[i], other, i));
      }
    }
  }
}
