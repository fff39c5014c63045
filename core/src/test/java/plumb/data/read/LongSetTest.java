package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import plumb.math.RandomStream;

class LongSetTest {
  @Test
  void holds_what_was_added_once() {
    RandomStream random = RandomStream.of(1);
    long[] numbers =
        LongStream.range(0, 30_000).map(i -> i % 3 == 0 ? i / 7 - 500 : random.bits(i)).toArray();
    LongSet grown = new LongSet();
    for (long number : numbers) {
      grown.add(number);
    }
    LongSet sized = LongSet.of(numbers);
    assertThat(grown.size()).isEqualTo((int) Arrays.stream(numbers).distinct().count());
    assertThat(sized.size()).isEqualTo(grown.size());
    assertThat(Arrays.stream(numbers).allMatch(grown::contains)).isTrue();
    assertThat(Arrays.stream(numbers).allMatch(sized::contains)).isTrue();
    assertThat(LongStream.range(100_000, 200_000).noneMatch(grown::contains)).isTrue();
  }

  @Test
  void zero_is_a_number_too() {
    LongSet set = new LongSet();
    assertThat(set.contains(0)).isFalse();
    set.add(0);
    set.add(0);
    assertThat(set.contains(0)).isTrue();
    assertThat(set.size()).isEqualTo(1);
  }

  @Test
  void both_zeros_are_bits_of_their_own() {
    assertThat(LongSet.ofBits(new double[] {0.0, -0.0, 1, 1}).size()).isEqualTo(3);
  }
}
