package plumb.labs;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import plumb.data.Examples;
import plumb.data.Targets;
import plumb.nn.DropoutMask;
import plumb.nn.Inference;
import plumb.nn.NetworkSpec;
import plumb.recipe.Preview;
import plumb.report.LineChart.Line;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.Words;
import plumb.run.Card;

/** M units make 2^M thin networks that share their weights. */
final class C35TwoToTheM implements Lab {
  private static final int UNITS = 10;
  private static final int NETWORKS = 1 << UNITS;
  private static final String CARD =
      "convention: lecture\nnetwork: [dense: 10, tanh, dropout: 0.5]\noptimizer: {adam: 0.005}\nbatch: 32\nepochs: %d\nstop: none\n";

  @Override
  public About about() {
    return new About(
        "C35",
        Part.DROPOUT,
        new Words(
            "M units make 2ᴹ thin networks, each trained by one mini-batch; but they share their"
                + " weights, so every weight is trained by many.",
            "M 个 neuron 可以产生 2ᴹ 个不同的 network，每个只用一个 mini-batch 去 train；但参数是共用的，一个 weight 被用到几次就训练几次，所以不用担心。"),
        new Words(
            "A layer of ten units with dropout ½ has 1024 thin networks. It is trained on two tables"
                + " for a few hundred updates, five seeds; the masks that were used are collected, and"
                + " afterwards every one of the 1024 networks is measured on the training set.",
            "10 个神经元的一层，dropout ½，共有 1024 个瘦网络。在两个数据集上训练几百次更新，五个种子；收集用过的 mask，之后在训练集上测量全部 1024 个网络。"),
        new Words(
            "For each table the claim holds if the number of different masks used is what drawing at"
                + " random gives, within 5 %, and the thin networks of six or more units that no update"
                + " ever trained are as accurate as those of six or more that were, within 2 points, in"
                + " the mean over the seeds.",
            "对每个数据集：如果用过的不同 mask 的个数与随机抽取的期望相差不超过 5 %，而且（对种子取平均）有六个以上神经元的瘦网络中，从未被训练过的与被训练过的正确率相差不超过 2 个百分点，就算成立。"));
  }

  private record Job(Sample sample, long seed) {}

  private record Result(
      Job job,
      int updates,
      List<Integer> distinct,
      double seen,
      double unseen,
      double scaled,
      double average) {
    double expected() {
      return NETWORKS * (1 - Math.pow(1 - 1.0 / NETWORKS, updates));
    }
  }

  private static Result result(Job job, int epochs) {
    Card card = job.sample().card(CARD.formatted(epochs)).withSeed(job.seed());
    Preview preview = Preview.of(card);
    NetworkSpec network = preview.network();
    Masks masks = new Masks(network);
    Trial trial = Trial.of(card, masks);
    Set<BitSet> used = new HashSet<>();
    List<Integer> distinct = new ArrayList<>();
    for (boolean[] kept : masks.kept()) {
      BitSet bits = new BitSet();
      for (int i = 0; i < kept.length; i++) {
        bits.set(i, kept[i]);
      }
      used.add(bits);
      distinct.add(used.size());
    }
    Examples train = trial.train();
    float[] x = Slices.values(train);
    int rows = train.rows();
    int width = network.outputs();
    Inference inference = new Inference(network, trial.result().last(), rows);
    float[] answers = new float[rows * width];
    double[] sum = new double[rows * width];
    double[] right = new double[2];
    int[] count = new int[2];
    DropoutMask.all(network)
        .forEach(mask -> {
          inference.run(x, rows, answers, mask);
          for (int i = 0; i < sum.length; i++) {
            sum[i] += answers[i] / NETWORKS;
          }
          if (mask.kept().cardinality() >= 6) {
            int which = used.contains(mask.kept()) ? 0 : 1;
            right[which] += accuracy(answers, train, width);
            count[which]++;
          }
        });
    inference.run(x, rows, answers);
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) sum[i];
    }
    return new Result(
        job,
        masks.kept().size(),
        distinct,
        right[0] / count[0],
        right[1] / count[1],
        accuracy(answers, train, width),
        accuracy(mean, train, width));
  }

  private static double accuracy(float[] answers, Examples examples, int width) {
    int[] labels = ((Targets.Classes) examples.targets()).labels();
    int right = 0;
    for (int row = 0; row < labels.length; row++) {
      int best = 0;
      for (int c = 1; c < width; c++) {
        best = answers[row * width + c] > answers[row * width + best] ? c : best;
      }
      right += best == labels[row] ? 1 : 0;
    }
    return right / (double) labels.length;
  }

  @Override
  public Findings run(Setting setting) {
    List<Sample> samples = List.of(Sample.DIGITS, Sample.PENGUINS);
    List<Job> jobs = new ArrayList<>();
    samples.forEach(
        sample -> setting.seeds(5, 10).forEach(seed -> jobs.add(new Job(sample, seed))));
    List<Result> all =
        setting.each(jobs, job -> result(job, job.sample().equals(Sample.DIGITS) ? 15 : 75));
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    List<Rows.Row> rows = new ArrayList<>();
    for (Sample sample : samples) {
      List<Result> own = all.stream().filter(r -> r.job().sample().equals(sample)).toList();
      double distinct =
          own.stream().mapToDouble(r -> r.distinct().getLast()).average().orElseThrow();
      double expected = own.stream().mapToDouble(Result::expected).average().orElseThrow();
      double seen = own.stream().mapToDouble(Result::seen).average().orElseThrow();
      double unseen = own.stream().mapToDouble(Result::unseen).average().orElseThrow();
      cases.add(
          new Outcome.Case(
              Words.same(sample.name()),
              Math.abs(distinct / expected - 1) <= 0.05 && Math.abs(seen - unseen) <= 0.02));
      numbers.add(
          Measured.of(
                  "different masks used, of 1024, " + sample.name(),
                  "用过的不同 mask（共 1024），" + sample.name(),
                  distinct)
              .expecting(expected));
      numbers.add(
          Measured.of(
              "accuracy of thin networks that were trained, " + sample.name(),
              "被训练过的瘦网络的正确率，" + sample.name(),
              seen));
      numbers.add(
          Measured.of(
              "accuracy of thin networks that never were, " + sample.name(),
              "从未被训练过的瘦网络的正确率，" + sample.name(),
              unseen));
      rows.add(
          Rows.Row.of(
              sample.name() + ": trained",
              sample.name() + "：训练过",
              own.stream().map(Result::seen).toList(),
              1));
      rows.add(
          Rows.Row.of(
              sample.name() + ": never trained",
              sample.name() + "：从未训练",
              own.stream().map(Result::unseen).toList(),
              2));
      rows.add(
          Rows.Row.of(
              sample.name() + ": average of all",
              sample.name() + "：全部平均",
              own.stream().map(Result::average).toList(),
              3));
      rows.add(
          Rows.Row.of(
              sample.name() + ": scaled weights",
              sample.name() + "：缩放权重",
              own.stream().map(Result::scaled).toList(),
              4));
    }
    Result first = all.getFirst();
    List<Point> points = new ArrayList<>();
    List<Point> known = new ArrayList<>();
    for (int i = 0; i < first.distinct().size(); i++) {
      points.add(new Point(i + 1, first.distinct().get(i)));
      known.add(new Point(i + 1, NETWORKS * (1 - Math.pow(1 - 1.0 / NETWORKS, i + 1))));
    }
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "After %d updates on digits %.0f of the 1024 thin networks had been trained. Those that"
                + " never were are right in %.1f %%, those that were in %.1f %%.",
            "digits 上 %d 次更新之后，1024 个瘦网络中有 %.0f 个被训练过。从未被训练过的正确率是 %.1f %%，被训练过的是 %.1f %%。",
            first.updates(),
            numbers.get(0).value(),
            100 * numbers.get(2).value(),
            100 * numbers.get(1).value()),
        new Words(
            "Networks that do not share their weights: 1024 separate ones would each know one"
                + " mini-batch.",
            "如果网络之间不共用参数：1024 个独立的网络各自只认识一个 mini-batch。"),
        List.of(
            new Rows(
                new Words(
                    "Training accuracy of thin networks of six or more units, of the average of all"
                        + " 1024, and of scaled weights.",
                    "六个以上神经元的瘦网络、全部 1024 个的平均、缩放权重的训练正确率。"),
                new Words("training accuracy", "训练正确率"),
                true,
                rows),
            Chart.of(
                    new Words(
                        "Different thin networks that were trained, by update, digits, seed 1; the"
                            + " second line is what drawing at random gives.",
                        "被训练过的不同瘦网络的个数随更新次数的变化（digits，种子 1）；第二条线是随机抽取的期望。"),
                    new Words("updates", "更新次数"),
                    new Words("different networks", "不同的网络个数"),
                    Chart.Scale.FROM_ZERO,
                    List.of(
                        Draw.Named.of("used", "用过", new Line(Look.number(0), points)),
                        Draw.Named.of("by chance", "期望", new Line(Look.number(1), known))))
                .withLevel(NETWORKS, "2ᴹ", "2ᴹ")),
        numbers,
        List.of(Sample.DIGITS.text(CARD.formatted(15))));
  }
}
