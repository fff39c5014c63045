package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.data.Examples;
import plumb.math.Team;
import plumb.nn.ParameterLayout;
import plumb.nn.Segment;
import plumb.recipe.Preview;
import plumb.report.LineChart.Line;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.Numbers;
import plumb.report.Words;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.train.Evaluation;
import plumb.train.TrainingEvent;
import plumb.train.TrainingListener;

/** With early stopping, L2 adds little: both keep weights small. */
final class C30EarlyStoppingIsEnough implements DataLab {
  private static final List<Double> PENALTIES = List.of(0.0, 3e-4, 3e-3, 3e-2);

  @Override
  public About about() {
    return new About(
        "C30",
        Part.REGULARIZATION,
        new Words(
            "Weights start near 0 and grow, so stopping early does what regularization does; with"
                + " early stopping L1 and L2 are hardly needed.",
            "参数从接近 0 的值开始，update 以后慢慢变大，所以 Early Stopping 和 Regularization 的角色重叠；用了 Early Stopping，就不太需要 Regularization。"),
        new Words(
            "Two layers of 64 ReLUs with Adam on two tables. Four fifths of the rows are held out: one"
                + " half of them chooses the epoch and the penalty, the other half measures the loss."
                + " With and without early stopping, without L2 and with the best of λ = 0.0003, 0.003"
                + " and 0.03; five seeds. Then one weight with curvature h by itself: gradient descent"
                + " stopped after t updates against L2 with λ = 1∕(ηt).",
            "两层各 64 个 ReLU，Adam，两个数据集。留出五分之四：一半用来选 epoch 和惩罚，另一半用来测 loss。比较有无 early stopping、有无 L2（λ 取 0.0003、0.003、0.03 中最好的）；五个种子。再看单个曲率为 h 的权重：t 次更新后停下的 gradient descent，对比 λ = 1∕(ηt) 的 L2。"),
        new Words(
            "For each table the claim holds if the length of all weights grows from the start to the"
                + " end in every seed, and L2 lowers the measured loss with early stopping by less than"
                + " half of what it lowers it without, in the mean over the seeds.",
            "对每个数据集：如果每个种子中权重的总长度从头到尾都增大，而且（对种子取平均）有 early stopping 时 L2 使 loss 下降的量不到没有时的一半，就算成立。"));
  }

  private record Job(Sample sample, long seed) {}

  /** Losses on the measuring half: without and with early stopping, each without and with L2. */
  private record Result(
      Job job, double plain, double l2, double stopped, double both, List<Double> lengths) {}

  private static Result result(Job job, int epochs) {
    Card card =
        CardReader.apply(
                job.sample()
                    .card(
                        "network: [dense: 64, relu, dense: 64, relu]\noptimizer: {adam: 0.002}\nbatch: 32\nepochs: %d\nstop: none\n"
                            .formatted(epochs)),
                List.of("data.validation=0.8"))
            .withSeed(job.seed());
    Preview preview = Preview.of(card);
    var target = preview.data().encoding().target();
    Examples held = preview.data().validation().orElseThrow();
    Examples choose = Slices.between(held, 0, held.rows() / 2);
    Examples measure = Slices.between(held, held.rows() / 2, held.rows());
    List<Double> lengths = new ArrayList<>();
    double[] chosenLast = {Double.POSITIVE_INFINITY, 0};
    double[] chosenBest = {Double.POSITIVE_INFINITY, 0};
    double plain = 0;
    double stopped = 0;
    for (double penalty : PENALTIES) {
      TrainingListener watch =
          event -> {
            if (penalty == 0 && event instanceof TrainingEvent.EpochEnded ended) {
              lengths.add(length(preview, ended.checkpoint().get().parameters()));
            }
          };
      Trial trial =
          Trial.of(
              card.withPenalty(card.penalty().withL2(penalty)),
              preview.network(),
              preview.data().train(),
              Optional.of(choose),
              target,
              watch);
      Evaluation evaluation = new Evaluation(preview.network(), Team.of(1));
      float[] last = trial.result().last();
      float[] best = trial.result().best();
      double onLast = evaluation.measure(last, measure, target).loss();
      double onBest = evaluation.measure(best, measure, target).loss();
      if (penalty == 0) {
        plain = onLast;
        stopped = onBest;
      } else {
        double lastChoice = evaluation.measure(last, choose, target).loss();
        double bestChoice = evaluation.measure(best, choose, target).loss();
        chosenLast = lastChoice < chosenLast[0] ? new double[] {lastChoice, onLast} : chosenLast;
        chosenBest = bestChoice < chosenBest[0] ? new double[] {bestChoice, onBest} : chosenBest;
      }
    }
    return new Result(job, plain, chosenLast[1], stopped, chosenBest[1], lengths);
  }

  private static double length(Preview preview, float[] w) {
    double squares = 0;
    for (Segment segment : ParameterLayout.of(preview.network()).segments()) {
      if (segment.role() == Segment.Role.WEIGHT) {
        for (int i = segment.offset(); i < segment.end(); i++) {
          squares += (double) w[i] * w[i];
        }
      }
    }
    return Math.sqrt(squares);
  }

  @Override
  public Findings run(Setting setting) {
    int epochs = setting.choose(60, 200);
    List<Sample> samples = setting.samples(Sample.DIGITS, Sample.BREAST_CANCER);
    List<Job> jobs = new ArrayList<>();
    samples.forEach(
        sample -> setting.seeds(5, 10).forEach(seed -> jobs.add(new Job(sample, seed))));
    List<Result> all = setting.each(jobs, job -> result(job, epochs));
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    List<Rows.Row> rows = new ArrayList<>();
    List<String> english = new ArrayList<>();
    List<String> chinese = new ArrayList<>();
    List<Line> lengths = new ArrayList<>();
    for (int s = 0; s < samples.size(); s++) {
      Sample sample = samples.get(s);
      List<Result> own = all.stream().filter(r -> r.job().sample().equals(sample)).toList();
      double without = own.stream().mapToDouble(r -> r.plain() - r.l2()).average().orElseThrow();
      double with = own.stream().mapToDouble(r -> r.stopped() - r.both()).average().orElseThrow();
      boolean grows = own.stream().allMatch(r -> r.lengths().getLast() > r.lengths().getFirst());
      english.add(
          Say.of(
                  "on %s by %.3f without early stopping and by %.3f with it",
                  "", sample.name(), without, with)
              .english());
      chinese.add(
          Say.of("", "%s 上不用 early stopping 时降 %.3f，用时降 %.3f", sample.name(), without, with)
              .chinese());
      cases.add(
          new Outcome.Case(Words.same(sample.name()), grows && without > 0 && with < without / 2));
      numbers.add(
          Measured.of(
              "what L2 gains without early stopping, " + sample.name(),
              "没有 early stopping 时 L2 的收益，" + sample.name(),
              without));
      numbers.add(
          Measured.of(
              "what L2 gains with early stopping, " + sample.name(),
              "有 early stopping 时 L2 的收益，" + sample.name(),
              with));
      rows.add(row("neither", "都不用", sample, own.stream().map(Result::plain).toList(), 1));
      rows.add(row("L2", "L2", sample, own.stream().map(Result::l2).toList(), 2));
      rows.add(
          row(
              "early stopping",
              "early stopping",
              sample,
              own.stream().map(Result::stopped).toList(),
              3));
      rows.add(row("both", "都用", sample, own.stream().map(Result::both).toList(), 4));
      if (s == 0) {
        for (Result r : own) {
          List<Point> points = new ArrayList<>();
          for (int e = 0; e < r.lengths().size(); e++) {
            points.add(new Point(e + 1, r.lengths().get(e)));
          }
          lengths.add(new Line(new Look(1, 0, false), points));
        }
      }
    }
    return new Findings(
        Outcome.of(cases),
        new Words(
            "L2 lowers the loss on held-out rows, " + String.join("; ", english) + ".",
            "L2 使留出数据的 loss 下降：" + String.join("；", chinese) + "。"),
        new Words(
            "So little data that even the best epoch is overfit, or no rows to stop by: then the"
                + " penalty has work left to do.",
            "数据少到连最好的 epoch 也 overfit，或者没有数据可用来决定何时停：那样惩罚还有事可做。"),
        List.of(
            new Rows(
                new Words(
                    "Loss on the measuring half, means over the seeds.", "测量用数据上的 loss（种子的平均）。"),
                new Words("loss", "loss"),
                false,
                rows),
            Chart.of(
                new Words(
                    "Length of all weights after every epoch on %s, one line a seed: it grows."
                        .formatted(samples.getFirst().name()),
                    "%s 上每个 epoch 之后全部权重的长度，每条线一个种子：越来越大。".formatted(samples.getFirst().name())),
                new Words("epochs", "epoch"),
                new Words("length of the weights", "权重的长度"),
                Chart.Scale.FROM_ZERO,
                List.of(new Draw.Named(new Words("‖w‖", "‖w‖"), lengths))),
            filter()),
        numbers,
        List.of(
            samples
                    .getFirst()
                    .text(
                        "network: [dense: 64, relu, dense: 64, relu]\noptimizer: {adam: 0.002}\nepochs: 200\n")
                + "stop: {patience: 10}\npenalty: {l2: 0.003}\n"));
  }

  private static Rows.Row row(
      String english, String chinese, Sample sample, List<Double> values, int colour) {
    return Rows.Row.of(
        sample.name() + ": " + english, sample.name() + "：" + chinese, values, colour);
  }

  /** How much of the way to its best value a weight has come, by curvature. */
  private static Chart filter() {
    double rate = 0.01;
    int[] times = {100, 1000};
    List<Draw.Named> lines = new ArrayList<>();
    for (int k = 0; k < times.length; k++) {
      int t = times[k];
      double lambda = 1 / (rate * t);
      String name = "t = " + Numbers.count(t);
      lines.add(
          Draw.Named.of(
              "stopped, " + name,
              "提前停，" + name,
              Draw.function(
                  new Look(1 + k, 0, true),
                  e -> 1 - Math.pow(1 - rate * Math.pow(10, e), t),
                  -3,
                  1.9)));
      lines.add(
          Draw.Named.of(
              "L2, λ = " + Numbers.plain(lambda),
              "L2，λ = " + Numbers.plain(lambda),
              Draw.function(
                  new Look(1 + k, 1, true),
                  e -> Math.pow(10, e) / (Math.pow(10, e) + lambda),
                  -3,
                  1.9)));
    }
    return Chart.of(
        new Words(
            "One weight by its curvature h: how much of the way to its best value it has come. Stopping"
                + " after t updates and L2 with λ = 1∕(ηt) hold back the same weights.",
            "单个权重走完了到最佳值的多少，随曲率 h 变化：t 次更新后停下，和 λ = 1∕(ηt) 的 L2，压住的是同样的权重。"),
        new Words("log₁₀ h", "log₁₀ h"),
        new Words("share of the way", "走完的比例"),
        Chart.Scale.FROM_ZERO,
        lines);
  }
}
