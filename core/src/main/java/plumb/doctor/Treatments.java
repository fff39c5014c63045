package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import plumb.data.read.Cleaning;
import plumb.data.read.Scaling;
import plumb.data.read.Task;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Schedule;
import plumb.optim.UpdateRule;
import plumb.run.Card;
import plumb.run.DataSettings;
import plumb.run.HeadChoice;
import plumb.train.Stopping;

/** The changes of a card that take a cause away. */
final class Treatments {
  private Treatments() {}

  // --- data ---

  static Treatment standardizedInputs() {
    return new Treatment(
        "standardized inputs",
        "Inputs of very different or very large size make one step too long for some weights and too short for others.",
        card -> card.withData(card.data().withInputs(Scaling.STANDARDIZE)));
  }

  static Treatment standardizedTarget() {
    return new Treatment(
        "a standardized target",
        "The error, and with it every gradient, is as large as the numbers to be predicted.",
        card -> card.withData(card.data().withRawTargets(false)));
  }

  static Treatment shuffled() {
    return new Treatment(
        "shuffled rows",
        "Batches of one kind of row pull the weights to and fro, and the last rows are no fair sample.",
        card -> card.withData(card.data().withShuffle(true)));
  }

  static Treatment without(List<String> columns) {
    return new Treatment(
        "without " + String.join(", ", columns),
        "What gives the answer away will not be there when it counts.",
        card -> {
          List<String> all = new ArrayList<>(card.data().exclude());
          columns.stream().filter(c -> !all.contains(c)).forEach(all::add);
          return card.withData(card.data().withExclude(all));
        });
  }

  static Treatment filledOutliers() {
    return new Treatment(
        "values far from all others taken for missing",
        "One value a thousand times as large as the others decides the scale of its column and the size of the gradient.",
        card ->
            card.withData(
                card.data()
                    .withCleaning(
                        new Cleaning(
                            card.data().cleaning().exclude(),
                            card.data().cleaning().balanced(),
                            true))));
  }

  /** Training rows left out, by their numbers from 1 on. */
  static Treatment leaveOut(List<Integer> rows, String what) {
    return new Treatment(
        "without " + what,
        "A network that is made to learn wrong answers learns them by heart.",
        card -> {
          Cleaning old = card.data().cleaning();
          List<Integer> out =
              java.util.stream.Stream.concat(old.exclude().stream(), rows.stream())
                  .distinct()
                  .toList();
          return card.withData(
              card.data().withCleaning(new Cleaning(out, old.balanced(), old.fillsOutliers())));
        });
  }

  static Treatment balanced() {
    return new Treatment(
        "classes balanced by repetition",
        "A class that is hardly ever seen is hardly ever answered.",
        card ->
            card.withData(
                card.data()
                    .withCleaning(
                        new Cleaning(
                            card.data().cleaning().exclude(),
                            true,
                            card.data().cleaning().fillsOutliers()))));
  }

  static Treatment ownValidation() {
    return new Treatment(
        "validation rows out of the training file",
        "Validation must be of the same kind as what the network will see.",
        card -> card.withData(card.data().withValidation(new DataSettings.Validation.Share(0.2))));
  }

  static Treatment taskOfTheTarget() {
    return new Treatment(
        "the task that suits the target, with its head and loss",
        "Words cannot be predicted as numbers, nor thousands of different numbers as classes.",
        card ->
            card.withData(card.data().withTask(Task.AUTO))
                .withHead(Optional.empty())
                .withLoss(Optional.empty()));
  }

  // --- network ---

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

  // --- regularization ---

  /** Nothing stronger than what is usual. */
  static Treatment unregularized() {
    return new Treatment(
        "no penalty and no dropout",
        "Both are against a bad validation result; they make a bad training result worse (lecture: \"Do not always blame overfitting\").",
        card ->
            card.withPenalty(Penalty.NONE)
                .withNetwork(
                    card.network().stream().filter(l -> !(l instanceof Layer.Dropout)).toList())
                .withOptimizer(
                    new Optimizer(
                        card.optimizer().rule() instanceof UpdateRule.AdamW w
                            ? w.adam()
                            : card.optimizer().rule(),
                        card.optimizer().clip(),
                        card.optimizer().schedule())));
  }

  static Treatment l2(double strength) {
    return new Treatment(
        String.format(Locale.ROOT, "L2 penalty %s", strength),
        "Weights the loss does not need decay towards 0 (lecture: \"Regularization\").",
        card -> card.withPenalty(card.penalty().withL2(strength)));
  }

  // --- optimizer ---

  private static Treatment rule(String title, String reason, UnaryOperator<UpdateRule> change) {
    return new Treatment(
        title,
        reason,
        card ->
            card.withOptimizer(
                new Optimizer(
                    change.apply(card.optimizer().rule()),
                    card.optimizer().clip(),
                    card.optimizer().schedule())));
  }

  static Treatment rate(double rate) {
    return rule(
        String.format(Locale.ROOT, "learning rate %s", plain(rate)),
        "Steps too long jump about or blow up, steps too short do not arrive (lecture: \"Adaptive Learning Rate\").",
        r -> r.withRate(rate));
  }

  static Treatment rateTimes(double factor) {
    return rule(
        factor > 1
            ? "learning rate times %s".formatted(plain(factor))
            : "learning rate divided by %s".formatted(plain(1 / factor)),
        "Steps too long jump about or blow up, steps too short do not arrive (lecture: \"Adaptive Learning Rate\").",
        r -> r.withRate(r.rate() * factor));
  }

  static Treatment adam() {
    return rule(
        "Adam at rate 0.001",
        "A rate of its own for every parameter, and momentum past flat places (lecture: \"Adam = RMSProp + Momentum\").",
        _ -> new UpdateRule.Adam(1e-3));
  }

  /** The rule with its usual hyper-parameters, the rate apart. */
  static Treatment usualHyperparameters() {
    return rule(
        "the usual momentum, decay and epsilon",
        "Too much momentum swings past every valley, a large epsilon makes every step short.",
        r ->
            switch (r) {
              case UpdateRule.Sgd s -> s;
              case UpdateRule.Momentum m -> new UpdateRule.Momentum(m.rate(), 0.9, m.velocity());
              case UpdateRule.Nesterov n -> new UpdateRule.Nesterov(n.rate(), 0.9, n.velocity());
              case UpdateRule.Adagrad a -> new UpdateRule.Adagrad(a.rate(), 1e-10);
              case UpdateRule.RmsProp p ->
                  new UpdateRule.RmsProp(p.rate(), 0.9, 1e-8, p.epsilonAt(), p.start());
              case UpdateRule.Adam a -> new UpdateRule.Adam(a.rate());
              case UpdateRule.AdamW w ->
                  new UpdateRule.AdamW(new UpdateRule.Adam(w.rate()), w.weightDecay());
            });
  }

  static Treatment unclipped() {
    return new Treatment(
        "no clipping",
        "A bound far below the usual gradient makes every step short.",
        card ->
            card.withOptimizer(
                new Optimizer(card.optimizer().rule(), Clip.NONE, card.optimizer().schedule())));
  }

  static Treatment clipped(double norm) {
    return new Treatment(
        "gradients clipped to a length of " + plain(norm),
        "One huge gradient can undo all that was learned.",
        card ->
            card.withOptimizer(
                new Optimizer(
                    card.optimizer().rule(), new Clip.ByNorm(norm), card.optimizer().schedule())));
  }

  static Treatment constantRate() {
    return new Treatment(
        "a learning rate that stays",
        "A rate that dies before the loss has come to rest ends training early.",
        card ->
            card.withOptimizer(
                new Optimizer(
                    card.optimizer().rule(), card.optimizer().clip(), Schedule.CONSTANT)));
  }

  static Treatment batch(int size) {
    return new Treatment(
        "batches of " + size,
        "Large batches make few updates an epoch, tiny ones make noisy updates.",
        card -> card.withBatch(size));
  }

  static Treatment epochs(int count) {
    return new Treatment(
        count + " epochs",
        "The loss was still falling when training ended.",
        card -> card.withEpochs(Math.max(count, card.epochs())).withStopping(patient(card)));
  }

  static Treatment patience() {
    return new Treatment(
        "more patience before stopping early",
        "One bad epoch is no sign that the error will not fall again.",
        card -> card.withStopping(patient(card)));
  }

  private static Stopping patient(Card card) {
    return card.stopping() instanceof Stopping.Patience(int patience, _)
        ? new Stopping.Patience(Math.max(10, patience), 0)
        : card.stopping();
  }

  // --- helpers ---

  /** All treatments, one behind the other. */
  static Card all(Card card, List<Treatment> treatments) {
    Card changed = card;
    for (Treatment treatment : treatments) {
      changed = treatment.apply(changed);
    }
    return changed;
  }

  private static List<Layer> map(List<Layer> layers, UnaryOperator<Layer> change) {
    return layers.stream().map(change).toList();
  }

  /** A number as people write it. */
  static String plain(double number) {
    return java.math.BigDecimal.valueOf(number)
        .round(new java.math.MathContext(3))
        .stripTrailingZeros()
        .toPlainString();
  }
}
