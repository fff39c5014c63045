package plumb.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedTestTest {
  /** Rows that are right and wrong, so many of which only one of two networks gets. */
  private static PairedTest classes(int rows, int won, int lost) {
    double[] before = new double[rows];
    double[] after = new double[rows];
    for (int row = 0; row < won + lost; row++) {
      before[row] = row < won ? 1 : 0;
      after[row] = row < won ? 0 : 1;
    }
    return PairedTest.of(before, after, true);
  }

  /** The chances are those of throws of a coin: (1 + 9) / 2^9 for eight won and one lost. */
  @ParameterizedTest(name = "{0} rows won, {1} lost: chance {2}, real is {3}")
  @CsvSource({
    " 0,  0, 1,           false",
    " 3,  0, 0.125,       false",
    " 6,  0, 0.015625,    false",
    " 7,  0, 0.0078125,   true",
    " 8,  1, 0.01953125,  false",
    " 9,  1, 0.0107421875, false",
    "10,  1, 0.005859375, true",
    "10,  8, 0.407264709, false",
    "30, 10, 0.001110717, true",
    " 0,  9, 1,           false",
    "10, 30, 0.999660226, false",
  })
  void only_rows_that_differ_make_noise(int won, int lost, double chance, boolean real) {
    PairedTest test = classes(1000, won, lost);
    assertThat(test.gain()).isCloseTo((won - lost) / 1000.0, within(1e-12));
    assertThat(test.standardError()).isCloseTo(Math.sqrt(won + lost) / 1000, within(1e-12));
    assertThat(test.chance()).isCloseTo(chance, within(1e-9));
    assertThat(test.real()).isEqualTo(real);
  }

  @Test
  void rows_that_both_get_alike_change_nothing() {
    assertThat(classes(100_000, 10, 1).chance()).isEqualTo(classes(11, 10, 1).chance());
  }

  @Test
  void more_rows_that_differ_than_are_counted_are_judged_by_the_t_test_about_alike() {
    double counted = classes(5000, 540, 460).chance();
    double paired = classes(5000, 540, 461).chance();
    assertThat(counted).isCloseTo(0.006222, within(1e-6));
    assertThat(paired).isCloseTo(counted, within(1e-3));
  }

  /** Gains of 1, 2 and 3: t is 2 sqrt(3) with two degrees of freedom. */
  @Test
  void errors_of_numbers_are_compared_by_students_t() {
    PairedTest test = PairedTest.of(new double[] {4, 4, 4}, new double[] {3, 2, 1}, false);
    double t = 2 * Math.sqrt(3);
    assertThat(test.gain()).isEqualTo(2);
    assertThat(test.rows()).isEqualTo(3);
    assertThat(test.chance()).isCloseTo(0.5 - t / (2 * Math.sqrt(2 + t * t)), within(1e-9));
    assertThat(test.real()).isFalse();
  }

  @Test
  void a_gain_that_is_the_same_on_every_row_is_no_luck_and_one_row_proves_nothing() {
    assertThat(PairedTest.of(new double[] {2, 3, 4}, new double[] {1, 2, 3}, false).real())
        .isTrue();
    assertThat(PairedTest.of(new double[] {2}, new double[] {1}, false).chance()).isEqualTo(1);
  }

  @Test
  void a_loss_is_never_a_real_gain() {
    assertThat(PairedTest.of(new double[] {1, 2, 3}, new double[] {2, 3, 4}, false).real())
        .isFalse();
  }

  @Test
  void what_is_no_number_is_no_gain() {
    PairedTest test =
        PairedTest.of(new double[] {1, 1}, new double[] {Double.NaN, Double.NaN}, false);
    assertThat(test.real()).isFalse();
  }

  @Test
  void the_standard_errors_of_a_gain_beyond_noise_go_with_its_chance() {
    assertThat(Chance.student(PairedTest.STANDARD_ERRORS, 1e7))
        .isCloseTo(PairedTest.BEYOND_NOISE, within(1e-4));
  }

  /** Holm: the least probable at a hundredth over all, the next over all but one, and so on. */
  @Test
  void of_several_comparisons_fewer_are_beyond_noise() {
    assertThat(PairedTest.holm(List.of())).isEmpty();
    assertThat(PairedTest.holm(List.of(0.0099))).containsExactly(true);
    assertThat(PairedTest.holm(List.of(0.01))).containsExactly(false);
    assertThat(PairedTest.holm(List.of(0.004, 0.5, 0.002, 0.006)))
        .as("0.0025, 0.0033, 0.005 and 0.01 are to be undercut")
        .containsExactly(false, false, true, false);
    assertThat(PairedTest.holm(List.of(0.009, 0.003, 0.002))).containsExactly(true, true, true);
    assertThat(PairedTest.holm(List.of(0.0099, 0.006)))
        .as("where the first is not, no other is")
        .containsExactly(false, false);
    assertThat(PairedTest.holm(List.of(Double.NaN, 0.001))).containsExactly(false, true);
  }
}
