package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
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
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;

/**
 * Once compiled, a step makes no objects. Until then the interpreter makes vectors of the vector
 * kernels, so the test waits for a stretch of steps without any.
 */
class NoGarbageTest {
  private static final int STRETCH = 200;
  private static final long PATIENCE = 60_000_000_000L;

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of(
            "relu and dropout",
            List.of(
                new Layer.Dense(40), new Layer.Activate(Activation.RELU), new Layer.Dropout(0.5f))),
        Arguments.of(
            "maxout, dropout, tanh",
            List.of(
                new Layer.Maxout(20, 3),
                new Layer.Dropout(0.5f),
                new Layer.Dense(17),
                new Layer.Activate(Activation.TANH))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void a_step_makes_no_objects(String name, List<Layer> layers) {
    NetworkSpec network =
        new NetworkSpec(30, layers, new Head(5, Activation.SOFTMAX), Loss.CROSS_ENTROPY);
    TrainingSpec spec =
        new TrainingSpec(
            new Optimizer(new UpdateRule.Adam(0.001, 0.9, 0.999, 1e-8)),
            Penalty.NONE,
            32,
            1,
            new Stopping.Never(),
            true,
            1);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Team team = Team.of(1)) {
      Stepper stepper = new Stepper(network, spec, team);
      Expected expected = new Expected.Classes(new int[32]);
      long bytes = Long.MAX_VALUE;
      long start = System.nanoTime();
      while (bytes > 0 && System.nanoTime() - start < PATIENCE) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < STRETCH; i++) {
          stepper.step(expected, 32, 1);
        }
        bytes = threads.getCurrentThreadAllocatedBytes() - before;
      }
      assertThat(bytes).as("bytes in %d steps", STRETCH).isZero();
    }
  }
}
