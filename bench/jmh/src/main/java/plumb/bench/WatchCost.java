package plumb.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;
import plumb.probe.Watch;
import plumb.train.StopSignal;
import plumb.train.Stopping;
import plumb.train.Trainer;
import plumb.train.TrainingListener;
import plumb.train.TrainingSpec;

/**
 * Prints what watching a training costs it: {@code [THREADS [NETWORK]]}, of the networks whose
 * names contain the text. Evaluation after epochs included.
 */
public final class WatchCost {
  /** Widths, batch, epochs of 40 updates. */
  private static final List<String> NETWORKS =
      List.of(
          "14-64-32-2 32 10", "64-64-64-10 32 10", "784-128-128-10 64 10", "784-512-512-10 128 3");

  private WatchCost() {}

  /** Measures in this process. */
  public static void main(String[] arguments) {
    int threads = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
    System.out.printf("%d threads; a training that is watched beside one that is not:%n", threads);
    try (Team team = Team.of(threads)) {
      String which = arguments.length < 2 ? "" : arguments[1];
      NETWORKS.stream().filter(n -> n.contains(which)).forEach(n -> measure(n, team));
    }
  }

  private static void measure(String work, Team team) {
    String[] parts = work.split(" ");
    int[] widths = Arrays.stream(parts[0].split("-")).mapToInt(Integer::parseInt).toArray();
    int batch = Integer.parseInt(parts[1]);
    int classes = widths[widths.length - 1];
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < widths.length - 1; i++) {
      layers.add(new Layer.Dense(widths[i]));
      layers.add(new Layer.Activate(Activation.RELU));
    }
    NetworkSpec network =
        new NetworkSpec(
            widths[0], layers, new Head(classes, Activation.SOFTMAX), Loss.CROSS_ENTROPY);
    int rows = 40 * batch;
    int[] labels = new int[rows];
    Arrays.setAll(labels, i -> i % classes);
    Examples train =
        new Examples(
            new Inputs.Floats(Turns.numbers(rows * widths[0]), rows, widths[0]),
            new Targets.Classes(labels, classes));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      names.add("class " + i);
    }
    Target target = new Target.Classification("class", names);
    TrainingSpec spec =
        new TrainingSpec(
            new Optimizer(new UpdateRule.Adam(0.001, 0.9, 0.999, 1e-8)),
            Penalty.NONE,
            batch,
            Integer.parseInt(parts[2]),
            new Stopping.Never(),
            true,
            1);
    Trainer trainer = new Trainer(network, spec, team);
    Turns.print(
        work,
        () -> trainer.fit(train, Optional.empty(), target, TrainingListener.NONE, StopSignal.NEVER),
        () ->
            trainer.fit(
                train,
                Optional.empty(),
                target,
                new Watch(network, spec, train),
                StopSignal.NEVER));
  }
}
