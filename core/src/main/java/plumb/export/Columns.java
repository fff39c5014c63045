package plumb.export;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.List;
import plumb.data.Encoding;
import plumb.data.Feature;
import plumb.export.Graph.Value;

/**
 * The encoding of raw columns as a graph, in double precision as {@link Feature} computes it: one
 * input a column, joined to the rows that the network reads.
 */
record Columns(Graph graph, Encoding encoding) {
  /** The inputs of the network, {@code (rows, encoding.width())}, single precision. */
  Value encoded() {
    List<Value> parts = new ArrayList<>();
    for (Feature feature : encoding.features()) {
      switch (feature) {
        case Feature.Numeric numeric -> numeric(numeric, parts);
        case Feature.LongTailed tailed -> longTailed(tailed, parts);
        case Feature.Flag flag -> flag(flag, parts);
        case Feature.Date date -> date(date, parts);
        case Feature.Categories categories -> parts.add(categories(categories));
        case Feature.Pixels pixels -> parts.add(pixels(pixels));
      }
    }
    return parts.size() == 1
        ? parts.getFirst()
        : graph.node("Concat", parts, Graph.whole("axis", 1));
  }

  private Value number(Feature feature) {
    return graph.input(feature.column(), DataType.DOUBLE, 1);
  }

  private void numeric(Feature.Numeric feature, List<Value> parts) {
    Value x = number(feature);
    Value missing = graph.node("IsNaN", x);
    if (feature.low() > -Double.MAX_VALUE) {
      missing = graph.node("Or", missing, graph.node("Less", x, graph.number(feature.low())));
    }
    if (feature.high() < Double.MAX_VALUE) {
      missing = graph.node("Or", missing, graph.node("Greater", x, graph.number(feature.high())));
    }
    Value filled = graph.node("Where", missing, graph.number(feature.fill()), x);
    parts.add(scaled(filled, feature.mean(), feature.scale()));
    indicator(feature.missingIndicator(), missing, parts);
  }

  /** {@code (sgn(x) ln(1 + |x| / unit) - mean) / scale}. */
  private void longTailed(Feature.LongTailed feature, List<Value> parts) {
    Value x = number(feature);
    Value missing = graph.node("IsNaN", x);
    Value filled = graph.node("Where", missing, graph.number(feature.fill()), x);
    Value units = graph.node("Div", graph.node("Abs", filled), graph.number(feature.unit()));
    Value size = graph.node("Log", graph.node("Add", units, graph.number(1)));
    Value compressed = graph.node("Mul", graph.node("Sign", filled), size);
    parts.add(scaled(compressed, feature.mean(), feature.scale()));
    indicator(feature.missingIndicator(), missing, parts);
  }

  private void flag(Feature.Flag feature, List<Value> parts) {
    Value x = number(feature);
    Value missing = graph.node("IsNaN", x);
    Value filled = graph.node("Where", missing, graph.number(feature.fill()), x);
    parts.add(graph.cast(filled, DataType.FLOAT));
    indicator(feature.missingIndicator(), missing, parts);
  }

  private void date(Feature.Date feature, List<Value> parts) {
    Value x = number(feature);
    Value missing = graph.node("IsNaN", x);
    Value days = graph.node("Where", missing, graph.number(feature.fill()), x);
    parts.add(scaled(days, feature.mean(), feature.scale()));
    for (double period : new double[] {Feature.Date.DAYS_PER_YEAR, Feature.Date.DAYS_PER_WEEK}) {
      Value angle = graph.node("Mul", days, graph.number(2 * StrictMath.PI / period));
      // The cosine as a sine: runtimes lack cosines in double precision.
      for (double ahead : new double[] {0, StrictMath.PI / 2}) {
        Value wave = graph.node("Sin", graph.node("Add", angle, graph.number(ahead)));
        Value held = graph.node("Where", missing, graph.number(0), wave);
        parts.add(graph.cast(held, DataType.FLOAT));
      }
    }
    indicator(feature.missingIndicator(), missing, parts);
  }

  /** A one in the place of the word. */
  private Value categories(Feature.Categories feature) {
    List<String> words = new ArrayList<>(feature.levels());
    List<Long> places = new ArrayList<>();
    for (long level = 0; level < words.size(); level++) {
      places.add(level);
    }
    for (String spelling : encoding.missing()) {
      if (!words.contains(spelling)) {
        words.add(spelling);
        places.add((long) feature.missing());
      }
    }
    if (!words.contains("")) {
      words.add("");
      places.add((long) feature.missing());
    }
    Value place =
        graph.node(
            "ai.onnx.ml",
            "LabelEncoder",
            List.of(graph.input(feature.column(), DataType.STRING, 1)),
            Graph.texts("keys_strings", words),
            Graph.wholes("values_int64s", places),
            Graph.whole("default_int64", feature.levels().size()));
    Value offAndOn = graph.floats(new float[] {0, 1}, 2);
    Value hot = graph.node("OneHot", place, graph.wholes(feature.width()), offAndOn);
    return graph.node("Reshape", hot, graph.wholes(-1, feature.width()));
  }

  private Value pixels(Feature.Pixels feature) {
    Value bytes =
        graph.input(
            feature.column(),
            DataType.UINT8,
            feature.channels(),
            feature.height(),
            feature.columns());
    Value pixels = graph.cast(bytes, DataType.FLOAT);
    Value scaled = graph.node("Mul", pixels, graph.single(feature.scale()));
    Value shifted = graph.node("Add", scaled, graph.single(feature.shift()));
    return graph.node("Reshape", shifted, graph.wholes(-1, feature.width()));
  }

  private Value scaled(Value x, double mean, double scale) {
    Value centred = graph.node("Sub", x, graph.number(mean));
    return graph.cast(graph.node("Div", centred, graph.number(scale)), DataType.FLOAT);
  }

  private void indicator(boolean wanted, Value missing, List<Value> parts) {
    if (wanted) {
      parts.add(graph.cast(missing, DataType.FLOAT));
    }
  }
}
