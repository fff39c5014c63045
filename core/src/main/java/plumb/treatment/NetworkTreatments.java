package plumb.treatment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Schedule;
import plumb.optim.UpdateRule;
import plumb.run.Card;
import plumb.run.HeadChoice;
import plumb.train.Stopping;

/** The changes of a card's layers: other activations, sizes, first weights, dropout. */
public final class NetworkTreatments {
  /** Narrower layers keep at least so many units. */
  private static final int FEWEST_UNITS = 4;

  /** How many times the units a wider network has. */
  private static final int WIDER = 4;

  private NetworkTreatments() {}

  /** Whether an activation has a bounded range, so that its slope dies at both ends. */
  public static boolean squashes(Activation activation) {
    return activation instanceof Activation.Sigmoid
        || activation instanceof Activation.Tanh
        || activation instanceof Activation.Softmax;
  }

  /** Whether an activation that is no straight line follows a layer before the next weights. */
  public static boolean activated(List<Layer> layers, int index) {
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

  private static Card map(Card card, UnaryOperator<Layer> change) {
    return card.withNetwork(card.network().stream().map(change).toList());
  }

  /** Another number of units in every layer with weights. */
  private static Card resized(Card card, UnaryOperator<Integer> units) {
    return map(
        card,
        layer ->
            switch (layer) {
              case Layer.Dense(int n, Init init, float bias) ->
                  new Layer.Dense(units.apply(n), init, bias);
              case Layer.Maxout(int n, int pieces, Init init, float bias) ->
                  new Layer.Maxout(units.apply(n), pieces, init, bias);
              case Layer.Activate _, Layer.Dropout _ -> layer;
            });
  }

  /** The output layer and the loss that suit the task. */
  public record UsualHead() implements Treatment {
    @Override
    public String title() {
      return "the head and the loss that suit the task";
    }

    @Override
    public String reason() {
      return "A head must be able to give every answer, and the loss must be the one for it.";
    }

    @Override
    public Card apply(Card card) {
      return card.withHead(Optional.empty()).withLoss(Optional.empty());
    }
  }

  /** First weights of the size that suits the activation behind them, biases 0. */
  public record UsualInitialization() implements Treatment {
    @Override
    public String title() {
      return "initialization by the activation (He, Glorot), biases 0";
    }

    @Override
    public String reason() {
      return "Weights that start too small, too large or all alike keep the signal from passing through the layers.";
    }

    @Override
    public Card apply(Card card) {
      return map(
              card,
              layer ->
                  switch (layer) {
                    case Layer.Dense d -> new Layer.Dense(d.units());
                    case Layer.Maxout m -> new Layer.Maxout(m.units(), m.pieces());
                    case Layer.Activate _, Layer.Dropout _ -> layer;
                  })
          .withHead(card.head().map(HeadChoice::withUsualStart));
    }
  }

  /** Lecture: "new activation function". */
  public record ReluActivation() implements Treatment {
    @Override
    public String title() {
      return "ReLU with He's initialization instead of squashing activations";
    }

    @Override
    public String reason() {
      return "Sigmoid and tanh shrink the gradient at every layer; ReLU passes it on (lecture: \"new activation function\").";
    }

    @Override
    public Card apply(Card card) {
      return map(
          card,
          layer ->
              switch (layer) {
                case Layer.Dense d -> new Layer.Dense(d.units());
                case Layer.Activate(Activation a) when squashes(a) ->
                    new Layer.Activate(Activation.RELU);
                default -> layer;
              });
    }
  }

  /** Lecture: "ReLU-variant". */
  public record LeakyRelu() implements Treatment {
    @Override
    public String title() {
      return "leaky ReLU instead of ReLU";
    }

    @Override
    public String reason() {
      return "A unit that is 0 everywhere gets no gradient; with a slope on the left it can come back (lecture: \"ReLU-variant\").";
    }

    @Override
    public Card apply(Card card) {
      return map(
          card,
          layer ->
              layer instanceof Layer.Activate(Activation.Relu _)
                  ? new Layer.Activate(new Activation.LeakyRelu(0.01f))
                  : layer);
    }
  }

  /** A ReLU behind every dense layer that has no activation. */
  public record Nonlinear() implements Treatment {
    @Override
    public String title() {
      return "ReLU behind every layer";
    }

    @Override
    public String reason() {
      return "Linear layers in a row are one linear layer.";
    }

    @Override
    public Card apply(Card card) {
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
    }
  }

  /** More units in every layer; a hidden layer where there is none. */
  public record Wider(int least) implements Treatment {
    @Override
    public String title() {
      return "at least %d units a layer".formatted(least);
    }

    @Override
    public String reason() {
      return "A network that cannot fit its training set may be too small for it.";
    }

    @Override
    public Card apply(Card card) {
      return card.network().isEmpty()
          ? card.withNetwork(List.of(new Layer.Dense(least), new Layer.Activate(Activation.RELU)))
          : resized(card, units -> Math.max(least, WIDER * units));
    }
  }

  /** The first layers alone. */
  public record Shallower(int layers) implements Treatment {
    @Override
    public String title() {
      return "only %d hidden layers".formatted(layers);
    }

    @Override
    public String reason() {
      return "A deeper network that is worse on the training set was not trained well (lecture: \"Do not always blame overfitting\").";
    }

    @Override
    public Card apply(Card card) {
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
    }
  }

  /** Fewer units in every layer. */
  public record Narrower(int divisor) implements Treatment {
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
      return resized(card, units -> Math.min(units, Math.max(FEWEST_UNITS, units / divisor)));
    }
  }

  /**
   * No hidden layer: linear or logistic regression, trained to its end. What a card says of rates
   * and epochs was meant for its own network; a line has one lowest loss, which large steps that
   * become smaller find from anywhere.
   */
  public record NoHiddenLayer() implements Treatment {
    private static final double RATE = 0.01;

    /** Epochs that are enough for a line on some dozens of rows. */
    private static final int EPOCHS = 300;

    private static final int PATIENCE = 30;

    @Override
    public String title() {
      return "no hidden layer";
    }

    @Override
    public String reason() {
      return "On few rows a line can be all that the data support.";
    }

    @Override
    public Card apply(Card card) {
      if (card.network().isEmpty()) {
        return card;
      }
      return card.withNetwork(List.of())
          .withOptimizer(
              new Optimizer(new UpdateRule.Adam(RATE), Clip.NONE, new Schedule.Cosine(0.01)))
          .withEpochs(Math.max(card.epochs(), EPOCHS))
          .withStopping(new Stopping.Patience(PATIENCE, 0));
    }
  }

  /** Lecture: "Dropout". */
  public record Dropout(float probability) implements Treatment {
    @Override
    public String title() {
      return "dropout " + probability;
    }

    @Override
    public String reason() {
      return "Every update trains another, thinner network; together they are an ensemble (lecture: \"Dropout\").";
    }

    @Override
    public Card apply(Card card) {
      List<Layer> layers = new ArrayList<>();
      for (Layer layer : card.network()) {
        switch (layer) {
          case Layer.Dropout _ -> {}
          case Layer.Activate _, Layer.Maxout _ -> {
            layers.add(layer);
            layers.add(new Layer.Dropout(probability));
          }
          case Layer.Dense _ -> layers.add(layer);
        }
      }
      return card.withNetwork(layers);
    }
  }

  /** Dropout whose outputs are rescaled, so that training and use have the same size. */
  public record ScaledDropout() implements Treatment {
    @Override
    public String title() {
      return "dropout scaled by 1 - p";
    }

    @Override
    public String reason() {
      return "Without it the sums are larger at test time than in training (lecture: \"Testing时有两个重点\").";
    }

    @Override
    public Card apply(Card card) {
      return scaled(card, Layer.DropoutScaling.TRAINING);
    }
  }

  /** The card whose dropout is rescaled at test time: what weights trained without it need. */
  public static Card scaledAtTest(Card card) {
    return scaled(card, Layer.DropoutScaling.TEST);
  }

  private static Card scaled(Card card, Layer.DropoutScaling scaling) {
    return map(
        card,
        layer ->
            layer instanceof Layer.Dropout(float p, Layer.MaskScope mask, _)
                ? new Layer.Dropout(p, mask, scaling)
                : layer);
  }
}
