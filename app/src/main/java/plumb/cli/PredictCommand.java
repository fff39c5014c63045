package plumb.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import plumb.data.BadInput;
import plumb.data.Target;
import plumb.data.read.DataReader;
import plumb.data.read.InputData;
import plumb.data.read.Preparation;
import plumb.data.read.ReadOptions;
import plumb.model.Model;
import plumb.model.Prediction;
import plumb.model.Predictor;

/** Predicts the rows of a file. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = "Predicts the raw rows of DATA and writes CSV, with a probability a class.")
final class PredictCommand implements Callable<Integer> {
  private static final int ROWS = 1024;

  private final Console console;

  @Parameters(index = "0", paramLabel = "MODEL", description = "model.plumb, or a run folder.")
  private @Nullable Path model;

  @Parameters(index = "1", paramLabel = "DATA", description = "Rows like those trained on.")
  private @Nullable Path data;

  @Option(names = "--out", paramLabel = "FILE", description = "Standard output by default.")
  private @Nullable Path out;

  PredictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Model trained = ModelArgument.read(Objects.requireNonNull(model));
    InputData rows =
        Preparation.inputs(
            trained.encoding(),
            DataReader.read(
                Objects.requireNonNull(data), ReadOptions.usual().like(trained.encoding())));
    rows.notes().forEach(console.err()::println);
    String text = predictions(trained, rows);
    if (out == null) {
      console.out().print(text);
      return 0;
    }
    Path parent = out.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new BadInput("%s cannot be written: there is no folder %s".formatted(out, parent));
    }
    Path half = Files.createTempFile(parent, ".predictions", ".csv");
    try {
      Files.writeString(half, text, StandardCharsets.UTF_8);
      Files.move(half, out, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(half);
    }
    console.err().println("%d predictions in %s".formatted(rows.inputs().rows(), out));
    return 0;
  }

  private static String predictions(Model trained, InputData rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build((Writer) text)) {
      List<String> labels =
          trained.encoding().target() instanceof Target.Classification(_, List<String> l)
              ? l
              : List.of();
      List<String> header = new ArrayList<>(List.of(trained.encoding().target().column()));
      labels.forEach(label -> header.add("p(" + label + ")"));
      csv.writeRecord(header);
      Predictor predictor = new Predictor(trained);
      int width = rows.inputs().width();
      float[] buffer = new float[ROWS * width];
      for (int from = 0; from < rows.inputs().rows(); from += ROWS) {
        int count = Math.min(ROWS, rows.inputs().rows() - from);
        for (int i = 0; i < count; i++) {
          rows.inputs().copyRow(from + i, buffer, i * width);
        }
        for (Prediction prediction : predictor.predict(buffer, count)) {
          csv.writeRecord(cells(prediction));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static List<String> cells(Prediction prediction) {
    return switch (prediction) {
      case Prediction.Classification c -> {
        List<String> cells = new ArrayList<>(List.of(c.label()));
        c.byLabel().values().forEach(p -> cells.add(Float.toString(p.floatValue())));
        yield cells;
      }
      case Prediction.Regression(double value) -> List.of(Float.toString((float) value));
    };
  }
}
