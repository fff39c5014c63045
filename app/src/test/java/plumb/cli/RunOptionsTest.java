package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How values on the command line are read. */
class RunOptionsTest {
  @ParameterizedTest
  @CsvSource({"0.97, 0.97", "97%, 0.97", ".5, 0.5", "1, 1", "99.5 %, 0.995", "100%, 1"})
  void a_share_may_be_a_percentage(String text, double share) {
    assertThat(RunOptions.share("--goal", text)).isCloseTo(share, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"60s, 60000", "90, 90000", "5m, 300000", "1h, 3600000", "1.5m, 90000", "0.25s, 250"})
  void a_time_has_a_unit_or_is_in_seconds(String text, long milliseconds) {
    assertThat(RunOptions.duration("--time", text)).hasMillis(milliseconds);
  }
}
