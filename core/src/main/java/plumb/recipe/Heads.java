package plumb.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.data.BadInput;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Segment;
import plumb.run.Card;
import plumb.run.Choices;
import plumb.run.HeadChoice;

/** The output layer and the loss that a card asks for, or that suit the task. */
public final class Heads {
  /** Elements of the largest array. */
  private static final double MOST_PARAMETERS = Integer.MAX_VALUE - 8;

  /** The parameters, their gradient, two numbers of the update rule, and the best so far. */
  private static final int BYTES_PER_PARAMETER = 5 * Float.BYTES;

  private Heads() {}

  /**
   * The whole network of a card.
   *
   * @throws BadInput if head and loss do not fit the task, so that nothing can be computed
   */
  public static NetworkSpec network(Card card, Examples train) {
    int classes = train.targets() instanceof Targets.Classes(_, int count) ? count : 0;
    Head head =
        card.head()
            .map(choice -> chosen(choice, classes, card.loss()))
            .orElseGet(() -> usual(classes, card.loss(), Choices.of(card.convention()).init()));
    boolean fits =
        classes == 0
            ? head.units() == 1
            : head.units() == classes || (classes == 2 && head.units() == 1);
    if (!fits) {
      throw BadInput.about(
          "head.units",
          "The head has %d unit%s, but the task needs %s; remove `head` from the card or correct it"
              .formatted(
                  head.units(),
                  head.units() == 1 ? "" : "s",
                  classes == 0 ? "1" : Integer.toString(classes)));
    }
    Loss loss = card.loss().orElseGet(() -> usual(classes, head));
    if (classes == 0 && forClasses(loss)) {
      throw BadInput.about(
          "loss",
          "The loss %s is for classes, but the target is a number; use mse or mae, or set `task: classification`"
              .formatted(loss.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }
    NetworkSpec network = new NetworkSpec(train.inputs().width(), card.network(), head, loss);
    checkSize(network);
    return network;
  }

  /**
   * Finds out before training that a network is too large for it.
   *
   * @throws BadInput if its parameters do not fit into an array or into Java's memory
   */
  public static void checkSize(NetworkSpec network) {
    double parameters = ParameterLayout.count(network);
    double bytes = parameters * BYTES_PER_PARAMETER;
    if (parameters > MOST_PARAMETERS || bytes > Runtime.getRuntime().maxMemory()) {
      throw BadInput.about(
          "network",
          String.format(
              Locale.ROOT,
              "The network has %.0f parameters, which take about %.1f GB in training, and Java has %.1f GB; use fewer units, or give more memory with -Xmx",
              parameters,
              bytes / 1e9,
              Runtime.getRuntime().maxMemory() / 1e9));
    }
  }

  /** Why a head and its loss can be computed, but will hardly learn anything together. */
  public static List<String> doubts(NetworkSpec network) {
    Head head = network.head();
    boolean softmax = head.activation() instanceof Activation.Softmax;
    List<String> doubts = new ArrayList<>();
    if (softmax && head.units() == 1) {
      doubts.add(
          "A softmax of one unit always answers 1: give the head 2 units, or sigmoid for its activation");
    } else if (network.loss() == Loss.CROSS_ENTROPY && head.units() == 1) {
      doubts.add(
          "cross-entropy on one unit only looks at one of the two classes: use binary-cross-entropy, or a softmax of 2 units");
    }
    if (network.loss() == Loss.HINGE
        && (softmax || head.activation() instanceof Activation.Sigmoid)) {
      doubts.add(
          "The hinge loss wants a sign, and %s never answers below 0: use a linear head"
              .formatted(softmax ? "softmax" : "sigmoid"));
    }
    boolean readsProbabilities =
        network.loss() == Loss.CROSS_ENTROPY || network.loss() == Loss.BINARY_CROSS_ENTROPY;
    if (readsProbabilities && !softmax && !(head.activation() instanceof Activation.Sigmoid)) {
      doubts.add(
          "The loss reads probabilities, and the head may answer below 0 or above 1: use softmax, or sigmoid for one unit");
    }
    return doubts;
  }

  /** What Maxout layers cost in parameters (lecture: "Maxout", more than a usual network). */
  public static List<String> prices(NetworkSpec network) {
    List<String> prices = new ArrayList<>();
    ParameterLayout layout = ParameterLayout.of(network);
    for (int i = 0; i < network.layers().size(); i++) {
      if (network.layers().get(i) instanceof Layer.Maxout(int units, int pieces, _, _)) {
        int layer = i;
        int own =
            layout.segments().stream()
                .filter(segment -> segment.layer() == layer)
                .mapToInt(Segment::size)
                .sum();
        prices.add(
            String.format(
                Locale.ROOT,
                "Layer %d, maxout of %d units with %d pieces, has %,d parameters of the network's %,d: %d times those of a dense layer",
                i + 1,
                units,
                pieces,
                own,
                layout.size(),
                pieces));
      }
    }
    return prices;
  }

  /** What a card leaves open follows the task, as it does where the card names no head. */
  private static Head chosen(HeadChoice choice, int classes, Optional<Loss> loss) {
    Activation usual =
        classes == 0 || loss.filter(Loss.HINGE::equals).isPresent()
            ? Activation.LINEAR
            : choice.units() == 1 || loss.filter(Loss.BINARY_CROSS_ENTROPY::equals).isPresent()
                ? Activation.SIGMOID
                : Activation.SOFTMAX;
    return new Head(
        choice.units(), choice.activation().orElse(usual), choice.init(), choice.bias());
  }

  private static Head usual(int classes, Optional<Loss> loss, Init init) {
    boolean hinge = loss.filter(Loss.HINGE::equals).isPresent();
    boolean perClass = loss.filter(Loss.CROSS_ENTROPY::equals).isPresent();
    return switch (classes) {
      case 0 -> new Head(1, Activation.LINEAR, init, 0);
      case 2 ->
          hinge
              ? new Head(1, Activation.LINEAR, init, 0)
              : perClass
                  ? new Head(2, Activation.SOFTMAX, init, 0)
                  : new Head(1, Activation.SIGMOID, init, 0);
      default -> new Head(classes, hinge ? Activation.LINEAR : Activation.SOFTMAX, init, 0);
    };
  }

  private static Loss usual(int classes, Head head) {
    if (classes == 0) {
      return Loss.MEAN_SQUARED_ERROR;
    }
    return head.activation() instanceof Activation.Softmax
        ? Loss.CROSS_ENTROPY
        : Loss.BINARY_CROSS_ENTROPY;
  }

  private static boolean forClasses(Loss loss) {
    return switch (loss) {
      case CROSS_ENTROPY, BINARY_CROSS_ENTROPY, HINGE -> true;
      case MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR -> false;
    };
  }
}
