package plumb.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import plumb.data.BadInput;
import plumb.math.Kernels;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Expected;
import plumb.nn.Head;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.recipe.DefaultCard;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.DataSettings;
import plumb.train.Stepper;
import plumb.train.Stopping;
import plumb.train.TrainingSpec;
import tools.jackson.databind.json.JsonMapper;

/** Measures this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Times training steps on made-up data.",
    subcommands = BenchCommand.Step.class)
final class BenchCommand implements Runnable {
  private final Console console;

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.out().println("Say what to time: plumb bench step 784-512-512-10 --batch 128");
  }

  /** Times one kind of step. */
  @Command(
      name = "step",
      mixinStandardHelpOptions = true,
      description = "Times training steps of a network such as 784-512-512-10, warmed up.")
  static final class Step implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "NETWORK", description = "Inputs, layers, outputs.")
    private String network = "";

    @Option(names = "--batch", description = "Examples a step.", defaultValue = "128")
    private int batch;

    @Option(names = "--activation", description = "As in a card.", defaultValue = "relu")
    private String activation = "relu";

    @Option(names = "--dropout", description = "Behind every hidden layer.", defaultValue = "0")
    private float dropout;

    @Option(names = "--optimizer", description = "As in a card.", defaultValue = "adam")
    private String optimizer = "adam";

    @Option(names = "--threads", description = "All processors by default.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--seconds", description = "How long, warm-up apart.", defaultValue = "5")
    private double seconds;

    @Option(names = "--json", description = "Print one JSON document on standard output.")
    private boolean json;

    Step(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      int[] widths = widths();
      if (batch < 1 || threads < 1 || seconds <= 0) {
        throw new BadInput("--batch, --threads and --seconds must be positive");
      }
      StringBuilder layers = new StringBuilder("network=[");
      for (int i = 1; i < widths.length - 1; i++) {
        layers.append(i == 1 ? "" : ", ").append("{dense: ").append(widths[i]).append("}, ");
        layers.append(activation);
        layers.append(dropout > 0 ? ", {dropout: " + dropout + "}" : "");
      }
      Card card =
          CardReader.apply(
              DefaultCard.of(
                  DataSettings.of(java.nio.file.Path.of("none"), java.util.Optional.empty()), 1),
              List.of(layers + "]", "optimizer=" + optimizer));
      int outputs = widths[widths.length - 1];
      NetworkSpec spec =
          new NetworkSpec(
              widths[0], card.network(), new Head(outputs, Activation.SOFTMAX), Loss.CROSS_ENTROPY);
      TrainingSpec training =
          new TrainingSpec(
              card.optimizer(), card.penalty(), batch, 1, new Stopping.Never(), true, 1);
      long[] times = time(spec, training, outputs);
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("network", network);
      result.put("batch", batch);
      result.put("threads", threads);
      result.put(
          "microsecondsPerStep",
          Map.of("min", times[0] / 1e3, "median", times[times.length / 2] / 1e3));
      result.put("kernels", Kernels.select().name());
      console
          .out()
          .println(
              json
                  ? JsonMapper.shared().writeValueAsString(result)
                  : "%s, batch %d, %d threads: %.1f us a step (median), %.1f at best; %s kernels"
                      .formatted(
                          network,
                          batch,
                          threads,
                          times[times.length / 2] / 1e3,
                          times[0] / 1e3,
                          Kernels.select().name()));
      return 0;
    }

    private int[] widths() {
      if (!network.matches("[1-9][0-9]*(-[1-9][0-9]*)+")) {
        throw new BadInput("Write the network as 784-512-512-10, not \"" + network + "\"");
      }
      int[] widths = Arrays.stream(network.split("-")).mapToInt(Integer::parseInt).toArray();
      if (widths[widths.length - 1] < 2) {
        throw new BadInput("The network needs at least two outputs");
      }
      return widths;
    }

    private long[] time(NetworkSpec spec, TrainingSpec training, int outputs) {
      RandomStream random = RandomStream.of(1);
      try (Team team = Team.of(threads)) {
        Stepper stepper = new Stepper(spec, training, team);
        for (int i = 0; i < stepper.inputs().length; i++) {
          stepper.inputs()[i] = (float) random.normal(i);
        }
        int[] labels = new int[batch];
        for (int i = 0; i < batch; i++) {
          labels[i] = random.below(i, outputs);
        }
        Expected expected = new Expected.Classes(labels);
        long warm = System.nanoTime() + (long) (Math.min(3, seconds) * 1e9);
        while (System.nanoTime() < warm) {
          stepper.step(expected, batch, 1);
        }
        long[] times = new long[1 << 16];
        int count = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (count < times.length && (System.nanoTime() < end || count < 3)) {
          long from = System.nanoTime();
          stepper.step(expected, batch, 1);
          times[count++] = System.nanoTime() - from;
        }
        times = Arrays.copyOf(times, count);
        Arrays.sort(times);
        return times;
      }
    }
  }
}
