package plumb.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;
import plumb.data.BadInput;

/** The command that an interrupted run was begun by, as it was typed then. */
final class Begun {
  private Begun() {}

  /**
   * The options and arguments of a call.
   *
   * @param verb of the command that goes on with it
   * @throws BadInput if another command began it
   */
  static <C> C by(Call call, String verb, Class<C> type, Console console) {
    if (!call.verb().equals(verb)) {
      throw new BadInput(
          "The run was begun by %1$s; go on with it by %1$s --resume".formatted(call.verb()));
    }
    @Nullable ParseResult parsed =
        Main.line(new Main(console)).parseArgs(call.words().toArray(String[]::new)).subcommand();
    if (parsed == null) {
      throw new IllegalStateException("a call without a verb: " + call.words());
    }
    return type.cast(parsed.commandSpec().userObject());
  }
}
