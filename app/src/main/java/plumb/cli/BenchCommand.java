package plumb.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    description = "Measures this machine: plumb bench step 784-512-512-10 --batch 128.")
final class BenchCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new BadInput("Say what to time, such as \"plumb bench step 784-512-512-10 --batch 128\"");
  }

  /** Times one kind of step. */
  @Command(
      name = "step",
      description = "Times training steps of a network such as 784-512-512-10, warmed up.")
  static final class Step implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "NETWORK", description = "Inputs, layers, outputs.")
    String network = "";

    @Option(names = "--batch", description = "Examples a step.", defaultValue = "128")
    int batch;

    @Option(names = "--activation", description = "As in a card.", defaultValue = "relu")
    String activation = "relu";

    @Option(names = "--dropout", description = "Behind every hidden layer.", defaultValue = "0")
    float dropout;

    @Option(
        names = "--pieces",
        paramLabel = "N",
        description = "Makes the hidden layers Maxout of so many pieces.",
        defaultValue = "1")
    int pieces;

    @Option(names = "--optimizer", description = "As in a card.", defaultValue = "adam")
    String optimizer = "adam";

    @Option(names = "--threads", paramLabel = "N", description = "All processors by default.")
    @Nullable Integer threads;

    @Option(names = "--seconds", description = "How long, warm-up apart.", defaultValue = "5")
    double seconds;

    @Option(names = "--json", description = "Print one JSON document on standard output.")
    boolean json;

    Step(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      int[] widths = widths();
      check();
      StringBuilder layers = new StringBuilder("network=[");
      for (int i = 1; i < widths.length - 1; i++) {
        layers.append(i == 1 ? "" : ", ");
        if (pieces > 1) {
          layers.append("{maxout: {units: %d, pieces: %d}}".formatted(widths[i], pieces));
        } else {
          layers.append("{dense: %d}, %s".formatted(widths[i], activation));
        }
        layers.append(dropout > 0 ? ", {dropout: " + dropout + "}" : "");
      }
      Card none = DefaultCard.of(DataSettings.of(Path.of("none"), Optional.empty()), 1);
      checkActivation(none);
      Card card = CardReader.apply(none, List.of(layers + "]", "optimizer=" + optimizer));
      int outputs = widths[widths.length - 1];
      NetworkSpec spec =
          new NetworkSpec(
              widths[0], card.network(), new Head(outputs, Activation.SOFTMAX), Loss.CROSS_ENTROPY);
      TrainingSpec training =
          new TrainingSpec(
              card.optimizer(), card.penalty(), batch, 1, new Stopping.Never(), true, 1);
      int team = RunOptions.threads(threads);
      long[] times = time(spec, training, outputs, team);
      double min = times[0] / 1e3;
      double median = times[times.length / 2] / 1e3;
      String kernels = Kernels.select().name();
      if (json) {
        Map<String, Object> microseconds = new LinkedHashMap<>();
        microseconds.put("min", min);
        microseconds.put("median", median);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("network", network);
        result.put("batch", batch);
        result.put("threads", team);
        result.put("microsecondsPerStep", microseconds);
        result.put("kernels", kernels);
        console.out().println(JsonMapper.shared().writeValueAsString(result));
      } else {
        console
            .out()
            .println(
                String.format(
                    Locale.ROOT,
                    "%s, batch %d, threads %d: %.1f microseconds a step in the median of %d,"
                        + " %.1f at best; kernels: %s",
                    network,
                    batch,
                    team,
                    median,
                    times.length,
                    min,
                    kernels));
      }
      return 0;
    }

    /** On its own, for a network without hidden layers does not use it. */
    private void checkActivation(Card card) {
      try {
        CardReader.apply(card, List.of("network=[" + activation + "]"));
      } catch (BadInput e) {
        throw new BadInput(
            "--activation takes one as in a card, such as relu or \"{leaky-relu: 0.01}\", not \"%s\""
                .formatted(activation),
            e);
      }
    }

    private void check() {
      if (batch < 1) {
        throw new BadInput("--batch must be at least 1, not " + batch);
      }
      if (pieces < 1) {
        throw new BadInput("--pieces must be at least 1, not " + pieces);
      }
      if (!(seconds > 0 && seconds <= 3600)) {
        throw new BadInput("--seconds must be above 0 and at most 3600, not " + seconds);
      }
      if (!(dropout >= 0 && dropout < 1)) {
        throw new BadInput("--dropout must be at least 0 and below 1, not " + dropout);
      }
    }

    private int[] widths() {
      if (!network.matches("[1-9][0-9]{0,6}(-[1-9][0-9]{0,6})+")) {
        throw new BadInput(
            "The network is written as 784-512-512-10 (inputs, layers, outputs), not \""
                + network
                + "\"");
      }
      int[] widths = Arrays.stream(network.split("-")).mapToInt(Integer::parseInt).toArray();
      if (widths[widths.length - 1] < 2) {
        throw new BadInput("The network needs at least two outputs");
      }
      return widths;
    }

    private long[] time(NetworkSpec spec, TrainingSpec training, int outputs, int threads) {
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
