package plumb.probe;

import java.util.List;
import java.util.Optional;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.NetworkSpec;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;
import plumb.train.FitResult;
import plumb.train.StopSignal;
import plumb.train.Stopping;
import plumb.train.Trainer;
import plumb.train.TrainingListener;
import plumb.train.TrainingSpec;

/** Small trainings on made-up rows. */
final class Trained {
  static final Target THREE = new Target.Classification("kind", List.of("a", "b", "c"));
  static final Target NUMBER = new Target.Regression("y", 0, 1);

  private Trained() {}

  /** Normal inputs; the class is where the first two of them point to. */
  static Examples classes(int rows, int width, long seed) {
    float[] inputs = normal(rows * width, seed);
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = inputs[row * width] > 0.5f ? 2 : inputs[row * width + 1] > 0 ? 1 : 0;
    }
    return new Examples(new Inputs.Floats(inputs, rows, width), new Targets.Classes(labels, 3));
  }

  /** Normal inputs; the target is the product of the first two. */
  static Examples numbers(int rows, int width, long seed) {
    float[] inputs = normal(rows * width, seed);
    float[] values = new float[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = inputs[row * width] * inputs[row * width + 1];
    }
    return new Examples(new Inputs.Floats(inputs, rows, width), new Targets.Values(values));
  }

  static float[] normal(int count, long seed) {
    RandomStream random = RandomStream.of(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.normal(i);
    }
    return values;
  }

  static TrainingSpec spec(UpdateRule rule, int batch, int epochs) {
    return spec(new Optimizer(rule), Penalty.NONE, batch, epochs);
  }

  static TrainingSpec spec(Optimizer optimizer, Penalty penalty, int batch, int epochs) {
    return new TrainingSpec(optimizer, penalty, batch, epochs, new Stopping.Never(), true, 7);
  }

  static FitResult fit(
      NetworkSpec network, TrainingSpec spec, Examples train, TrainingListener listener) {
    Target target = train.targets() instanceof Targets.Classes ? THREE : NUMBER;
    try (Team team = Team.of(2)) {
      return new Trainer(network, spec, team)
          .fit(train, Optional.empty(), target, listener, StopSignal.NEVER);
    }
  }

  static WatchRecord watched(NetworkSpec network, TrainingSpec spec, Examples train) {
    Watch watch = new Watch(network, spec, train);
    fit(network, spec, train, watch);
    return watch.record();
  }
}
