package plumb.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.math.RandomStream;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Inference;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Segment;

/** S7: for one input the network is a thinner linear one; C14: for another it is another one. */
class S07ThinNetworkTest {
  static Stream<NetworkSpec> networks() {
    return Networks.piecewiseLinear();
  }

  private static double[] point(RandomStream random, int index) {
    return new double[] {random.normal(2L * index), random.normal(2L * index + 1)};
  }

  private static double difference(double[] a, double[] b) {
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      worst = Math.max(worst, Math.abs(a[i] - b[i]) / (1 + Math.abs(a[i])));
    }
    return worst;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void S07_the_network_is_W_x_plus_b(NetworkSpec network) {
    for (int seed = 1; seed <= 50; seed++) {
      Linearizer linearizer = new Linearizer(network, Networks.parameters(network, seed));
      double[] x = point(RandomStream.of(seed), 0);
      assertThat(difference(linearizer.value(x), linearizer.at(x).apply(x))).isLessThan(1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void S07_the_engine_in_single_precision_is_the_same_to_rounding(NetworkSpec network) {
    float[] parameters = Networks.parameters(network, 3);
    Linearizer linearizer = new Linearizer(network, parameters);
    Inference inference = new Inference(network, parameters, 1);
    for (int i = 0; i < 50; i++) {
      double[] x = point(RandomStream.of(5), i);
      float[] inputs = {(float) x[0], (float) x[1]};
      float[] outputs = new float[network.outputs()];
      inference.run(inputs, 1, outputs);
      double[] exact = {inputs[0], inputs[1]};
      double[] linear = linearizer.at(exact).apply(exact);
      if (network.head().activation() instanceof Activation.Softmax) {
        linear = softmax(linear);
      }
      for (int o = 0; o < outputs.length; o++) {
        assertThat((double) outputs[o]).isCloseTo(linear[o], within(1e-5));
      }
    }
  }

  private static double[] softmax(double[] z) {
    double sum = 0;
    for (double value : z) {
      sum += Math.exp(value);
    }
    double total = sum;
    return java.util.Arrays.stream(z).map(value -> Math.exp(value) / total).toArray();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void C14_the_same_function_holds_near_by_and_not_far_away(NetworkSpec network) {
    Linearizer linearizer = new Linearizer(network, Networks.parameters(network, 4));
    int held = 0;
    int others = 0;
    for (int i = 0; i < 50; i++) {
      RandomStream random = RandomStream.of(6);
      double[] x = point(random, i);
      LinearPiece here = linearizer.at(x);
      double[] near = {x[0] + 1e-4 * random.normal(1000 + i), x[1] - 1e-4};
      boolean same = linearizer.at(near).choices().equals(here.choices());
      if (same) {
        held++;
        assertThat(difference(linearizer.value(near), here.apply(near))).isLessThan(1e-12);
      }
      double[] far = {-3 * x[0] + 1, 2 - 3 * x[1]};
      if (!linearizer.at(far).choices().equals(here.choices())) {
        others++;
      }
    }
    assertThat(held).isGreaterThan(40);
    assertThat(others).isGreaterThan(network.layers().isEmpty() ? -1 : 40);
  }

  @Test
  void S07_units_at_0_can_be_taken_out() {
    NetworkSpec network = networks().findFirst().orElseThrow();
    float[] parameters = Networks.parameters(network, 8);
    double[] x = {0.3, -0.7};
    Linearizer whole = new Linearizer(network, parameters);
    List<LinearPiece.Choice> choices = whole.at(x).choices();
    assertThat(choices).extracting(LinearPiece.Choice::layer).containsExactly(1, 3);
    float[] thin = parameters.clone();
    int removed = 0;
    for (LinearPiece.Choice choice : choices) {
      Segment leaving =
          ParameterLayout.of(network).find(choice.layer() + 1, Segment.Role.WEIGHT).orElseThrow();
      for (int unit : choice.dropped()) {
        assertThat(choice.chosen().get(unit)).isZero();
        int from = leaving.offset() + unit * leaving.columns();
        java.util.Arrays.fill(thin, from, from + leaving.columns(), 99f);
        removed++;
      }
    }
    assertThat(removed).isBetween(3, 13);
    assertThat(new Linearizer(network, thin).value(x)).isEqualTo(whole.value(x));
  }

  @Test
  void S07_a_network_that_is_not_piecewise_linear_is_refused_by_name() {
    NetworkSpec tanh =
        new NetworkSpec(
            2,
            List.of(new Layer.Dense(3), new Layer.Activate(Activation.TANH)),
            new Head(1, Activation.LINEAR),
            Loss.MEAN_SQUARED_ERROR);
    assertThat(Linearizer.obstacle(tanh))
        .contains("layer 2 is tanh, which is not piecewise linear");
    assertThatThrownBy(() -> new Linearizer(tanh, Networks.parameters(tanh, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // --- along a line ---

  private static final double[] LEFT = {-4, 3};
  private static final double[] RIGHT = {5, -2};

  private static double[] between(double[] from, double[] to, double share) {
    double[] x = new double[from.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (1 - share) * from[i] + share * to[i];
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void C14_the_pieces_along_a_line_are_those_a_walk_in_small_steps_meets(NetworkSpec network) {
    for (int seed = 1; seed <= 8; seed++) {
      Linearizer linearizer = new Linearizer(network, Networks.parameters(network, seed));
      LineRegions regions = linearizer.along(LEFT, RIGHT);
      // In the middle of every piece a pattern of its own, other than the one before.
      List<LinearPiece.Choice> before = null;
      for (int i = 0; i < regions.count(); i++) {
        double start = regions.breaks().get(i);
        double end = regions.breaks().get(i + 1);
        double[] middle = between(LEFT, RIGHT, (start + end) / 2);
        List<LinearPiece.Choice> here = linearizer.at(middle).choices();
        assertThat(here).isNotEqualTo(before);
        before = here;
        assertThat(
                difference(
                    linearizer.value(middle),
                    between(regions.outputs().get(i), regions.outputs().get(i + 1), 0.5)))
            .isLessThan(1e-9);
      }
      // And a walk meets no more.
      int changes = 0;
      before = linearizer.at(LEFT).choices();
      for (int k = 1; k <= 5000; k++) {
        List<LinearPiece.Choice> here = linearizer.at(between(LEFT, RIGHT, k / 5000.0)).choices();
        changes += here.equals(before) ? 0 : 1;
        before = here;
      }
      assertThat(changes).isLessThanOrEqualTo(regions.count() - 1);
      assertThat(regions.count()).isGreaterThan(network.layers().isEmpty() ? 0 : 3);
    }
  }

  /** One input, units with bends at known places. */
  @Test
  void C14_the_breaks_are_exactly_where_the_units_bend() {
    NetworkSpec network =
        new NetworkSpec(
            1,
            List.of(new Layer.Dense(3), new Layer.Activate(Activation.RELU)),
            new Head(1, Activation.LINEAR),
            Loss.MEAN_SQUARED_ERROR);
    // z = x + 1, 2 x - 1, -x + 5: bends at -1, 0.5 and 5, the last outside of -2 to 2.
    double[] parameters = {1, 2, -1, 1, -1, 5, 1, 1, 1, 0};
    LineRegions regions =
        new Linearizer(network, parameters).along(new double[] {-2}, new double[] {2});
    assertThat(regions.breaks()).containsExactly(0.0, 0.25, 0.625, 1.0);
  }

  // --- over a plane ---

  private static final double[] ORIGIN = {-2, -2};
  private static final double[] ACROSS = {4, 0.5};
  private static final double[] UP = {-0.5, 4};

  private static double[] at(double u, double v) {
    return new double[] {
      ORIGIN[0] + u * ACROSS[0] + v * UP[0], ORIGIN[1] + u * ACROSS[1] + v * UP[1]
    };
  }

  /** n lines cut a square into 1 + n + (their meetings inside) parts, in general position. */
  @Test
  void C14_one_layer_cuts_a_plane_into_as_many_parts_as_its_lines_do() {
    for (int seed = 1; seed <= 10; seed++) {
      int units = 12;
      NetworkSpec network =
          new NetworkSpec(
              2,
              List.of(new Layer.Dense(units), new Layer.Activate(Activation.RELU)),
              new Head(1, Activation.LINEAR),
              Loss.MEAN_SQUARED_ERROR);
      float[] p = Networks.parameters(network, seed);
      double[][] lines = new double[units][];
      for (int j = 0; j < units; j++) {
        double w0 = p[j];
        double w1 = p[units + j];
        double b = p[2 * units + j];
        lines[j] =
            new double[] {
              w0 * ORIGIN[0] + w1 * ORIGIN[1] + b,
              w0 * ACROSS[0] + w1 * ACROSS[1],
              w0 * UP[0] + w1 * UP[1]
            };
      }
      int expected = 1;
      for (int j = 0; j < units; j++) {
        double[] z = lines[j];
        double[] corners = {z[0], z[0] + z[1], z[0] + z[2], z[0] + z[1] + z[2]};
        double lowest = java.util.Arrays.stream(corners).min().orElseThrow();
        double highest = java.util.Arrays.stream(corners).max().orElseThrow();
        expected += lowest < 0 && highest > 0 ? 1 : 0;
        for (int k = 0; k < j; k++) {
          double[] y = lines[k];
          double det = z[1] * y[2] - z[2] * y[1];
          double u = (-z[0] * y[2] + z[2] * y[0]) / det;
          double v = (-z[1] * y[0] + z[0] * y[1]) / det;
          expected += u > 0 && u < 1 && v > 0 && v < 1 ? 1 : 0;
        }
      }
      PlaneRegions regions = new Linearizer(network, p).over(ORIGIN, ACROSS, UP, 10_000);
      assertThat(regions.count()).isEqualTo(expected);
      assertThat(regions.complete()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void C14_the_polygons_cover_the_plane_and_each_is_one_linear_function(NetworkSpec network) {
    Linearizer linearizer = new Linearizer(network, Networks.parameters(network, 9));
    PlaneRegions regions = linearizer.over(ORIGIN, ACROSS, UP, 10_000);
    double area = regions.regions().stream().mapToDouble(PlaneRegions.Region::area).sum();
    assertThat(area).isCloseTo(1, within(1e-9));
    RandomStream random = RandomStream.of(3);
    for (int i = 0; i < 300; i++) {
      double u = random.uniform(2L * i);
      double v = random.uniform(2L * i + 1);
      List<PlaneRegions.Region> around =
          regions.regions().stream().filter(r -> r.contains(u, v)).toList();
      assertThat(around).hasSize(1);
      double[] value = linearizer.value(at(u, v));
      double[][] c = around.getFirst().outputs();
      for (int o = 0; o < value.length; o++) {
        assertThat(c[o][0] + c[o][1] * u + c[o][2] * v)
            .isCloseTo(value[o], within(1e-9 * (1 + Math.abs(value[o]))));
      }
    }
  }

  @Test
  void counting_stops_at_the_limit_and_says_so() {
    NetworkSpec network = networks().findFirst().orElseThrow();
    PlaneRegions regions =
        new Linearizer(network, Networks.parameters(network, 9)).over(ORIGIN, ACROSS, UP, 5);
    assertThat(regions.complete()).isFalse();
    assertThat(regions.count()).isGreaterThan(5);
  }
}
