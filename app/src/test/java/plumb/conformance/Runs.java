package plumb.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.doctor.Doctor;
import plumb.doctor.Plan;
import plumb.math.RandomStream;
import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.optim.Optimizer;
import plumb.optim.UpdateRule;
import plumb.recipe.DefaultCard;
import plumb.run.Card;
import plumb.run.DataSettings;
import plumb.run.RunDocument;

/** Short runs on points inside and outside of a circle. */
final class Runs {
  private Runs() {}

  /** A table of points, and whether each is inside. */
  static Path circle(Path file, int rows, long seed) throws IOException {
    RandomStream random = RandomStream.of(seed);
    StringBuilder text = new StringBuilder("x,y,place\n");
    for (int row = 0; row < rows; row++) {
      double x = 2 * random.uniform(2L * row) - 1;
      double y = 2 * random.uniform(2L * row + 1) - 1;
      text.append(
          String.format(
              Locale.ROOT, "%.4f,%.4f,%s%n", x, y, x * x + y * y < 0.6 ? "inside" : "outside"));
    }
    return Files.writeString(file, text);
  }

  /** One hidden layer of ReLUs, which learns it. */
  static Card learns(Path train) {
    return DefaultCard.of(DataSettings.of(train, Optional.of("place")), 1)
        .withNetwork(List.of(new Layer.Dense(16), new Layer.Activate(Activation.RELU)))
        .withOptimizer(new Optimizer(new UpdateRule.Adam(0.01)))
        .withEpochs(30);
  }

  /** Sigmoids, many layers deep, which learns nothing in so few epochs. */
  static Card learnsNothing(Path train) {
    Layer[] layers = new Layer[20];
    for (int i = 0; i < layers.length; i += 2) {
      layers[i] = new Layer.Dense(8);
      layers[i + 1] = new Layer.Activate(Activation.SIGMOID);
    }
    return learns(train)
        .withNetwork(List.of(layers))
        .withOptimizer(new Optimizer(new UpdateRule.Sgd(0.1)));
  }

  /** Trains a card once, and judges it. */
  static RunDocument once(Card card) {
    return run(card, Plan.once());
  }

  /** Does what is planned with a card. */
  static RunDocument run(Card card, Plan plan) {
    return Doctor.run(card, plan.withThreads(1)).document();
  }
}
