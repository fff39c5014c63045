package plumb.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceTest {
  @ParameterizedTest(name = "at least {0} heads in {1} throws: {2}")
  @CsvSource({
    "  0,  10, 1",
    "  1,   1, 0.5",
    "  5,  10, 0.623046875",
    "  8,  10, 0.0546875",
    " 10,  10, 0.0009765625",
    " 60, 100, 0.028443967",
  })
  void heads_follow_the_binomial(int heads, int throwsOfIt, double chance) {
    assertThat(Chance.heads(heads, throwsOfIt)).isCloseTo(chance, within(1e-9));
  }

  /** Of the tables of Student's t, and of closed forms for one and two degrees of freedom. */
  @ParameterizedTest(name = "t {0} with {1} degrees of freedom: {2}")
  @CsvSource({
    "0,        7, 0.5",
    "1,        1, 0.25",
    "12.7062,  1, 0.025",
    "1,        2, 0.211325",
    "4.302653, 2, 0.025",
    "3.364930, 5, 0.01",
    "2.763769, 10, 0.01",
    "-2.763769, 10, 0.99",
    "2.457262, 30, 0.01",
    "1.644854, 10000000, 0.05",
    "2.326348, 10000000, 0.01",
    "Infinity, 3, 0",
    "-Infinity, 3, 1",
    "NaN, 3, 1",
  })
  void t_follows_student(double t, double freedom, double chance) {
    assertThat(Chance.student(t, freedom)).isCloseTo(chance, within(2e-6));
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "5", "29", "400", "100000"})
  void a_larger_t_is_never_more_probable(double freedom) {
    double before = 1;
    for (double t = -40; t <= 40; t += 0.25) {
      double chance = Chance.student(t, freedom);
      assertThat(chance).isBetween(0.0, before);
      before = chance;
    }
  }
}
