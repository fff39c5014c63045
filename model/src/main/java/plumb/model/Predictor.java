package plumb.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import plumb.data.Encoding;
import plumb.data.Row;
import plumb.data.RowMapping;
import plumb.nn.Inference;
import plumb.nn.NetworkSpec;

/**
 * Predicts with a model, from any number of threads at once. The answers of an ensemble are
 * averaged before anything else is done with them.
 *
 * <p>What the network gives out becomes probabilities by its head. Softmax: as they are. One
 * sigmoid unit for two classes: {@code p} for the second class and {@code 1 - p} for the first. One
 * unit that answers with a sign (hinge loss): the logistic function of the output, so that 0 is a
 * half; any other single unit is taken for {@code p}, cut off at 0 and 1. Several sigmoid units:
 * divided by their sum. Several units of any other head: their softmax. In these last cases the
 * numbers are normalized scores rather than measured probabilities, but the label is always the
 * class with the largest output.
 */
public final class Predictor {
  private static final int ROWS = 256;

  private final Encoding encoding;
  private final NetworkSpec network;
  private final List<float[]> members;
  private final Answers answers;
  private final RowMapping<Map<String, ? extends @Nullable Object>> maps;
  private final ConcurrentLinkedQueue<Engine> idle = new ConcurrentLinkedQueue<>();

  /** For a model; its parameters must not change any more. */
  public Predictor(Model model) {
    this.encoding = model.encoding();
    this.network = model.network();
    this.members = model.members();
    this.answers = new Answers(network, encoding.target());
    this.maps = RowMapping.ofMaps(encoding);
  }

  /**
   * The answer for a row given by column names; null where a value is missing.
   *
   * @throws plumb.data.BadInput if a column is absent or a value cannot be read as its type
   */
  public Prediction predict(Map<String, ? extends @Nullable Object> row) {
    return predict(List.of(maps.apply(row))).getFirst();
  }

  /**
   * A function from records whose components are named as the columns.
   *
   * @throws plumb.data.BadInput if a column has no component
   * @see RowMapping#ofRecords
   */
  public <R extends Record> Function<R, Prediction> forRecords(Class<R> type) {
    RowMapping<R> mapping = RowMapping.ofRecords(encoding, type);
    return row -> predict(List.of(mapping.apply(row))).getFirst();
  }

  /**
   * The answers for rows as the encoding reads them, in the same order.
   *
   * @throws plumb.data.BadInput if a value cannot be read as its column's type
   */
  public List<Prediction> predict(List<Row> rows) {
    int width = network.inputs();
    List<Prediction> predictions = new ArrayList<>(rows.size());
    float[] inputs = new float[Math.min(ROWS, rows.size()) * width];
    for (int from = 0; from < rows.size(); from += ROWS) {
      int count = Math.min(ROWS, rows.size() - from);
      for (int i = 0; i < count; i++) {
        encoding.encode(rows.get(from + i), inputs, i * width);
      }
      answer(inputs, count, predictions);
    }
    return predictions;
  }

  /**
   * The answers for rows already encoded.
   *
   * @param encoded row-major, {@code (rows, encoding.width())}
   * @param rows how many
   */
  public List<Prediction> predict(float[] encoded, int rows) {
    int width = network.inputs();
    if (encoded.length < (long) rows * width) {
      throw new IllegalArgumentException(
          "%d rows of %d inputs do not fit in %d numbers".formatted(rows, width, encoded.length));
    }
    List<Prediction> predictions = new ArrayList<>(rows);
    for (int from = 0; from < rows; from += ROWS) {
      int count = Math.min(ROWS, rows - from);
      answer(Arrays.copyOfRange(encoded, from * width, (from + count) * width), count, predictions);
    }
    return predictions;
  }

  /** Inference keeps buffers, so every thread takes an engine of its own and puts it back. */
  private void answer(float[] inputs, int rows, List<Prediction> into) {
    Engine engine = idle.poll();
    // A single row, the usual case in a service, needs no large buffers.
    int size = rows == 1 ? 1 : ROWS;
    if (engine == null || engine.rows() < rows) {
      engine =
          new Engine(
              new Inference(network, members, size), size, new float[size * network.outputs()]);
    }
    engine.inference().run(inputs, rows, engine.outputs());
    for (int row = 0; row < rows; row++) {
      into.add(answers.prediction(engine.outputs(), row * network.outputs()));
    }
    idle.add(engine);
  }

  private record Engine(Inference inference, int rows, float[] outputs) {}
}
