package plumb.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import plumb.recipe.Outcome;
import plumb.recipe.Recipe;
import plumb.recipe.RecipeRequest;
import plumb.report.Report;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.Reference;
import plumb.run.RunDocument;
import plumb.run.RunFolder;
import plumb.run.RunJson;

/** Trains, judges, remedies. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a network on DATA or as CARD says, judges it by the recipe and tries remedies.",
      "Ctrl-C ends with the best model so far in a valid run folder."
    })
final class TrainCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final RunOptions options = new RunOptions();

  @Option(names = "--once", description = "Train the card as it stands, judge it, and stop.")
  private boolean once;

  TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path out = options.out(console);
    RunFolder.check(out);
    Outcome outcome = run(console, options, !once);
    RunFolder.write(out, outcome.document(), outcome.model(), Report.html(outcome.document()));
    if (options.json) {
      console.out().println(RunJson.write(outcome.document()));
    } else {
      say(outcome.document());
      console.out().println("Run: %s (report.html shows all of it)".formatted(out));
    }
    return 0;
  }

  static Outcome run(Console console, RunOptions options, boolean repair) {
    Card card = options.card();
    boolean sizeToData =
        !options.isCard()
            && options.settings.stream()
                .noneMatch(s -> s.matches("(network|batch|epochs|optimizer|stop).*"));
    RecipeRequest request =
        new RecipeRequest(
            card,
            sizeToData,
            repair,
            options.maxEpochs(),
            options.goal(),
            options.budget(),
            options.threads(),
            Interruption.listening(console));
    return Recipe.run(request, new Progress(console));
  }

  private void say(RunDocument run) {
    console.out().println();
    for (Reference reference : run.references()) {
      console
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "  %-34s %s",
                  reference.name(),
                  Progress.scores(reference.scores())));
    }
    console
        .out()
        .println(
            String.format(
                Locale.ROOT, "  %-34s %s", "the network", Progress.scores(run.metrics())));
    console.out().println();
    for (Attempt attempt : run.attempts()) {
      console
          .out()
          .println("  %d. %s: %s".formatted(attempt.number(), attempt.title(), attempt.decision()));
    }
    console.out().println();
    console.out().println(run.sentence());
  }
}
