package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.math.internal.VectorKernels;

/** The vector kernels against the scalar ones, over awkward sizes. */
class KernelsAgreeTest {
  private static final int[] SIZES = {1, 2, 11, 12, 13, 31, 32, 33, 65, 200};

  static Stream<Arguments> shapes() {
    Stream.Builder<Arguments> shapes = Stream.builder();
    for (int m : SIZES) {
      for (int n : SIZES) {
        for (int k : new int[] {1, 2, 17, 319, 320, 321, 700}) {
          shapes.add(Arguments.of(m, n, k));
        }
      }
    }
    return shapes.build();
  }

  @Test
  void products_agree_over_awkward_sizes_transposed_or_not() {
    MatrixProduct scalar = new ScalarKernels().product();
    MatrixProduct vector = new VectorKernels().product();
    try (Team team = Team.of(2)) {
      shapes()
          .forEach(shape -> {
            int m = (int) shape.get()[0];
            int n = (int) shape.get()[1];
            int k = (int) shape.get()[2];
            float[] a = numbers(3 + m * k, 1);
            float[] b = numbers(5 + n * k, 2);
            for (int t = 0; t < 4; t++) {
              boolean ta = (t & 1) != 0;
              boolean tb = (t & 2) != 0;
              float[] expected = numbers(7 + m * n, 3);
              float[] actual = expected.clone();
              int[] covered = new int[m * n];
              scalar.multiply(
                  team, m, n, k, a, 3, ta, b, 5, tb, expected, 7, MatrixProduct.Tile.NOTHING);
              vector.multiply(
                  team,
                  m,
                  n,
                  k,
                  a,
                  3,
                  ta,
                  b,
                  5,
                  tb,
                  actual,
                  7,
                  (rowFrom, rowTo, from, to) -> {
                    for (int i = rowFrom; i < rowTo; i++) {
                      for (int j = from; j < to; j++) {
                        covered[i * n + j]++;
                      }
                    }
                  });
              assertThat(covered).as("epilogue once everywhere").containsOnly(1);
              for (int i = 0; i < expected.length; i++) {
                if (Math.abs(expected[i] - actual[i]) > 2e-7 * k + 1e-6) {
                  throw new AssertionError(
                      "%d x %d x %d %b %b at %d: %s instead of %s"
                          .formatted(m, n, k, ta, tb, i, actual[i], expected[i]));
                }
              }
            }
          });
    }
  }

  @ParameterizedTest
  @MethodSource("teams")
  void the_bits_do_not_depend_on_the_team(int threads) {
    float[] a = numbers(300 * 401, 1);
    float[] b = numbers(401 * 257, 2);
    float[] alone = new float[300 * 257];
    float[] shared = new float[300 * 257];
    try (Team one = Team.of(1);
        Team many = Team.of(threads)) {
      MatrixProduct product = new VectorKernels().product();
      product.multiply(
          one, 300, 257, 401, a, 0, false, b, 0, false, alone, 0, MatrixProduct.Tile.NOTHING);
      for (int i = 0; i < 20; i++) {
        product.multiply(
            many, 300, 257, 401, a, 0, false, b, 0, false, shared, 0, MatrixProduct.Tile.NOTHING);
        assertThat(Arrays.equals(alone, shared)).isTrue();
      }
    }
  }

  static Stream<Integer> teams() {
    return Stream.of(2, 3, 4, 7);
  }

  @Test
  void elementary_functions_have_the_same_bits() {
    float[] x = new float[4001];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i - 2000) / 20f;
    }
    x[0] = Float.NaN;
    x[1] = Float.POSITIVE_INFINITY;
    x[2] = Float.NEGATIVE_INFINITY;
    Kernels scalar = new ScalarKernels();
    Kernels vector = new VectorKernels();
    float[] s = x.clone();
    float[] v = x.clone();
    scalar.exp(s, 0, s.length);
    vector.exp(v, 0, v.length);
    assertThat(v).isEqualTo(s);
    s = x.clone();
    v = x.clone();
    scalar.sigmoid(s, 0, s.length);
    vector.sigmoid(v, 0, v.length);
    assertThat(v).isEqualTo(s);
    s = x.clone();
    v = x.clone();
    scalar.tanh(s, 0, s.length);
    vector.tanh(v, 0, v.length);
    assertThat(v).isEqualTo(s);
  }

  @Test
  void elementary_functions_are_accurate() {
    for (double x = -80; x < 80; x += 0.0137) {
      float f = (float) x;
      assertThat((double) FloatMath.exp(f) / StrictMath.exp(f)).isBetween(1 - 3e-7, 1 + 3e-7);
      assertThat((double) FloatMath.tanh(f))
          .isCloseTo(StrictMath.tanh(f), org.assertj.core.data.Percentage.withPercentage(3e-5));
      assertThat((double) FloatMath.sigmoid(f))
          .isCloseTo(
              1 / (1 + StrictMath.exp(-f)), org.assertj.core.data.Percentage.withPercentage(4e-5));
    }
    assertThat(FloatMath.exp(Float.NaN)).isNaN();
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
