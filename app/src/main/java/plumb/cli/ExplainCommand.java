package plumb.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import plumb.explain.Explainer;
import plumb.explain.Explanation;
import plumb.explain.ExplanationText;
import plumb.explain.Shape;
import plumb.recipe.DefaultCard;
import plumb.recipe.Preview;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.DataSettings;
import tools.jackson.databind.json.JsonMapper;

/** Says which formula a card means for every part of a run. */
@Command(
    name = "explain",
    description = {
      "Prints the formula in use for every part of CARD, with its numbers, and the first three"
          + " steps of the update rule worked by hand. Trains nothing."
    },
    footer = {"", "Where the data are not there, what depends on them is left open."})
final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "CARD|DATA",
      description = "A card (.yaml), or data with --target: then the card that train would use.")
  @Nullable Path what;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Set one field of the card, such as optimizer.rate=0.1; may be repeated.")
  List<String> settings = new ArrayList<>();

  @Option(
      names = "--target",
      paramLabel = "COL",
      description = "Column to predict, by name or number (the first is 1).")
  @Nullable String target;

  @Option(names = "--json", description = "Print one JSON document on standard output.")
  boolean json;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path file = console.path(what);
    Card card = RunOptions.isCard(file) ? card(file) : usual(file);
    Explanation explanation =
        Explainer.explain(card, RunOptions.placing(file, settings, () -> shape(card)));
    if (json) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("card", file.toString());
      tree.putAll(explanation.tree());
      console.out().println(JsonMapper.shared().writeValueAsString(tree));
    } else {
      console.out().print(ExplanationText.of(explanation));
    }
    return 0;
  }

  private Card card(Path file) {
    Card read = CardReader.read(file, settings, console.folder(), console.err()::println);
    return target == null ? read : read.withData(read.data().withTarget(Optional.of(target)));
  }

  /** What train makes of data alone: the usual card, by the size of the data. */
  private Card usual(Path file) {
    Card card =
        CardReader.apply(
            DefaultCard.of(DataSettings.of(file, Optional.ofNullable(target)), 1),
            settings,
            console.folder(),
            console.err()::println);
    RunOptions.checkTarget(card.data());
    return Preview.sized(card, settings);
  }

  private static Optional<Shape> shape(Card card) {
    if (!card.data().train().exists()) {
      return Optional.empty();
    }
    Preview preview = Preview.of(card);
    return Optional.of(
        new Shape(
            preview.network(),
            preview.data().encoding(),
            preview.data().split().train(),
            preview.data().split().validation()));
  }
}
