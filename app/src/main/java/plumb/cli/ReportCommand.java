package plumb.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import plumb.report.Report;
import plumb.run.RunFolder;

/** Writes the report of a run anew. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Writes report.html of a run folder anew.")
final class ReportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run folder.")
  private @Nullable Path run;

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Objects.requireNonNull(run);
    write(folder, Report.html(RunFolder.read(folder)));
    console.out().println(folder.resolve("report.html"));
    return 0;
  }

  private static void write(Path folder, String html) throws IOException {
    Path half = Files.createTempFile(folder, ".report", ".html");
    try {
      Files.writeString(half, html, StandardCharsets.UTF_8);
      Files.move(half, folder.resolve(RunFolder.REPORT), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(half);
    }
  }
}
