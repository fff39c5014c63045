package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Ctrl-C does, and when. */
class InterruptionTest {
  private final List<Integer> exits = new ArrayList<>();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Interruption interruption =
      new Interruption(new PrintStream(err, true, StandardCharsets.UTF_8), exits::add);

  @Test
  void with_nothing_to_save_the_first_signal_ends_the_process() {
    interruption.received(2, "by Ctrl-C");
    assertThat(exits).containsExactly(130);
  }

  @Test
  void in_training_the_first_signal_asks_it_to_stop_and_says_so() {
    interruption.hold();
    assertThat(interruption.check()).isEmpty();
    interruption.received(15, "by a request to end");
    assertThat(interruption.check()).contains("by a request to end");
    assertThat(exits).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("best model so far");
  }

  @Test
  void the_second_signal_aborts() {
    interruption.hold();
    interruption.received(2, "by Ctrl-C");
    interruption.received(2, "by Ctrl-C");
    assertThat(exits).containsExactly(130);
  }

  @Test
  void a_signal_after_everything_is_saved_ends_the_process() {
    interruption.hold();
    interruption.release();
    interruption.received(15, "by a request to end");
    assertThat(exits).containsExactly(143);
  }
}
