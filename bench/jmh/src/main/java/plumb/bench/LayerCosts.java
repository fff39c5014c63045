package plumb.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import plumb.math.Kernels;
import plumb.math.MatrixProduct;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Expected;
import plumb.nn.Head;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Range;
import plumb.optim.UpdateRule;
import plumb.optim.Updater;
import plumb.train.Stepper;
import plumb.train.Stopping;
import plumb.train.TrainingSpec;

/**
 * Prints what slopes of each unit, dropout and Maxout cost a step beyond the plain step and the
 * work on matrices that they add: {@code [THREADS]}.
 */
public final class LayerCosts {
  private static final Optimizer ADAM = new Optimizer(new UpdateRule.Adam(0.001, 0.9, 0.999, 1e-8));
  private static final Layer RELU = new Layer.Activate(Activation.RELU);

  private LayerCosts() {}

  /** Measures in this process. */
  public static void main(String[] arguments) {
    int threads = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
    System.out.printf("%d threads; beyond the plain step and the products added:%n", threads);
    try (Team team = Team.of(threads)) {
      Layer slopes = new Layer.Activate(new Activation.PRelu(Activation.Sharing.UNIT, 0.25f));
      Runnable plain = step(team, 128, dense(512, RELU));
      Turns.print("PReLU, a slope a unit", plain, step(team, 128, dense(512, slopes)));
      for (Layer.MaskScope mask : Layer.MaskScope.values()) {
        Layer dropout = new Layer.Dropout(0.5f, mask, Layer.DropoutScaling.TRAINING);
        Turns.print("dropout, a mask a " + mask, plain, step(team, 128, dense(512, RELU, dropout)));
      }
      Runnable narrow = step(team, 100, dense(240, RELU));
      Runnable maxout =
          step(team, 100, List.of(new Layer.Maxout(240, 5), new Layer.Maxout(240, 5)));
      List<Runnable> more = addedByMaxout(team, 100, 784, 240, 5);
      Turns.print(
          "Maxout of 5 pieces",
          () -> {
            narrow.run();
            more.forEach(Runnable::run);
          },
          maxout);
    }
  }

  /**
   * What two layers of {@code units} Maxout units have to multiply and to update beyond two of as
   * many plain units: the work for the other pieces.
   */
  private static List<Runnable> addedByMaxout(
      Team team, int batch, int inputs, int units, int pieces) {
    int added = units * (pieces - 1);
    return List.of(
        product(team, batch, added, inputs, false, false),
        product(team, inputs, added, batch, true, false),
        product(team, batch, added, units, false, false),
        product(team, units, added, batch, true, false),
        product(team, batch, units, added, false, true),
        update(team, added * (inputs + units)));
  }

  private static Runnable product(
      Team team, int m, int n, int k, boolean aTransposed, boolean bTransposed) {
    MatrixProduct product = Kernels.select().product();
    float[] a = Turns.numbers(m * k);
    float[] b = Turns.numbers(k * n);
    float[] c = new float[m * n];
    return () ->
        product.multiply(
            team, m, n, k, a, 0, aTransposed, b, 0, bTransposed, c, 0, MatrixProduct.Tile.NOTHING);
  }

  private static Runnable update(Team team, int count) {
    Range all = new Range(0, count, Range.Kind.WEIGHT);
    Updater updater = new Updater(ADAM, Penalty.NONE, List.of(all), team);
    float[] parameters = Turns.numbers(count);
    float[] gradient = Turns.numbers(count);
    return () -> updater.update(parameters, gradient, 1);
  }

  private static List<Layer> dense(int units, Layer... behind) {
    List<Layer> layers = new ArrayList<>();
    for (int layer = 0; layer < 2; layer++) {
      layers.add(new Layer.Dense(units));
      layers.addAll(Arrays.asList(behind));
    }
    return layers;
  }

  private static Runnable step(Team team, int batch, List<Layer> layers) {
    Head head = new Head(10, Activation.SOFTMAX);
    NetworkSpec network = new NetworkSpec(784, layers, head, Loss.CROSS_ENTROPY);
    TrainingSpec spec =
        new TrainingSpec(ADAM, Penalty.NONE, batch, 1, new Stopping.Never(), true, 1);
    Stepper stepper = new Stepper(network, spec, team);
    System.arraycopy(Turns.numbers(batch * 784), 0, stepper.inputs(), 0, batch * 784);
    int[] labels = new int[batch];
    Arrays.setAll(labels, i -> i % 10);
    Expected expected = new Expected.Classes(labels);
    return () -> stepper.step(expected, batch, 1);
  }
}
