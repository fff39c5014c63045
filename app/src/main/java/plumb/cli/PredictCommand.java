package plumb.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import plumb.data.BadInput;
import plumb.data.Target;
import plumb.data.read.InputData;
import plumb.data.read.Novelty;
import plumb.data.read.Preparation;
import plumb.model.DropoutPredictor;
import plumb.model.DropoutPredictor.Averaged;
import plumb.model.Model;
import plumb.model.Prediction;
import plumb.model.Predictor;
import plumb.run.Json;

/** Predicts the rows of a file. */
@Command(
    name = "predict",
    description = {
      "Predicts the raw rows of DATA: CSV with a column for the prediction, and for classes one"
          + " more for the probability of each.",
      "Columns may stand in any order; those the model does not use are ignored.",
      "What no training row had, such as an unknown word or a number far outside, is said on"
          + " standard error."
    })
final class PredictCommand implements Callable<Integer> {
  private static final int ROWS = 1024;
  private static final int MOST_WARNINGS = 10;
  private static final int MOST_SAMPLES = 1_000_000;

  private final Console console;

  @Parameters(index = "0", paramLabel = "MODEL", description = "model.plumb, or a run folder.")
  @Nullable Path model;

  @Parameters(index = "1", paramLabel = "DATA", description = "Rows like those trained on.")
  @Nullable Path data;

  @Option(names = "--out", paramLabel = "FILE", description = "Standard output by default.")
  @Nullable Path out;

  @Option(
      names = "--header",
      negatable = true,
      description = "Whether the first line names the columns; as in training by default.")
  @Nullable Boolean header;

  @Option(
      names = "--dropout-samples",
      paramLabel = "N",
      description = {
        "Average N thin networks with dropout left on instead of the one scaled network, with the"
            + " standard error of each mean."
      })
  @Nullable Integer samples;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the masks of --dropout-samples; 1 by default.")
  long seed = 1;

  @Option(names = "--json", description = "Print one JSON document instead of CSV.")
  boolean json;

  PredictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path from = console.path(data);
    if (out != null) {
      Replacement.check(console.path(out), List.of(from, ModelArgument.file(console.path(model))));
    }
    if (samples != null && (samples < 2 || samples > MOST_SAMPLES)) {
      throw new BadInput(
          "--dropout-samples must be between 2 and %d, not %d".formatted(MOST_SAMPLES, samples));
    }
    Model trained = ModelArgument.read(console.path(model));
    InputData rows =
        Preparation.inputs(trained.encoding(), ModelArgument.rows(trained, from, header));
    rows.notes().forEach(console.err()::println);
    warn(rows.novelties());
    if (out == null) {
      StringWriter text = new StringWriter();
      write(trained, rows, text);
      console.out().print(text);
      console.out().flush();
    } else {
      Replacement.write(console.path(out), writer -> write(trained, rows, writer));
      console.err().println("%d predictions in %s".formatted(rows.inputs().rows(), out));
    }
    return 0;
  }

  /** Of rows unlike those trained on; a model answers them as surely as any. */
  private void warn(List<Novelty> novelties) {
    int shown = Math.min(MOST_WARNINGS, novelties.size());
    novelties.subList(0, shown).forEach(novelty -> console.err().println(novelty.sentence()));
    if (shown < novelties.size()) {
      console
          .err()
          .println(
              "and %d more of this kind; --json lists them all"
                  .formatted(novelties.size() - shown));
    }
  }

  private static Map<String, Object> fields(Novelty novelty) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("column", novelty.example().column());
    fields.put("sentence", novelty.sentence());
    fields.put("rows", novelty.rows());
    return fields;
  }

  private void write(Model trained, InputData rows, Writer to) throws IOException {
    if (json) {
      writeJson(trained, rows, to);
    } else {
      writeCsv(trained, rows, to);
    }
  }

  private void writeCsv(Model trained, InputData rows, Writer to) {
    // Not closed: the writer behind it is the caller's.
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(to);
    List<String> header = new ArrayList<>(List.of(trained.encoding().target().column()));
    if (trained.encoding().target() instanceof Target.Classification(_, List<String> labels)) {
      labels.forEach(label -> header.add("p(" + label + ")"));
      if (samples != null) {
        labels.forEach(label -> header.add("se(" + label + ")"));
      }
    } else if (samples != null) {
      header.add("se");
    }
    csv.writeRecord(header);
    predict(trained, rows, answer -> csv.writeRecord(cells(answer)));
    try {
      csv.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeJson(Model trained, InputData rows, Writer to) throws IOException {
    List<Map<String, Object>> predictions = new ArrayList<>();
    predict(trained, rows, answer -> predictions.add(fields(answer)));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("target", trained.encoding().target().column());
    if (samples != null) {
      document.put("dropoutSamples", samples);
    }
    document.put("predictions", predictions);
    document.put("unlikeTraining", rows.novelties().stream().map(PredictCommand::fields).toList());
    to.write(Json.MAPPER.writeValueAsString(document));
    to.write('\n');
  }

  /**
   * What is known about a row.
   *
   * @param averaged with its error bars, where thin networks were averaged
   */
  private record Answer(Prediction prediction, Optional<Averaged> averaged) {}

  private void predict(Model trained, InputData rows, Consumer<Answer> each) {
    int width = rows.inputs().width();
    float[] buffer = new float[ROWS * width];
    Predictor plain = new Predictor(trained);
    Optional<DropoutPredictor> sampled =
        Optional.ofNullable(samples).map(n -> new DropoutPredictor(trained, n, seed));
    for (int from = 0; from < rows.inputs().rows(); from += ROWS) {
      int count = Math.min(ROWS, rows.inputs().rows() - from);
      for (int i = 0; i < count; i++) {
        rows.inputs().copyRow(from + i, buffer, i * width);
      }
      if (sampled.isPresent()) {
        sampled
            .get()
            .predict(buffer, count)
            .forEach(a -> each.accept(new Answer(a.prediction(), Optional.of(a))));
      } else {
        plain.predict(buffer, count).forEach(p -> each.accept(new Answer(p, Optional.empty())));
      }
    }
  }

  private static List<String> cells(Answer answer) {
    List<String> cells = new ArrayList<>();
    switch (answer.prediction()) {
      case Prediction.Classification c -> {
        cells.add(c.label());
        c.probabilities().forEach(p -> cells.add(cell(p.probability())));
      }
      // Not cut to single precision: a target may be far from 0 for its spread.
      case Prediction.Regression(double value) -> cells.add(Double.toString(value));
    }
    answer.averaged().ifPresent(a -> a.standardErrors().forEach(error -> cells.add(cell(error))));
    return cells;
  }

  private static String cell(double number) {
    return Float.toString((float) number);
  }

  private static Map<String, Object> fields(Answer answer) {
    Map<String, Object> fields = new LinkedHashMap<>();
    switch (answer.prediction()) {
      case Prediction.Classification c -> {
        fields.put("prediction", c.label());
        fields.put("probabilities", c.byLabel());
        answer
            .averaged()
            .ifPresent(a -> {
              fields.put("standardErrors", byLabel(c, a.standardErrors()));
              fields.put("deviations", byLabel(c, a.deviations()));
            });
      }
      case Prediction.Regression(double value) -> {
        fields.put("prediction", value);
        answer
            .averaged()
            .ifPresent(a -> {
              fields.put("standardError", a.standardErrors().getFirst());
              fields.put("deviation", a.deviations().getFirst());
            });
      }
    }
    return fields;
  }

  private static Map<String, Double> byLabel(Prediction.Classification c, List<Double> numbers) {
    Map<String, Double> map = new LinkedHashMap<>();
    for (int i = 0; i < numbers.size(); i++) {
      map.put(c.probabilities().get(i).label(), numbers.get(i));
    }
    return map;
  }
}
