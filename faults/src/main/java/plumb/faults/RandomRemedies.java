package plumb.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import plumb.data.BadInput;
import plumb.data.read.Scaling;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.optim.Clip;
import plumb.optim.Schedule;
import plumb.optim.UpdateRule;
import plumb.recipe.CardData;
import plumb.run.Card;
import plumb.treatment.NetworkTreatments;
import plumb.treatment.TrainingTreatments;

/**
 * The baseline without any diagnosis: remedies drawn at random, each on the best card so far, kept
 * when the validation score is better. Nearly all that the doctor tries is among them; not the
 * columns and rows that it leaves out, which only an examination can name.
 */
final class RandomRemedies {
  private RandomRemedies() {}

  private static final List<UnaryOperator<Card>> ALL =
      List.of(
          card -> Edits.rate(card, 10),
          card -> Edits.rate(card, 100),
          card -> Edits.rate(card, 0.1),
          card -> Edits.rate(card, 0.01),
          card -> Edits.rule(card, new UpdateRule.Adam(0.001)),
          card -> Edits.rule(card, new UpdateRule.Momentum(0.01, 0.9)),
          card -> Edits.schedule(card, Schedule.CONSTANT),
          card -> Edits.clip(card, Clip.NONE),
          card -> Edits.clip(card, new Clip.ByNorm(1)),
          card -> card.withEpochs(3 * card.epochs()),
          card -> card.withBatch(4 * card.batch()),
          card -> card.withBatch(Math.max(1, card.batch() / 4)),
          card -> Edits.init(card, Init.AUTO),
          card -> Edits.biases(card, 0),
          card -> Edits.activation(card, Activation.RELU, Init.AUTO),
          card -> Edits.activation(card, new Activation.LeakyRelu(0.01f), Init.AUTO),
          card -> Edits.activation(card, new Activation.Selu(), Init.AUTO),
          new NetworkTreatments.Wider(4)::apply,
          RandomRemedies::deeper,
          new NetworkTreatments.Narrower(4)::apply,
          Edits::usualHead,
          new TrainingTreatments.Unregularized()::apply,
          new TrainingTreatments.L2(1e-3)::apply,
          new TrainingTreatments.L1(1e-4)::apply,
          new TrainingTreatments.L1(3e-3)::apply,
          new NetworkTreatments.Dropout(0.3f)::apply,
          card -> Edits.set(card, "stop={patience: 10}"),
          card -> Edits.scaling(card, Scaling.STANDARDIZE),
          card -> Edits.scaling(card, Scaling.MIN_MAX),
          card -> Edits.set(card, "data.targets=auto"),
          card -> Edits.set(card, "data.clean={balance: true}"),
          card -> Edits.set(card, "data.clean={outliers: fill}"),
          Edits::scaledDropout,
          card -> Edits.set(card, "data.shuffle=true"),
          card -> Edits.set(card, "data.validation=0.25"));

  /** One more hidden layer like the last. */
  private static Card deeper(Card card) {
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

  /** The best trial after 0, 1, 2 ... retrainings. */
  static List<Trial> tried(
      Trial first, int retrainings, CardData data, Team team, RandomStream random) {
    List<Trial> best = new ArrayList<>(List.of(first));
    int draw = 0;
    while (best.size() <= retrainings && draw < 50 * (retrainings + 1)) {
      Trial now = best.getLast();
      Card card = ALL.get(random.below(draw++, ALL.size())).apply(now.card());
      if (card.equals(now.card())) {
        continue;
      }
      Trial next = now;
      try {
        Trial tried = Trial.of(card, data, team);
        next = tried.validation() > now.validation() ? tried : now;
      } catch (BadInput _) {
        // Counts as a try: who draws at random cannot know.
        next = now;
      }
      best.add(next);
    }
    return best;
  }
}
