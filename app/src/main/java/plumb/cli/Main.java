package plumb.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;
import plumb.data.BadInput;
import plumb.data.Nearest;
import plumb.recipe.Outcome;

/** Entry point of the command line. */
@Command(
    name = "plumb",
    version = "plumb " + Outcome.VERSION,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description =
        "Trains neural networks by the recipe: the training result first, then validation.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "2:wrong usage or bad input, with one sentence on standard error",
      "3:the verdict is one that --fail-on names",
      "1:internal failure",
      "130:aborted by Ctrl-C (train saves its best model at the first one, and exits with 0)"
    })
public final class Main implements Callable<Integer> {
  private static final int BAD_INPUT = 2;
  private static final int FAILURE = 1;
  private static final String DEBUG = "--debug";

  @Option(
      names = DEBUG,
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error arose.")
  boolean debug;

  private final Console console;

  Main(Console console) {
    this.console = console;
  }

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    // Sentences are English and documents are read by programs: numbers are written alike anywhere.
    Locale.setDefault(Locale.ROOT);
    Outlet standard = new Outlet(new FileOutputStream(FileDescriptor.out));
    try (PrintStream out = stream(standard);
        PrintStream err = stream(new FileOutputStream(FileDescriptor.err))) {
      Interruption interruption = new Interruption(err, Runtime.getRuntime()::halt);
      interruption.listen();
      Screen screen = Screen.ofProcess(System.getenv());
      int code =
          run(args, new Console(out, err, Path.of(""), screen, interruption), standard::deserted);
      out.flush();
      err.flush();
      System.exit(code);
    }
  }

  private static PrintStream stream(OutputStream to) {
    return new PrintStream(new java.io.BufferedOutputStream(to), true, StandardCharsets.UTF_8);
  }

  /**
   * Runs a command in this process; signals are left alone.
   *
   * @param out for results
   * @param err for progress and complaints, in plain lines
   * @param folder against which relative paths are resolved
   * @return 0 on success, 3 on a verdict that was to be a failure, 2 on wrong usage or bad input, 1
   *     on an internal failure
   */
  public static int run(String[] args, PrintStream out, PrintStream err, Path folder) {
    return run(
        args,
        new Console(out, err, folder, Screen.PLAIN, new Interruption(err, code -> {})),
        () -> false);
  }

  /**
   * Runs a command.
   *
   * @param deserted whether nobody reads standard output any more
   */
  static int run(String[] args, Console console, BooleanSupplier deserted) {
    Main main = new Main(console);
    CommandLine line = line(main);
    int code;
    try {
      code = line.execute(args);
    } catch (Exception | OutOfMemoryError | StackOverflowError | LinkageError | AssertionError e) {
      code = main.failed(e, Arrays.asList(args).contains(DEBUG));
    }
    boolean said = code == 0 || code == FailOn.CODE;
    return !said || main.delivered(deserted) ? code : BAD_INPUT;
  }

  /** All commands with their options. */
  static CommandLine line(Main main) {
    Console console = main.console;
    return new CommandLine(main)
        .addSubcommand(new DataCommand(console))
        .addSubcommand(new TrainCommand(console))
        .addSubcommand(new PredictCommand(console))
        .addSubcommand(new EvaluateCommand(console))
        .addSubcommand(new ExportCommand(console))
        .addSubcommand(new DoctorCommand(console))
        .addSubcommand(new ExplainCommand(console))
        .addSubcommand(new InspectCommand(console))
        .addSubcommand(new ReportCommand(console))
        .addSubcommand(new LabCommand(console))
        .addSubcommand(new HelpCommand())
        .addSubcommand(
            new CommandLine(new BenchCommand()).addSubcommand(new BenchCommand.Step(console)))
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, _) -> main.wrongUsage(e))
        .setExecutionExceptionHandler((e, _, _) -> main.failed(e, main.debug));
  }

  /**
   * A result that was lost is no success, and a stream of Java's keeps that to itself. One whose
   * reader had enough was not lost.
   */
  private boolean delivered(BooleanSupplier deserted) {
    if (!console.out().checkError() || deserted.getAsBoolean()) {
      return true;
    }
    say(
        "The result could not be written to standard output, which is closed or out of space;"
            + " free space, or name a file with --out where the command has it");
    return false;
  }

  @Override
  public Integer call() {
    throw new BadInput(
        "Say what to do: data, train, predict, evaluate, export, doctor, explain, inspect, report, lab or bench;"
            + " \"plumb train DATA --target COLUMN\" is the way in, \"plumb --help\" shows all");
  }

  private int wrongUsage(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String complaint = complaint(e, command);
    say(
        "%s %s %s --help"
            .formatted(
                complaint.endsWith("?") ? complaint : complaint + ";",
                complaint.endsWith("?") ? "See" : "see",
                command.qualifiedName()));
    return BAD_INPUT;
  }

  private static String complaint(ParameterException e, CommandSpec command) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String typed = unmatched.getUnmatched().getFirst().replaceAll("=.*", "");
      boolean option = typed.startsWith("-");
      boolean verb = !command.subcommands().isEmpty();
      Collection<String> known = option ? options(command) : command.subcommands().keySet();
      return "Unknown %s \"%s\"%s"
          .formatted(
              option ? "option" : verb ? "command" : "argument",
              typed,
              Nearest.to(typed, known).map("; did you mean %s?"::formatted).orElse(""));
    }
    if (e instanceof MissingParameterException missing
        && missing.getMissing().stream().allMatch(CommandLine.Model.ArgSpec::isPositional)) {
      return "Missing "
          + String.join(
              " and ",
              missing.getMissing().stream().map(CommandLine.Model.ArgSpec::paramLabel).toList());
    }
    if (e.getArgSpec() instanceof OptionSpec option && e.getValue() != null) {
      return "%s takes %s, not \"%s\"".formatted(option.longestName(), taken(option), e.getValue());
    }
    return String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String taken(OptionSpec option) {
    Class<?> type = option.type();
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return "a whole number";
    }
    if (type == Double.class
        || type == double.class
        || type == Float.class
        || type == float.class) {
      return "a number";
    }
    return option.paramLabel();
  }

  private static List<String> options(CommandSpec command) {
    List<String> names = new ArrayList<>();
    command
        .options()
        .forEach(option -> {
          names.addAll(List.of(option.names()));
          if (option.negatable()) {
            names.add("--no-" + option.longestName().substring(2));
          }
        });
    return names;
  }

  private int failed(Throwable thrown, boolean traced) {
    Throwable e =
        thrown instanceof ExecutionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : thrown;
    if (traced) {
      console.trace(e);
    }
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof BadInput) {
        say(String.valueOf(t.getMessage()));
        return BAD_INPUT;
      }
      if (t instanceof OutOfMemoryError) {
        say(
            "The memory is used up; give more with PLUMB_JAVA_OPTS=-Xmx8g, or use fewer rows, a"
                + " smaller network or smaller batches");
        return FAILURE;
      }
    }
    String what = String.valueOf(e).replaceAll("\\s*\\R\\s*", " ");
    say("Plumb failed (%s); run it again with --debug to see where".formatted(what));
    return FAILURE;
  }

  /** One sentence, which ends as sentences do. */
  private void say(String sentence) {
    console.err().println(sentence.matches("(?s).*[.?!]\"?") ? sentence : sentence + ".");
  }
}
