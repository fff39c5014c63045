package plumb.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import plumb.data.BadInput;
import plumb.data.Examples;
import plumb.data.read.Preparation;
import plumb.data.read.TestData;
import plumb.model.Model;
import plumb.nn.NetworkSpec;
import plumb.optim.Penalty;
import plumb.probe.Inspection;
import plumb.probe.Inspector;
import plumb.probe.WatchRecord;
import plumb.recipe.Preview;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.RunDocument;
import plumb.run.RunFolder;
import plumb.train.Stepper;
import tools.jackson.databind.json.JsonMapper;

/** Holds the instruments to a network. */
@Command(
    name = "inspect",
    description = {
      "Says what a network does inside: gradients, outputs, saturated and dead units layer by layer,",
      "the loss's answer to a nudge of a weight beside back-propagation's, the linear pieces it is",
      "made of, the activations it has learned, and whether it stands at a saddle or a minimum.",
      "Of a RUN also what was seen while it trained; of a CARD the network it would start from."
    })
final class InspectCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "MODEL|RUN|CARD",
      description = "A model file, a run folder, or a card (.yaml).")
  @Nullable Path what;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "Rows to look at; by default those it was or will be trained on.")
  @Nullable Path data;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "At most so many, evenly spread over the file (default: ${DEFAULT-VALUE}).",
      defaultValue = "256")
  int rows;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Set one field of the card, such as network=[dense: 9, relu]; may be repeated.")
  List<String> settings = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON document on standard output.")
  boolean json;

  InspectCommand(Console console) {
    this.console = console;
  }

  /** What is inspected, and what is known about how it came to be. */
  private record Subject(
      NetworkSpec network,
      float[] parameters,
      float[] start,
      Penalty penalty,
      Examples examples,
      Optional<WatchRecord> watch) {}

  @Override
  public Integer call() {
    if (rows < 1) {
      throw new BadInput("--rows must be at least 1, not " + rows);
    }
    Subject subject = subject(console.path(what));
    Inspection inspection =
        new Inspector(
                subject.network(),
                subject.parameters(),
                subject.start(),
                subject.penalty(),
                subject.examples(),
                rows)
            .inspect();
    if (json) {
      console
          .out()
          .println(
              JsonMapper.shared()
                  .writeValueAsString(InspectionTree.of(inspection, subject.watch())));
    } else {
      new InspectionText(console.out()).print(inspection, subject.watch());
    }
    return 0;
  }

  private Subject subject(Path file) {
    if (RunOptions.isCard(file)) {
      return start(file);
    }
    if (!settings.isEmpty()) {
      throw new BadInput("--set changes a card, and %s is none".formatted(file));
    }
    boolean document = file.endsWith(RunFolder.DOCUMENT);
    Model model = ModelArgument.read(document ? file.resolveSibling(RunFolder.MODEL) : file);
    return document || Files.isDirectory(file)
        ? ended(model, RunFolder.read(file))
        : new Subject(
            model.network(),
            model.parameters(),
            new float[0],
            Penalty.NONE,
            given(model),
            Optional.empty());
  }

  private Subject start(Path file) {
    if (data != null) {
      throw new BadInput("A card names its data itself; leave --data out");
    }
    Card card = CardReader.read(file, settings, console.folder(), console.err()::println);
    Preview preview = RunOptions.placing(file, settings, () -> Preview.of(card));
    float[] start = Stepper.start(preview.network(), card.seed());
    return new Subject(
        preview.network(), start, start, card.penalty(), preview.data().train(), Optional.empty());
  }

  private Subject ended(Model model, RunDocument run) {
    Attempt kept = run.keptAttempt();
    float[] start = Stepper.start(model.network(), kept.card().seed());
    Examples examples = data != null ? given(model) : trained(kept.card());
    return new Subject(
        model.network(), model.parameters(), start, kept.card().penalty(), examples, kept.watch());
  }

  private static Examples trained(Card card) {
    if (!card.data().train().exists()) {
      throw new BadInput(
          "%s, which the run was trained on, is not there any more; name rows with --data"
              .formatted(card.data().train()));
    }
    return Preview.of(card).data().train();
  }

  private Examples given(Model model) {
    if (data == null) {
      throw new BadInput("Say with --data on which rows to look at the model");
    }
    TestData found =
        Preparation.prepareTest(
            model.encoding(), ModelArgument.data(model, console.path(data), null), Map.of());
    found.notes().forEach(console.err()::println);
    return found.examples();
  }
}
