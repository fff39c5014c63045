package plumb.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import plumb.data.Target;
import plumb.export.Graph.Value;
import plumb.model.Model;
import plumb.nn.Activation;
import plumb.nn.NetworkSpec;

/**
 * A model in ONNX, the format that other machine-learning programs exchange: encoding of the
 * columns, networks and the reading of the answer in one file.
 *
 * <p>One input a column, {@code (rows, 1)}: numbers, flags (0 or 1) and dates (days since
 * 1970-01-01) in double precision, NaN where they are missing; words as text, empty where missing;
 * images as unsigned bytes {@code (rows, channels, height, width)}. Outputs: for classes {@code
 * prediction}, the label of each row, and {@code probabilities}, {@code (rows, classes)} in the
 * order of the metadata's {@code classes}; for numbers {@code prediction}, {@code (rows, 1)} in the
 * unit of the target.
 *
 * <p>The answers are those of {@link plumb.model.Predictor} to rounding.
 */
public final class Onnx {
  private static final int IR_VERSION = 7;
  private static final int OPERATORS = 13;
  private static final int TABLE_OPERATORS = 2;

  private Onnx() {}

  /** The file's content. */
  public static byte[] of(Model model) {
    Graph graph = new Graph(model.encoding().columns());
    Value rows = new Columns(graph, model.encoding()).encoded();
    List<Value> outputs =
        model.members().stream()
            .map(member -> new Layers(graph, model.network(), member).outputs(rows))
            .toList();
    Value mean = outputs.size() == 1 ? outputs.getFirst() : graph.node("Mean", outputs);
    Target target = model.encoding().target();
    switch (target) {
      case Target.Regression regression -> number(graph, regression, mean);
      case Target.Classification(_, List<String> labels) ->
          classes(graph, model.network(), labels, mean);
    }
    ModelProto.Builder file =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("plumb")
            .addOpsetImport(operators("", OPERATORS))
            .addOpsetImport(operators("ai.onnx.ml", TABLE_OPERATORS))
            .addMetadataProps(entry("target", target.column()))
            .addMetadataProps(entry("weightsHash", model.weightsHash()))
            .setGraph(graph.proto());
    if (target instanceof Target.Classification(_, List<String> labels)) {
      file.addMetadataProps(entry("classes", String.join("\n", labels)));
    }
    return file.build().toByteArray();
  }

  private static OperatorSetIdProto operators(String domain, int version) {
    return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version).build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static void number(Graph graph, Target.Regression target, Value output) {
    Value exact = graph.cast(output, DataType.DOUBLE);
    Value scaled = graph.node("Mul", exact, graph.number(target.scale()));
    Value value = graph.node("Add", scaled, graph.number(target.mean()));
    graph.output("prediction", value, DataType.DOUBLE, 1);
  }

  private static void classes(Graph graph, NetworkSpec network, List<String> labels, Value output) {
    Value best;
    Value probabilities;
    if (network.outputs() == 1) {
      float border = network.answersWithSign() ? 0 : 0.5f;
      Value second = graph.node("Greater", output, graph.single(border));
      best = graph.node("Reshape", graph.cast(second, DataType.INT64), graph.wholes(-1));
      Value share =
          network.answersWithSign()
              ? graph.node("Sigmoid", output)
              : graph.node("Clip", output, graph.single(0), graph.single(1));
      Value rest = graph.node("Sub", graph.single(1), share);
      probabilities = graph.node("Concat", List.of(rest, share), Graph.whole("axis", 1));
    } else {
      best =
          graph.node("ArgMax", List.of(output), Graph.whole("axis", 1), Graph.whole("keepdims", 0));
      probabilities = normalized(graph, network, output);
    }
    Value label = graph.node("Gather", graph.texts(labels), best);
    graph.output("prediction", label, DataType.STRING);
    graph.output("probabilities", probabilities, DataType.FLOAT, labels.size());
  }

  private static Value normalized(Graph graph, NetworkSpec network, Value output) {
    return switch (network.head().activation()) {
      case Activation.Softmax _ -> output;
      case Activation.Sigmoid _ -> {
        Value sum = graph.node("ReduceSum", output, graph.wholes(1));
        Value none = graph.node("Equal", sum, graph.single(0));
        Value even = graph.single(1f / network.outputs());
        yield graph.node("Where", none, even, graph.node("Div", output, sum));
      }
      default -> graph.node("Softmax", List.of(output), Graph.whole("axis", 1));
    };
  }
}
