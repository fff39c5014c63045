package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What happens when nobody reads the result to its end, and when it is lost. */
class OutletTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** The exit code of a command whose standard output fails after the first bytes. */
  private int code(String failure) {
    Outlet outlet =
        new Outlet(
            new OutputStream() {
              private boolean open = true;

              @Override
              public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
              }

              @Override
              public void write(byte[] bytes, int offset, int length) throws IOException {
                if (!open) {
                  throw new IOException(failure);
                }
                open = false;
              }
            },
            () -> false);
    PrintStream out = new PrintStream(outlet, true, StandardCharsets.UTF_8);
    PrintStream complaints = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Main.run(
        new String[] {"lab", "list"},
        new Console(
            out,
            complaints,
            Path.of(""),
            Screen.PLAIN,
            new Interruption(complaints, ignored -> {})),
        outlet::deserted);
  }

  @Test
  void a_reader_who_has_enough_is_no_error() {
    assertThat(code("Broken pipe")).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void a_result_that_is_lost_is_one() {
    assertThat(code("No space left on device")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("could not be written");
  }
}
