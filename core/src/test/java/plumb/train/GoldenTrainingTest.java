package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Expected;
import plumb.nn.Head;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Segment;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;

/**
 * A hundred steps from the same start as PyTorch made them (etc/golden/training.py): losses and
 * parameters agree to 1e-4 relative.
 */
class GoldenTrainingTest {
  private static final int STEPS = 100;
  private static final int ROWS = 40;
  private static final int CLASSES = 5;
  private static final double TOLERANCE = 1e-4;

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of(
            "relu",
            List.of(
                new Layer.Dense(70),
                new Layer.Activate(Activation.RELU),
                new Layer.Dense(33),
                new Layer.Activate(Activation.RELU))),
        Arguments.of("maxout", List.of(new Layer.Maxout(17, 3))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void a_hundred_steps_end_where_pytorch_ends(String name, List<Layer> layers) throws IOException {
    Golden golden = Golden.read(name);
    int inputs = 23;
    NetworkSpec network =
        new NetworkSpec(inputs, layers, new Head(CLASSES, Activation.SOFTMAX), Loss.CROSS_ENTROPY);
    TrainingSpec spec =
        new TrainingSpec(
            new Optimizer(new UpdateRule.Adam(0.001, 0.9, 0.999, 1e-8)),
            Penalty.NONE,
            ROWS,
            1,
            new Stopping.Never(),
            true,
            1);
    try (Team team = Team.of(2)) {
      Stepper stepper = new Stepper(network, spec, team);
      assertThat(golden.parameters).hasSameSizeAs(stepper.parameters());
      stepper.restore(start(network), stepper.memory());
      int[] labels = new int[ROWS];
      for (int row = 0; row < ROWS; row++) {
        labels[row] = row * 3 % CLASSES;
        for (int i = 0; i < inputs; i++) {
          stepper.inputs()[row * inputs + i] = wave(7 * row * inputs + i);
        }
      }
      Expected expected = new Expected.Classes(labels);
      for (int step = 1; step <= STEPS; step++) {
        double loss = stepper.step(expected, ROWS, 1) / ROWS;
        if (step % 10 == 0) {
          double theirs = golden.losses[step / 10 - 1];
          assertThat(Math.abs(loss - theirs) / theirs).as("step %d", step).isLessThan(TOLERANCE);
        }
      }
      assertThat(distance(stepper.parameters(), golden.parameters)).isLessThan(TOLERANCE);
      // That it is no small thing to come so near: the start is a hundred times farther away.
      assertThat(distance(start(network), golden.parameters)).isGreaterThan(100 * TOLERANCE);
    }
  }

  private static double distance(float[] ours, double[] theirs) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < ours.length; i++) {
      difference += (ours[i] - theirs[i]) * (ours[i] - theirs[i]);
      size += theirs[i] * theirs[i];
    }
    return Math.sqrt(difference / size);
  }

  private static float[] start(NetworkSpec network) {
    List<Segment> segments = ParameterLayout.of(network).segments();
    float[] start = new float[segments.getLast().end()];
    for (Segment segment : segments) {
      float scale = segment.role() == Segment.Role.WEIGHT ? 4 : 8;
      for (int i = segment.offset(); i < segment.end(); i++) {
        start[i] = wave(i) / scale;
      }
    }
    return start;
  }

  /** Numbers between -1 and 1 that any language makes alike: exact in single precision. */
  private static float wave(int i) {
    return ((i * 37 + i / 64 * 11 + 11) % 64 - 31.5f) / 32;
  }

  private record Golden(double[] losses, double[] parameters) {
    static Golden read(String name) throws IOException {
      String path = "golden-" + name + ".csv";
      try (InputStream in =
          Objects.requireNonNull(GoldenTrainingTest.class.getResourceAsStream(path))) {
        List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        List<Double> parameters = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
          Arrays.stream(line.split(",")).map(Double::valueOf).forEach(parameters::add);
        }
        double[] losses =
            Arrays.stream(lines.get(1).split(","))
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Golden(losses, parameters.stream().mapToDouble(Double::doubleValue).toArray());
      }
    }
  }
}
