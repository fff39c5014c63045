package plumb.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import plumb.data.BadInput;
import plumb.doctor.Plan;
import plumb.recipe.Outcome;
import plumb.report.Report;
import plumb.run.Card;
import plumb.run.RunDocument;
import plumb.run.RunFolder;
import plumb.run.RunJson;

/** Trains, judges, remedies. */
@Command(
    name = "train",
    description = {
      "Trains a network on DATA or as CARD says, judges it by the recipe, and tries remedies.",
      "Leaves a run folder: model.plumb, run.json, report.html, history.csv."
    },
    footer = {
      "",
      "Without --out the run folder is runs/NAME-DATE-TIME in the working directory.",
      "Ctrl-C ends training with the best model so far in a valid run folder, exit code 0; a"
          + " second Ctrl-C aborts without one, exit code 130."
    })
final class TrainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "DATA|CARD",
      description = {
        "Data: CSV or TSV (also gzip), Parquet, IDX images (the file of images; the labels lie beside"
            + " it), a folder of images with a folder a class; or a card (.yaml)."
      })
  @Nullable Path what;

  @Mixin final RunOptions options = new RunOptions();

  @Option(names = "--once", description = "Train the card as it stands, judge it, and stop.")
  boolean once;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = {
        "With --once: training goes on from FILE if it is there, keeps it up to date, and removes"
            + " it when it is through."
      })
  @Nullable Path checkpoint;

  TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path file = console.path(what);
    Card card = options.card(console, file);
    Path out = options.out == null ? usualFolder(file) : console.path(options.out);
    if (out.equals(console.folder())) {
      throw new BadInput("--out names no folder of its own; give the run a new one");
    }
    RunFolder.check(out);
    Optional<Path> kept = checkpoint();
    RunDocument run;
    Path written;
    console.interruption().hold();
    try {
      Outcome outcome =
          RunOptions.placing(
              file,
              options.settings,
              () -> options.run(console, card, !RunOptions.isCard(file), plan(kept)));
      run = outcome.document();
      written = RunFolder.write(out, run, outcome.model(), Report.html(run));
      if (kept.isPresent() && !outcome.stopped()) {
        delete(kept.get());
      }
    } finally {
      console.interruption().release();
    }
    if (!written.equals(out)) {
      console
          .err()
          .printf("%s was taken while the training ran, so the run is in %s%n", out, written);
    }
    if (options.json) {
      console.out().println(RunJson.write(run));
    } else {
      say(run, written);
    }
    return 0;
  }

  private Plan plan(Optional<Path> kept) {
    return (once ? Plan.once() : Plan.train()).withCheckpoint(kept);
  }

  private Optional<Path> checkpoint() {
    if (checkpoint == null) {
      return Optional.empty();
    }
    if (!once) {
      throw new BadInput("--checkpoint is for one training: add --once");
    }
    Path file = console.path(checkpoint);
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
      throw new BadInput(
          "%s cannot hold a checkpoint; name a file in a folder you may write to".formatted(file));
    }
    return Optional.of(file);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoint cannot be removed", e);
    }
  }

  private Path usualFolder(Path file) {
    String name = String.valueOf(file.getFileName()).replaceAll("(?<=.)\\..*", "");
    String when =
        LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
    Path runs = console.path(Path.of("runs"));
    Path folder = runs.resolve(name + "-" + when);
    for (int i = 2; Files.exists(folder); i++) {
      folder = runs.resolve(name + "-" + when + "-" + i);
    }
    return folder;
  }

  private void say(RunDocument run, Path folder) {
    PrintStream to = console.out();
    to.println();
    Summary.scores(run, to);
    to.println();
    if (run.attempts().size() > 1) {
      Summary.attempts(run, to);
      to.println();
    }
    to.println("Verdict: " + run.sentence());
    to.println(Summary.kept(run));
    to.println();
    to.println("Run folder: " + folder);
    Summary.table(
        List.of(
            List.of(RunFolder.REPORT + "   all of it in pictures, for a browser"),
            List.of(RunFolder.MODEL + "   for plumb predict, and for your program"),
            List.of(RunFolder.DOCUMENT + "      everything as data"),
            List.of(RunFolder.HISTORY + "   one row an epoch")),
        to);
  }
}
