package plumb.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Standard output, which remembers whether its reader went away: {@code plumb ... | head -1} has
 * what it wanted then, and nothing went wrong.
 */
final class Outlet extends FilterOutputStream {
  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

  private final BooleanSupplier pipe;
  private volatile boolean deserted;

  Outlet(OutputStream out) {
    this(out, Outlet::isPipe);
  }

  /**
   * To anything.
   *
   * @param pipe whether what is written goes into a pipe
   */
  Outlet(OutputStream out, BooleanSupplier pipe) {
    super(out);
    this.pipe = pipe;
  }

  /** Whether what was written found no reader any more. */
  boolean deserted() {
    return deserted;
  }

  @Override
  public void write(int b) throws IOException {
    try {
      out.write(b);
    } catch (IOException e) {
      throw noted(e);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw noted(e);
    }
  }

  private IOException noted(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    deserted |= message.contains("broken pipe") || message.contains("epipe") || pipe.getAsBoolean();
    return e;
  }

  /** The system's message may be in any language; a write to a pipe fails for no other reason. */
  private static boolean isPipe() {
    try {
      return Files.readSymbolicLink(STANDARD_OUTPUT).toString().startsWith("pipe:");
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }
}
