package plumb.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** An ONNX graph in the making: every method adds to it and returns the value that it made. */
final class Graph {
  private final GraphProto.Builder proto = GraphProto.newBuilder().setName("plumb");
  private final Set<String> taken = new HashSet<>();
  private int made;

  /**
   * An empty graph.
   *
   * @param inputs names that only inputs may have
   */
  Graph(List<String> inputs) {
    taken.addAll(inputs);
  }

  /**
   * A value of the graph.
   *
   * @param name unlike that of any other
   */
  record Value(String name) {}

  /** The finished graph. */
  GraphProto proto() {
    return proto.build();
  }

  /**
   * What the caller gives, rows first.
   *
   * @param dimensions of one row
   */
  Value input(String name, DataType type, long... dimensions) {
    proto.addInput(described(name, type, dimensions));
    return new Value(name);
  }

  /**
   * What the caller gets, rows first.
   *
   * @param wanted its name, lengthened where a column has that already
   */
  void output(String wanted, Value value, DataType type, long... dimensions) {
    String name = wanted;
    while (!taken.add(name)) {
      name += "_";
    }
    proto.addOutput(described(name, type, dimensions));
    proto.addNode(
        NodeProto.newBuilder().setOpType("Identity").addInput(value.name()).addOutput(name));
  }

  /** The result of an operator of the default domain. */
  Value node(String operator, List<Value> inputs, AttributeProto... attributes) {
    return node("", operator, inputs, attributes);
  }

  /** The same of one or two values. */
  Value node(String operator, Value first, Value... others) {
    List<Value> inputs = new ArrayList<>(List.of(first));
    inputs.addAll(List.of(others));
    return node(operator, inputs);
  }

  /** The result of an operator of a domain. */
  Value node(String domain, String operator, List<Value> inputs, AttributeProto... attributes) {
    Value result = fresh();
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setDomain(domain)
            .setOpType(operator)
            .addOutput(result.name())
            .addAllAttribute(List.of(attributes));
    inputs.forEach(input -> node.addInput(input.name()));
    proto.addNode(node);
    return result;
  }

  /** As another type. */
  Value cast(Value value, DataType to) {
    return node("Cast", List.of(value), whole("to", to.getNumber()));
  }

  /** A number in double precision. */
  Value number(double number) {
    return tensor(
        DataType.DOUBLE, b -> b.setRawData(bytes(Double.BYTES, to -> to.putDouble(number))));
  }

  /** Whole numbers in a row. */
  Value wholes(long... numbers) {
    return tensor(
        DataType.INT64,
        b ->
            b.setRawData(
                bytes(
                    Long.BYTES * numbers.length,
                    to -> {
                      for (long number : numbers) {
                        to.putLong(number);
                      }
                    })),
        numbers.length);
  }

  /** Numbers in single precision, row-major. */
  Value floats(float[] numbers, long... dimensions) {
    return tensor(
        DataType.FLOAT,
        b ->
            b.setRawData(
                bytes(Float.BYTES * numbers.length, to -> to.asFloatBuffer().put(numbers))),
        dimensions);
  }

  /** One number in single precision. */
  Value single(float number) {
    return floats(new float[] {number});
  }

  /** Texts in a row. */
  Value texts(List<String> texts) {
    return tensor(
        DataType.STRING,
        b -> texts.forEach(text -> b.addStringData(ByteString.copyFromUtf8(text))),
        texts.size());
  }

  /** An attribute that is a whole number. */
  static AttributeProto whole(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** An attribute that is several whole numbers. */
  static AttributeProto wholes(String name, List<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(values)
        .build();
  }

  /** An attribute that is a number. */
  static AttributeProto single(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  /** An attribute that is several texts. */
  static AttributeProto texts(String name, List<String> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRINGS)
        .addAllStrings(values.stream().map(ByteString::copyFromUtf8).toList())
        .build();
  }

  private Value tensor(DataType type, Consumer<TensorProto.Builder> content, long... dimensions) {
    Value value = fresh();
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(value.name()).setDataType(type.getNumber());
    for (long dimension : dimensions) {
      tensor.addDims(dimension);
    }
    content.accept(tensor);
    proto.addInitializer(tensor);
    return value;
  }

  /** The format wants the lowest byte first. */
  private static ByteString bytes(int count, Consumer<ByteBuffer> content) {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    content.accept(bytes);
    return ByteString.copyFrom(bytes.array());
  }

  private Value fresh() {
    String name;
    do {
      made++;
      name = "value " + made;
    } while (!taken.add(name));
    return new Value(name);
  }

  private static ValueInfoProto described(String name, DataType type, long... dimensions) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam("rows"));
    for (long dimension : dimensions) {
      shape.addDim(Dimension.newBuilder().setDimValue(dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
