package plumb.cli;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Where a command speaks.
 *
 * @param out for results
 * @param err for progress and complaints
 * @param folder the working directory
 * @param terminal whether a person is watching {@code err}
 */
record Console(PrintStream out, PrintStream err, Path folder, boolean terminal) {
  void trace(Throwable thrown) {
    err.println(thrown);
    for (StackTraceElement element : thrown.getStackTrace()) {
      err.println("  at " + element);
    }
    if (thrown.getCause() != null) {
      trace(thrown.getCause());
    }
  }
}
