package plumb.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.nn.NetworkSpec;

/**
 * Looks at a ReLU, leaky ReLU, PReLU or Maxout network as the linear functions it is made of, in
 * double precision. The function meant is what the head gives out; where the head's activation is
 * no piecewise linear one (softmax, sigmoid), its weighted sums.
 */
public final class Linearizer {
  private final List<Stage> stages;

  /**
   * For a network at fixed parameters.
   *
   * @throws IllegalArgumentException if a hidden layer is not piecewise linear
   */
  public Linearizer(NetworkSpec network, float[] parameters) {
    this(network, Rows.doubles(parameters));
  }

  /** The same with parameters in double precision. */
  public Linearizer(NetworkSpec network, double[] parameters) {
    this.stages = Stage.of(network, parameters);
  }

  /** Which layer keeps a network from being piecewise linear, in words; empty if none does. */
  public static Optional<String> obstacle(NetworkSpec network) {
    return Stage.obstacle(network);
  }

  /** The network's own answer. */
  public double[] value(double[] x) {
    double[] values = x;
    for (Stage stage : stages) {
      values = through(stage, values, chosen(stage, values));
    }
    return values;
  }

  /** The thin linear network at {@code x}. */
  public LinearPiece at(double[] x) {
    List<int[]> chosen = new ArrayList<>();
    List<LinearPiece.Choice> choices = new ArrayList<>();
    double[] values = x;
    for (Stage stage : stages) {
      int[] choice = chosen(stage, values);
      chosen.add(choice);
      describe(stage, choice).ifPresent(choices::add);
      values = through(stage, values, choice);
    }
    double[][] weights = new double[values.length][];
    double[] biases = new double[values.length];
    for (int o = 0; o < values.length; o++) {
      double[] slope = new double[values.length];
      slope[o] = 1;
      for (int s = stages.size() - 1; s >= 0; s--) {
        if (stages.get(s) instanceof Stage.Affine(double[] _, double[] b)) {
          for (int j = 0; j < b.length; j++) {
            biases[o] += slope[j] * b[j];
          }
        }
        slope = back(stages.get(s), slope, chosen.get(s));
      }
      weights[o] = slope;
    }
    return new LinearPiece(weights, biases, choices);
  }

  /** The pieces that the straight way from one input to another passes; exact. */
  public LineRegions along(double[] from, double[] to) {
    return LineWalk.along(stages, from, to);
  }

  /**
   * The pieces over the parallelogram {@code origin + u across + v up} with u and v in 0 to 1;
   * exact, each a convex polygon.
   *
   * @param most where counting stops
   */
  public PlaneRegions over(double[] origin, double[] across, double[] up, int most) {
    return PlaneCut.over(stages, origin, across, up, most);
  }

  private static int[] chosen(Stage stage, double[] z) {
    return switch (stage) {
      case Stage.Bend _ -> {
        int[] chosen = new int[z.length];
        for (int j = 0; j < z.length; j++) {
          chosen[j] = z[j] > 0 ? 1 : 0;
        }
        yield chosen;
      }
      case Stage.Largest(int _, int pieces) -> {
        int[] chosen = new int[z.length / pieces];
        for (int unit = 0; unit < chosen.length; unit++) {
          for (int p = 1; p < pieces; p++) {
            if (z[unit * pieces + p] > z[unit * pieces + chosen[unit]]) {
              chosen[unit] = p;
            }
          }
        }
        yield chosen;
      }
      case Stage.Affine _, Stage.Scale _ -> new int[0];
    };
  }

  private static Optional<LinearPiece.Choice> describe(Stage stage, int[] chosen) {
    List<Integer> dropped = new ArrayList<>();
    return switch (stage) {
      case Stage.Bend(int layer, double[] slopes) -> {
        for (int j = 0; j < chosen.length; j++) {
          if (chosen[j] == 0 && slopes[j] == 0) {
            dropped.add(j);
          }
        }
        yield Optional.of(new LinearPiece.Choice(layer, list(chosen), dropped));
      }
      case Stage.Largest(int layer, int _) ->
          Optional.of(new LinearPiece.Choice(layer, list(chosen), dropped));
      case Stage.Affine _, Stage.Scale _ -> Optional.empty();
    };
  }

  private static List<Integer> list(int[] values) {
    return java.util.Arrays.stream(values).boxed().toList();
  }

  private static double[] through(Stage stage, double[] z, int[] chosen) {
    return switch (stage) {
      case Stage.Affine affine -> affine.apply(z, 1);
      case Stage.Bend(int _, double[] slopes) -> {
        double[] a = z.clone();
        for (int j = 0; j < a.length; j++) {
          a[j] = chosen[j] == 1 ? z[j] : slopes[j] * z[j];
        }
        yield a;
      }
      case Stage.Largest(int _, int pieces) -> {
        double[] a = new double[chosen.length];
        for (int unit = 0; unit < a.length; unit++) {
          a[unit] = z[unit * pieces + chosen[unit]];
        }
        yield a;
      }
      case Stage.Scale(double factor) ->
          java.util.Arrays.stream(z).map(value -> factor * value).toArray();
    };
  }

  /** The derivative of one output by what goes into a stage, from that by what comes out. */
  private static double[] back(Stage stage, double[] slope, int[] chosen) {
    return switch (stage) {
      case Stage.Affine affine -> {
        double[] before = new double[affine.inputs()];
        for (int i = 0; i < before.length; i++) {
          double sum = 0;
          for (int j = 0; j < slope.length; j++) {
            sum += slope[j] * affine.weights()[i * slope.length + j];
          }
          before[i] = sum;
        }
        yield before;
      }
      case Stage.Bend(int _, double[] slopes) -> {
        double[] before = new double[slope.length];
        for (int j = 0; j < before.length; j++) {
          before[j] = chosen[j] == 1 ? slope[j] : slopes[j] * slope[j];
        }
        yield before;
      }
      case Stage.Largest(int _, int pieces) -> {
        double[] before = new double[slope.length * pieces];
        for (int unit = 0; unit < slope.length; unit++) {
          before[unit * pieces + chosen[unit]] = slope[unit];
        }
        yield before;
      }
      case Stage.Scale(double factor) ->
          java.util.Arrays.stream(slope).map(value -> factor * value).toArray();
    };
  }
}
