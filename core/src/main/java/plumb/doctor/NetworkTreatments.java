package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.run.Card;
import plumb.run.HeadChoice;

/** The changes of a card's layers: other activations, sizes, first weights, dropout. */
final class NetworkTreatments {
  private NetworkTreatments() {}

  static Treatment usualHead() {
    return new Treatment(
        "the head and the loss that suit the task",
        "A head must be able to give every answer, and the loss must be the one for it.",
        card -> card.withHead(Optional.empty()).withLoss(Optional.empty()));
  }

  static Treatment usualInitialization() {
    return new Treatment(
        "initialization by the activation (He, Glorot), biases 0",
        "Weights that start too small, too large or all alike keep the signal from passing through the layers.",
        card ->
            card.withNetwork(
                    map(
                        card.network(),
                        layer ->
                            switch (layer) {
                              case Layer.Dense d -> new Layer.Dense(d.units());
                              case Layer.Maxout m -> new Layer.Maxout(m.units(), m.pieces());
                              case Layer.Activate _, Layer.Dropout _ -> layer;
                            }))
                .withHead(card.head().map(HeadChoice::withUsualStart)));
  }

  static Treatment relu() {
    return new Treatment(
        "ReLU with He's initialization instead of squashing activations",
        "Sigmoid and tanh shrink the gradient at every layer; ReLU passes it on (lecture: \"new activation function\").",
        card ->
            card.withNetwork(
                map(
                    card.network(),
                    layer ->
                        switch (layer) {
                          case Layer.Dense d -> new Layer.Dense(d.units());
                          case Layer.Activate(Activation a) when squashes(a) ->
                              new Layer.Activate(Activation.RELU);
                          default -> layer;
                        })));
  }

  static Treatment leakyRelu() {
    return new Treatment(
        "leaky ReLU instead of ReLU",
        "A unit that is 0 everywhere gets no gradient; with a slope on the left it can come back (lecture: \"ReLU-variant\").",
        card ->
            card.withNetwork(
                map(
                    card.network(),
                    layer ->
                        layer instanceof Layer.Activate(Activation.Relu _)
                            ? new Layer.Activate(new Activation.LeakyRelu(0.01f))
                            : layer)));
  }

  static boolean squashes(Activation a) {
    return a instanceof Activation.Sigmoid
        || a instanceof Activation.Tanh
        || a instanceof Activation.Softmax;
  }

  /** An activation behind every dense layer that has none. */
  static Treatment nonlinear() {
    return new Treatment(
        "ReLU behind every layer",
        "Linear layers behind one another are one linear layer.",
        card -> {
          List<Layer> layers = new ArrayList<>();
          List<Layer> old = card.network();
          for (int i = 0; i < old.size(); i++) {
            Layer layer = old.get(i);
            if (layer instanceof Layer.Activate(Activation.Linear _)) {
              continue;
            }
            layers.add(layer);
            if (layer instanceof Layer.Dense && !activated(old, i)) {
              layers.add(new Layer.Activate(Activation.RELU));
            }
          }
          return card.withNetwork(layers);
        });
  }

  /** Whether a curved activation follows a layer before the next weights. */
  static boolean activated(List<Layer> layers, int index) {
    for (int i = index + 1; i < layers.size(); i++) {
      switch (layers.get(i)) {
        case Layer.Activate(Activation a) -> {
          if (!(a instanceof Activation.Linear)) {
            return true;
          }
        }
        case Layer.Dropout _ -> {}
        case Layer.Dense _, Layer.Maxout _ -> {
          return false;
        }
      }
    }
    return false;
  }

  static Treatment wider(int least) {
    return new Treatment(
        "at least %d units a layer".formatted(least),
        "A network that cannot fit its training set may be too small for it.",
        card -> {
          List<Layer> layers =
              map(
                  card.network(),
                  layer ->
                      switch (layer) {
                        case Layer.Dense(int units, Init init, float bias) ->
                            new Layer.Dense(Math.max(least, 4 * units), init, bias);
                        case Layer.Maxout(int units, int pieces, Init init, float bias) ->
                            new Layer.Maxout(Math.max(least, 4 * units), pieces, init, bias);
                        case Layer.Activate _, Layer.Dropout _ -> layer;
                      });
          return card.withNetwork(
              layers.isEmpty()
                  ? List.of(new Layer.Dense(least), new Layer.Activate(Activation.RELU))
                  : layers);
        });
  }

  static Treatment shallower(int layers) {
    return new Treatment(
        "only %d hidden layers".formatted(layers),
        "A deeper network that is worse on the training set was not trained well (lecture: \"Do not always blame overfitting\").",
        card -> {
          List<Layer> kept = new ArrayList<>();
          int weights = 0;
          for (Layer layer : card.network()) {
            weights += layer instanceof Layer.Dense || layer instanceof Layer.Maxout ? 1 : 0;
            if (weights > layers) {
              break;
            }
            kept.add(layer);
          }
          return card.withNetwork(kept);
        });
  }

  static Treatment narrower(int divisor) {
    return new Treatment(
        "a %d times narrower network".formatted(divisor),
        "Fewer parameters can memorize less.",
        card ->
            card.withNetwork(
                map(
                    card.network(),
                    layer ->
                        switch (layer) {
                          case Layer.Dense(int units, Init init, float bias) ->
                              new Layer.Dense(Math.max(4, units / divisor), init, bias);
                          case Layer.Maxout(int units, int pieces, Init init, float bias) ->
                              new Layer.Maxout(Math.max(4, units / divisor), pieces, init, bias);
                          case Layer.Activate _, Layer.Dropout _ -> layer;
                        })));
  }

  static Treatment dropout(float p) {
    return new Treatment(
        "dropout " + p,
        "Every update trains another, thinner network; together they are an ensemble (lecture: \"Dropout\").",
        card -> {
          List<Layer> layers = new ArrayList<>();
          for (Layer layer : card.network()) {
            switch (layer) {
              case Layer.Dropout _ -> {}
              case Layer.Activate _, Layer.Maxout _ -> {
                layers.add(layer);
                layers.add(new Layer.Dropout(p));
              }
              case Layer.Dense _ -> layers.add(layer);
            }
          }
          return card.withNetwork(layers);
        });
  }

  /** Dropout that is made up for, as it is usual. */
  static Treatment scaledDropout() {
    return new Treatment(
        "dropout scaled by 1 - p",
        "Without it the sums are larger at test time than in training (lecture: \"Testing时有两个重点\").",
        card ->
            card.withNetwork(
                map(
                    card.network(),
                    layer ->
                        layer instanceof Layer.Dropout(float p, Layer.MaskScope mask, _)
                            ? new Layer.Dropout(p, mask, Layer.DropoutScaling.TRAINING)
                            : layer)));
  }

  /** The card with dropout made up for at test time: what its weights, as they are, would need. */
  static Card scaledAtTest(Card card) {
    return card.withNetwork(
        map(
            card.network(),
            layer ->
                layer instanceof Layer.Dropout(float p, Layer.MaskScope mask, _)
                    ? new Layer.Dropout(p, mask, Layer.DropoutScaling.TEST)
                    : layer));
  }

  private static List<Layer> map(List<Layer> layers, UnaryOperator<Layer> change) {
    return layers.stream().map(change).toList();
  }
}
