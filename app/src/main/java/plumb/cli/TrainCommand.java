package plumb.cli;

import java.io.IOException;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumb.data.BadInput;
import plumb.doctor.Plan;
import plumb.recipe.CardData;
import plumb.recipe.Outcome;
import plumb.run.Card;
import plumb.run.RunDocument;
import plumb.run.RunFolder;
import plumb.run.RunJson;

/** Trains, judges, remedies. */
@Command(
    name = "train",
    description = {
      "Trains a network on DATA or as CARD says, judges it by the recipe, and tries remedies.",
      "Leaves a run folder: report.html, model.plumb, card.yaml, run.json, history.csv."
    },
    footer = {
      "",
      "Without --out the run folder is runs/NAME-DATE-TIME in the working directory.",
      "Ctrl-C ends training with the best model so far in a valid run folder, exit code 0; a"
          + " second Ctrl-C aborts without one, exit code 130. Either way, and after a power cut or"
          + " --time, plumb train --resume RUN goes on."
    })
final class TrainCommand implements Callable<Integer> {
  private final Console console;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DATA|CARD",
      description = {
        "Data: CSV or TSV (also packed), Parquet, .xlsx, JSON, SVMLight, a folder or a pattern of part"
            + " files, - for standard input, IDX images (the file of images; the labels lie beside"
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
    if (options.resume != null) {
      return resumed(options.resume);
    }
    if (what == null) {
      throw new BadInput("Missing DATA|CARD; see plumb train --help");
    }
    FailOn.of(options.failOn);
    Path file = console.path(what);
    Card card = options.card(console, file);
    Path out = options.out == null ? usualFolder(file) : console.path(options.out);
    if (out.equals(console.folder())) {
      throw new BadInput("--out names no folder of its own; give the run a new one");
    }
    RunPlace.check(out);
    RunOptions.Ready ready =
        RunOptions.placing(
            file, options.settings, () -> options.ready(card, !RunOptions.isCard(file)));
    Call call = new Call(typed(), console.folder(), ready.card());
    try (RunPlace place = RunPlace.fresh(console, call, out)) {
      return trained(place, file, ready);
    }
  }

  /** Goes on with a run that was interrupted. */
  private int resumed(Path run) {
    try (RunPlace place = RunPlace.earlier(console, run)) {
      TrainCommand begun = Begun.by(place.call(), "train", TrainCommand.class, console);
      RunOptions.same("DATA|CARD", what, begun.what);
      RunOptions.same("--once", once ? true : null, begun.once);
      RunOptions.same("--checkpoint", checkpoint, begun.checkpoint);
      options.checkSame(begun.options);
      begun.options.shownAs(options);
      place.tell(options.quiet);
      return begun.trained(
          place,
          console.path(begun.what),
          new RunOptions.Ready(place.call().card(), CardData.remembered()));
    }
  }

  /** The words of the command line, the verb first. */
  private List<String> typed() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }

  private int trained(RunPlace place, Path file, RunOptions.Ready ready) {
    FailOn failOn = FailOn.of(options.failOn);
    Optional<Path> kept = checkpoint();
    RunDocument run;
    Path written;
    boolean whole;
    console.interruption().hold();
    try {
      Outcome outcome =
          RunOptions.placing(
              file,
              options.settings,
              () -> options.run(console, ready, plan(kept).withMemory(place)));
      run = outcome.document().calledBy(Commands.of(place.call().words()));
      written = place.finish(outcome, run);
      whole = !outcome.stopped();
      if (kept.isPresent() && whole) {
        delete(kept.get());
      }
    } catch (RuntimeException | Error e) {
      place.remind();
      throw e;
    } finally {
      console.interruption().release();
    }
    String next = Next.of(run, place.call(), Optional.of(written), whole);
    if (options.json) {
      console.out().println(RunJson.write(run));
      if (!whole) {
        console.err().println(next);
      }
    } else {
      Summary.say(run, Optional.of(written), next, console.out());
    }
    return failOn.code(run.verdict());
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
    for (int i = 2; Files.exists(folder) || Files.exists(RunFolder.partial(folder)); i++) {
      folder = runs.resolve(name + "-" + when + "-" + i);
    }
    return folder;
  }
}
