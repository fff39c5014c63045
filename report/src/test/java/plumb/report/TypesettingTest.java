package plumb.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypesettingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "97.8 % right (± 1.7), on      | 97.8~% right (±~1.7), on",
        "R2 -0.012 (± 0.120) after R2  | R²~−0.012 (±~0.120) after R²",
        "RMSE 4.5 and 12-13 of x-1     | RMSE~4.5 and 12-13 of x-1",
        "the change of -0.0044 is      | the change of −0.0044 is",
        "it is 9.4e-06 times 2e5.      | it is 9.4·10⁻⁶ times 2·10⁵.",
        "in run-1e5 and 3e5.csv        | in run-1e5 and 3e5.csv"
      })
  void a_number_is_never_torn_from_its_sign_or_unit(String sentence, String set) {
    assertThat(Typesetting.set(sentence)).isEqualTo(set.replace('~', '\u00a0'));
  }

  @Test
  void an_equation_is_never_torn() {
    assertThat(Typesetting.setFormulas("with λ = 0.9 and z₂ = 0, a = b, 5 % and λ = −1"))
        .isEqualTo("with λ~=~0.9 and z₂~=~0, a = b, 5~% and λ~=~−1".replace('~', '\u00a0'));
  }

  @Test
  void numbers_that_stand_together_have_the_same_decimals() {
    assertThat(Numbers.decimals(0.39)).isEqualTo("0.390");
    assertThat(Numbers.decimals(-0.000157)).isEqualTo("0.000");
    assertThat(Numbers.decimals(-0.25)).isEqualTo("−0.250");
    assertThat(Numbers.decimals(Double.NaN)).isEqualTo("not a number");
  }
}
