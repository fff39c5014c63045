package plumb.labs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import plumb.math.Kernels;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Expected;
import plumb.nn.Head;
import plumb.nn.Initializer;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.Pass;
import plumb.report.Words;

/** ReLU is faster to compute than sigmoid. */
final class C11ReluIsFast implements Lab {
  /** What is timed. */
  private record Task(Words name, int inputs, List<Integer> widths, int rows, boolean step) {}

  private static final List<Task> TASKS =
      List.of(
          new Task(
              new Words("the activation of 4096 units alone", "单独计算 4096 个激活"),
              4096,
              List.of(),
              16,
              false),
          new Task(
              new Words("an answer of 64-256-256-10", "64-256-256-10 的前向计算"),
              64,
              List.of(256, 256),
              64,
              false),
          new Task(
              new Words("forward and backward of 64-256-256-10", "64-256-256-10 的前向加反向"),
              64,
              List.of(256, 256),
              64,
              true));

  @Override
  public About about() {
    return new About(
        "C11",
        Part.RELU,
        new Words("ReLU is faster to compute than sigmoid.", "ReLU 计算快，比 sigmoid 快。"),
        new Words(
            "The same network with ReLUs and with sigmoids takes turns, on one thread, after a"
                + " warm-up: the activation alone, a whole answer, and a whole gradient. Each round"
                + " gives the ratio of the two times.",
            "同一个网络，ReLU 和 sigmoid 轮流计时，单线程，先预热：分别计时单独的激活、整个前向计算、整个 gradient。每一轮得到两个时间之比。"),
        new Words(
            "For each task the claim holds if the 95 % interval of the median ratio, sigmoid over"
                + " ReLU, lies above 1. This is the one lab whose numbers depend on the machine and"
                + " on what else it does.",
            "对每个任务：如果时间比（sigmoid 比 ReLU）的中位数的 95 % 区间在 1 以上，就算成立。只有这个实验的数值取决于机器和当时的负载。"));
  }

  private static Runnable work(Task task, Activation activation) {
    List<Layer> layers = new ArrayList<>();
    if (task.widths().isEmpty()) {
      layers.add(new Layer.Activate(activation));
    }
    for (int width : task.widths()) {
      layers.add(new Layer.Dense(width));
      layers.add(new Layer.Activate(activation));
    }
    boolean alone = task.widths().isEmpty();
    NetworkSpec network =
        new NetworkSpec(
            task.inputs(),
            layers,
            alone ? new Head(1, Activation.LINEAR) : new Head(10, Activation.SOFTMAX),
            alone ? Loss.MEAN_SQUARED_ERROR : Loss.CROSS_ENTROPY);
    RandomStream random = RandomStream.of(1);
    float[] w = Initializer.draw(network, random.child(1));
    float[] g = new float[w.length];
    Pass pass = new Pass(network, Kernels.select(), Team.of(1), task.rows(), true);
    for (int i = 0; i < pass.inputs().length; i++) {
      pass.inputs()[i] = (float) random.normal(i);
    }
    Expected expected = new Expected.Classes(new int[task.rows()]);
    return () -> {
      pass.forward(w, task.rows());
      if (task.step()) {
        pass.backward(expected, g);
      }
    };
  }

  private static double time(Runnable work, int times) {
    long from = System.nanoTime();
    for (int i = 0; i < times; i++) {
      work.run();
    }
    return (System.nanoTime() - from) / (double) times;
  }

  /** Sorted ratios, and the two times in microseconds. */
  private record Timing(double[] ratios, double relu, double sigmoid) {
    double median() {
      return ratios[ratios.length / 2];
    }

    /** An end of the 95 % interval of the median, by the ranks that enclose it (binomial). */
    double end(int side) {
      double n = ratios.length;
      int rank = (int) Math.round(n / 2 + side * 1.96 * Math.sqrt(n) / 2);
      return ratios[Math.clamp(rank, 0, ratios.length - 1)];
    }
  }

  private static Timing timing(Task task, int rounds) {
    Runnable relu = work(task, Activation.RELU);
    Runnable sigmoid = work(task, Activation.SIGMOID);
    time(relu, 300);
    time(sigmoid, 300);
    double[] ratios = new double[rounds];
    double[] fast = new double[rounds];
    double[] slow = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      fast[i] = time(relu, 20);
      slow[i] = time(sigmoid, 20);
      ratios[i] = slow[i] / fast[i];
    }
    Arrays.sort(ratios);
    Arrays.sort(fast);
    Arrays.sort(slow);
    return new Timing(ratios, fast[rounds / 2] / 1000, slow[rounds / 2] / 1000);
  }

  @Override
  public Findings run(Setting setting) {
    int rounds = setting.choose(101, 501);
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    List<Timing> timings = new ArrayList<>();
    for (Task task : TASKS) {
      Timing timing = timing(task, rounds);
      timings.add(timing);
      cases.add(new Outcome.Case(task.name(), timing.end(-1) > 1));
      numbers.add(
          Measured.of(
              "median of sigmoid over ReLU, " + task.name().english(),
              "sigmoid 与 ReLU 时间比的中位数，" + task.name().chinese(),
              timing.median()));
    }
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "Sigmoid takes %.1f times as long as ReLU alone, %.2f times in a whole answer and %.2f"
                + " times in a whole gradient.",
            "单独计算时 sigmoid 用时是 ReLU 的 %.1f 倍，整个前向计算是 %.2f 倍，整个 gradient 是 %.2f 倍。",
            timings.get(0).median(),
            timings.get(1).median(),
            timings.get(2).median()),
        new Words(
            "Layers so wide that the matrix products take nearly all of the time, or a machine that"
                + " waits for memory: then the activation no longer matters.",
            "层非常宽、时间几乎都花在矩阵乘法上，或者机器在等内存：那时激活函数就不重要了。"),
        List.of(language -> {
          List<plumb.report.RowChart.Row> rows = new ArrayList<>();
          for (int i = 0; i < TASKS.size(); i++) {
            Timing t = timings.get(i);
            rows.add(
                new plumb.report.RowChart.Row(
                    brief(i).in(language), t.median(), t.end(-1), t.end(1), 1));
          }
          String sentence =
              new Words(
                      "How many times as long sigmoid takes as ReLU: medians with 95 %"
                          + " intervals, right of 1 ReLU is faster.",
                      "sigmoid 用时是 ReLU 的几倍：中位数和 95 % 区间，在 1 右边表示 ReLU 更快。")
                  .in(language);
          return new plumb.report.Figure(
              List.of(
                  new plumb.report.Figure.Pane(
                      "",
                      new plumb.report.RowChart(
                              sentence,
                              plumb.report.Axis.fromZero(
                                  rows.stream().mapToDouble(r -> r.high()).toArray()),
                              new Words("time, sigmoid over ReLU", "时间比（sigmoid 比 ReLU）")
                                  .in(language),
                              plumb.report.Numbers::tick,
                              rows,
                              List.of(new plumb.report.LineChart.Level(1, "1")))
                          .svg())),
              List.of(),
              sentence,
              Draw.table(
                  language,
                  new Words("Times in microseconds, medians", "时间（微秒，中位数）"),
                  List.of(
                      new Words("task", "任务"),
                      Words.same("ReLU"),
                      Words.same("sigmoid"),
                      new Words("ratio", "比值"),
                      new Words("95 % from", "95 % 区间下限"),
                      new Words("to", "上限")),
                  java.util.stream.IntStream.range(0, TASKS.size())
                      .mapToObj(i ->
                          List.of(
                              TASKS.get(i).name(),
                              Draw.cell(timings.get(i).relu()),
                              Draw.cell(timings.get(i).sigmoid()),
                              Draw.cell(timings.get(i).median()),
                              Draw.cell(timings.get(i).end(-1)),
                              Draw.cell(timings.get(i).end(1))))
                      .toList()));
        }),
        numbers,
        List.of("./plumb bench step 64-256-256-10 --batch 64 --activation sigmoid --threads 1\n"));
  }

  private static Words brief(int i) {
    return List.of(
            new Words("activation alone", "单独的激活"),
            new Words("whole answer", "前向计算"),
            new Words("whole gradient", "前向加反向"))
        .get(i);
  }
}
