package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.math.internal.VectorKernels;

/** The vector kernels against the scalar ones, over awkward sizes. */
class KernelsAgreeTest {
  private static final int[] SIZES = {1, 2, 7, 12, 13, 31, 32, 33, 65, 200};

  static Stream<Arguments> shapes() {
    Stream.Builder<Arguments> shapes = Stream.builder();
    for (int m : SIZES) {
      for (int n : SIZES) {
        for (int k : new int[] {1, 2, 17, 383, 384, 385, 900}) {
          shapes.add(Arguments.of(m, n, k));
        }
      }
    }
    // Lines so far apart that both operands are copied, ragged in every direction.
    shapes.add(Arguments.of(21, 300, 1025));
    shapes.add(Arguments.of(1030, 259, 21));
    shapes.add(Arguments.of(260, 257, 1030));
    // B copied by each task, and in two chunks for all tasks.
    shapes.add(Arguments.of(70, 300, 200));
    shapes.add(Arguments.of(270, 530, 33));
    return shapes.build();
  }

  @Test
  void products_have_the_same_bits_over_awkward_sizes_transposed_or_not() {
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
            float[] bias = numbers(2 + n, 4);
            for (int t = 0; t < 8; t++) {
              boolean ta = (t & 1) != 0;
              boolean tb = (t & 2) != 0;
              float[] line = (t & 4) != 0 ? bias : null;
              float[] expected = numbers(7 + m * n, 3);
              float[] actual = expected.clone();
              int[] covered = new int[m * n];
              scalar.multiply(
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
                  line,
                  2,
                  expected,
                  7,
                  MatrixProduct.Tile.NOTHING);
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
                  line,
                  2,
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
              int differs = Arrays.mismatch(expected, actual);
              if (differs >= 0) {
                throw new AssertionError(
                    "%d x %d x %d %b %b at %d: %s instead of %s"
                        .formatted(m, n, k, ta, tb, differs, actual[differs], expected[differs]));
              }
            }
          });
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_product_that_fails_leaves_its_scratch_to_the_next() {
    MatrixProduct product = new VectorKernels().product();
    MatrixProduct.Tile none = MatrixProduct.Tile.NOTHING;
    float[] a = numbers(64 * 64, 1);
    float[] c = new float[64 * 64];
    try (Team team = Team.of(1)) {
      // With few rows each task copies B for itself, with many it is copied before.
      for (int rows : new int[] {64, 300}) {
        float[] tall = new float[rows * 64];
        float[] tooShort = new float[9];
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
            .isThrownBy(() ->
                product.multiply(
                    team, rows, 64, 64, tall, 0, false, tooShort, 0, true, tall, 0, none));
      }
      product.multiply(team, 64, 64, 64, a, 0, false, a, 0, true, c, 0, none);
    }
    assertThat(c).doesNotContain(0);
  }

  @ParameterizedTest
  @MethodSource("teams")
  void the_bits_do_not_depend_on_the_team(int threads) {
    for (int m : new int[] {100, 300}) {
      for (boolean transposed : new boolean[] {false, true}) {
        bitsDoNotDependOnTheTeam(threads, m, 257, 401, transposed);
      }
    }
  }

  private static void bitsDoNotDependOnTheTeam(
      int threads, int m, int n, int k, boolean transposed) {
    float[] a = numbers(m * k, 1);
    float[] b = numbers(k * n, 2);
    float[] alone = new float[m * n];
    float[] shared = new float[m * n];
    MatrixProduct.Tile nothing = MatrixProduct.Tile.NOTHING;
    try (Team one = Team.of(1);
        Team many = Team.of(threads)) {
      MatrixProduct product = new VectorKernels().product();
      product.multiply(one, m, n, k, a, 0, transposed, b, 0, transposed, alone, 0, nothing);
      for (int i = 0; i < 20; i++) {
        product.multiply(many, m, n, k, a, 0, transposed, b, 0, transposed, shared, 0, nothing);
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
    scalar.sigmoid(s, 0, s.length);
    vector.sigmoid(v, 0, v.length);
    assertThat(v).isEqualTo(s);
    s = x.clone();
    v = x.clone();
    scalar.tanh(s, 0, s.length);
    vector.tanh(v, 0, v.length);
    assertThat(v).isEqualTo(s);
  }

  /** Ragged lengths and starts, so that every loop over what is left over runs, too. */
  private static final int[][] PIECES = {{0, 0}, {0, 1}, {3, 18}, {1, 64}, {5, 200}, {0, 1000}};

  @Test
  void rectifying_has_the_same_bits() {
    float[] z = numbers(1000, 4);
    z[7] = -0f;
    z[8] = Float.NaN;
    z[9] = Float.NEGATIVE_INFINITY;
    for (int[] piece : PIECES) {
      float[][] both = {z.clone(), z.clone()};
      float[][] deltas = {numbers(1000, 5), numbers(1000, 5)};
      for (int which = 0; which < 2; which++) {
        kernels(which).relu(both[which], piece[0], piece[1]);
        kernels(which).reluSlope(both[which], deltas[which], piece[0], piece[1]);
      }
      assertThat(bits(both[1])).isEqualTo(bits(both[0]));
      assertThat(bits(deltas[1])).isEqualTo(bits(deltas[0]));
    }
  }

  @Test
  void bending_and_its_derivatives_have_the_same_bits() {
    float[] slopes = numbers(200, 10);
    for (int width : new int[] {1, 10, 16, 63, 64, 65, 150}) {
      int apart = width + 7;
      float[] z = numbers(9 * apart + 3, 11);
      z[3] = 0;
      z[apart + 3] = Float.NaN;
      float[][] bent = {z.clone(), z.clone()};
      float[][] deltas = {numbers(z.length, 12), numbers(z.length, 12)};
      float[][] sums = {numbers(width + 4, 13), numbers(width + 4, 13)};
      for (int which = 0; which < 2; which++) {
        kernels(which).sumBends(z, deltas[which], 3, apart, 9, width, sums[which], 2);
        kernels(which).bend(z, bent[which], 3, width, slopes, 5);
        kernels(which).bendSlope(z, deltas[which], 3, width, slopes, 5);
      }
      assertThat(bits(bent[1])).isEqualTo(bits(bent[0]));
      assertThat(bits(deltas[1])).isEqualTo(bits(deltas[0]));
      assertThat(bits(sums[1])).isEqualTo(bits(sums[0]));
    }
  }

  @Test
  void lines_are_summed_to_the_same_bits() {
    for (int width : new int[] {1, 10, 16, 63, 64, 65, 150}) {
      int apart = width + 7;
      float[] lines = numbers(9 * apart + 3, 6);
      float[][] sums = {numbers(width + 4, 7), numbers(width + 4, 7)};
      for (int which = 0; which < 2; which++) {
        kernels(which).sumLines(lines, 3, apart, 9, width, sums[which], 2);
      }
      assertThat(sums[1]).isEqualTo(sums[0]);
    }
  }

  @Test
  void softmax_has_the_same_bits_for_narrow_and_wide_lines_and_any_part_of_them() {
    for (int width : new int[] {1, 2, 3, 10, 15, 16, 17, 18, 31, 32, 33, 100}) {
      float[] z = numbers(70 * width, 15);
      for (int i = 0; i < z.length; i++) {
        z[i] *= 60;
      }
      z[5 * width] = Float.NaN;
      z[9 * width] = Float.POSITIVE_INFINITY;
      z[40 * width + width - 1] = Float.NEGATIVE_INFINITY;
      for (int[] lines : new int[][] {{0, 70}, {1, 70}, {3, 18}, {4, 4}, {7, 69}}) {
        float[][] p = {numbers(z.length, 16), numbers(z.length, 16)};
        float[][] tops = {new float[70], new float[70]};
        float[][] sums = {new float[70], new float[70]};
        for (int which = 0; which < 2; which++) {
          kernels(which).softmax(z, p[which], width, lines[0], lines[1], tops[which], sums[which]);
        }
        assertThat(bits(p[1])).isEqualTo(bits(p[0]));
        assertThat(bits(tops[1])).isEqualTo(bits(tops[0]));
        assertThat(bits(sums[1])).isEqualTo(bits(sums[0]));
      }
    }
  }

  @Test
  void dropping_has_the_same_bits() {
    float[] source = numbers(1000, 8);
    for (double p : new double[] {0, 0.2, 0.5, 0.999}) {
      for (long place : new long[] {0, 1, 6, 1L << 33 | 5}) {
        for (int[] piece : PIECES) {
          float[][] both = {source.clone(), source.clone()};
          for (int which = 0; which < 2; which++) {
            kernels(which)
                .drop(
                    9,
                    place,
                    (long) (p * 0x1p32),
                    1.25f,
                    source,
                    both[which],
                    piece[0],
                    piece[1] - piece[0]);
          }
          assertThat(both[1]).isEqualTo(both[0]);
        }
      }
    }
  }

  @Test
  void half_is_dropped_at_one_half_and_nothing_at_none() {
    float[] ones = new float[100_000];
    Arrays.fill(ones, 1);
    float[] left = new float[ones.length];
    new VectorKernels().drop(1, 0, 1L << 31, 1, ones, left, 0, ones.length);
    double kept = 0;
    for (float one : left) {
      kept += one;
    }
    assertThat(kept).isBetween(49_000.0, 51_000.0);
    new VectorKernels().drop(1, 0, 0, 1, ones, left, 0, ones.length);
    assertThat(left).isEqualTo(ones);
  }

  @Test
  void the_difference_of_exp_to_1_keeps_its_digits_near_0() {
    for (double x : new double[] {-1e-8, 1e-6, -3e-4, 0.1, -0.339, 0.341, -0.5, -3, -80, 2}) {
      float value = FloatMath.expm1((float) x);
      double exact = StrictMath.expm1((float) x);
      assertThat((double) value).isCloseTo(exact, within(1e-6 * Math.abs(exact)));
    }
    assertThat(FloatMath.expm1(Float.NaN)).isNaN();
  }

  @Test
  void a_piece_that_is_not_a_number_wins_so_that_it_is_noticed() {
    for (int pieces : new int[] {2, 3, 5}) {
      for (int broken = 0; broken < pieces; broken++) {
        float[] in = numbers(64 * pieces, 14);
        for (int unit = 0; unit < 64; unit += 3) {
          in[unit * pieces + broken] = Float.NaN;
          in[unit * pieces + pieces - 1] = Float.NaN;
        }
        for (int which = 0; which < 2; which++) {
          float[] out = new float[64];
          int[] winners = new int[64];
          kernels(which).largest(in, pieces, out, winners, 0, 64);
          for (int unit = 0; unit < 64; unit++) {
            assertThat(Float.isNaN(out[unit])).isEqualTo(unit % 3 == 0);
            if (unit % 3 == 0) {
              assertThat(winners[unit]).isEqualTo(unit * pieces + broken);
            }
          }
        }
      }
    }
  }

  @Test
  void the_first_of_the_largest_wins() {
    for (int pieces : new int[] {2, 3, 5, 8}) {
      float[] in = numbers(300 * pieces, 10);
      for (int i = 0; i < in.length; i++) {
        in[i] = Math.round(in[i] * 4); // many are equal
      }
      float[][] out = new float[2][300];
      int[][] winners = new int[2][300];
      for (int which = 0; which < 2; which++) {
        kernels(which).largest(in, pieces, out[which], winners[which], 1, 299);
      }
      assertThat(out[1]).isEqualTo(out[0]);
      assertThat(winners[1]).isEqualTo(winners[0]);
    }
  }

  private static Kernels kernels(int which) {
    return which == 0 ? new ScalarKernels() : new VectorKernels();
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
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

  static float[] numbers(int count, int seed) {
    RandomStream random = RandomStream.of(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (random.uniform(i) - 0.5);
    }
    return numbers;
  }
}
