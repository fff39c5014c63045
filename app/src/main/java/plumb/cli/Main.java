package plumb.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import plumb.data.BadInput;
import plumb.recipe.Recipe;

/** Entry point of the command line. */
@Command(
    name = "plumb",
    version = "plumb " + Recipe.VERSION,
    mixinStandardHelpOptions = true,
    description =
        "Trains neural networks by the recipe: the training result first, then validation.",
    subcommands = {
      TrainCommand.class,
      PredictCommand.class,
      EvaluateCommand.class,
      DoctorCommand.class,
      ReportCommand.class,
      BenchCommand.class
    })
public final class Main implements Runnable {
  private static final int BAD_INPUT = 2;
  private static final int FAILURE = 1;

  @Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error arose.")
  private boolean debug;

  private final Console console;

  private Main(Console console) {
    this.console = console;
    this.spec = CommandLine.Model.CommandSpec.create();
  }

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    int code = run(args, System.out, System.err, Path.of(""), terminal());
    System.out.flush();
    Interruption.finished();
    System.exit(code);
  }

  private static boolean terminal() {
    // A system property may still turn the console off, and then there is none.
    return Optional.ofNullable(System.console()).map(java.io.Console::isTerminal).orElse(false);
  }

  /**
   * Runs a command.
   *
   * @param folder against which relative paths of the default output are resolved
   * @param terminal whether a person is watching {@code err}
   * @return 0 on success, 2 on wrong usage or bad input, 1 on an internal failure
   */
  public static int run(
      String[] args, PrintStream out, PrintStream err, Path folder, boolean terminal) {
    Console console = new Console(out, err, folder, terminal);
    Main main = new Main(console);
    CommandLine line =
        new CommandLine(
            main,
            new CommandLine.IFactory() {
              @Override
              public <K> K create(Class<K> type) throws Exception {
                try {
                  return type.getDeclaredConstructor(Console.class).newInstance(console);
                } catch (NoSuchMethodException e) {
                  return CommandLine.defaultFactory().create(type);
                }
              }
            });
    line.setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new java.io.PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(main::wrongUsage);
    line.setExecutionExceptionHandler((e, _, _) -> main.failed(e));
    return line.execute(args);
  }

  @Override
  public void run() {
    spec.commandLine().usage(console.out());
  }

  private int wrongUsage(ParameterException e, String[] args) {
    console.err().println(e.getMessage());
    console
        .err()
        .println("Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return BAD_INPUT;
  }

  private int failed(Exception e) {
    if (debug) {
      console.trace(e);
    }
    if (e instanceof BadInput) {
      console.err().println(e.getMessage());
      return BAD_INPUT;
    }
    console.err().println("Plumb failed: %s; run again with --debug to see where".formatted(e));
    return FAILURE;
  }
}
