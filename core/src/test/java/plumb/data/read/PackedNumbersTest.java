package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import plumb.math.RandomStream;

/** What is packed comes back bit for bit, and takes the room it should. */
class PackedNumbersTest {
  private static final RandomStream RANDOM = RandomStream.of(1);

  /** Three parts, the last one not full. */
  private static final int ROWS = 2 * PackedNumbers.PART + 700;

  private static double[] made(IntToDoubleFunction number) {
    return IntStream.range(0, ROWS).mapToDouble(number).toArray();
  }

  /** Packs numbers, which must come back, and returns their unit. */
  private static double unit(double[] values) {
    PackedNumbers packed = PackedNumbers.of(values);
    assertThat(packed.length()).isEqualTo(values.length);
    assertThat(bits(packed.toArray())).containsExactly(bits(values));
    for (int i = 0; i < values.length; i += 97) {
      assertThat(Double.doubleToLongBits(packed.at(i)))
          .isEqualTo(Double.doubleToLongBits(values[i]));
    }
    return packed.unit();
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
  }

  @Test
  void decimals_are_whole_numbers_by_a_power_of_ten() {
    assertThat(unit(made(i -> RANDOM.below(i, 70_000) - 35_000))).isEqualTo(1);
    assertThat(unit(made(i -> (RANDOM.below(i, 60_000) - 30_000) / 1e3))).isEqualTo(1e3);
    assertThat(unit(made(i -> (RANDOM.below(i, 60_000_000) - 30_000_000) / 1e6))).isEqualTo(1e6);
  }

  @Test
  void more_decimals_may_come_later() {
    assertThat(unit(made(i -> i < 5000 ? i / 10.0 : i / 1000.0))).isEqualTo(1e3);
  }

  @Test
  void fewer_decimals_may_come_later() {
    // Whole numbers too large to be held as hundredths, then ones that fit into a short.
    double[] falling = made(i -> i < 4096 ? i / 100.0 : 50_000_000.0 + i);
    assertThat(unit(falling)).isEqualTo(100);
    PackedNumbers large = PackedNumbers.of(falling);
    assertThat(large.bytes()).isLessThanOrEqualTo(4L * large.length());
    PackedNumbers small = PackedNumbers.of(made(i -> i < 4096 ? i / 100.0 : i));
    assertThat(small.bytes()).isEqualTo(2L * small.length());
  }

  @Test
  void gaps_stay_gaps() {
    assertThat(unit(made(i -> i % 3 == 0 ? Double.NaN : i / 4.0))).isEqualTo(100);
    assertThat(unit(made(i -> i % 3 == 0 ? Double.NaN : 40_000 * i / 4.0))).isEqualTo(1);
    assertThat(unit(made(_ -> Double.NaN))).isEqualTo(1);
  }

  @Test
  void what_does_not_come_back_stays_a_double() {
    assertThat(unit(made(i -> RANDOM.normal(i)))).isZero();
    for (double odd : new double[] {-0.0, 1e300, 1e-300, Double.MIN_VALUE, 1.0 / 3, 1e15}) {
      assertThat(unit(made(i -> i == 6000 ? odd : i / 100.0))).isZero();
    }
    double infinite = Double.NEGATIVE_INFINITY;
    assertThat(unit(made(i -> i == 6000 ? infinite : i / 100.0))).isZero();
  }

  @Test
  void numbers_at_the_ends_of_the_ranges_are_not_taken_for_gaps() {
    for (long end : new long[] {Short.MIN_VALUE, Short.MAX_VALUE, Integer.MIN_VALUE}) {
      for (double unit : new double[] {1, 100}) {
        unit(LongStream.rangeClosed(end - 2, end + 2).mapToDouble(i -> i / unit).toArray());
      }
    }
    unit(new double[] {Integer.MAX_VALUE, Integer.MAX_VALUE + 1.0, -Integer.MAX_VALUE});
  }

  @Test
  void a_builder_takes_all_of_another_and_is_used_again() {
    PackedNumbers.Builder all = new PackedNumbers.Builder();
    PackedNumbers.Builder piece = new PackedNumbers.Builder();
    double[] values = made(i -> i / 8.0);
    for (int size : new int[] {5000, 0, 3, 3889}) {
      int from = all.length();
      for (int i = 0; i < size; i++) {
        piece.add(values[from + i]);
      }
      all.add(piece);
      piece = piece.cleared();
    }
    assertThat(all.build().toArray()).containsExactly(values);
  }

  @Test
  void short_decimals_take_a_quarter_of_doubles() {
    double[] decimals = made(i -> (RANDOM.below(i, 60_000) - 30_000) / 1e2);
    assertThat(PackedNumbers.of(decimals).bytes()).isEqualTo(Short.BYTES * (long) ROWS);
    double[] longer = made(i -> (RANDOM.below(i, 900_000) - 450_000) / 1e5);
    assertThat(PackedNumbers.of(longer).bytes()).isEqualTo(Integer.BYTES * (long) ROWS);
  }
}
