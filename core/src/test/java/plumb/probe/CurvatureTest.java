package plumb.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.nn.Activation;
import plumb.nn.Expected;
import plumb.nn.Head;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.ReferenceBackprop;
import plumb.optim.Penalty;
import plumb.probe.Flatness.Kind;

class CurvatureTest {
  static Stream<NetworkSpec> networks() {
    return Networks.all();
  }

  private static double[] gradient(
      NetworkSpec network, double[] parameters, double[] input, Expected expected) {
    double[] gradient = new double[parameters.length];
    double[] none = new double[parameters.length];
    new ReferenceBackprop(network)
        .add(parameters, none, input, expected, gradient, new double[parameters.length]);
    return gradient;
  }

  /** The whole Hessian, column by column, against differences of the gradient. */
  @ParameterizedTest
  @MethodSource("networks")
  void the_hessian_times_a_vector_is_the_change_of_the_gradient(NetworkSpec network) {
    double[] at = Rows.doubles(Networks.parameters(network, 2));
    Rows rows = Rows.of(Networks.examples(network, 1, 5), 1);
    double[] input = rows.inputs().getFirst();
    Expected expected = rows.expected().getFirst();
    ReferenceBackprop backprop = new ReferenceBackprop(network);
    double step = 1e-5;
    double[][] hessian = new double[at.length][];
    for (int k = 0; k < at.length; k++) {
      double[] direction = new double[at.length];
      direction[k] = 1;
      double[] product = new double[at.length];
      backprop.add(at, direction, input, expected, new double[at.length], product);
      hessian[k] = product;
      double[] up = at.clone();
      double[] down = at.clone();
      up[k] += step;
      down[k] -= step;
      double[] above = gradient(network, up, input, expected);
      double[] below = gradient(network, down, input, expected);
      for (int i = 0; i < at.length; i++) {
        double difference = (above[i] - below[i]) / (2 * step);
        assertThat(product[i])
            .as("%s: entry %d, %d", network, i, k)
            .isCloseTo(difference, within(1e-6 * (1 + Math.abs(difference))));
      }
    }
    for (int i = 0; i < at.length; i++) {
      for (int k = 0; k < i; k++) {
        assertThat(hessian[i][k])
            .isCloseTo(hessian[k][i], within(1e-10 * (1 + Math.abs(hessian[i][k]))));
      }
    }
  }

  // --- Lanczos ---

  private static HessianProduct matrix(double[][] rows) {
    return v -> {
      double[] result = new double[v.length];
      for (int i = 0; i < v.length; i++) {
        result[i] = Lanczos.dot(rows[i], v);
      }
      return result;
    };
  }

  /** A matrix with known eigenvalues, turned by random reflections. */
  private static double[][] turned(double[] eigenvalues, long seed) {
    int n = eigenvalues.length;
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i][i] = eigenvalues[i];
    }
    for (int reflection = 0; reflection < 4; reflection++) {
      double[] u = new double[n];
      for (int i = 0; i < n; i++) {
        u[i] = RandomStream.of(seed).child(reflection).normal(i);
      }
      double square = Lanczos.dot(u, u);
      double[][] q = new double[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          q[i][j] = (i == j ? 1 : 0) - 2 * u[i] * u[j] / square;
        }
      }
      a = product(q, product(a, q));
    }
    return a;
  }

  private static double[][] product(double[][] a, double[][] b) {
    int n = a.length;
    double[][] c = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < n; j++) {
          c[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return c;
  }

  @Test
  void the_ends_of_a_known_spectrum_are_found() {
    for (int seed = 1; seed <= 10; seed++) {
      double[] eigenvalues = new double[40];
      for (int i = 0; i < 40; i++) {
        eigenvalues[i] = RandomStream.of(seed).uniform(i) * 4 - 1;
      }
      eigenvalues[0] = -2.5;
      eigenvalues[1] = 7;
      Spectrum found = Lanczos.ends(matrix(turned(eigenvalues, seed)), 40, 40, seed);
      assertThat(found.lowest()).isCloseTo(-2.5, within(1e-9));
      assertThat(found.highest()).isCloseTo(7, within(1e-9));
      assertThat(found.lowestResidual()).isLessThan(1e-5);
      double[] v = found.lowestVector();
      double[] hv = matrix(turned(eigenvalues, seed)).times(v);
      for (int i = 0; i < v.length; i++) {
        assertThat(hv[i]).isCloseTo(-2.5 * v[i], within(1e-5));
      }
    }
  }

  @Test
  void a_search_cut_short_says_how_far_off_it_may_be() {
    double[] eigenvalues = new double[200];
    for (int i = 0; i < 200; i++) {
      eigenvalues[i] = i / 100.0 - 1;
    }
    Spectrum found = Lanczos.ends(matrix(turned(eigenvalues, 1)), 200, 6, 1);
    assertThat(found.products()).isEqualTo(6);
    assertThat(found.lowest()).isGreaterThan(-1);
    assertThat(found.lowestResidual()).isGreaterThan(1e-3);
    // Some eigenvalue lies within the residual.
    double nearest =
        java.util.Arrays.stream(eigenvalues)
            .map(e -> Math.abs(e - found.lowest()))
            .min()
            .orElseThrow();
    assertThat(nearest).isLessThanOrEqualTo(found.lowestResidual());
  }

  // --- landscapes ---

  private static Flatness landscape(double xx, double yy, double gx, double gy) {
    Spectrum spectrum = Lanczos.ends(matrix(new double[][] {{xx, 0}, {0, yy}}), 2, 10, 1);
    double norm = Math.hypot(gx, gy);
    double along = norm == 0 ? 0 : (xx * gx * gx + yy * gy * gy) / (norm * norm);
    double gain = norm == 0 ? 0 : norm * norm / (2 * Math.abs(along));
    return Flatness.judge(1, norm, gain, spectrum, spectrum.lowestResidual());
  }

  @Test
  void C03_known_landscapes_are_told_apart() {
    // x^2 - y^2 at the origin.
    Flatness saddle = landscape(2, -2, 0, 0);
    assertThat(saddle.kind()).isEqualTo(Kind.SADDLE);
    assertThat(saddle.spectrum().lowest()).isCloseTo(-2, within(1e-12));
    assertThat(saddle.spectrum().highest()).isCloseTo(2, within(1e-12));
    // x^2 + y^2 at the origin, and at (1, 1).
    assertThat(landscape(2, 2, 0, 0).kind()).isEqualTo(Kind.MINIMUM);
    assertThat(landscape(2, 2, 2, 2).kind()).isEqualTo(Kind.SLOPE);
    // x^2 alone: a valley floor. Nothing at all: a plain without an answer.
    assertThat(landscape(2, 0, 0, 0).kind()).isEqualTo(Kind.MINIMUM);
    assertThat(landscape(0, 0, 0, 0).kind()).isEqualTo(Kind.CANNOT_TELL);
  }

  @Test
  void C03_an_answer_within_its_error_is_not_given() {
    Spectrum spectrum = new Spectrum(-0.1, 0.5, new double[] {1, 0}, 2, 0, 3);
    assertThat(Flatness.judge(1, 0, 0, spectrum, 0.5).kind()).isEqualTo(Kind.CANNOT_TELL);
    assertThat(Flatness.judge(1, 0, 0, spectrum, 0.01).kind()).isEqualTo(Kind.SADDLE);
    assertThat(Flatness.judge(1, 0, 0, spectrum, Double.POSITIVE_INFINITY).kind())
        .isEqualTo(Kind.CANNOT_TELL);
  }

  private static final NetworkSpec TWO_WEIGHTS =
      new NetworkSpec(
          1, List.of(new Layer.Dense(1)), new Head(1, Activation.LINEAR), Loss.MEAN_SQUARED_ERROR);

  private static Examples line(int rows) {
    float[] x = new float[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = i % 2 == 0 ? 1 : -1;
    }
    return new Examples(new Inputs.Floats(x, rows, 1), new Targets.Values(x.clone()));
  }

  /** y = w2 w1 x for y = x: at w = 0 a saddle with eigenvalues -2 and 2, at w = 1 the minimum. */
  @Test
  void C03_a_deep_linear_network_starts_at_a_saddle_and_ends_in_a_minimum() {
    Flatness start =
        new Curvature(TWO_WEIGHTS, new float[4], line(40), 40, Penalty.NONE).flatness(20, 1);
    assertThat(start.kind()).isEqualTo(Kind.SADDLE);
    assertThat(start.gradientNorm()).isZero();
    assertThat(start.spectrum().lowest()).isCloseTo(-2, within(1e-9));
    assertThat(start.spectrum().highest()).isCloseTo(2, within(1e-9));
    assertThat(start.sentence()).startsWith("A saddle");

    Flatness end =
        new Curvature(
                TWO_WEIGHTS, new float[] {1.001f, 0, 1, 0}, line(40), 40, new Penalty(1e-6, 0))
            .flatness(20, 1);
    assertThat(end.spectrum().highest()).isCloseTo(4, within(0.01));
    assertThat(end.spectrum().lowest()).isCloseTo(0, within(0.01));
  }

  @Test
  void C03_least_squares_end_in_the_minimum_its_normal_equations_say() {
    Examples train = Trained.numbers(50, 2, 3);
    NetworkSpec linear =
        new NetworkSpec(2, List.of(), new Head(1, Activation.LINEAR), Loss.MEAN_SQUARED_ERROR);
    double[][] normal = new double[3][3];
    float[] inputs = ((Inputs.Floats) train.inputs()).values();
    for (int row = 0; row < 50; row++) {
      double[] x = {inputs[2 * row], inputs[2 * row + 1], 1};
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          normal[i][j] += 2 * x[i] * x[j] / 50;
        }
      }
    }
    Curvature curvature = new Curvature(linear, new float[3], train, 50, Penalty.NONE);
    for (int k = 0; k < 3; k++) {
      double[] unit = new double[3];
      unit[k] = 1;
      assertThat(curvature.times(unit)).containsExactly(normal[k], within(1e-12));
    }
    float[] solution =
        Trained.fit(
                linear,
                Trained.spec(new plumb.optim.UpdateRule.Sgd(0.1), 50, 300),
                train,
                plumb.train.TrainingListener.NONE)
            .last();
    Flatness flat = new Curvature(linear, solution, train, 50, Penalty.NONE).flatness(20, 1);
    assertThat(flat.kind()).isEqualTo(Kind.MINIMUM);
    assertThat(flat.spectrum().lowest()).isPositive();
  }

  @Test
  void C03_a_single_row_gets_no_answer() {
    assertThat(
            new Curvature(TWO_WEIGHTS, new float[4], line(40), 1, Penalty.NONE)
                .flatness(20, 1)
                .kind())
        .isEqualTo(Kind.CANNOT_TELL);
  }
}
