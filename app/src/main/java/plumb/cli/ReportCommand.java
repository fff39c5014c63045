package plumb.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import plumb.report.Report;
import plumb.run.RunFolder;

/** Writes the report of a run anew. */
@Command(
    name = "report",
    description = "Writes report.html of a run folder anew, from its run.json.")
final class ReportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run folder.")
  @Nullable Path run;

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path named = console.path(run);
    String html = Report.html(RunFolder.read(named));
    Path report =
        named.endsWith(RunFolder.DOCUMENT)
            ? named.resolveSibling(RunFolder.REPORT)
            : named.resolve(RunFolder.REPORT);
    Replacement.write(report, writer -> writer.write(html));
    console.out().println(report);
    return 0;
  }
}
