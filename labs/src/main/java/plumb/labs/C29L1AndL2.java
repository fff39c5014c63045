package plumb.labs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import plumb.nn.ParameterLayout;
import plumb.nn.Segment;
import plumb.report.LineChart.Line;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.Words;
import plumb.run.Card;
import plumb.run.CardReader;

/** L2 leaves many small weights, L1 some large ones and many that are almost 0. */
final class C29L1AndL2 implements DataLab {
  private static final String CARD =
      "network: [dense: 64, relu]\noptimizer: {sgd: 0.05}\nbatch: 32\nepochs: %d\nstop: none\n";
  private static final double L2 = 0.003;

  @Override
  public About about() {
    return new About(
        "C29",
        Part.REGULARIZATION,
        new Words(
            "L2 multiplies, so it takes more from large weights: they gather near 0, but not very"
                + " near. L1 subtracts a constant: some weights stay large, many are almost 0.",
            "L2 乘上一个固定的小于 1 的值，对大的参数惩罚更强，参数聚集在接近 0 但不会真的很靠近 0 的地方；L1 减掉固定的值，参数差距拉得比较大：有一些很大，有一些很接近 0。"),
        new Words(
            "A network of 64 ReLUs on two tables with L2 (λ = 0.003) and with the L1 that gives the"
                + " same training loss, found by halving an interval seven times; gradient descent,"
                + " five seeds. Without a penalty for comparison.",
            "64 个 ReLU 的网络，两个数据集，一种用 L2（λ = 0.003），一种用训练 loss 相同的 L1（二分七次找到 λ）；gradient descent，五个种子。另有不加惩罚的作对照。"),
        new Words(
            "For each table the claim holds if in at least four seeds of five the L1 network has the"
                + " larger share of weights below 0.001 and the larger largest weight, at training"
                + " losses within 10 %.",
            "对每个数据集：如果五个种子中至少四个，在训练 loss 相差不超过 10 % 时，L1 网络中小于 0.001 的权重比例更大，最大的权重也更大，就算成立。"));
  }

  /** The weights of a trained network, and its training loss. */
  private record Weights(double[] values, double loss) {
    static Weights of(Card card) {
      Trial trial = Trial.of(card);
      float[] w = trial.result().last();
      double[] values =
          ParameterLayout.of(trial.network()).segments().stream()
              .filter(s -> s.role() == Segment.Role.WEIGHT)
              .flatMapToDouble(
                  s -> java.util.stream.IntStream.range(s.offset(), s.end()).mapToDouble(i -> w[i]))
              .toArray();
      return new Weights(values, trial.last().train().loss());
    }

    double nearZero() {
      return Arrays.stream(values).filter(w -> Math.abs(w) < 1e-3).count() / (double) values.length;
    }

    double largest() {
      return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
  }

  private record Job(Sample sample, long seed) {}

  private record Result(Job job, Weights none, Weights l2, Weights l1, double lambda) {
    boolean holds() {
      return Math.abs(l1.loss() / l2.loss() - 1) <= 0.1
          && l1.nearZero() > l2.nearZero()
          && l1.largest() > l2.largest();
    }
  }

  private static Result result(Job job, int epochs) {
    Card card = job.sample().card(CARD.formatted(epochs)).withSeed(job.seed());
    Weights l2 = Weights.of(CardReader.apply(card, List.of("penalty={l2: " + L2 + "}")));
    double low = Math.log(1e-6);
    double high = Math.log(3e-2);
    Weights l1 = l2;
    double lambda = 0;
    for (int i = 0; i < 7; i++) {
      lambda = Math.exp((low + high) / 2);
      l1 =
          Weights.of(
              CardReader.apply(
                  card, List.of(String.format(Locale.ROOT, "penalty={l1: %.8f}", lambda))));
      if (l1.loss() > l2.loss()) {
        high = Math.log(lambda);
      } else {
        low = Math.log(lambda);
      }
    }
    return new Result(job, Weights.of(card), l2, l1, lambda);
  }

  @Override
  public Findings run(Setting setting) {
    int epochs = setting.choose(60, 300);
    List<Sample> samples = setting.samples(Sample.DIGITS, Sample.BREAST_CANCER);
    List<Job> jobs = new ArrayList<>();
    samples.forEach(sample -> setting.seeds(5, 5).forEach(seed -> jobs.add(new Job(sample, seed))));
    List<Result> results = setting.each(jobs, job -> result(job, epochs));
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    List<Rows.Row> shares = new ArrayList<>();
    List<Rows.Row> largest = new ArrayList<>();
    for (Sample sample : samples) {
      List<Result> own = results.stream().filter(r -> r.job().sample().equals(sample)).toList();
      cases.add(
          new Outcome.Case(
              Words.same(sample.name()),
              own.stream().filter(Result::holds).count() >= Math.ceil(0.8 * own.size())));
      String[] names = {"none", "L2", "L1"};
      for (int k = 0; k < 3; k++) {
        int which = k;
        List<Weights> weights =
            own.stream().map(r -> which == 0 ? r.none() : which == 1 ? r.l2() : r.l1()).toList();
        Words name =
            new Words(
                names[k] + ", " + sample.name(), (k == 0 ? "不加" : names[k]) + "，" + sample.name());
        shares.add(
            new Rows.Row(name, weights.stream().mapToDouble(Weights::nearZero).toArray(), k + 1));
        largest.add(
            new Rows.Row(name, weights.stream().mapToDouble(Weights::largest).toArray(), k + 1));
        numbers.add(
            Measured.of(
                "share of weights below 0.001, " + name.english(),
                "小于 0.001 的权重比例，" + name.chinese(),
                shares.getLast().mean()));
        numbers.add(
            Measured.of(
                "largest weight, " + name.english(),
                "最大的权重，" + name.chinese(),
                largest.getLast().mean()));
        numbers.add(
            Measured.of(
                "training loss, " + name.english(),
                "训练 loss，" + name.chinese(),
                weights.stream().mapToDouble(Weights::loss).average().orElseThrow()));
      }
    }
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "On %s at the same training loss: below 0.001 are %.0f %% of the weights under L1 and"
                + " %.0f %% under L2; the largest is %.2f under L1 and %.2f under L2.",
            "%s 上训练 loss 相同时：小于 0.001 的权重，L1 有 %.0f %%，L2 有 %.0f %%；最大的权重，L1 是 %.2f，L2 是 %.2f。",
            samples.getFirst().name(),
            100 * shares.get(2).mean(),
            100 * shares.get(1).mean(),
            largest.get(2).mean(),
            largest.get(1).mean()),
        new Words(
            "Penalties too weak to matter within the updates made, or inputs that are 0 in every row:"
                + " their weights never move but for the penalty.",
            "惩罚太弱，在这么多次更新里看不出效果；或者有的输入在每一行都是 0：它们的权重除了惩罚之外不会变。"),
        List.of(
            histogram(results.getFirst()),
            new Rows(
                new Words("Share of weights below 0.001 in size.", "大小小于 0.001 的权重比例。"),
                new Words("share", "比例"),
                true,
                shares),
            new Rows(
                new Words("The largest weight of each network.", "每个网络中最大的权重。"),
                new Words("largest weight", "最大的权重"),
                false,
                largest)),
        numbers,
        List.of(
            samples.getFirst().text(CARD.formatted(300)) + "penalty: {l2: 0.003}\n",
            samples.getFirst().text(CARD.formatted(300))
                + String.format(
                    Locale.ROOT, "penalty: {l1: %.5f}\n", results.getFirst().lambda())));
  }

  private static Chart histogram(Result result) {
    double reach =
        1.001
            * Stream.of(result.none(), result.l2(), result.l1())
                .mapToDouble(Weights::largest)
                .max()
                .orElseThrow();
    List<Draw.Named> lines =
        List.of(
            new Draw.Named(new Words("none", "不加"), List.of(bins(result.none(), reach, 0))),
            new Draw.Named(Words.same("L2"), List.of(bins(result.l2(), reach, 1))),
            new Draw.Named(Words.same("L1"), List.of(bins(result.l1(), reach, 2))));
    return Chart.of(
        new Words(
            "Histogram of the weights, %s, seed 1: L1 piles most of them up at 0 and leaves the"
                    .formatted(result.job().sample().name())
                + " longest tails, L2 makes a narrow hill.",
            "权重直方图，%s，种子 1：L1 把大多数堆在 0，尾巴最长；L2 是一座窄窄的小山。".formatted(result.job().sample().name())),
        new Words("weight", "权重"),
        new Words("share of the weights", "权重所占比例"),
        Chart.Scale.LOGARITHMIC,
        lines);
  }

  private static Line bins(Weights weights, double reach, int look) {
    int bins = 61;
    double[] counts = new double[bins];
    for (double w : weights.values()) {
      int bin = (int) Math.floor((w + reach) / (2 * reach) * bins);
      if (bin >= 0 && bin < bins) {
        counts[bin] += 1.0 / weights.values().length;
      }
    }
    List<Point> steps = new ArrayList<>();
    for (int i = 0; i < bins; i++) {
      double from = -reach + 2 * reach * i / bins;
      double height = Math.max(counts[i], 0.5 / weights.values().length);
      steps.add(new Point(from, height));
      steps.add(new Point(from + 2 * reach / bins, height));
    }
    return new Line(Look.number(look), steps);
  }
}
