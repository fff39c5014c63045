package plumb.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.data.read.Scaling;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Schedule;
import plumb.optim.UpdateRule;
import plumb.run.Card;
import plumb.run.CardReader;

/** Single changes of a card, from which the other tools' remedies are made. */
final class Edits {
  private Edits() {}

  static Card set(Card card, String setting) {
    return CardReader.apply(card, List.of(setting));
  }

  static Card rule(Card card, UpdateRule rule) {
    return card.withOptimizer(
        new Optimizer(rule, card.optimizer().clip(), card.optimizer().schedule()));
  }

  static Card rate(Card card, double factor) {
    UpdateRule rule = card.optimizer().rule();
    return rule(card, rule.withRate(rule.rate() * factor));
  }

  static Card clip(Card card, Clip clip) {
    return card.withOptimizer(
        new Optimizer(card.optimizer().rule(), clip, card.optimizer().schedule()));
  }

  static Card schedule(Card card, Schedule schedule) {
    return card.withOptimizer(
        new Optimizer(card.optimizer().rule(), card.optimizer().clip(), schedule));
  }

  /** Every hidden activation replaced, one put behind every layer that has none. */
  static Card activation(Card card, Activation activation, Init init) {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : card.network()) {
      switch (layer) {
        case Layer.Dense(int units, _, float bias) -> {
          layers.add(new Layer.Dense(units, init, bias));
          layers.add(new Layer.Activate(activation));
        }
        case Layer.Activate _ -> {}
        case Layer.Maxout _, Layer.Dropout _ -> layers.add(layer);
      }
    }
    return card.withNetwork(layers);
  }

  static Card init(Card card, Init init) {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : card.network()) {
      layers.add(
          switch (layer) {
            case Layer.Dense(int units, _, float bias) -> new Layer.Dense(units, init, bias);
            case Layer.Maxout(int units, int pieces, _, float bias) ->
                new Layer.Maxout(units, pieces, init, bias);
            case Layer.Activate _, Layer.Dropout _ -> layer;
          });
    }
    return card.withNetwork(layers).withHead(card.head().map(h -> h.withInit(init)));
  }

  static Card biases(Card card, float bias) {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : card.network()) {
      layers.add(
          switch (layer) {
            case Layer.Dense(int units, Init init, _) -> new Layer.Dense(units, init, bias);
            case Layer.Maxout(int units, int pieces, Init init, _) ->
                new Layer.Maxout(units, pieces, init, bias);
            case Layer.Activate _, Layer.Dropout _ -> layer;
          });
    }
    return card.withNetwork(layers);
  }

  /** Every dropout made up for in training. */
  static Card scaledDropout(Card card) {
    return card.withNetwork(
        card.network().stream()
            .map(layer ->
                layer instanceof Layer.Dropout(float p, Layer.MaskScope mask, _)
                    ? new Layer.Dropout(p, mask, Layer.DropoutScaling.TRAINING)
                    : layer)
            .toList());
  }

  static Card scaling(Card card, Scaling scaling) {
    return set(
        card, "data.inputs=" + scaling.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
  }

  static Card usualHead(Card card) {
    return card.withHead(Optional.empty()).withLoss(Optional.empty());
  }

  static Card usualLoss(Card card) {
    return card.withLoss(Optional.empty());
  }
}
