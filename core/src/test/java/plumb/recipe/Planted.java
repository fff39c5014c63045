package plumb.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.optim.Optimizer;
import plumb.optim.UpdateRule;
import plumb.run.Card;
import plumb.run.DataSettings;
import plumb.run.Reference;
import plumb.run.Scores;
import plumb.train.EpochRecord;
import plumb.train.Metrics;
import plumb.train.StopReason;

/** Results and histories made up for tests. */
final class Planted {
  private Planted() {}

  static Metrics accuracy(double accuracy, int rows) {
    return new Metrics.Classification(1 - accuracy, accuracy, rows);
  }

  static Scores scores(double train, int trainRows, double validation, int validationRows) {
    return new Scores(
        accuracy(train, trainRows),
        validationRows == 0 ? Optional.empty() : Optional.of(accuracy(validation, validationRows)),
        Optional.empty());
  }

  static Reference reference(Reference.Kind kind, double train, double validation) {
    return new Reference(
        kind,
        kind.name().toLowerCase(java.util.Locale.ROOT),
        scores(train, 10_000, validation, 2_000),
        "");
  }

  static Card card() {
    return DefaultCard.of(DataSettings.of(Path.of("data.csv"), Optional.of("y")), 1);
  }

  static Card card(UpdateRule rule, Layer... layers) {
    return card().withOptimizer(new Optimizer(rule)).withNetwork(List.of(layers));
  }

  static Card deepSigmoid() {
    Layer[] layers = new Layer[10];
    for (int i = 0; i < layers.length; i += 2) {
      layers[i] = new Layer.Dense(8);
      layers[i + 1] = new Layer.Activate(Activation.SIGMOID);
    }
    return card(new UpdateRule.Sgd(0.1), layers);
  }

  /** A history of training losses, with validation losses where there are any. */
  static Trace trace(Card card, StopReason reason, double[] train, double... validation) {
    List<EpochRecord> history = new ArrayList<>();
    int best = 0;
    for (int epoch = 0; epoch < train.length; epoch++) {
      Optional<Metrics> held =
          validation.length == 0
              ? Optional.empty()
              : Optional.of(new Metrics.Classification(validation[epoch], 0.5, 1000));
      history.add(
          new EpochRecord(
              epoch,
              epoch * 10L,
              train[epoch],
              0,
              0.1,
              new Metrics.Classification(train[epoch], 0.5, 1000),
              held));
      if (validation.length > 0 && validation[epoch] < validation[best]) {
        best = epoch;
      }
    }
    return new Trace(card, history, best, reason);
  }
}
