package plumb.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Layer.DropoutScaling;
import plumb.nn.Layer.MaskScope;

/** Reads the layers and the head of a card. */
final class NetworkParser {
  private static final List<String> ACTIVATIONS =
      List.of(
          "relu",
          "leaky-relu",
          "prelu",
          "elu",
          "selu",
          "sigmoid",
          "tanh",
          "softplus",
          "gelu",
          "softmax",
          "linear");

  /** What a network may consist of. */
  static final List<String> LAYERS =
      java.util.stream.Stream.concat(
              java.util.stream.Stream.of("dense", "dropout", "maxout"), ACTIVATIONS.stream())
          .toList();

  /** The names of the initializations. */
  static final List<String> INITS =
      List.of("auto", "he", "glorot", "lecun", "fan-in", "zeros", "constant", "normal", "uniform");

  /** A wider layer is a slip of the keyboard. */
  private static final int MOST_UNITS = 1_000_000;

  /** As many numbers as fit into an array. */
  private static final int MOST_WEIGHTS = Integer.MAX_VALUE - 8;

  private final Choices choices;
  private final Consumer<String> warnings;

  /**
   * A reader.
   *
   * @param warnings told what is allowed but seldom meant
   */
  NetworkParser(Convention convention, Consumer<String> warnings) {
    this.choices = Choices.of(convention);
    this.warnings = warnings;
  }

  /** The hidden layers of a card that does not name any. */
  List<Layer> usual() {
    Layer dense = new Layer.Dense(64, choices.init(), 0);
    Layer relu = new Layer.Activate(Activation.RELU);
    return List.of(dense, relu, dense, relu);
  }

  /** The hidden layers; an empty list is a network without any. */
  List<Layer> layers(Node node) {
    if (!(node instanceof Node.Items(_, List<Node> items))) {
      throw Values.bad(
          node, "network takes a list with one entry a layer, not " + Values.kind(node));
    }
    List<Layer> layers = new ArrayList<>();
    OptionalDouble shared = OptionalDouble.empty();
    long width = 1;
    for (Node item : items) {
      Layer layer = layer(item);
      if (layer instanceof Layer.Activate(Activation.PRelu(Activation.Sharing s, float slope))
          && s == Activation.Sharing.NETWORK) {
        if (shared.isPresent() && shared.getAsDouble() != slope) {
          throw Values.bad(
              item,
              "this layer shares its slope with one that starts from %s; start both from the same"
                  .formatted((float) shared.getAsDouble()));
        }
        shared = OptionalDouble.of(slope);
      }
      long sums =
          switch (layer) {
            case Layer.Dense dense -> dense.units();
            case Layer.Maxout maxout -> (long) maxout.units() * maxout.pieces();
            case Layer.Activate _, Layer.Dropout _ -> 0;
          };
      if (sums > MOST_UNITS) {
        throw Values.bad(
            item,
            "units times pieces are %d, and a layer has at most %d; give it fewer"
                .formatted(sums, MOST_UNITS));
      }
      if (width * sums > MOST_WEIGHTS) {
        throw Values.bad(
            item,
            "%d units behind %d make more than %d weights; give one of the layers fewer"
                .formatted(sums, width, MOST_WEIGHTS));
      }
      width =
          switch (layer) {
            case Layer.Dense dense -> dense.units();
            case Layer.Maxout maxout -> maxout.units();
            case Layer.Activate _, Layer.Dropout _ -> width;
          };
      layers.add(layer);
    }
    return layers;
  }

  private static int units(Node node, String what) {
    return Values.whole(node, what, 1, MOST_UNITS);
  }

  private Layer layer(Node node) {
    Named named = Named.of(node, "a layer");
    return switch (named.name()) {
      case "dense" -> dense(named);
      case "maxout" -> maxout(named);
      case "dropout" -> dropout(named);
      default -> {
        if (!ACTIVATIONS.contains(named.name())) {
          throw named.unknown("layer", LAYERS);
        }
        yield new Layer.Activate(activation(named));
      }
    };
  }

  private Layer dense(Named named) {
    Optional<Node> single = named.single();
    if (single.isPresent()) {
      return new Layer.Dense(units(single.get(), "dense"), choices.init(), 0);
    }
    Section section = named.section(List.of("units", "init", "bias"));
    return new Layer.Dense(
        section.need("units", n -> units(n, "dense.units")),
        init(section),
        section.get("bias", 0f, n -> Values.single(n, "dense.bias")));
  }

  private Layer maxout(Named named) {
    Section section = named.section(List.of("units", "pieces", "init", "bias"));
    return new Layer.Maxout(
        section.need("units", n -> units(n, "maxout.units")),
        section.need("pieces", n -> Values.whole(n, "maxout.pieces", 2, MOST_UNITS)),
        init(section),
        section.get("bias", 0f, n -> Values.single(n, "maxout.bias")));
  }

  private Layer dropout(Named named) {
    Optional<Node> single = named.single();
    if (single.isPresent()) {
      return new Layer.Dropout(probability(single.get()), choices.mask(), choices.scaling());
    }
    Section section = named.section(List.of("p", "mask", "scaling"));
    return new Layer.Dropout(
        section.need("p", this::probability),
        section.get(
            "mask", choices.mask(), n -> Values.constant(n, "dropout.mask", MaskScope.class)),
        section.get(
            "scaling",
            choices.scaling(),
            n -> Values.constant(n, "dropout.scaling", DropoutScaling.class)));
  }

  private float probability(Node node) {
    Values.belowOne(node, "dropout, the probability to drop a unit,");
    float p = Values.single(node, "dropout");
    if (p >= 1) {
      throw Values.bad(
          node,
          "dropout, the probability to drop a unit, must be below 1, which %s is not in single precision"
              .formatted(Values.text(node, "dropout")));
    }
    Cards.remark(p).ifPresent(remark -> warnings.accept(node.place().text() + ": " + remark));
    return p;
  }

  /** The output layer; empty for the one that suits the task. */
  Optional<HeadChoice> head(Node node) {
    if (Values.isWord(node, "auto")) {
      return Optional.empty();
    }
    Section section = Section.of(node, "head", List.of("units", "activation", "init", "bias"));
    return Optional.of(
        new HeadChoice(
            section.need("units", n -> units(n, "head.units")),
            section.find("activation").map(n -> activation(Named.of(n, "head.activation"))),
            init(section),
            section.get("bias", 0f, n -> Values.single(n, "head.bias"))));
  }

  private Activation activation(Named named) {
    return switch (named.name()) {
      case "leaky-relu" -> new Activation.LeakyRelu(setting(named, "slope", choices.leakySlope()));
      case "elu" -> {
        float alpha = setting(named, "alpha", 1f);
        if (alpha < 0) {
          throw Values.bad(named.place(), "elu.alpha must be at least 0, not " + alpha);
        }
        yield new Activation.Elu(alpha);
      }
      case "prelu" -> prelu(named);
      default -> {
        Activation plain =
            switch (named.name()) {
              case "relu" -> Activation.RELU;
              case "selu" -> new Activation.Selu();
              case "sigmoid" -> Activation.SIGMOID;
              case "tanh" -> Activation.TANH;
              case "softplus" -> new Activation.Softplus();
              case "gelu" -> new Activation.Gelu();
              case "softmax" -> Activation.SOFTMAX;
              case "linear" -> Activation.LINEAR;
              default -> throw named.unknown("activation", ACTIVATIONS);
            };
        named.alone();
        yield plain;
      }
    };
  }

  private Activation prelu(Named named) {
    Activation.Sharing sharing = choices.preluSharing();
    float slope = choices.preluSlope();
    if (named.single().isPresent()) {
      return new Activation.PRelu(sharing, setting(named, "slope", slope));
    }
    Section section = named.section(List.of("shared", "slope"));
    return new Activation.PRelu(
        section.get(
            "shared", sharing, n -> Values.constant(n, "prelu.shared", Activation.Sharing.class)),
        section.get("slope", slope, n -> Values.single(n, "prelu.slope")));
  }

  /** The one number of an activation, alone behind the colon or by its name. */
  private static float setting(Named named, String key, float silent) {
    Optional<Node> single = named.single();
    return single.isPresent()
        ? Values.single(single.get(), named.name())
        : named
            .section(List.of(key))
            .get(key, silent, n -> Values.single(n, named.name() + "." + key));
  }

  /** A layer that says where its biases start has them there, however its weights are drawn. */
  private Init init(Section section) {
    Init init = section.get("init", choices.init(), NetworkParser::init);
    return init instanceof Init.FanIn ? new Init.FanIn(section.find("bias").isEmpty()) : init;
  }

  private static Init init(Node node) {
    Named named = Named.of(node, "init");
    return switch (named.name()) {
      case "constant" -> new Init.Constant(number(named));
      case "normal" -> new Init.Normal(spread(named));
      case "uniform" -> new Init.Uniform(spread(named));
      default -> {
        Init plain =
            switch (named.name()) {
              case "auto" -> Init.AUTO;
              case "he" -> new Init.He();
              case "glorot" -> new Init.Glorot();
              case "lecun" -> new Init.LeCun();
              case "fan-in" -> new Init.FanIn(true);
              case "zeros" -> new Init.Zeros();
              default -> throw named.unknown("init", INITS);
            };
        named.alone();
        yield plain;
      }
    };
  }

  private static float number(Named named) {
    return Values.single(
        named
            .argument()
            .orElseThrow(() ->
                Values.bad(
                    named.place(),
                    "init %s needs a number: {%s: 0.1}".formatted(named.name(), named.name()))),
        "init." + named.name());
  }

  private static float spread(Named named) {
    float number = number(named);
    if (number < 0) {
      throw Values.bad(
          named.place(), "init.%s must be at least 0, not %s".formatted(named.name(), number));
    }
    return number;
  }
}
