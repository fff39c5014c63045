package plumb.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import plumb.data.Target;
import plumb.data.read.DataReader;
import plumb.data.read.Preparation;
import plumb.data.read.ReadOptions;
import plumb.data.read.TestData;
import plumb.math.Team;
import plumb.model.Model;
import plumb.train.Evaluation;
import plumb.train.Metrics;
import tools.jackson.databind.json.JsonMapper;

/** Measures a model on a file with known answers. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Measures MODEL on the rows of DATA whose target is known.")
final class EvaluateCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "MODEL", description = "model.plumb, or a run folder.")
  private @Nullable Path model;

  @Parameters(index = "1", paramLabel = "DATA", description = "Rows with their target.")
  private @Nullable Path data;

  @Option(names = "--json", description = "Print one JSON document on standard output.")
  private boolean json;

  EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Model trained = ModelArgument.read(Objects.requireNonNull(model));
    TestData rows =
        Preparation.prepareTest(
            trained.encoding(),
            DataReader.read(
                Objects.requireNonNull(data), ReadOptions.usual().like(trained.encoding())),
            Map.of());
    rows.notes().forEach(console.err()::println);
    try (Team team = Team.of(Runtime.getRuntime().availableProcessors())) {
      Metrics metrics =
          Evaluation.measure(
              trained.network(),
              trained.parameters(),
              rows.examples(),
              trained.encoding().target(),
              team);
      List<List<Integer>> confusion =
          Evaluation.confusion(trained.network(), trained.parameters(), rows.examples(), team);
      List<String> labels =
          trained.encoding().target() instanceof Target.Classification(_, List<String> l)
              ? l
              : List.of();
      if (json) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("metrics", Map.of("test", numbers(metrics)));
        document.put("classes", labels);
        document.put("confusion", confusion);
        console.out().println(JsonMapper.shared().writeValueAsString(document));
      } else {
        numbers(metrics).forEach((name, value) -> console.out().println(name + " " + value));
        table(labels, confusion);
      }
    }
    return 0;
  }

  private static Map<String, Object> numbers(Metrics metrics) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("loss", metrics.loss());
    switch (metrics) {
      case Metrics.Classification c -> numbers.put("accuracy", c.accuracy());
      case Metrics.Regression r -> {
        numbers.put("rmse", r.rmse());
        numbers.put("mae", r.mae());
        numbers.put("r2", r.r2());
      }
    }
    numbers.put("rows", metrics.rows());
    return numbers;
  }

  private void table(List<String> labels, List<List<Integer>> confusion) {
    if (confusion.isEmpty()) {
      return;
    }
    console.out().println("Rows are the true classes, columns the predicted ones:");
    int width = Math.max(7, labels.stream().mapToInt(String::length).max().orElse(0) + 1);
    StringBuilder line = new StringBuilder(" ".repeat(width));
    labels.forEach(label -> line.append(right(label, width)));
    console.out().println(line);
    for (int i = 0; i < confusion.size(); i++) {
      StringBuilder row = new StringBuilder(right(labels.get(i), width));
      confusion.get(i).forEach(count -> row.append(right(Integer.toString(count), width)));
      console.out().println(row);
    }
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
