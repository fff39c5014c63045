package plumb.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import plumb.recipe.Outcome;
import plumb.report.Report;
import plumb.run.Cause;
import plumb.run.RunDocument;
import plumb.run.RunFolder;
import plumb.run.RunJson;

/** Says what is wrong with a card or a run. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Trains a card as it stands, or reads a run, and says what is wrong with it.")
final class DoctorCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final RunOptions options = new RunOptions();

  @Option(names = "--repair", description = "Also try remedies.")
  private boolean repair;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RunDocument document;
    if (Files.isDirectory(options.what())) {
      document = RunFolder.read(options.what());
    } else {
      if (options.out != null) {
        RunFolder.check(options.out);
      }
      Outcome outcome = TrainCommand.run(console, options, repair);
      document = outcome.document();
      Path out = options.out;
      if (out != null) {
        RunFolder.write(out, document, outcome.model(), Report.html(document));
      }
    }
    if (options.json) {
      console.out().println(RunJson.write(document));
      return 0;
    }
    console.out().println(document.sentence());
    for (Cause cause : document.causes()) {
      console
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "  %s (%.0f %%): %s",
                  cause.id().id(),
                  100 * cause.confidence(),
                  cause.sentence()));
    }
    return 0;
  }
}
