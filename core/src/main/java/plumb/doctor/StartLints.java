package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Initializer;
import plumb.nn.Layer;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Segment;
import plumb.run.CauseId;

/** What the untrained network gives reason to suspect: its weights, signals and gradients. */
final class StartLints {
  /** A deviation this many times too large or too small is wondered at. */
  private static final double OFF = 2.5;

  /** Weights larger than that many times the usual are wrong in themselves, not by the depth. */
  private static final double MODERATE = 10;

  /** A gradient of the first layer below this share of the head's has vanished. */
  private static final double VANISHED = 1e-2;

  private final Facts facts;
  private final Signals signals;
  private final List<Suspect> suspects = new ArrayList<>();

  private StartLints(Facts facts, Signals signals) {
    this.facts = facts;
    this.signals = signals;
  }

  /** The suspects, in no order. */
  static List<Suspect> of(Facts facts, Team team) {
    NetworkSpec network = facts.network();
    float[] start = Initializer.draw(network, RandomStream.of(facts.card().seed()).child(1));
    StartLints lints = new StartLints(facts, Signals.of(network, start, facts.train(), team));
    lints.weights();
    lints.biases();
    lints.vanishing();
    return lints.suspects;
  }

  private void weights() {
    NetworkSpec network = facts.network();
    ParameterLayout layout = ParameterLayout.of(network);
    double worst = 1;
    String where = "";
    int alike = 0;
    for (int i = 0; i <= network.layers().size(); i++) {
      Segment weights = layout.find(i, Segment.Role.WEIGHT).orElse(null);
      if (weights == null) {
        continue;
      }
      Init init = Initializer.init(network, i);
      boolean head = i == network.layers().size();
      double deviation = deviation(init, weights);
      if (deviation == 0) {
        alike += !head && weights.columns() > 1 ? 1 : 0;
        continue;
      }
      double usual = deviation(usual(network, i), weights);
      double off = deviation / usual;
      // A small start of the head alone is harmless, and often meant.
      if (Math.abs(Math.log(off)) > Math.abs(Math.log(worst)) && !(head && off < 1)) {
        worst = off;
        where = weights.name().replace(" weights", "");
      }
    }
    if (alike > 0) {
      suspects.add(
          new Suspect(
              CauseId.SYMMETRIC_INITIALIZATION,
              0.95,
              Numbers.of("layersAllAlike", alike, "layersAllAlikeLimit", 0),
              "All units of %d layer%s start with the same weights, so they get the same gradient and stay alike."
                  .formatted(alike, alike == 1 ? "" : "s"),
              List.of(NetworkTreatments.usualInitialization())));
    }
    if (worst > OFF || worst < 1 / OFF) {
      double decades = Math.abs(Math.log10(worst));
      // No single layer is absurd, but what each adds multiplies with the depth.
      boolean grows = worst > 1 && worst < MODERATE && facts.depth() >= 5;
      String sentence =
          String.format(
              Locale.ROOT,
              "The weights of %s start %.3g times as large as suits the activation behind them.",
              where,
              worst);
      List<Treatment> treatments =
          new ArrayList<>(List.of(NetworkTreatments.usualInitialization()));
      double severity = Math.min(0.95, 0.5 + 0.35 * decades);
      suspects.add(
          new Suspect(
              grows ? CauseId.EXPLODING_GRADIENT : CauseId.BAD_INITIALIZATION,
              severity,
              Numbers.of(
                  "deviationRatio",
                  worst,
                  "deviationRatioLimit",
                  worst > 1 ? OFF : 1 / OFF,
                  "signalAtHead",
                  signals.layers().getLast().spread(),
                  "gradientFirstToHead",
                  signals.gradientRatio()),
              grows
                  ? sentence
                      + String.format(
                          Locale.ROOT,
                          " Through %d layers the signal grows to a spread of %.3g, and gradients with it.",
                          facts.depth(),
                          signals.layers().getLast().spread())
                  : sentence,
              treatments));
    }
  }

  private static Init usual(NetworkSpec network, int layer) {
    List<Layer> layers = new ArrayList<>(network.layers());
    if (layer < layers.size()) {
      layers.set(
          layer,
          switch (layers.get(layer)) {
            case Layer.Dense d -> new Layer.Dense(d.units());
            case Layer.Maxout m -> new Layer.Maxout(m.units(), m.pieces());
            case Layer other -> other;
          });
    }
    return Initializer.init(
        new NetworkSpec(
            network.inputs(),
            layers,
            new plumb.nn.Head(network.head().units(), network.head().activation()),
            network.loss()),
        layer);
  }

  /** The standard deviation a way of starting gives the weights of a layer. */
  static double deviation(Init init, Segment weights) {
    double in = weights.rows();
    double out = weights.columns();
    return switch (init) {
      case Init.He _ -> Math.sqrt(2 / in);
      case Init.LeCun _ -> Math.sqrt(1 / in);
      case Init.Glorot _ -> Math.sqrt(2 / (in + out));
      case Init.FanIn _ -> Math.sqrt(1 / (3 * in));
      case Init.Normal(float deviation) -> deviation;
      case Init.Uniform(float limit) -> limit / Math.sqrt(3);
      case Init.Zeros _, Init.Constant _ -> 0;
      case Init.Auto _ -> throw new IllegalStateException("chosen before");
    };
  }

  private void biases() {
    List<Layer> layers = facts.card().network();
    for (int i = 0; i < layers.size(); i++) {
      if (!(layers.get(i) instanceof Layer.Dense(int units, _, float bias)) || Math.abs(bias) < 1) {
        continue;
      }
      Activation behind =
          i + 1 < layers.size() && layers.get(i + 1) instanceof Layer.Activate(Activation a)
              ? a
              : Activation.LINEAR;
      boolean relu = behind instanceof Activation.Relu;
      boolean squashing = behind instanceof Activation.Sigmoid || behind instanceof Activation.Tanh;
      CauseId id =
          relu && bias < 0
              ? CauseId.DYING_RELU
              : squashing && Math.abs(bias) >= 2
                  ? CauseId.SATURATED_ACTIVATION
                  : CauseId.BAD_INITIALIZATION;
      suspects.add(
          new Suspect(
              id,
              Math.min(0.95, 0.4 + 0.15 * Math.abs(bias)),
              Numbers.of(
                  "bias", bias,
                  "biasLimit", Math.signum(bias),
                  "deadShare", signals.mostDead(),
                  "saturatedShare", signals.mostSaturated()),
              String.format(
                  Locale.ROOT,
                  "The biases of %d units start at %.3g, which %s.",
                  units,
                  bias,
                  switch (id) {
                    case DYING_RELU -> "keeps their ReLUs at 0, where no gradient comes back";
                    case SATURATED_ACTIVATION -> "puts them where the activation is flat";
                    default -> "drowns the weighted sums";
                  }),
              id == CauseId.DYING_RELU
                  ? List.of(NetworkTreatments.usualInitialization(), NetworkTreatments.leakyRelu())
                  : List.of(NetworkTreatments.usualInitialization())));
      return;
    }
  }

  private void vanishing() {
    long squashing =
        facts.card().network().stream()
            .filter(l -> l instanceof Layer.Activate(Activation a) && NetworkTreatments.squashes(a))
            .count();
    double ratio = signals.gradientRatio();
    if ((squashing >= 3 && ratio < VANISHED) || squashing >= 5) {
      suspects.add(
          new Suspect(
              CauseId.VANISHING_GRADIENT,
              ratio < 1e-3 ? 0.85 : ratio < VANISHED ? 0.6 : 0.3,
              Numbers.of(
                  "gradientFirstToHead", ratio,
                  "gradientFirstToHeadLimit", VANISHED,
                  "squashingLayers", squashing),
              String.format(
                  Locale.ROOT,
                  "At the start the gradient of the first layer is %.2g times that of the last: %d squashing activations, one behind the other, each shrink it.",
                  ratio,
                  squashing),
              List.of(NetworkTreatments.relu())));
    } else if (facts.depth() >= 8) {
      int layers = Math.max(2, facts.depth() / 3);
      suspects.add(
          new Suspect(
              CauseId.VANISHING_GRADIENT,
              0.45,
              Numbers.of("hiddenLayers", facts.depth(), "gradientFirstToHead", ratio),
              "%d layers, one behind the other, without shortcuts are hard to train."
                  .formatted(facts.depth()),
              List.of(NetworkTreatments.shallower(layers))));
    }
  }
}
