package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.math.Kernels;
import plumb.math.RandomStream;
import plumb.math.ScalarKernels;
import plumb.math.Team;

/**
 * Every activation, layer and loss: back-propagation in single precision against central
 * differences of {@link ReferenceNetwork} in double precision. Places where a difference crosses a
 * kink are left out, and the network is drawn anew until enough places remain.
 */
class GradientCheckTest {
  private static final int ROWS = 7;
  private static final double STEP = 1e-5;

  /** Single precision back-propagation through a few layers; a wrong sign is off by 2. */
  private static final double TOLERANCE = 2e-4;

  static Stream<Arguments> networks() {
    List<Arguments> rows = new ArrayList<>();
    Head softmax = new Head(3, Activation.SOFTMAX);
    for (Activation a :
        List.of(
            Activation.LINEAR,
            Activation.RELU,
            new Activation.LeakyRelu(0.01f),
            new Activation.LeakyRelu(0),
            new Activation.PRelu(Activation.Sharing.UNIT, 0.25f),
            new Activation.PRelu(Activation.Sharing.LAYER, 0.25f),
            new Activation.PRelu(Activation.Sharing.NETWORK, -0.25f),
            new Activation.Elu(1),
            new Activation.Elu(0.5f),
            new Activation.Selu(),
            Activation.SIGMOID,
            Activation.TANH,
            new Activation.Softplus(),
            new Activation.Gelu(),
            Activation.SOFTMAX)) {
      rows.add(
          row(
              "hidden " + a,
              softmax,
              Loss.CROSS_ENTROPY,
              new Layer.Dense(9),
              new Layer.Activate(a),
              new Layer.Dense(6),
              new Layer.Activate(a)));
    }
    rows.add(
        row(
            "activation on the inputs",
            softmax,
            Loss.CROSS_ENTROPY,
            new Layer.Activate(Activation.TANH),
            new Layer.Dense(5),
            new Layer.Activate(Activation.RELU)));
    rows.add(
        row(
            "PReLU on the inputs",
            softmax,
            Loss.CROSS_ENTROPY,
            new Layer.Activate(new Activation.PRelu(Activation.Sharing.UNIT, 0.1f)),
            new Layer.Dense(5)));
    rows.add(
        row(
            "maxout 2",
            softmax,
            Loss.CROSS_ENTROPY,
            new Layer.Maxout(5, 2),
            new Layer.Maxout(4, 3)));
    rows.add(
        row(
            "maxout under an activation and scaled dropout",
            softmax,
            Loss.CROSS_ENTROPY,
            new Layer.Maxout(5, 5),
            new Layer.Activate(Activation.TANH),
            new Layer.Dropout(0.3f, Layer.MaskScope.BATCH, Layer.DropoutScaling.TEST),
            new Layer.Dense(4)));
    for (Loss loss : Loss.values()) {
      for (Activation head :
          List.of(
              Activation.LINEAR,
              Activation.SIGMOID,
              Activation.TANH,
              Activation.SOFTMAX,
              new Activation.PRelu(Activation.Sharing.LAYER, 0.3f))) {
        for (int units : new int[] {1, 3}) {
          if (units == 3 || !(head instanceof Activation.Softmax)) {
            rows.add(
                row(
                    loss + " behind " + units + " x " + head,
                    new Head(units, head),
                    loss,
                    new Layer.Dense(6),
                    new Layer.Activate(Activation.TANH)));
          }
        }
      }
    }
    return rows.stream();
  }

  private static Arguments row(String name, Head head, Loss loss, Layer... layers) {
    return Arguments.of(name, new NetworkSpec(4, List.of(layers), head, loss));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void back_propagation_agrees_with_central_differences(String name, NetworkSpec spec) {
    assertThat(worst(spec, Kernels.select(), 1)).as(name).isLessThan(TOLERANCE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void the_scalar_kernels_do_too(String name, NetworkSpec spec) {
    assertThat(worst(spec, new ScalarKernels(), 1)).as(name).isLessThan(TOLERANCE);
  }

  @Test
  void a_wrong_sign_is_found() {
    NetworkSpec spec = (NetworkSpec) networks().findFirst().orElseThrow().get()[1];
    assertThat(worst(spec, Kernels.select(), -1)).isGreaterThan(1);
  }

  /** The largest difference of a derivative, relative to the largest derivative. */
  private static double worst(NetworkSpec spec, Kernels kernels, float sign) {
    for (int seed = 1; seed < 200; seed++) {
      RandomStream random = RandomStream.of(seed);
      float[] parameters = Initializer.draw(spec, random);
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] += (float) (0.1 * random.child(99).normal(i));
      }
      Check check = new Check(spec, parameters, random.child(7), kernels);
      double worst = check.compare(sign);
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
    private final float[] parameters;
    private final float[] inputs;
    private final int[] labels = new int[ROWS];
    private final float[] values = new float[ROWS];
    private final Kernels kernels;
    private int compared;
    private double scale;

    Check(NetworkSpec spec, float[] parameters, RandomStream random, Kernels kernels) {
      this.spec = spec;
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

    private Expected expected() {
      return spec.loss() == Loss.MEAN_SQUARED_ERROR || spec.loss() == Loss.MEAN_ABSOLUTE_ERROR
          ? new Expected.Values(values)
          : new Expected.Classes(labels);
    }

    double compare(float sign) {
      float[] gradient = new float[parameters.length];
      try (Team team = Team.of(2)) {
        Pass pass = new Pass(spec, kernels, team, ROWS + 2, true);
        System.arraycopy(inputs, 0, pass.inputs(), 0, inputs.length);
        pass.forward(parameters, ROWS);
        double loss = pass.backward(expected(), gradient) / ROWS;
        assertThat(loss)
            .isCloseTo(
                loss(doubles()), org.assertj.core.data.Offset.offset(1e-5 * (1 + Math.abs(loss))));
      }
      double worst = 0;
      for (int i = 0; i < parameters.length; i++) {
        double[] up = doubles();
        up[i] += STEP;
        double[] down = doubles();
        down[i] -= STEP;
        if (region(up) != region(down)) {
          continue;
        }
        double numeric = (loss(up) - loss(down)) / (2 * STEP);
        compared++;
        scale = Math.max(scale, Math.abs(numeric));
        worst = Math.max(worst, Math.abs(numeric - sign * gradient[i]));
      }
      return worst / scale;
    }

    private double[] doubles() {
      double[] doubles = new double[parameters.length];
      for (int i = 0; i < doubles.length; i++) {
        doubles[i] = parameters[i];
      }
      return doubles;
    }

    private ReferenceNetwork.Result row(double[] weights, int row) {
      double[] input = new double[spec.inputs()];
      for (int i = 0; i < input.length; i++) {
        input[i] = inputs[row * input.length + i];
      }
      Expected own =
          switch (expected()) {
            case Expected.Classes _ -> new Expected.Classes(new int[] {labels[row]});
            case Expected.Values _ -> new Expected.Values(new float[] {values[row]});
          };
      return new ReferenceNetwork(spec).run(weights, input, own);
    }

    private double loss(double[] weights) {
      double sum = 0;
      for (int row = 0; row < ROWS; row++) {
        sum += row(weights, row).loss();
      }
      return sum / ROWS;
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
