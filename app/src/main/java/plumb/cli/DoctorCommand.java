package plumb.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumb.curves.ColumnChoice;
import plumb.curves.CurveFiles;
import plumb.curves.CurveJson;
import plumb.curves.CurveVerdict;
import plumb.curves.Curves;
import plumb.curves.Hindsight;
import plumb.data.BadInput;
import plumb.data.read.Origin;
import plumb.doctor.Plan;
import plumb.recipe.CardData;
import plumb.recipe.Outcome;
import plumb.report.CurveReport;
import plumb.run.Card;
import plumb.run.DataSettings;
import plumb.run.RunDocument;
import plumb.run.RunFolder;
import plumb.run.RunJson;
import plumb.run.Verdict;

/** Says what is wrong with a card or a run. */
@Command(
    name = "doctor",
    description = {
      "Says what is wrong, most likely cause first: trains CARD as it stands and takes what it suspects"
          + " away to see whether that helps. Of a RUN it examines the card the run kept, or reads its record"
          + " where the data are gone; of HISTORY it reads the curves.",
      "With --repair also tries remedies, from the card or from the one the run kept."
    },
    footer = {
      "",
      "A run folder is written only with --out; then plumb doctor --resume DIR goes on after an"
          + " interruption."
    })
final class DoctorCommand implements Callable<Integer> {
  private final Console console;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CARD|RUN|HISTORY",
      description = {
        "A card (.yaml), a run folder, data with --target, or the history of a training elsewhere:"
            + " a table or JSON of epochs, steps or rounds as Keras, PyTorch Lightning, fastai, YOLO,"
            + " Hugging Face, Weights & Biases, XGBoost, LightGBM or your own program wrote it, event"
            + " files of TensorBoard, or a folder with one of these."
      })
  @Nullable Path what;

  @Mixin final RunOptions options = new RunOptions();

  @Option(
      names = "--columns",
      paramLabel = "WHAT=NAME,...",
      description = {
        "Which column of HISTORY is what, where its names do not say it: train-loss, validation-loss,"
            + " train-score, validation-score, rate, epoch, step or round; none for what it lacks.",
        "Such as \"train-loss=tr, validation-loss=te\"."
      })
  List<String> columns = new ArrayList<>();

  @Option(names = "--repair", description = "Also try remedies.")
  boolean repair;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    FailOn failOn = FailOn.of(options.failOn);
    if (options.resume != null) {
      return resumed(options.resume);
    }
    if (what == null) {
      throw new BadInput("Missing CARD|RUN|HISTORY; see plumb doctor --help");
    }
    Path file = console.path(what);
    if (isHistory(file)) {
      return failOn.code(history(file));
    }
    if (!isRun(file)) {
      return RunOptions.placing(
          file,
          options.settings,
          () -> examined(options.card(console, file), !RunOptions.isCard(file)));
    }
    RunDocument earlier = RunFolder.read(file);
    Card kept = earlier.keptAttempt().card();
    Optional<String> missing = missing(kept.data());
    if (missing.isEmpty()) {
      if (!options.quiet) {
        console.err().println("Examining the card of the run anew.");
      }
      return examined(options.card(console, withoutMissingTest(kept)), false);
    }
    if (repair) {
      throw new BadInput("%s, so the run cannot be repaired".formatted(missing.get()));
    }
    return answer(Hindsight.of(earlier, missing.get()), Optional.empty(), true, failOn);
  }

  /** Goes on with a diagnosis that was interrupted. */
  private int resumed(Path run) {
    try (RunPlace place = RunPlace.earlier(console, run)) {
      DoctorCommand begun = Begun.by(place.call(), "doctor", DoctorCommand.class, console);
      RunOptions.same("CARD|RUN", what, begun.what);
      RunOptions.same("--repair", repair ? true : null, begun.repair);
      options.checkSame(begun.options);
      begun.options.shownAs(options);
      place.tell(options.quiet);
      return begun.examined(
          Optional.of(place), new RunOptions.Ready(place.call().card(), CardData.remembered()));
    }
  }

  private static boolean isRun(Path file) {
    return Files.isDirectory(file) || file.endsWith(RunFolder.DOCUMENT);
  }

  /** Curves that a training wrote; a table with a target is data, and a run tells of itself. */
  private boolean isHistory(Path file) {
    if (options.target != null) {
      return false;
    }
    Path document = file.endsWith(RunFolder.DOCUMENT) ? file : file.resolve(RunFolder.DOCUMENT);
    return Files.exists(document)
        ? CurveJson.isDocument(document)
        : !columns.isEmpty() || CurveFiles.isCurves(file);
  }

  private Verdict history(Path file) {
    if (repair) {
      throw new BadInput(
          "%s holds curves alone, which cannot be repaired; give the card".formatted(file));
    }
    Optional<Path> out = Optional.ofNullable(options.out).map(console::path);
    out.ifPresent(RunFolder::check);
    Path document = file.resolve(RunFolder.DOCUMENT);
    Curves curves =
        CurveFiles.read(Files.exists(document) ? document : file, ColumnChoice.parse(columns));
    CurveVerdict verdict = CurveVerdict.of(curves);
    String name = String.valueOf(file.getFileName());
    String json = CurveJson.write(file, curves, verdict);
    Optional<Path> written =
        out.map(folder ->
            RunFolder.write(
                folder,
                Map.of(
                    RunFolder.DOCUMENT,
                    json,
                    RunFolder.REPORT,
                    CurveReport.html(name, curves, verdict))));
    if (options.json) {
      console.out().println(json);
    } else {
      say(curves, verdict);
      written.ifPresent(
          folder -> console.out().printf("%nPage: %s%n", folder.resolve(RunFolder.REPORT)));
      console.out().printf("%n%s%n", Next.ofCurves(verdict.verdict()));
    }
    return verdict.verdict();
  }

  /** The finding, what to do about it, then what both rest on. */
  private void say(Curves curves, CurveVerdict verdict) {
    PrintStream to = console.out();
    to.println(verdict.sentence());
    verdict.remedies().stream().findFirst().ifPresent(r -> to.println("Remedy: " + r));
    to.println();
    to.println(curves.extent());
    curves.notes().forEach(to::println);
    to.println();
    Summary.causes(verdict.causes(), to);
    if (verdict.remedies().size() > 1) {
      to.println();
      to.println("Remedies, the first to try first:");
      verdict.remedies().forEach(remedy -> to.println("  " + remedy));
    }
    to.println();
    to.println("To say more it would need:");
    verdict.needs().forEach(need -> to.println("  " + need));
  }

  /** Which data of a run are no longer where they were. */
  private static Optional<String> missing(DataSettings data) {
    List<Path> files = new ArrayList<>(data.train().files());
    if (data.validation() instanceof DataSettings.Validation.File(Path file)) {
      files.add(file);
    }
    return files.stream()
        .filter(f -> !Origin.of(f).exists())
        .findFirst()
        .map("its data are no longer at %s"::formatted);
  }

  /** Test rows have no part in a diagnosis. */
  private static Card withoutMissingTest(Card card) {
    return card.data().test().orElse(null) instanceof DataSettings.Test.File(Path file)
            && !Files.exists(file)
        ? card.withData(card.data().withTest(Optional.empty()))
        : card;
  }

  private int examined(Card card, boolean sizeToData) {
    Optional<Path> out = Optional.ofNullable(options.out).map(console::path);
    out.ifPresent(RunPlace::check);
    RunOptions.Ready ready = options.ready(card, sizeToData);
    if (out.isEmpty()) {
      return examined(Optional.empty(), ready);
    }
    Call call = new Call(typed(), console.folder(), ready.card());
    try (RunPlace place = RunPlace.fresh(console, call, out.get())) {
      return examined(Optional.of(place), ready);
    }
  }

  /** The words of the command line, the verb first. */
  private List<String> typed() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }

  private int examined(Optional<RunPlace> place, RunOptions.Ready ready) {
    FailOn failOn = FailOn.of(options.failOn);
    Plan plan = repair ? Plan.repair() : Plan.diagnose();
    RunDocument run;
    Optional<Path> written;
    boolean whole;
    console.interruption().hold();
    try {
      Outcome outcome = options.run(console, ready, place.map(plan::withMemory).orElse(plan));
      whole = !outcome.stopped();
      run =
          outcome
              .document()
              .calledBy(Commands.of(place.map(p -> p.call().words()).orElseGet(this::typed)));
      written = place.map(p -> p.finish(outcome, run));
    } catch (RuntimeException | Error e) {
      place.ifPresent(RunPlace::remind);
      throw e;
    } finally {
      console.interruption().release();
    }
    return answer(run, written, whole, failOn);
  }

  private int answer(RunDocument run, Optional<Path> written, boolean whole, FailOn failOn) {
    String next =
        Next.of(
            run,
            new Call(typed(), console.folder(), run.attempts().getFirst().card()),
            written,
            whole);
    if (options.json) {
      console.out().println(RunJson.write(run));
      if (!whole) {
        console.err().println(next);
      }
    } else {
      Summary.say(run, written, next, console.out());
    }
    return failOn.code(run.verdict());
  }
}
