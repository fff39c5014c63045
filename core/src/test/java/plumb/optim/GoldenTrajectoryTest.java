package plumb.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.math.Kernels;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Expected;
import plumb.nn.Head;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.Pass;
import plumb.optim.Rules.Derivative;
import plumb.optim.UpdateRule.RmsProp.Start;
import plumb.optim.UpdateRule.Velocity;

/**
 * Every rule against PyTorch in double precision, 200 steps, in PyTorch's conventions. The rules
 * here compute in single precision as they do in use; the derivatives of the two functions are
 * taken in double precision, those of the network by back-propagation as it is.
 */
class GoldenTrajectoryTest {
  private static final double TOLERANCE = 1e-5;
  private static final int STEPS = 200;
  private static final double[] SCALES = {1, 3, 0.3, 10};
  private static final double[] MINIMUM = {1, -2, 3, 0.5};
  private static final int INPUTS = 2;
  private static final int HIDDEN = 2;
  private static final int ROWS = 8;
  private static final int NETWORK_SIZE = INPUTS * HIDDEN + HIDDEN + HIDDEN + 1;

  /** One stored line: where a rule is after some steps. */
  record Place(String rule, double rate, int step, double[] w) {}

  /** A rule on a function with the places on its way. */
  record Trajectory(String function, String rule, List<Place> places) {
    @Override
    public String toString() {
      return rule + " on " + function;
    }
  }

  static Stream<Trajectory> trajectories() {
    return Stream.of("quadratic", "rosenbrock", "network")
        .flatMap(function -> {
          List<Place> all = stored(function);
          return all.stream()
              .map(Place::rule)
              .distinct()
              .map(rule ->
                  new Trajectory(
                      function, rule, all.stream().filter(p -> p.rule().equals(rule)).toList()));
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trajectories")
  void a_rule_goes_where_pytorch_goes(Trajectory trajectory) {
    List<Place> places = trajectory.places();
    assertThat(places).hasSize(STEPS / 10);
    double rate = places.getFirst().rate();
    float[] w = start(trajectory.function());
    Updater updater =
        Rules.updater(rule(trajectory.rule(), rate), penalty(trajectory.rule()), w.length);
    Derivative derivative = derivative(trajectory.function());
    for (int step = 1; step <= STEPS; step++) {
      double factor = trajectory.rule().equals("momentum-falling") ? 1 - (step - 1.0) / STEPS : 1;
      updater.update(w, Rules.floats(derivative.at(Rules.doubles(w))), factor);
      if (step % 10 == 0) {
        Place place = places.get(step / 10 - 1);
        assertThat(place.step()).isEqualTo(step);
        assertThat(distance(w, place.w()))
            .as("relative distance after %d steps", step)
            .isLessThan(TOLERANCE);
      }
    }
  }

  private static UpdateRule rule(String name, double rate) {
    return switch (name) {
      case "sgd" -> new UpdateRule.Sgd(rate);
      case "momentum", "momentum-falling" -> new UpdateRule.Momentum(rate, 0.9, Velocity.GRADIENTS);
      case "nesterov" -> new UpdateRule.Nesterov(rate, 0.9, Velocity.GRADIENTS);
      case "adagrad" -> new UpdateRule.Adagrad(rate, 1e-10);
      case "rmsprop" -> new UpdateRule.RmsProp(rate, 0.99, 1e-8, Start.ZERO);
      case "adam", "adam-l2" -> new UpdateRule.Adam(rate);
      case "adamw" -> new UpdateRule.AdamW(rate, 0.9, 0.999, 1e-8, 0.01);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Penalty penalty(String rule) {
    return rule.equals("adam-l2") ? new Penalty(0.01, 0) : Penalty.NONE;
  }

  private static float[] start(String function) {
    return switch (function) {
      case "quadratic" -> new float[4];
      case "rosenbrock" -> new float[] {-1.2f, 1};
      default -> {
        float[] w = new float[NETWORK_SIZE];
        for (int i = 0; i < w.length; i++) {
          w[i] = wave(3 * i + 1) / 2;
        }
        yield w;
      }
    };
  }

  private static Derivative derivative(String function) {
    return switch (function) {
      case "quadratic" ->
          w -> {
            double[] g = new double[w.length];
            for (int i = 0; i < w.length; i++) {
              g[i] = SCALES[i] * (w[i] - MINIMUM[i]);
            }
            return g;
          };
      case "rosenbrock" ->
          w -> {
            double valley = w[1] - w[0] * w[0];
            return new double[] {-2 * (1 - w[0]) - 400 * w[0] * valley, 200 * valley};
          };
      default -> network();
    };
  }

  /** Back-propagation through tanh units on made-up rows. */
  private static Derivative network() {
    NetworkSpec spec =
        new NetworkSpec(
            INPUTS,
            List.of(
                new Layer.Dense(HIDDEN, new Init.Zeros(), 0), new Layer.Activate(Activation.TANH)),
            new Head(1, Activation.LINEAR),
            Loss.MEAN_SQUARED_ERROR);
    Pass pass = new Pass(spec, Kernels.select(), Team.of(1), ROWS, true);
    float[] y = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < INPUTS; i++) {
        pass.inputs()[row * INPUTS + i] = wave(row * INPUTS + i);
      }
      y[row] = wave(1000 + 5 * row);
    }
    return w -> {
      float[] g = new float[NETWORK_SIZE];
      pass.forwardTraining(Rules.floats(w), ROWS, RandomStream.of(1));
      pass.backward(new Expected.Values(y), g);
      return Rules.doubles(g);
    };
  }

  /** The numbers of the script: exact in single precision. */
  private static float wave(int i) {
    return ((i * 37 + 11) % 64 - 31.5f) / 32;
  }

  /** {@code |a - b| / |b|}. */
  private static double distance(float[] a, double[] b) {
    double apart = 0;
    double length = 0;
    for (int i = 0; i < b.length; i++) {
      apart += (a[i] - b[i]) * (a[i] - b[i]);
      length += b[i] * b[i];
    }
    return Math.sqrt(apart / length);
  }

  private static List<Place> stored(String function) {
    String name = "golden-%s.csv".formatted(function).toLowerCase(Locale.ROOT);
    try (InputStream in =
        Objects.requireNonNull(GoldenTrajectoryTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(",", -1))
          .map(cells ->
              new Place(
                  cells[0],
                  Double.parseDouble(cells[1]),
                  Integer.parseInt(cells[2]),
                  Stream.of(cells).skip(3).mapToDouble(Double::parseDouble).toArray()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
