package plumb.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.data.DateFormat;
import plumb.data.Encoding;
import plumb.data.Feature;
import plumb.data.Target;
import plumb.math.RandomStream;
import plumb.model.Model;
import plumb.model.Prediction;
import plumb.model.Predictor;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Initializer;
import plumb.nn.Layer;
import plumb.nn.Layer.DropoutScaling;
import plumb.nn.Layer.MaskScope;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;

/** The exported file, run by Microsoft's runtime, answers as the predictor does. */
class OnnxTest {
  private static final List<String> LABELS = List.of("ham", "spam", "other");
  private static final Feature NUMBER = new Feature.Numeric("number", 0.5, 2, 1.5, true, -10, 10);
  private static final Encoding TABLE =
      new Encoding(
          List.of(
              NUMBER,
              new Feature.LongTailed("income", 30, 0.4, 1.2, 20, false),
              new Feature.Flag("member", 0.3, true),
              new Feature.Categories("town", List.of("Bonn", "Köln"), true),
              new Feature.Date("day", DateFormat.YEAR_FIRST, 19000, 300, 19100, true)),
          new Target.Classification("kind", LABELS),
          List.of("", "?"));

  static Stream<List<Layer>> networks() {
    Layer dense = new Layer.Dense(7);
    Stream<List<Layer>> activations =
        Stream.of(
                Activation.RELU,
                new Activation.LeakyRelu(0.05f),
                new Activation.PRelu(Activation.Sharing.UNIT, 0.25f),
                new Activation.PRelu(Activation.Sharing.LAYER, 0.3f),
                new Activation.Elu(1.3f),
                new Activation.Selu(),
                Activation.SIGMOID,
                Activation.TANH,
                new Activation.Softplus(),
                new Activation.Gelu(),
                Activation.LINEAR)
            .map(activation -> List.of(dense, new Layer.Activate(activation)));
    Layer lecture = new Layer.Dropout(0.4f, MaskScope.BATCH, DropoutScaling.TEST);
    Layer relu = new Layer.Activate(Activation.RELU);
    return Stream.concat(
        activations,
        Stream.of(
            List.of(),
            List.of(new Layer.Maxout(4, 3), lecture, new Layer.Maxout(3, 2)),
            List.of(lecture, lecture, dense, relu, new Layer.Dropout(0.5f), dense, relu),
            List.of(
                dense,
                lecture,
                new Layer.Activate(Activation.TANH),
                new Layer.Dense(3),
                new Layer.Activate(new Activation.PRelu(Activation.Sharing.NETWORK, 0.2f)))));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void every_layer_answers_as_the_predictor(List<Layer> layers) throws Exception {
    NetworkSpec network =
        new NetworkSpec(TABLE.width(), layers, new Head(3, Activation.SOFTMAX), Loss.CROSS_ENTROPY);
    agree(new Model(TABLE, network, parameters(network, 1)));
  }

  static Stream<NetworkSpec> heads() {
    List<Layer> layers = List.of(new Layer.Dense(4), new Layer.Activate(Activation.TANH));
    return Stream.of(
        new NetworkSpec(
            TABLE.width(), layers, new Head(3, Activation.SIGMOID), Loss.BINARY_CROSS_ENTROPY),
        new NetworkSpec(TABLE.width(), layers, new Head(3, Activation.LINEAR), Loss.HINGE),
        new NetworkSpec(
            TABLE.width(), layers, new Head(1, Activation.SIGMOID), Loss.BINARY_CROSS_ENTROPY),
        new NetworkSpec(TABLE.width(), layers, new Head(1, Activation.LINEAR), Loss.HINGE),
        new NetworkSpec(
            TABLE.width(), layers, new Head(1, Activation.LINEAR), Loss.MEAN_SQUARED_ERROR));
  }

  @ParameterizedTest
  @MethodSource("heads")
  void every_head_answers_as_the_predictor(NetworkSpec network) throws Exception {
    List<String> labels = network.outputs() == 1 ? List.of("no", "yes") : LABELS;
    Encoding encoding =
        new Encoding(TABLE.features(), new Target.Classification("kind", labels), TABLE.missing());
    agree(new Model(encoding, network, parameters(network, 2)));
  }

  @Test
  void an_ensemble_for_numbers_answers_as_the_predictor() throws Exception {
    NetworkSpec network =
        new NetworkSpec(
            TABLE.width(),
            List.of(new Layer.Dense(5)),
            new Head(1, Activation.LINEAR),
            Loss.MEAN_SQUARED_ERROR);
    Encoding encoding =
        new Encoding(TABLE.features(), new Target.Regression("price", 1e6, 2e5), TABLE.missing());
    agree(new Model(encoding, network, List.of(parameters(network, 3), parameters(network, 4))));
  }

  @Test
  void images_are_bytes_by_channel_and_row() throws Exception {
    Feature pixels = new Feature.Pixels("image", 2, 3, 2, 1 / 255f, -0.5f);
    Encoding encoding = new Encoding(List.of(pixels), new Target.Classification("kind", LABELS));
    NetworkSpec network =
        new NetworkSpec(12, List.of(), new Head(3, Activation.SOFTMAX), Loss.CROSS_ENTROPY);
    Model model = new Model(encoding, network, parameters(network, 5));
    byte[] image = {0, 1, 2, 100, 127, (byte) 128, (byte) 200, (byte) 255, 9, 8, 7, 6};
    Prediction expected = new Predictor(model).predict(Map.of("image", image));
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    ByteBuffer bytes = ByteBuffer.allocateDirect(12).order(ByteOrder.nativeOrder()).put(image);
    try (OrtSession session = environment.createSession(Onnx.of(model));
        OnnxTensor tensor =
            OnnxTensor.createTensor(
                environment,
                bytes.flip(),
                new long[] {1, 2, 2, 3},
                ai.onnxruntime.OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of("image", tensor))) {
      same(result, 0, expected);
    }
  }

  /** S23 of the file: weights that leave a droppable unit are scaled, the others and biases not. */
  @Test
  void weights_behind_dropout_stand_scaled_in_the_file() throws Exception {
    Encoding encoding =
        new Encoding(
            List.of(new Feature.Numeric("x", 0, 1, 0, false)), new Target.Regression("y", 0, 1));
    NetworkSpec network =
        new NetworkSpec(
            1,
            List.of(
                new Layer.Dense(2), new Layer.Dropout(0.5f, MaskScope.BATCH, DropoutScaling.TEST)),
            new Head(1, Activation.LINEAR),
            Loss.MEAN_SQUARED_ERROR);
    float[] parameters = {1, 3, 5, 7, 1, 9, 11};
    ModelProto file = ModelProto.parseFrom(Onnx.of(new Model(encoding, network, parameters)));
    List<List<Float>> tensors =
        file.getGraph().getInitializerList().stream()
            .filter(t -> t.getDataType() == TensorProto.DataType.FLOAT.getNumber())
            .map(OnnxTest::numbers)
            .toList();
    assertThat(tensors)
        .containsExactly(List.of(1f, 3f), List.of(5f, 7f), List.of(0.5f, 4.5f), List.of(11f));
  }

  @Test
  void an_output_gives_way_to_a_column_of_its_name() {
    Encoding encoding =
        new Encoding(
            List.of(new Feature.Numeric("prediction", 0, 1, 0, false)),
            new Target.Regression("y", 0, 1));
    NetworkSpec network =
        new NetworkSpec(1, List.of(), new Head(1, Activation.LINEAR), Loss.MEAN_SQUARED_ERROR);
    byte[] file = Onnx.of(new Model(encoding, network, new float[] {2, 3}));
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    assertThat(file).isNotEmpty();
    try (OrtSession session = environment.createSession(file)) {
      assertThat(session.getInputNames()).containsExactly("prediction");
      assertThat(session.getOutputNames()).containsExactly("prediction_");
    } catch (ai.onnxruntime.OrtException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_column_may_be_called_as_the_graph_calls_its_own() throws Exception {
    Encoding encoding =
        new Encoding(
            List.of(
                new Feature.Numeric("x", 0, 1, 0, true),
                new Feature.Numeric("value 1", 0, 1, 0, false)),
            new Target.Regression("y", 0, 1));
    NetworkSpec network =
        new NetworkSpec(3, List.of(), new Head(1, Activation.LINEAR), Loss.MEAN_SQUARED_ERROR);
    byte[] file = Onnx.of(new Model(encoding, network, new float[] {2, 3, 4, 5}));
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file)) {
      assertThat(session.getInputNames()).containsExactlyInAnyOrder("x", "value 1");
    }
  }

  private static List<Float> numbers(TensorProto tensor) {
    List<Float> numbers = new ArrayList<>();
    ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      numbers.add(bytes.getFloat());
    }
    return numbers;
  }

  /** Not those of a start: biases and slopes differ too. */
  private static float[] parameters(NetworkSpec network, long seed) {
    RandomStream random = RandomStream.of(seed);
    float[] parameters = Initializer.draw(network, random);
    for (int i = 0; i < ParameterLayout.of(network).size(); i++) {
      parameters[i] += 0.3f * (float) random.normal(i);
    }
    return parameters;
  }

  private static final double NONE = Double.NaN;

  private static final double[][] NUMBERS = {
    // number, income, member, day
    {1, 2500.5, 1, 19723.25},
    {NONE, -3, 0, NONE},
    {11, 0, NONE, 18000},
    {-2.5, NONE, 1, 20000},
  };

  private static final String[] TOWNS = {"Köln", "", "Ulm", "?"};

  private static Map<String, @Nullable Object> row(int row) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("number", NUMBERS[row][0]);
    values.put("income", NUMBERS[row][1]);
    double member = NUMBERS[row][2];
    values.put("member", Double.isNaN(member) ? null : (Object) (member == 1));
    values.put("town", TOWNS[row]);
    double day = NUMBERS[row][3];
    values.put(
        "day",
        Double.isNaN(day) ? null : java.time.Instant.ofEpochSecond(Math.round(day * 86_400)));
    return values;
  }

  private static void agree(Model model) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Predictor predictor = new Predictor(model);
    try (OrtSession session = environment.createSession(Onnx.of(model))) {
      Map<String, OnnxTensor> inputs = new HashMap<>();
      for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
        TensorInfo info = (TensorInfo) input.getValue().getInfo();
        assertThat(info.getShape()).containsExactly(-1, 1);
        inputs.put(input.getKey(), OnnxTensor.createTensor(environment, column(input.getKey())));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        for (int row = 0; row < NUMBERS.length; row++) {
          same(result, row, predictor.predict(row(row)));
        }
      }
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static Object column(String name) {
    if (name.equals("town")) {
      return Stream.of(TOWNS).map(town -> new String[] {town}).toArray(String[][]::new);
    }
    int at = List.of("number", "income", "member", "day").indexOf(name);
    return Stream.of(NUMBERS).map(row -> new double[] {row[at]}).toArray(double[][]::new);
  }

  private static void same(OrtSession.Result result, int row, Prediction expected)
      throws Exception {
    Object first = result.get("prediction").orElseThrow().getValue();
    switch (expected) {
      case Prediction.Regression(double value) ->
          assertThat(((double[][]) first)[row][0]).isCloseTo(value, within(1e-6 * 1e6));
      case Prediction.Classification(String label, double _, var probabilities) -> {
        assertThat(((String[]) first)[row]).isEqualTo(label);
        float[] p = ((float[][]) result.get("probabilities").orElseThrow().getValue())[row];
        assertThat(p).hasSize(probabilities.size());
        for (int j = 0; j < p.length; j++) {
          assertThat((double) p[j]).isCloseTo(probabilities.get(j).probability(), within(2e-6));
        }
      }
    }
  }
}
