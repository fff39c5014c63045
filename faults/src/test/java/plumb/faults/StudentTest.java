package plumb.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTest {
  @ParameterizedTest
  @CsvSource({"1, 12.706", "2, 4.303", "3, 3.182", "4, 2.776", "8, 2.306", "30, 2.042"})
  void quantiles_are_those_of_the_printed_tables(double degrees, double expected) {
    assertThat(Student.quantile(degrees)).isCloseTo(expected, within(0.01));
  }

  @Test
  void interval_of_five_numbers() {
    // mean 3, standard deviation 1.5811, 2.776 * 1.5811 / sqrt(5) = 1.963
    List<Double> values = List.of(1.0, 2.0, 3.0, 4.0, 5.0);
    assertThat(Student.mean(values)).isEqualTo(3);
    assertThat(Student.halfWidth(values)).isCloseTo(1.963, within(0.01));
  }

  @Test
  void a_clear_difference_is_one_and_chance_is_none() {
    assertThat(Student.above(List.of(0.9, 0.91, 0.92), List.of(0.5, 0.52, 0.49))).isTrue();
    assertThat(Student.above(List.of(0.5, 0.52, 0.49), List.of(0.9, 0.91, 0.92))).isFalse();
    assertThat(Student.above(List.of(0.9, 0.5, 0.7), List.of(0.8, 0.45, 0.72))).isFalse();
    assertThat(Student.above(List.of(0.9, 0.9), List.of(0.9, 0.9))).isFalse();
  }

  @Test
  void paired_differences_are_below_nothing_beyond_twice_their_error() {
    // mean -2, standard error 0.5774, t -3.46; the point of two degrees is 4.303.
    assertThat(Student.below(List.of(-1.0, -2.0, -3.0))).isFalse();
    // mean -2, standard error 0.4082, t -4.90; of three degrees 3.182.
    assertThat(Student.below(List.of(-1.0, -2.0, -2.0, -3.0))).isTrue();
    assertThat(Student.below(List.of(1.0, 2.0, 2.0, 3.0))).isFalse();
    assertThat(Student.below(List.of(-1.0))).isFalse();
    assertThat(Student.below(List.of(0.0, 0.0))).isFalse();
  }
}
