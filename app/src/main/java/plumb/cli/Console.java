package plumb.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;
import plumb.data.read.Origin;

/**
 * Where a command speaks, and where it stands.
 *
 * @param out for results
 * @param err for progress and complaints
 * @param folder the working directory
 * @param screen what {@code err} is shown on
 * @param interruption how a person ends a training early
 */
record Console(
    PrintStream out, PrintStream err, Path folder, Screen screen, Interruption interruption) {
  /** A path as the user typed it, seen from the working directory. */
  Path path(@Nullable Path typed) {
    if (typed == null) {
      throw new IllegalStateException("a required path is missing");
    }
    if (typed.toString().isBlank()) {
      throw new BadInput(
          "A name on the command line is empty; write the file or folder that is meant");
    }
    return typed.equals(Origin.STANDARD_INPUT) ? typed : folder.resolve(typed);
  }

  /** Says everything about a failure, for those who look for it in the program. */
  void trace(Throwable thrown) {
    thrown.printStackTrace(err);
  }
}
