package plumb.recipe;

import java.util.ArrayList;
import java.util.List;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;
import plumb.run.Card;

/**
 * A change of a card against one of the two failures of the recipe. A remedy belongs to one branch:
 * what helps a bad training result is not what helps a bad validation result.
 */
public sealed interface Remedy {
  /** Which failure a remedy is for. */
  enum Branch {
    /** The training result is bad. */
    TRAINING,
    /** Only the validation result is bad. */
    VALIDATION
  }

  /** Which failure it is for. */
  default Branch branch() {
    return switch (this) {
      case ReluActivation _, AdamRule _, LearningRate _, MoreEpochs _, Wider _ -> Branch.TRAINING;
      case L2 _, L1 _, Dropout _, Smaller _ -> Branch.VALIDATION;
    };
  }

  /** A few words. */
  String title();

  /** Why, by the lecture. */
  String reason();

  /** The changed card; the same card where there is nothing to change. */
  Card apply(Card card);

  /** Lecture: "new activation function". */
  record ReluActivation() implements Remedy {
    @Override
    public String title() {
      return "ReLU instead of squashing activations";
    }

    @Override
    public String reason() {
      return "Sigmoid and tanh shrink the gradient at every layer; ReLU passes it on, and He's initialization keeps its size.";
    }

    @Override
    public Card apply(Card card) {
      List<Layer> layers = new ArrayList<>();
      for (Layer layer : card.network()) {
        layers.add(
            switch (layer) {
              case Layer.Activate(Activation squashing)
                  when squashing instanceof Activation.Sigmoid
                      || squashing instanceof Activation.Tanh
                      || squashing instanceof Activation.Linear ->
                  new Layer.Activate(Activation.RELU);
              case Layer.Dense dense -> new Layer.Dense(dense.units(), Init.AUTO, 0);
              default -> layer;
            });
      }
      return card.withNetwork(layers);
    }
  }

  /** Lecture: "Adam = RMSProp + Momentum". */
  record AdamRule() implements Remedy {
    @Override
    public String title() {
      return "Adam at rate 0.001";
    }

    @Override
    public String reason() {
      return "A rate of its own for every parameter, and momentum past flat places.";
    }

    @Override
    public Card apply(Card card) {
      return card.withOptimizer(new Optimizer(new UpdateRule.Adam(1e-3)));
    }
  }

  /** Another learning rate, other things equal. */
  record LearningRate(double factor) implements Remedy {
    @Override
    public String title() {
      return factor > 1
          ? "learning rate times %s".formatted(plain(factor))
          : "learning rate divided by %s".formatted(plain(1 / factor));
    }

    private static String plain(double value) {
      return Long.toString(Math.round(value));
    }

    @Override
    public String reason() {
      return factor > 1
          ? "The training loss was still falling slowly and evenly."
          : "The training loss jumped or diverged: the steps are too long.";
    }

    @Override
    public Card apply(Card card) {
      UpdateRule rule = card.optimizer().rule();
      return card.withOptimizer(
          new Optimizer(
              rule.withRate(rule.rate() * factor),
              card.optimizer().clip(),
              card.optimizer().schedule()));
    }
  }

  /** Training had not ended. */
  record MoreEpochs(int factor) implements Remedy {
    @Override
    public String title() {
      return factor + " times the epochs";
    }

    @Override
    public String reason() {
      return "The training loss was still falling when the epochs were over.";
    }

    @Override
    public Card apply(Card card) {
      return card.withEpochs(card.epochs() * factor);
    }
  }

  /** More capacity. */
  record Wider(int factor) implements Remedy {
    @Override
    public String title() {
      return factor + " times as many units";
    }

    @Override
    public String reason() {
      return "A network that cannot fit its training set may be too small for it.";
    }

    @Override
    public Card apply(Card card) {
      return card.withNetwork(scaled(card.network(), factor));
    }
  }

  /** Lecture: "L2 Regularization". */
  record L2(double strength) implements Remedy {
    @Override
    public String title() {
      return "L2 penalty " + strength;
    }

    @Override
    public String reason() {
      return "Weights the loss does not need decay towards 0.";
    }

    @Override
    public Card apply(Card card) {
      return card.withPenalty(new Penalty(strength, card.penalty().l1()));
    }
  }

  /** Lecture: "L1 Regularization". */
  record L1(double strength) implements Remedy {
    @Override
    public String title() {
      return "L1 penalty " + strength;
    }

    @Override
    public String reason() {
      return "Every weight is moved towards 0 by the same amount, so the needless ones vanish.";
    }

    @Override
    public Card apply(Card card) {
      return card.withPenalty(new Penalty(card.penalty().l2(), strength));
    }
  }

  /** Lecture: "Dropout". */
  record Dropout(float dropProbability) implements Remedy {
    @Override
    public String title() {
      return "dropout " + dropProbability;
    }

    @Override
    public String reason() {
      return "Every update trains another, thinner network; together they are an ensemble.";
    }

    @Override
    public Card apply(Card card) {
      List<Layer> layers = new ArrayList<>();
      for (Layer layer : card.network()) {
        switch (layer) {
          case Layer.Dropout _ -> {}
          case Layer.Activate _, Layer.Maxout _ -> {
            layers.add(layer);
            layers.add(new Layer.Dropout(dropProbability));
          }
          case Layer.Dense _ -> layers.add(layer);
        }
      }
      return card.withNetwork(layers);
    }
  }

  /** Less capacity. */
  record Smaller(int divisor) implements Remedy {
    @Override
    public String title() {
      return "a %d times narrower network".formatted(divisor);
    }

    @Override
    public String reason() {
      return "Fewer parameters can memorize less.";
    }

    @Override
    public Card apply(Card card) {
      return card.withNetwork(scaled(card.network(), 1.0 / divisor));
    }
  }

  private static List<Layer> scaled(List<Layer> network, double factor) {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : network) {
      layers.add(
          switch (layer) {
            case Layer.Dense(int units, Init init, float bias) ->
                new Layer.Dense(units(units, factor), init, bias);
            case Layer.Maxout(int units, int pieces, Init init, float bias) ->
                new Layer.Maxout(units(units, factor), pieces, init, bias);
            case Layer.Activate _, Layer.Dropout _ -> layer;
          });
    }
    return layers;
  }

  private static int units(int units, double factor) {
    return Math.max(2, (int) Math.round(units * factor));
  }
}
