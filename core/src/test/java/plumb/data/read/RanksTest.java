package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.math.RandomStream;

class RanksTest {
  private static final RandomStream RANDOM = RandomStream.of(1);

  private static void agreesWithSorting(int count, IntToDoubleFunction value) {
    double[] values = IntStream.range(0, count).mapToDouble(value).toArray();
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    Ranks ranks = new Ranks(values);
    for (int rank = 0; rank < count; rank += Math.max(1, count / 57)) {
      assertThat(ranks.at(rank)).isEqualTo(sorted[rank]);
    }
    assertThat(ranks.at(count - 1)).isEqualTo(sorted[count - 1]);
    assertThat(ranks.median()).isEqualTo(sorted[count / 2]);
  }

  @Test
  void few_values_and_many() {
    for (int count : new int[] {1, 2, 3, 2048, 2049, 50_000}) {
      agreesWithSorting(count, RANDOM::normal);
    }
  }

  @Test
  void values_that_crowd_in_one_place() {
    agreesWithSorting(20_000, i -> i == 7 ? 1e300 : RANDOM.normal(i));
    agreesWithSorting(20_000, i -> Math.exp(30 * RANDOM.normal(i)));
    agreesWithSorting(20_000, i -> i % 3 == 0 ? RANDOM.normal(i) : 5);
    agreesWithSorting(20_000, i -> 5);
  }

  @Test
  void ranges_too_wide_or_too_narrow_to_divide() {
    agreesWithSorting(20_000, i -> i % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE);
    agreesWithSorting(20_000, i -> RANDOM.below(i, 5) * Double.MIN_VALUE);
    agreesWithSorting(20_000, i -> RANDOM.below(i, 2) == 0 ? 0.0 : -0.0);
    agreesWithSorting(20_000, i -> 1e17 + RANDOM.below(i, 1000));
  }
}
