package plumb.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import plumb.export.Onnx;
import plumb.model.Model;
import plumb.run.Json;
import plumb.run.RunFolder;

/** Writes a model for other programs. */
@Command(
    name = "export",
    description = {
      "Writes MODEL as an ONNX file, which Python, C#, browsers and databases can run: encoding,",
      "network and the reading of the answer in one. One input a column: numbers, flags (0 or 1)",
      "and dates (days since 1970-01-01) as doubles, NaN where missing; words as text, empty where",
      "missing; images as bytes by channel, row and column."
    })
final class ExportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "MODEL", description = "model.plumb, or a run folder.")
  @Nullable Path model;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "By default MODEL with the ending .onnx; a file of that name is replaced.")
  @Nullable Path out;

  @Option(names = "--json", description = "Print one JSON document on standard output.")
  boolean json;

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path named = console.path(model);
    Path source = ModelArgument.file(named);
    Path file = out == null ? beside(source) : console.path(out);
    Replacement.check(file, List.of(source, source.resolveSibling(RunFolder.DOCUMENT)));
    Model trained = ModelArgument.read(named);
    byte[] content = Onnx.of(trained);
    Replacement.writeBytes(file, out -> out.write(content));
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("file", file.toString());
      document.put("bytes", content.length);
      document.put("inputs", trained.encoding().columns());
      document.put("weightsHash", trained.weightsHash());
      console.out().println(Json.MAPPER.writeValueAsString(document));
    } else {
      console
          .out()
          .printf(
              "%s: %d columns in, \"%s\" out%n",
              file, trained.encoding().columns().size(), trained.encoding().target().column());
    }
    return 0;
  }

  private static Path beside(Path model) {
    String name = model.getFileName() == null ? "model" : model.getFileName().toString();
    int end = name.lastIndexOf('.');
    return model.resolveSibling((end > 0 ? name.substring(0, end) : name) + ".onnx");
  }
}
