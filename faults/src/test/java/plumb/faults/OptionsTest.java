package plumb.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void values_switches_and_what_is_usual() {
    Options options = Options.of("--others", "--seeds", "3", "--out", "there");
    assertThat(options.has("others")).isTrue();
    assertThat(options.has("only")).isFalse();
    assertThat(options.number("seeds", 5)).isEqualTo(3);
    assertThat(options.number("workers", 2)).isEqualTo(2);
    assertThat(options.out("here")).hasToString("there");
    assertThat(options.data()).hasToString("./../shared/data");
  }
}
