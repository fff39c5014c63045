package plumb.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import plumb.data.BadInput;
import plumb.labs.DataLab;
import plumb.labs.Lab;
import plumb.labs.LabBook;
import plumb.labs.LabResult;
import plumb.labs.LabRunner;
import plumb.labs.Labs;
import plumb.labs.Sample;
import plumb.labs.Setting;
import tools.jackson.databind.json.JsonMapper;

/** Runs claims of the lecture as experiments. */
@Command(
    name = "lab",
    description = {
      "Runs claims of the lecture as experiments and writes a page for each: list shows them, C22",
      "runs one, all runs every one."
    })
final class LabCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "list|ID|all", description = "Which.")
  String what = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the pages; \"labs\" by default.")
  Path out = Path.of("labs");

  @Option(names = "--json", description = "Print the outcomes, and nothing else, as JSON.")
  boolean json;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "A table of your own for the claims that are about data.")
  @Nullable Path data;

  @Option(names = "--target", paramLabel = "COL", description = "The column of it to predict.")
  @Nullable String target;

  @Option(
      names = "--short",
      description = "Fewer seeds and shorter trainings, as in the project's own checks.")
  boolean brief;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "All processors by default; no outcome depends on it, except C11, which is timed.")
  @Nullable Integer threads;

  LabCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (what.equals("list")) {
      list();
      return 0;
    }
    List<Lab> labs = what.equals("all") ? Labs.all() : List.of(Labs.find(what));
    Setting setting = new Setting(!brief, RunOptions.threads(threads), own());
    Path folder = console.path(out);
    LabBook.check(folder);
    List<LabResult> results = new ArrayList<>();
    for (Lab lab : labs) {
      if (setting.own().isPresent() && !(lab instanceof DataLab)) {
        console.err().println(lab.about().id() + " is not about data: --data has no effect on it");
      }
      LabResult result = LabRunner.run(lab, setting);
      results.add(result);
      PrintStream to = json ? console.err() : console.out();
      to.printf(
          Locale.ROOT,
          "%-4s %-13s %6.1f s  %s%n",
          result.about().id(),
          result.findings().outcome().id(),
          result.seconds(),
          result.findings().answer().english());
      // After every lab, so that whoever stops a long run keeps what is done.
      LabBook.write(folder, results);
    }
    if (json) {
      console.out().println(document(results));
    } else {
      console.out().println("Pages: " + folder.resolve("index.html"));
    }
    return 0;
  }

  private Optional<Sample> own() {
    if (data == null && target == null) {
      return Optional.empty();
    }
    if (data == null || target == null) {
      throw new BadInput("--data and --target belong together: a table and the column to predict");
    }
    return Optional.of(Sample.own(console.path(data), target));
  }

  private void list() {
    if (json) {
      List<Map<String, Object>> tree = new ArrayList<>();
      for (Lab lab : Labs.all()) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", lab.about().id());
        entry.put("part", lab.about().part().heading().english());
        entry.put("claim", lab.about().claim().english());
        tree.add(entry);
      }
      console.out().println(JsonMapper.shared().writeValueAsString(Map.of("labs", tree)));
      return;
    }
    for (Lab lab : Labs.all()) {
      console.out().printf("%-4s %s%n", lab.about().id(), lab.about().claim().english());
    }
  }

  private static String document(List<LabResult> results) {
    return JsonMapper.shared()
        .writeValueAsString(Map.of("labs", results.stream().map(LabResult::tree).toList()));
  }
}
