package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
 * kernels, so the test waits for a stretch of steps without any. It measures in a process of its
 * own: where the other tests have run, the compiler has seen every kind of every call and no longer
 * compiles as it does in a training.
 */
class NoGarbageTest {
  private static final int STRETCH = 200;
  private static final long PATIENCE = 60_000_000_000L;

  /** The networks. */
  enum Trained {
    RELU_AND_DROPOUT,
    MAXOUT_DROPOUT_AND_TANH;

    List<Layer> layers() {
      return switch (this) {
        case RELU_AND_DROPOUT ->
            List.of(
                new Layer.Dense(40), new Layer.Activate(Activation.RELU), new Layer.Dropout(0.5f));
        case MAXOUT_DROPOUT_AND_TANH ->
            List.of(
                new Layer.Maxout(20, 3),
                new Layer.Dropout(0.5f),
                new Layer.Dense(17),
                new Layer.Activate(Activation.TANH));
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_step_makes_no_objects(Trained trained) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                NoGarbageTest.class.getName(),
                trained.name())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(said.strip()).as("bytes in %d steps", STRETCH).isEqualTo("0");
  }

  /** Prints how many bytes a stretch of steps of a network makes at least. */
  public static void main(String[] arguments) {
    NetworkSpec network =
        new NetworkSpec(
            30,
            Trained.valueOf(arguments[0]).layers(),
            new Head(5, Activation.SOFTMAX),
            Loss.CROSS_ENTROPY);
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
      System.out.println(bytes);
    }
  }
}
