package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.math.RandomStream;

class OutliersTest {
  private static final RandomStream RANDOM = RandomStream.of(3);

  private static double[] column(java.util.function.IntToDoubleFunction value) {
    return IntStream.range(0, 1000).mapToDouble(value).toArray();
  }

  @Test
  void a_sentinel_is_outside_and_all_else_inside() {
    double[] column = column(i -> i % 50 == 0 ? 1e9 : 20 + RANDOM.normal(i));
    Outliers outliers = Outliers.of(column);
    assertThat(outliers.outside(1e9)).isTrue();
    assertThat(outliers.outside(24)).isFalse();
    assertThat(outliers.within(column)).hasSize(980).doesNotContain(1e9);
  }

  @Test
  void long_tails_rare_flags_and_two_modes_are_no_outliers() {
    assertThat(Outliers.of(column(i -> Math.exp(2 * RANDOM.normal(i))))).isEqualTo(Outliers.NONE);
    assertThat(Outliers.of(column(i -> i % 40 == 0 ? 1 : 0))).isEqualTo(Outliers.NONE);
    assertThat(Outliers.of(column(i -> i % 2 == 0 ? 1000 : RANDOM.normal(i))))
        .isEqualTo(Outliers.NONE);
    assertThat(Outliers.of(column(i -> RANDOM.normal(i)))).isEqualTo(Outliers.NONE);
  }

  @Test
  void rows_are_left_out_by_number_and_rare_classes_repeated() {
    int[] train = {4, 0, 2, 7, 5};
    int[] classes = {0, 1, 0, 0, 0};
    assertThat(new Cleaning(List.of(3, 8), false, false).of(train, classes))
        .containsExactly(4, 0, 5);
    assertThat(new Cleaning(List.of(), true, false).of(train, classes))
        .containsExactly(4, 0, 2, 7, 5, 0, 0, 0);
  }
}
