package plumb.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What progress is shown on.
 *
 * @param live whether a person watches, so that a line may change in place
 * @param width characters in a line
 * @param colours whether text may be emphasized
 */
record Screen(boolean live, int width, boolean colours) {
  private static final int USUAL_WIDTH = 80;
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  /** A file or a pipe. */
  static final Screen PLAIN = new Screen(false, USUAL_WIDTH, false);

  /** What the standard error of this process is connected to. */
  static Screen ofProcess(Map<String, String> environment) {
    String terminal = environment.getOrDefault("TERM", "");
    if (!isTerminal() || terminal.equals("dumb")) {
      return PLAIN;
    }
    // The convention says that an empty NO_COLOR does not count.
    boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty() && !terminal.isEmpty();
    return new Screen(true, width(environment), colours);
  }

  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException _) {
      // A system property may turn the console off, and then there is none.
      return Optional.ofNullable(System.console()).map(java.io.Console::isTerminal).orElse(false);
    }
  }

  private static int width(Map<String, String> environment) {
    int told = number(environment.getOrDefault("COLUMNS", ""));
    return told > 0 ? told : asked();
  }

  /** Asks the terminal; the width at the start serves for the whole run. */
  private static int asked() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (stty.waitFor(1, TimeUnit.SECONDS)) {
        String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        int columns = number(size.strip().replaceAll("^[0-9]+ ", ""));
        return columns > 0 ? columns : USUAL_WIDTH;
      }
      stty.destroy();
    } catch (IOException _) {
      return USUAL_WIDTH;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return USUAL_WIDTH;
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
  }

  /** Emphasized, where that is possible. */
  String strong(String text) {
    return colours ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  /** Toned down, where that is possible. */
  String faint(String text) {
    return colours ? "\u001b[2m" + text + "\u001b[0m" : text;
  }
}
