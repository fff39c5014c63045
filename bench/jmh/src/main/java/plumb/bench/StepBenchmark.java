package plumb.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import plumb.math.RandomStream;
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
import plumb.train.Stepper;
import plumb.train.Stopping;
import plumb.train.TrainingSpec;

/** Whole training steps with Adam; with {@code -prof gc} also that they leave no garbage. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark {
  /** Widths, rows of a batch, dropout, pieces of Maxout (1: ReLU). */
  @Param({
    "784-512-512-10 128 0 1",
    "784-512-512-10 128 0.5 1",
    "64-64-64-10 32 0 1",
    "14-64-32-2 32 0 1",
    "784-240-240-10 100 0.5 5"
  })
  public String work = "";

  /** Threads. */
  @Param({"1", "2"})
  public int threads;

  private Team team = Team.of(1);
  private Stepper stepper = Steps.of("2-2 1 0 1", team);
  private Expected expected = new Expected.Classes(new int[1]);
  private int batch;

  /** Makes the network and its rows. */
  @Setup
  public void fill() {
    team = Team.of(threads);
    batch = Integer.parseInt(work.split(" ")[1]);
    stepper = Steps.of(work, team);
    RandomStream random = RandomStream.of(1);
    float[] inputs = stepper.inputs();
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.normal(i);
    }
    int[] labels = new int[batch];
    Arrays.setAll(labels, i -> i % 2);
    expected = new Expected.Classes(labels);
  }

  /** Ends the helpers. */
  @TearDown
  public void close() {
    team.close();
  }

  /** Forward, backward, update. */
  @Benchmark
  public double step() {
    return stepper.step(expected, batch, 1);
  }

  /** Steppers by description. */
  private static final class Steps {
    static Stepper of(String work, Team team) {
      String[] parts = work.split(" ");
      int[] widths = Arrays.stream(parts[0].split("-")).mapToInt(Integer::parseInt).toArray();
      float dropout = Float.parseFloat(parts[2]);
      int pieces = Integer.parseInt(parts[3]);
      List<Layer> layers = new ArrayList<>();
      for (int i = 1; i < widths.length - 1; i++) {
        if (pieces > 1) {
          layers.add(new Layer.Maxout(widths[i], pieces));
        } else {
          layers.add(new Layer.Dense(widths[i]));
          layers.add(new Layer.Activate(Activation.RELU));
        }
        if (dropout > 0) {
          layers.add(new Layer.Dropout(dropout));
        }
      }
      Head head = new Head(widths[widths.length - 1], Activation.SOFTMAX);
      TrainingSpec spec =
          new TrainingSpec(
              new Optimizer(new UpdateRule.Adam(0.001, 0.9, 0.999, 1e-8)),
              Penalty.NONE,
              Integer.parseInt(parts[1]),
              1,
              new Stopping.Never(),
              true,
              1);
      return new Stepper(new NetworkSpec(widths[0], layers, head, Loss.CROSS_ENTROPY), spec, team);
    }
  }
}
