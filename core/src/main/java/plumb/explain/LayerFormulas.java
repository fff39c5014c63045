package plumb.explain;

import static plumb.explain.Figures.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import plumb.explain.Explanation.Row;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Init;
import plumb.nn.Initializer;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;

/** The layers of a network in formulas, from the input on. */
final class LayerFormulas {
  private final NetworkSpec spec;
  private final boolean headKnown;
  private final List<Row> rows = new ArrayList<>();
  private OptionalInt width;
  private OptionalLong total = OptionalLong.of(0);
  private boolean networkSlope;

  /**
   * Of a network.
   *
   * @param inputsKnown whether the spec's inputs are the data's
   * @param headKnown whether its output layer is the one to be trained
   */
  LayerFormulas(NetworkSpec spec, boolean inputsKnown, boolean headKnown) {
    this.spec = spec;
    this.headKnown = headKnown;
    this.width = inputsKnown ? OptionalInt.of(spec.inputs()) : OptionalInt.empty();
    for (int i = 0; i < spec.layers().size(); i++) {
      layer(i, spec.layers().get(i));
    }
    head(spec.layers().size(), spec.head());
  }

  /** One row a layer. */
  List<Row> rows() {
    return rows;
  }

  /** Parameters in all; empty while a width is not known. */
  OptionalLong parameters() {
    return total;
  }

  private void add(int index, String name, List<String> lines) {
    rows.add(new Row((index + 1) + "  " + name, lines));
  }

  private void layer(int index, Layer layer) {
    switch (layer) {
      case Layer.Dense(int units, _, float bias) -> {
        List<String> lines = new ArrayList<>(List.of("z = x·W + b"));
        lines.add(parameters(units));
        lines.add(start(Initializer.init(spec, index), units, bias));
        add(index, "dense " + units, lines);
        width = OptionalInt.of(units);
      }
      case Layer.Maxout(int units, int pieces, _, float bias) -> {
        List<String> lines = new ArrayList<>();
        lines.add("z = x·W + b;  a = the largest of each unit's %d sums z".formatted(pieces));
        lines.add("only the largest sum gets a gradient; of equals the first");
        lines.add(
            parameters(units * pieces) + ", %d times the price of a dense layer".formatted(pieces));
        lines.add(start(Initializer.init(spec, index), units * pieces, bias));
        add(index, "maxout %d×%d".formatted(units, pieces), lines);
        width = OptionalInt.of(units);
      }
      case Layer.Activate(Activation function) ->
          add(index, name(function), activation(function, width));
      case Layer.Dropout dropout -> add(index, "dropout", dropout(dropout, index == 0));
    }
  }

  private void head(int index, Head head) {
    if (!headKnown) {
      total = OptionalLong.empty();
      rows.add(
          new Row(
              "output",
              "chosen by the task: softmax over the classes, sigmoid for two, linear for a number"));
      return;
    }
    List<String> lines = new ArrayList<>(List.of("z = x·W + b"));
    lines.addAll(activation(head.activation(), OptionalInt.of(head.units())));
    lines.add(parameters(head.units()));
    lines.add(start(Initializer.init(spec, index), head.units(), head.bias()));
    rows.add(new Row("output %d".formatted(head.units()), lines));
  }

  private String parameters(int sums) {
    if (width.isEmpty()) {
      total = OptionalLong.empty();
      return "d·%s + %s parameters, d the inputs of the data".formatted(count(sums), count(sums));
    }
    long parameters = (long) width.getAsInt() * sums + sums;
    add(parameters);
    return "%s·%s + %s = %s parameters"
        .formatted(count(width.getAsInt()), count(sums), count(sums), count(parameters));
  }

  private void add(long parameters) {
    if (total.isPresent()) {
      total = OptionalLong.of(total.getAsLong() + parameters);
    }
  }

  private String start(Init init, int sums, float bias) {
    boolean drawn = init instanceof Init.FanIn(boolean biases) && biases;
    return "start: W %s, b %s"
        .formatted(start(init, sums), drawn ? "alike" : "= " + Figures.of(bias));
  }

  private String start(Init init, int sums) {
    boolean known = width.isPresent();
    String inputs = known ? count(width.getAsInt()) : "d";
    int in = width.orElse(1);
    return switch (init) {
      case Init.Auto _ -> throw new IllegalStateException("chosen before");
      case Init.He _ -> normal("√(2∕%s)".formatted(inputs), known, Math.sqrt(2.0 / in));
      case Init.LeCun _ -> normal("√(1∕%s)".formatted(inputs), known, Math.sqrt(1.0 / in));
      case Init.Glorot _ ->
          uniform(
              "√(6∕(%s + %s))".formatted(inputs, count(sums)),
              known,
              Math.sqrt(6.0 / ((double) in + sums)));
      case Init.FanIn _ -> uniform("1∕√" + inputs, known, Math.sqrt(1.0 / in));
      case Init.Zeros _ -> "= 0";
      case Init.Constant(float value) -> "= " + Figures.of(value);
      case Init.Normal(float deviation) -> "normal, mean 0, deviation " + Figures.of(deviation);
      case Init.Uniform(float limit) -> "uniform within ±" + Figures.of(limit);
    };
  }

  private static String normal(String formula, boolean known, double value) {
    return "normal, mean 0, deviation " + formula + (known ? " = " + rounded(value) : "");
  }

  private static String uniform(String formula, boolean known, double value) {
    return "uniform within ±" + formula + (known ? " = " + rounded(value) : "");
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static String name(Activation function) {
    return switch (function) {
      case Activation.Linear _ -> "linear";
      case Activation.Relu _ -> "relu";
      case Activation.LeakyRelu _ -> "leaky-relu";
      case Activation.PRelu _ -> "prelu";
      case Activation.Elu _ -> "elu";
      case Activation.Selu _ -> "selu";
      case Activation.Sigmoid _ -> "sigmoid";
      case Activation.Tanh _ -> "tanh";
      case Activation.Softplus _ -> "softplus";
      case Activation.Gelu _ -> "gelu";
      case Activation.Softmax _ -> "softmax";
    };
  }

  private List<String> activation(Activation function, OptionalInt units) {
    return switch (function) {
      case Activation.Linear _ -> List.of("a = z");
      case Activation.Relu _ -> List.of("a = max(0, z)");
      case Activation.LeakyRelu(float slope) ->
          List.of("a = z for z > 0, %s·z otherwise".formatted(Figures.of(slope)));
      case Activation.PRelu(Activation.Sharing sharing, float slope) ->
          List.of(
              "a = z for z > 0, α·z otherwise; α is learned, from %s".formatted(Figures.of(slope)),
              slopes(sharing, units));
      case Activation.Elu(float alpha) ->
          List.of("a = z for z > 0, %s·(eᶻ − 1) otherwise".formatted(Figures.of(alpha)));
      case Activation.Selu _ ->
          List.of("a = 1.0507·z for z > 0, 1.0507·1.67326·(eᶻ − 1) otherwise");
      case Activation.Sigmoid _ -> List.of("a = 1 ∕ (1 + e⁻ᶻ)");
      case Activation.Tanh _ -> List.of("a = tanh z");
      case Activation.Softplus _ -> List.of("a = ln(1 + eᶻ)");
      case Activation.Gelu _ ->
          List.of("a = z∕2 · (1 + tanh(√(2∕π)·(z + 0.044715·z³))), z·Φ(z) to about 0.001");
      case Activation.Softmax _ -> List.of("a_i = e^z_i ∕ ∑_j e^z_j");
    };
  }

  private String slopes(Activation.Sharing sharing, OptionalInt units) {
    return switch (sharing) {
      case UNIT -> {
        if (units.isEmpty()) {
          total = OptionalLong.empty();
          yield "one α a unit: d parameters";
        }
        add(units.getAsInt());
        yield "one α a unit: %s parameters".formatted(count(units.getAsInt()));
      }
      case LAYER -> {
        add(1);
        yield "one α for the layer: 1 parameter";
      }
      case NETWORK -> {
        boolean first = !networkSlope;
        networkSlope = true;
        if (first) {
          add(1);
        }
        yield "one α for the network: "
            + (first ? "1 parameter" : "the one of the PReLU layer before");
      }
    };
  }

  private static List<String> dropout(Layer.Dropout dropout, boolean inputs) {
    double p = Double.parseDouble(Float.toString(dropout.dropProbability()));
    String keep = Figures.of(1 - p);
    String what = inputs ? "x" : "a";
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s ← m·%s while training; m is 0 with probability %s, else 1"
            .formatted(what, what, Figures.of(p)));
    lines.add(
        switch (dropout.mask()) {
          case BATCH -> "one mask m for the whole mini-batch, drawn anew before every update";
          case EXAMPLE -> "a mask m for every example, drawn anew before every update";
        });
    lines.add(
        switch (dropout.scaling()) {
          case TRAINING ->
              "made up for in training: survivors × 1∕(1 − %s) = %s; afterwards nothing to do"
                  .formatted(Figures.of(p), Figures.of(1 / (1 - p)));
          case TEST ->
              "made up for afterwards: the weights leaving here × (1 − %s) = %s, biases not"
                  .formatted(Figures.of(p), keep);
          case NONE -> "never made up for: training and use then disagree";
        });
    return lines;
  }
}
