package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.run.CauseId;

/** What layers, head and loss of a card alone give reason to suspect. */
final class NetworkLints {
  private final Facts facts;
  private final List<Suspect> suspects = new ArrayList<>();

  private NetworkLints(Facts facts) {
    this.facts = facts;
  }

  /** The suspects, in no order. */
  static List<Suspect> of(Facts facts) {
    NetworkLints lints = new NetworkLints(facts);
    lints.head();
    lints.linear();
    lints.dropoutScaling();
    lints.capacity();
    return lints.suspects;
  }

  private void head() {
    Activation out = facts.network().head().activation();
    Loss loss = facts.network().loss();
    int units = facts.network().head().units();
    boolean softmax = out instanceof Activation.Softmax;
    boolean sigmoid = out instanceof Activation.Sigmoid;
    String what = "%s behind %s on %d units".formatted(word(loss), word(out), units);
    Optional<String> why =
        facts.classes() == 0
            ? range(out)
            : switch (loss) {
              case CROSS_ENTROPY ->
                  softmax && units > 1
                      ? Optional.empty()
                      : Optional.of("cross-entropy wants probabilities that sum to 1");
              case BINARY_CROSS_ENTROPY ->
                  sigmoid
                      ? Optional.empty()
                      : Optional.of("binary cross-entropy wants a probability from a sigmoid");
              case HINGE ->
                  out instanceof Activation.Linear
                      ? Optional.empty()
                      : Optional.of("the hinge loss wants a sign");
              case MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR ->
                  Optional.of("this loss is for numbers, and the task is to tell classes apart");
            };
    boolean hinge = facts.classes() > 0 && loss == Loss.HINGE && why.isEmpty();
    boolean perClass = facts.classes() > 2 && loss == Loss.BINARY_CROSS_ENTROPY && why.isEmpty();
    why.ifPresent(reason -> add(CauseId.WRONG_HEAD_OR_LOSS, 0.9, what, reason));
    if (hinge || perClass) {
      add(CauseId.WRONG_HEAD_OR_LOSS, 0.35, what, "it can work, but is not the usual choice");
    }
    if (facts.classes() == 0 && loss == Loss.MEAN_ABSOLUTE_ERROR && why.isEmpty()) {
      add(CauseId.WRONG_HEAD_OR_LOSS, 0.3, what, "it aims at the median, not the mean");
    }
  }

  /** Why an activation cannot give every number of the target. */
  private Optional<String> range(Activation out) {
    return switch (out) {
      case Activation.Linear _, Activation.LeakyRelu _, Activation.PRelu _ -> Optional.empty();
      case Activation.Relu _, Activation.Softplus _ ->
          Optional.of("it never answers below 0, and the target, as it is scaled, does");
      case Activation.Elu _, Activation.Selu _, Activation.Gelu _ ->
          Optional.of("its answers have a lower bound, and the target need not keep to it");
      case Activation.Sigmoid _, Activation.Softmax _ ->
          Optional.of("it answers between 0 and 1, and the target lies elsewhere");
      case Activation.Tanh _ ->
          Optional.of("it answers between -1 and 1, and the target lies elsewhere");
    };
  }

  private void add(CauseId id, double severity, String what, String reason) {
    suspects.add(
        new Suspect(
            id,
            severity,
            Numbers.of("outputs", facts.network().head().units(), "classes", facts.classes()),
            "%s: %s.".formatted(capital(what), reason),
            List.of(NetworkTreatments.usualHead())));
  }

  private void linear() {
    List<Layer> layers = facts.card().network();
    int dense = 0;
    int bare = 0;
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof Layer.Dense) {
        dense++;
        bare += NetworkTreatments.activated(layers, i) ? 0 : 1;
      } else if (layers.get(i) instanceof Layer.Maxout) {
        dense++;
      }
    }
    if (bare > 0) {
      suspects.add(
          new Suspect(
              CauseId.MISSING_NONLINEARITY,
              bare == dense ? 0.9 : 0.4,
              Numbers.of("layersWithoutActivation", bare, "hiddenLayers", dense),
              "%d of %d hidden layers have no activation behind them; linear layers behind one another are one linear layer."
                  .formatted(bare, dense),
              List.of(NetworkTreatments.nonlinear())));
    }
  }

  private void dropoutScaling() {
    double p =
        facts.card().network().stream()
            .mapToDouble(l ->
                l instanceof Layer.Dropout(float drop, _, Layer.DropoutScaling scaling)
                        && scaling == Layer.DropoutScaling.NONE
                    ? drop
                    : 0)
            .max()
            .orElse(0);
    if (p > 0) {
      suspects.add(
          new Suspect(
              CauseId.TRAIN_TEST_MODE_MISMATCH,
              0.95,
              Numbers.of("dropout", p, "sumsAtTest", 1 / (1 - p), "sumsAtTestLimit", 1.0),
              String.format(
                  Locale.ROOT,
                  "Dropout %.2g is never made up for, so at test time the sums are %.2f times as large as in training.",
                  p,
                  1 / (1 - p)),
              List.of(NetworkTreatments.scaledDropout())));
    }
  }

  private void capacity() {
    List<Integer> widths = facts.widths();
    int narrowest = widths.stream().mapToInt(Integer::intValue).min().orElse(0);
    int needed = Math.max(3, Math.min(8, facts.classes()));
    if (narrowest < needed) {
      suspects.add(
          new Suspect(
              CauseId.UNDER_CAPACITY,
              widths.isEmpty() ? 0.4 : narrowest <= 2 ? 0.75 : 0.5,
              Numbers.of("narrowestLayer", narrowest, "narrowestLayerLimit", needed),
              widths.isEmpty()
                  ? "There is no hidden layer: the network is a linear model."
                  : "Everything must pass through %d unit%s."
                      .formatted(narrowest, narrowest == 1 ? "" : "s"),
              List.of(NetworkTreatments.wider(32))));
    }
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String word(Activation activation) {
    return activation.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
