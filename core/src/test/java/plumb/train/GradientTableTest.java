package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.math.Kernels;
import plumb.math.RandomStream;
import plumb.math.ScalarKernels;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Activation.Sharing;
import plumb.nn.DropoutMask;
import plumb.nn.Expected;
import plumb.nn.Head;
import plumb.nn.Initializer;
import plumb.nn.Layer;
import plumb.nn.Layer.DropoutScaling;
import plumb.nn.Layer.MaskScope;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Pass;
import plumb.nn.ReferenceNetwork;
import plumb.nn.Segment;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Penalty.L1Form;
import plumb.optim.Scope;
import plumb.optim.UpdateRule;
import plumb.optim.Updater;

/**
 * Every activation, layer, loss and penalty as one table: the gradient that reaches the update
 * rule, in single precision, against central differences of {@link ReferenceNetwork} and the
 * penalty in double precision. Places where a difference crosses a kink are left out, and the
 * network is drawn anew until enough places remain.
 */
class GradientTableTest {
  private static final int ROWS = 7;
  private static final double STEP = 1e-5;

  /** Single precision back-propagation through a few layers; a wrong sign is off by 2. */
  private static final double TOLERANCE = 2e-4;

  /** A row of the table. */
  record Row(String name, NetworkSpec network, Penalty penalty, boolean thin) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final Head SOFTMAX = new Head(3, Activation.SOFTMAX);

  static List<Row> table() {
    List<Row> rows = new ArrayList<>();
    for (Activation a : activations()) {
      rows.add(
          row(
              "activation " + a,
              SOFTMAX,
              Loss.CROSS_ENTROPY,
              new Layer.Dense(9),
              new Layer.Activate(a),
              new Layer.Dense(6),
              new Layer.Activate(a)));
    }
    rows.addAll(layers());
    for (Loss loss : Loss.values()) {
      for (Activation head :
          List.of(
              Activation.LINEAR,
              Activation.SIGMOID,
              Activation.TANH,
              Activation.SOFTMAX,
              new Activation.PRelu(Sharing.LAYER, 0.3f))) {
        for (int units : new int[] {1, 3}) {
          if (units == 3 || !(head instanceof Activation.Softmax)) {
            rows.add(
                row(
                    "loss " + loss + " behind " + units + " x " + head,
                    new Head(units, head),
                    loss,
                    new Layer.Dense(6),
                    new Layer.Activate(Activation.TANH)));
          }
        }
      }
    }
    for (Scope scope :
        List.of(Scope.WEIGHTS, Scope.ALL, new Scope(true, false), new Scope(false, true))) {
      for (double[] l : new double[][] {{0.3, 0}, {0, 0.2}, {0.3, 0.2}}) {
        Penalty penalty = new Penalty(l[0], l[1], L1Form.SIGN, scope, OptionalDouble.empty());
        rows.add(new Row("penalty " + penalty, penalized(), penalty, false));
      }
    }
    return rows;
  }

  /** Two activations in a row: the second must not overwrite what the first is derived from. */
  static List<Row> pairs() {
    List<Row> rows = new ArrayList<>();
    for (Activation first : activations()) {
      for (Activation second : activations()) {
        rows.add(
            row(
                "activations " + first + ", " + second,
                SOFTMAX,
                Loss.CROSS_ENTROPY,
                new Layer.Dense(5),
                new Layer.Activate(first),
                new Layer.Activate(second)));
      }
    }
    return rows;
  }

  private static List<Activation> activations() {
    return List.of(
        Activation.LINEAR,
        Activation.RELU,
        new Activation.LeakyRelu(0.01f),
        new Activation.LeakyRelu(0),
        new Activation.PRelu(Sharing.UNIT, 0.25f),
        new Activation.PRelu(Sharing.LAYER, 0.25f),
        new Activation.PRelu(Sharing.NETWORK, -0.25f),
        new Activation.Elu(1),
        new Activation.Elu(0.5f),
        new Activation.Selu(),
        Activation.SIGMOID,
        Activation.TANH,
        new Activation.Softplus(),
        new Activation.Gelu(),
        Activation.SOFTMAX);
  }

  private static List<Row> layers() {
    List<Row> rows = new ArrayList<>();
    rows.add(
        row(
            "layer: activation on the inputs",
            SOFTMAX,
            Loss.CROSS_ENTROPY,
            new Layer.Activate(Activation.TANH),
            new Layer.Dense(5),
            new Layer.Activate(Activation.RELU)));
    rows.add(
        row(
            "layer: PReLU on the inputs",
            SOFTMAX,
            Loss.CROSS_ENTROPY,
            new Layer.Activate(new Activation.PRelu(Sharing.UNIT, 0.1f)),
            new Layer.Dense(5)));
    rows.add(row("layer: none but the head", SOFTMAX, Loss.CROSS_ENTROPY));
    rows.add(
        row(
            "layer: two dense ones",
            SOFTMAX,
            Loss.CROSS_ENTROPY,
            new Layer.Dense(5),
            new Layer.Dense(4)));
    for (int pieces : new int[] {2, 3, 5}) {
      rows.add(
          row(
              "layer: maxout of " + pieces,
              SOFTMAX,
              Loss.CROSS_ENTROPY,
              new Layer.Maxout(5, pieces),
              new Layer.Maxout(4, pieces)));
    }
    rows.add(
        row(
            "layer: dropout afterwards, behind maxout and an activation",
            SOFTMAX,
            Loss.CROSS_ENTROPY,
            new Layer.Maxout(5, 5),
            new Layer.Activate(Activation.TANH),
            new Layer.Dropout(0.3f, MaskScope.BATCH, DropoutScaling.TEST),
            new Layer.Dense(4)));
    for (DropoutScaling scaling : DropoutScaling.values()) {
      Row dropout =
          row(
              "layer: dropout of inputs and units, one mask, " + scaling,
              SOFTMAX,
              Loss.CROSS_ENTROPY,
              new Layer.Dropout(0.2f, MaskScope.BATCH, scaling),
              new Layer.Dense(7),
              new Layer.Activate(Activation.TANH),
              new Layer.Dropout(0.4f, MaskScope.EXAMPLE, scaling));
      rows.add(new Row(dropout.name(), dropout.network(), dropout.penalty(), true));
    }
    return rows;
  }

  /** Weights, biases and slopes of every kind. */
  private static NetworkSpec penalized() {
    return new NetworkSpec(
        4,
        List.of(
            new Layer.Dense(5),
            new Layer.Activate(new Activation.PRelu(Sharing.UNIT, 0.25f)),
            new Layer.Maxout(3, 2)),
        SOFTMAX,
        Loss.CROSS_ENTROPY);
  }

  private static Row row(String name, Head head, Loss loss, Layer... layers) {
    return new Row(name, new NetworkSpec(4, List.of(layers), head, loss), Penalty.NONE, false);
  }

  @Test
  void nothing_is_missing_from_the_table() {
    Set<Class<?>> activations = new HashSet<>();
    Set<Class<?>> layers = new HashSet<>();
    Set<Loss> losses = new HashSet<>();
    for (Row row : table()) {
      losses.add(row.network().loss());
      activations.add(row.network().head().activation().getClass());
      for (Layer layer : row.network().layers()) {
        layers.add(layer.getClass());
        if (layer instanceof Layer.Activate(Activation function)) {
          activations.add(function.getClass());
        }
      }
    }
    assertThat(activations).containsExactlyInAnyOrder(Activation.class.getPermittedSubclasses());
    assertThat(layers).containsExactlyInAnyOrder(Layer.class.getPermittedSubclasses());
    assertThat(losses).containsExactlyInAnyOrder(Loss.values());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"table", "pairs"})
  void the_gradient_agrees_with_central_differences(Row row) {
    assertThat(worst(row, Kernels.select(), Flip.NOTHING)).isLessThan(TOLERANCE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void with_the_scalar_kernels_too(Row row) {
    assertThat(worst(row, new ScalarKernels(), Flip.NOTHING)).isLessThan(TOLERANCE);
  }

  /** What is turned round on purpose, so that it can be seen that the table would notice. */
  private enum Flip {
    NOTHING,
    EVERYTHING,
    ONE_PARAMETER,
    THE_PENALTY
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void a_row_fails_when_its_sign_is_flipped_on_purpose(Row row) {
    assertThat(worst(row, Kernels.select(), Flip.EVERYTHING)).isGreaterThan(1);
    assertThat(worst(row, Kernels.select(), Flip.ONE_PARAMETER)).isGreaterThan(10 * TOLERANCE);
    if (!row.penalty().equals(Penalty.NONE)) {
      assertThat(worst(row, Kernels.select(), Flip.THE_PENALTY)).isGreaterThan(10 * TOLERANCE);
    }
  }

  /**
   * The largest difference of a derivative, relative to the largest of its segment, where that is
   * not below a hundredth of the largest of all.
   */
  private static double worst(Row row, Kernels kernels, Flip flip) {
    NetworkSpec spec = row.network();
    for (int seed = 1; seed < 200; seed++) {
      RandomStream random = RandomStream.of(seed);
      float[] parameters = Initializer.draw(spec, random);
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] += (float) (0.1 * random.child(99).normal(i));
      }
      Check check = new Check(row, parameters, random.child(7), kernels);
      double worst = check.compare(flip);
      // Near the pole of a logarithm the derivative is too steep for a difference of this step.
      boolean smooth = check.scale > 1e-4 && check.scale < 50;
      if (smooth && check.compared >= parameters.length * 0.7) {
        return worst;
      }
    }
    throw new AssertionError("no draw stays clear of the kinks: " + spec);
  }

  private static final class Check {
    private final NetworkSpec spec;
    private final Updater updater;
    private final Penalty penalty;
    private final boolean thin;
    private final DropoutMask mask;
    private final float[] parameters;
    private final float[] inputs;
    private final int[] labels = new int[ROWS];
    private final float[] values = new float[ROWS];
    private final Kernels kernels;
    private int compared;
    private double scale;

    Check(Row row, float[] parameters, RandomStream random, Kernels kernels) {
      this.spec = row.network();
      this.thin = row.thin();
      this.mask = DropoutMask.draw(spec, random.child(3));
      this.updater = updater(spec, row.penalty());
      this.penalty = row.penalty();
      this.parameters = parameters;
      this.kernels = kernels;
      this.inputs = new float[ROWS * spec.inputs()];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = (float) random.normal(i);
      }
      for (int i = 0; i < ROWS; i++) {
        labels[i] = random.below(1000 + i, spec.outputs() == 1 ? 2 : spec.outputs());
        values[i] = (float) random.normal(2000 + i);
      }
    }

    private static Updater updater(NetworkSpec spec, Penalty penalty) {
      return new Updater(
          new Optimizer(new UpdateRule.Sgd(0.1)), penalty, Ranges.of(spec), Team.of(1));
    }

    private Expected expected() {
      return spec.loss() == Loss.MEAN_SQUARED_ERROR || spec.loss() == Loss.MEAN_ABSOLUTE_ERROR
          ? new Expected.Values(values)
          : new Expected.Classes(labels);
    }

    double compare(Flip flip) {
      float[] gradient = gradient(flip);
      double[] numeric = new double[parameters.length];
      for (int i = 0; i < parameters.length; i++) {
        double[] up = doubles();
        up[i] += STEP;
        double[] down = doubles();
        down[i] -= STEP;
        if (region(up) != region(down)) {
          numeric[i] = Double.NaN;
          continue;
        }
        numeric[i] = (cost(up) - cost(down)) / (2 * STEP);
        compared++;
        scale = Math.max(scale, Math.abs(numeric[i]));
      }
      List<Segment> segments = ParameterLayout.of(spec).segments();
      if (flip == Flip.ONE_PARAMETER) {
        int least =
            segments.stream()
                .map(segment -> largest(segment, numeric))
                .filter(i -> Math.abs(numeric[i]) > 1e-3 * scale)
                .min(Comparator.comparingDouble(i -> Math.abs(numeric[i])))
                .orElseThrow();
        gradient[least] = -gradient[least];
      }
      double worst = 0;
      for (Segment segment : segments) {
        double own = Math.abs(numeric[largest(segment, numeric)]);
        for (int i = segment.offset(); i < segment.end(); i++) {
          if (!Double.isNaN(numeric[i])) {
            double error = Math.abs(numeric[i] - gradient[i]);
            worst = Math.max(worst, error / (own > 0.01 * scale ? own : 0.01 * scale));
          }
        }
      }
      return worst;
    }

    private static int largest(Segment segment, double[] numeric) {
      int largest = segment.offset();
      for (int i = segment.offset(); i < segment.end(); i++) {
        boolean first = Double.isNaN(numeric[largest]);
        largest = first || Math.abs(numeric[i]) > Math.abs(numeric[largest]) ? i : largest;
      }
      return largest;
    }

    private float[] gradient(Flip flip) {
      float[] gradient = new float[parameters.length];
      try (Team team = Team.of(2)) {
        Pass pass = new Pass(spec, kernels, team, ROWS + 2, true);
        System.arraycopy(inputs, 0, pass.inputs(), 0, inputs.length);
        if (thin) {
          pass.forwardThin(parameters, ROWS, mask);
        } else {
          pass.forward(parameters, ROWS);
        }
        double loss = pass.backward(expected(), gradient) / ROWS;
        assertThat(loss).isCloseTo(loss(doubles()), within(1e-5 * (1 + Math.abs(loss))));
      }
      float[] data = gradient.clone();
      updater.update(parameters.clone(), gradient, 1);
      if (flip == Flip.EVERYTHING) {
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] = -gradient[i];
        }
      }
      if (flip == Flip.THE_PENALTY) {
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] = 2 * data[i] - gradient[i];
        }
      }
      return gradient;
    }

    private double[] doubles() {
      double[] doubles = new double[parameters.length];
      Arrays.setAll(doubles, i -> parameters[i]);
      return doubles;
    }

    private ReferenceNetwork.Result row(double[] weights, int row) {
      double[] input = new double[spec.inputs()];
      Arrays.setAll(input, i -> inputs[row * input.length + i]);
      Expected own =
          switch (expected()) {
            case Expected.Classes _ -> new Expected.Classes(new int[] {labels[row]});
            case Expected.Values _ -> new Expected.Values(new float[] {values[row]});
          };
      ReferenceNetwork network = new ReferenceNetwork(spec);
      return thin ? network.runThin(weights, input, own, mask) : network.run(weights, input, own);
    }

    private double loss(double[] weights) {
      double sum = 0;
      for (int row = 0; row < ROWS; row++) {
        sum += row(weights, row).loss();
      }
      return sum / ROWS;
    }

    /** The loss and the penalty, which is a sum over parameters. */
    private double cost(double[] weights) {
      return loss(weights) + penalty(weights);
    }

    /** By its formula, in double precision. */
    private double penalty(double[] weights) {
      double sum = 0;
      for (Segment segment : ParameterLayout.of(spec).segments()) {
        if (penalty.on().covers(Ranges.kind(segment.role()))) {
          for (int i = segment.offset(); i < segment.end(); i++) {
            sum += penalty.l2() / 2 * weights[i] * weights[i] + penalty.l1() * Math.abs(weights[i]);
          }
        }
      }
      return sum;
    }

    private long region(double[] weights) {
      long hash = 0;
      for (int row = 0; row < ROWS; row++) {
        hash = hash * 31 + row(weights, row).region();
      }
      return hash;
    }
  }
}
