package plumb.faults;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.optim.Clip;
import plumb.optim.UpdateRule;
import plumb.run.Card;
import plumb.run.DataSettings;
import plumb.run.HeadChoice;

/** Says in which respects one card is another: so remedies of any origin are judged alike. */
final class Treatments {
  private Treatments() {}

  /** What was done to a card. */
  static Set<Treatment> between(Card before, Card after) {
    Set<Treatment> found = EnumSet.noneOf(Treatment.class);
    optimizer(before, after, found);
    network(before, after, found);
    regularization(before, after, found);
    data(before.data(), after.data(), found);
    if (after.epochs() != before.epochs()) {
      found.add(after.epochs() > before.epochs() ? Treatment.MORE_EPOCHS : Treatment.FEWER_EPOCHS);
    }
    add(found, before.batch() != after.batch(), Treatment.BATCH);
    add(found, !before.stopping().equals(after.stopping()), Treatment.STOPPING);
    return found;
  }

  private static void add(Set<Treatment> found, boolean holds, Treatment treatment) {
    if (holds) {
      found.add(treatment);
    }
  }

  // --- optimizer ---

  private static void optimizer(Card before, Card after, Set<Treatment> found) {
    UpdateRule one = before.optimizer().rule();
    UpdateRule other = after.optimizer().rule();
    add(found, one.getClass() != other.getClass(), Treatment.OPTIMIZER);
    boolean comparable = one.getClass() == other.getClass() || (plain(one) && plain(other));
    add(found, comparable && length(other) > length(one), Treatment.RATE_UP);
    add(found, comparable && length(other) < length(one), Treatment.RATE_DOWN);
    add(
        found,
        !before.optimizer().schedule().equals(after.optimizer().schedule()),
        Treatment.SCHEDULE);
    double loose = limit(after.optimizer().clip());
    double tight = limit(before.optimizer().clip());
    add(found, loose > tight, Treatment.CLIP_LOOSER);
    add(found, loose < tight, Treatment.CLIP_TIGHTER);
  }

  private static boolean plain(UpdateRule rule) {
    return rule instanceof UpdateRule.Sgd
        || rule instanceof UpdateRule.Momentum
        || rule instanceof UpdateRule.Nesterov;
  }

  /** The rate, multiplied by what a velocity adds up to. */
  private static double length(UpdateRule rule) {
    return switch (rule) {
      case UpdateRule.Momentum(double rate, double momentum, _) -> rate / (1 - momentum);
      case UpdateRule.Nesterov(double rate, double momentum, _) -> rate / (1 - momentum);
      default -> rule.rate();
    };
  }

  private static double limit(Clip clip) {
    return switch (clip) {
      case Clip.ByNorm(double limit) -> limit;
      case Clip.ByValue(double limit) -> limit;
      case Clip.None _ -> Double.POSITIVE_INFINITY;
    };
  }

  // --- network ---

  private static void network(Card before, Card after, Set<Treatment> found) {
    List<Layer> one = sums(before);
    List<Layer> other = sums(after);
    add(found, other.size() > one.size(), Treatment.DEEPER);
    add(found, other.size() < one.size(), Treatment.SHALLOWER);
    int wide = widest(one);
    int wider = widest(other);
    add(found, wider > wide, Treatment.WIDER);
    add(found, wider < wide, Treatment.NARROWER);
    add(found, !activations(before).equals(activations(after)), Treatment.ACTIVATION);
    boolean inits = false;
    boolean biases = false;
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      inits |= !init(one.get(i)).equals(init(other.get(i)));
      biases |= bias(one.get(i)) != bias(other.get(i));
    }
    Optional<HeadChoice> head = before.head();
    Optional<HeadChoice> changed = after.head();
    inits |= !head.map(HeadChoice::init).equals(changed.map(HeadChoice::init)) && planted(head);
    add(found, inits, Treatment.INITIALIZATION);
    add(found, biases, Treatment.BIAS);
    boolean heads =
        !head.flatMap(HeadChoice::activation).equals(changed.flatMap(HeadChoice::activation));
    boolean units = !head.map(HeadChoice::units).equals(changed.map(HeadChoice::units));
    add(found, heads || units || !before.loss().equals(after.loss()), Treatment.HEAD_OR_LOSS);
  }

  /** Whether a head starts in a way of its own. */
  private static boolean planted(Optional<HeadChoice> head) {
    return head.map(h -> !(h.init() instanceof Init.Auto)).orElse(false);
  }

  private static List<Layer> sums(Card card) {
    return card.network().stream()
        .filter(layer -> layer instanceof Layer.Dense || layer instanceof Layer.Maxout)
        .toList();
  }

  private static int widest(List<Layer> layers) {
    return layers.stream()
        .mapToInt(layer ->
            switch (layer) {
              case Layer.Dense dense -> dense.units();
              case Layer.Maxout maxout -> maxout.units();
              case Layer.Activate _, Layer.Dropout _ -> 0;
            })
        .max()
        .orElse(0);
  }

  private static List<Class<?>> activations(Card card) {
    List<Class<?>> found = new ArrayList<>();
    for (Layer layer : card.network()) {
      switch (layer) {
        case Layer.Activate(Activation function) when !(function instanceof Activation.Linear) ->
            found.add(function.getClass());
        case Layer.Maxout _ -> found.add(Layer.Maxout.class);
        default -> {}
      }
    }
    return found.stream().distinct().toList();
  }

  private static Init init(Layer layer) {
    return switch (layer) {
      case Layer.Dense dense -> dense.init();
      case Layer.Maxout maxout -> maxout.init();
      case Layer.Activate _, Layer.Dropout _ -> Init.AUTO;
    };
  }

  private static float bias(Layer layer) {
    return switch (layer) {
      case Layer.Dense dense -> dense.bias();
      case Layer.Maxout maxout -> maxout.bias();
      case Layer.Activate _, Layer.Dropout _ -> 0;
    };
  }

  // --- regularization ---

  private static void regularization(Card before, Card after, Set<Treatment> found) {
    double[] one = strengths(before);
    double[] other = strengths(after);
    for (int i = 0; i < one.length; i++) {
      add(found, other[i] > one[i], Treatment.MORE_REGULARIZATION);
      add(found, other[i] < one[i], Treatment.LESS_REGULARIZATION);
    }
    add(found, !scalings(before).equals(scalings(after)), Treatment.DROPOUT_SCALING);
  }

  private static double[] strengths(Card card) {
    double dropout = 0;
    for (Layer layer : card.network()) {
      if (layer instanceof Layer.Dropout(float p, _, _)) {
        dropout += p;
      }
    }
    double decay =
        card.optimizer().rule() instanceof UpdateRule.AdamW adamW ? adamW.weightDecay().decay() : 0;
    return new double[] {
      card.penalty().l2(),
      card.penalty().l1(),
      -card.penalty().maxNorm().orElse(1e9),
      dropout,
      decay
    };
  }

  private static List<Layer.DropoutScaling> scalings(Card card) {
    return card.network().stream()
        .filter(layer -> layer instanceof Layer.Dropout)
        .map(layer -> ((Layer.Dropout) layer).scaling())
        .distinct()
        .toList();
  }

  // --- data ---

  private static void data(DataSettings before, DataSettings after, Set<Treatment> found) {
    add(found, !before.inputs().equals(after.inputs()), Treatment.INPUT_SCALING);
    add(found, before.rawTargets() != after.rawTargets(), Treatment.TARGET_SCALING);
    add(found, before.shuffle() != after.shuffle(), Treatment.SHUFFLING);
    add(found, !before.validation().equals(after.validation()), Treatment.VALIDATION_ROWS);
    add(found, !before.exclude().equals(after.exclude()), Treatment.COLUMNS);
    boolean named =
        !before.inputs().equals(after.inputs())
            || before.rawTargets() != after.rawTargets()
            || before.shuffle() != after.shuffle()
            || !before.validation().equals(after.validation())
            || !before.exclude().equals(after.exclude());
    boolean rows = !before.train().equals(after.train()) || !before.labels().equals(after.labels());
    add(found, rows || (!named && !before.equals(after)), Treatment.ROWS_OR_LABELS);
  }
}
