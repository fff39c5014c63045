package plumb.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import plumb.data.Target;
import plumb.data.read.Preparation;
import plumb.data.read.Source;
import plumb.data.read.TestData;
import plumb.math.Team;
import plumb.model.Model;
import plumb.recipe.Score;
import plumb.run.Json;
import plumb.run.RunJson;
import plumb.train.Evaluation;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;

/** Measures a model on a file with known answers. */
@Command(
    name = "evaluate",
    description = {
      "Measures MODEL on the rows of DATA whose target is known, and shows for classes which are"
          + " taken for which."
    })
final class EvaluateCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "MODEL", description = "model.plumb, or a run folder.")
  @Nullable Path model;

  @Parameters(index = "1", paramLabel = "DATA", description = "Rows with their target.")
  @Nullable Path data;

  @Option(
      names = "--label",
      paramLabel = "FROM=TO",
      description = "Read a label of DATA as one of the model's; may be repeated.")
  List<String> labels = new ArrayList<>();

  @Option(
      names = "--header",
      negatable = true,
      description = "Whether the first line names the columns; as in training by default.")
  @Nullable Boolean header;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "All processors by default; the result does not depend on it.")
  @Nullable Integer threads;

  @Option(names = "--json", description = "Print one JSON document on standard output.")
  boolean json;

  EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path file = console.path(model);
    Model trained = ModelArgument.read(file);
    Source source = ModelArgument.data(trained, console.path(data), header);
    TestData rows =
        Preparation.prepareTest(
            trained.encoding(), source, Labels.read(labels, trained.encoding().target()));
    rows.notes().forEach(console.err()::println);
    if (source.hash().equals(ModelArgument.provenance(file).dataHash())) {
      console
          .err()
          .println(
              "This is the file the model was trained on, so the result says little about new rows");
    }
    try (Team team = Team.of(RunOptions.threads(threads))) {
      Metrics metrics =
          new Evaluation(trained.network(), team)
              .measureFully(trained.members(), rows.examples(), trained.encoding().target());
      List<List<Integer>> confusion =
          Evaluation.confusion(trained.network(), trained.members(), rows.examples(), team);
      List<String> classes =
          trained.encoding().target() instanceof Target.Classification(_, List<String> known)
              ? known
              : List.of();
      if (json) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("metrics", Map.of("test", RunJson.metrics(metrics)));
        if (!classes.isEmpty()) {
          document.put("confusion", confusion);
          document.put("classes", classes);
        }
        document.put("notes", rows.notes());
        document.put("weightsHash", trained.weightsHash());
        console.out().println(Json.MAPPER.writeValueAsString(document));
      } else {
        Recalls recalls = Recalls.of(classes, confusion);
        console.out().println(sentence(metrics, recalls.uneven()));
        recalls.sentence("").ifPresent(console.out()::println);
        table(classes, confusion);
      }
    }
    return 0;
  }

  private static String sentence(Metrics metrics, boolean uneven) {
    return switch (metrics) {
      case Metrics.Classification c ->
          String.format(
                  Locale.ROOT,
                  "%.2f %% of %d rows right (± %.2f, two standard errors), loss %.4f",
                  100 * c.accuracy(),
                  c.rows(),
                  100 * Score.of(c).margin(),
                  c.loss())
              + (uneven ? balanced(c) : "")
              + (c.auc().isPresent() ? ", AUC " + Summary.auc(c) : "");
      case Metrics.Regression r ->
          String.format(
              Locale.ROOT,
              "R2 %.4f on %d rows (± %.4f, two standard errors), RMSE %.6g, mean absolute error"
                  + " %.6g, loss %.4f",
              r.r2(),
              r.rows(),
              Score.of(r).margin(),
              r.rmse(),
              r.mae(),
              r.loss());
    };
  }

  private static String balanced(Metrics.Classification metrics) {
    Score score = Score.of(metrics, PrimaryScore.BALANCED_ACCURACY);
    return String.format(
        Locale.ROOT,
        ", balanced accuracy %.2f %% (± %.2f)",
        100 * score.value(),
        100 * score.margin());
  }

  private void table(List<String> classes, List<List<Integer>> confusion) {
    if (confusion.isEmpty()) {
      return;
    }
    console.out().println();
    console.out().println("True classes in rows, predicted ones in columns:");
    List<List<String>> rows = new ArrayList<>();
    rows.add(new ArrayList<>(List.of("")));
    rows.getFirst().addAll(classes);
    for (int i = 0; i < confusion.size(); i++) {
      List<String> row = new ArrayList<>(List.of(classes.get(i)));
      confusion.get(i).forEach(count -> row.add(Integer.toString(count)));
      rows.add(row);
    }
    Summary.table(rows, console.out());
  }
}
