package plumb.recipe;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;
import plumb.run.Card;
import plumb.run.HeadChoice;

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
      case ReluActivation _,
          AdamRule _,
          LearningRate _,
          Initialization _,
          MoreEpochs _,
          Unregularized _,
          Wider _,
          Deeper _ ->
          Branch.TRAINING;
      case L2 _, L1 _, Dropout _, Smaller _ -> Branch.VALIDATION;
    };
  }

  /** The section of the lecture it is from. */
  default String section() {
    return switch (this) {
      case ReluActivation _ -> "New activation function";
      case AdamRule _, LearningRate _ -> "Adaptive Learning Rate";
      case Initialization _, MoreEpochs _, Wider _, Deeper _ -> "Recipe of Deep Learning";
      case Unregularized _ -> "Do not always blame overfitting";
      case L2 _, L1 _ -> "Regularization";
      case Dropout _ -> "Dropout";
      case Smaller _ -> "Recipe of Deep Learning";
    };
  }

  /** How long training takes with it, as a multiple of the time without; a rough guess. */
  default double cost() {
    return switch (this) {
      case MoreEpochs(int factor) -> factor;
      case Wider(int factor) -> factor * 1.5;
      case Deeper _, Dropout _ -> 1.5;
      case Smaller _ -> 0.7;
      case ReluActivation _,
          AdamRule _,
          LearningRate _,
          Initialization _,
          Unregularized _,
          L2 _,
          L1 _ ->
          1;
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
          ? "If the steps are too short, training ends before it arrives."
          : "If the steps are too long, the loss jumps about, rests too high or grows without bound.";
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

  /** Weights that start at the size that suits the activation behind them, biases at 0. */
  record Initialization() implements Remedy {
    @Override
    public String title() {
      return "initialization by the activation (He, Glorot)";
    }

    @Override
    public String reason() {
      return "Weights that start too small, too large or all alike keep the signal from passing through the layers.";
    }

    @Override
    public Card apply(Card card) {
      List<Layer> layers = new ArrayList<>();
      for (Layer layer : card.network()) {
        layers.add(
            switch (layer) {
              case Layer.Dense dense -> new Layer.Dense(dense.units());
              case Layer.Maxout maxout -> new Layer.Maxout(maxout.units(), maxout.pieces());
              case Layer.Activate _, Layer.Dropout _ -> layer;
            });
      }
      return card.withNetwork(layers).withHead(card.head().map(HeadChoice::withUsualStart));
    }
  }

  /** The medicine for the other failure, taken away. */
  record Unregularized() implements Remedy {
    @Override
    public String title() {
      return "no dropout and no penalty";
    }

    @Override
    public String reason() {
      return "Both are against a bad validation result; they make a bad training result worse.";
    }

    @Override
    public Card apply(Card card) {
      return card.withPenalty(Penalty.NONE)
          .withNetwork(
              card.network().stream().filter(layer -> !(layer instanceof Layer.Dropout)).toList());
    }
  }

  /** One more hidden layer like the last. */
  record Deeper() implements Remedy {
    @Override
    public String title() {
      return "one more hidden layer";
    }

    @Override
    public String reason() {
      return "A network that cannot fit its training set may have too few layers for it.";
    }

    @Override
    public Card apply(Card card) {
      List<Layer> network = card.network();
      int last = network.size() - 1;
      while (last >= 0 && !(network.get(last) instanceof Layer.Dense)) {
        last--;
      }
      if (last < 0) {
        return card;
      }
      List<Layer> layers = new ArrayList<>(network);
      layers.addAll(network.subList(last, network.size()));
      return card.withNetwork(layers);
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
      return "L2 penalty " + plain(strength);
    }

    @Override
    public String reason() {
      return "Weights the loss does not need decay towards 0.";
    }

    @Override
    public Card apply(Card card) {
      return card.withPenalty(card.penalty().withL2(strength));
    }
  }

  /** Lecture: "L1 Regularization". */
  record L1(double strength) implements Remedy {
    @Override
    public String title() {
      return "L1 penalty " + plain(strength);
    }

    @Override
    public String reason() {
      return "Every weight is moved towards 0 by the same amount, so the needless ones vanish.";
    }

    @Override
    public Card apply(Card card) {
      return card.withPenalty(card.penalty().withL1(strength));
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

  /** A number as people write it: 0.0001, not 1.0E-4. */
  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
