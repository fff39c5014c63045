package plumb.labs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Inference;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.report.LineChart.Line;
import plumb.report.LineChart.Look;
import plumb.report.Words;
import plumb.run.Card;
import plumb.train.TrainingListener;

/** The average of networks trained on different subsets is better than one of them. */
final class C34EnsembleAverages implements Lab {
  private static final int MEMBERS = 4;
  private static final int ROWS = 40;
  private static final int PLACES = 101;
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          1,
          List.of(
              new Layer.Dense(64),
              new Layer.Activate(Activation.RELU),
              new Layer.Dense(64),
              new Layer.Activate(Activation.RELU)),
          new Head(1, Activation.LINEAR),
          Loss.MEAN_SQUARED_ERROR);
  private static final String CARD =
      "network: [dense: 64, relu, dense: 64, relu]\noptimizer: {adam: 0.003}\nbatch: 10\nepochs: %d\nstop: none\n";

  @Override
  public About about() {
    return new About(
        "C34",
        Part.DROPOUT,
        new Words(
            "Ensemble: four networks, each trained on another subset of the training set, have a"
                + " large variance; averaged they give a better result than one.",
            "ensemble：从 training set 里 sample 出四个 subset，train 四个 network；单一 network 的 variance 很大，平均起来会得到更好的结果。"),
        new Words(
            "Sets of 40 noisy points of sin 3x are drawn again and again. Of each set four random"
                + " halves are taken, a network is trained on every half, and the four answers are"
                + " averaged. Over the sets the error splits into bias² and variance. Then the same"
                + " on the digits, averaging probabilities.",
            "反复抽取 sin 3x 的 40 个带噪声的点。每一组取四个随机的一半，各训练一个网络，再把四个输出平均。在所有组上，误差分解为 bias² 和 variance。然后在 digits 上做同样的事，平均概率。"),
        new Words(
            "For the curve the claim holds if the variance of the average is at most 0.7 of the mean"
                + " variance of one and its error is lower in every repetition; for the digits, if the"
                + " held-out error of the average is below the mean of its four members in at least"
                + " nine tenths of the repetitions.",
            "对曲线：如果平均的 variance 不超过单个的 0.7 倍，而且每一组上误差都更低，就算成立；对 digits：如果至少十分之九的重复中，平均的留出错误率低于四个成员的均值，就算成立。"));
  }

  private static double truth(double x) {
    return Math.sin(3 * x);
  }

  private static double place(int i) {
    return -1 + 2.0 * i / (PLACES - 1);
  }

  private static Examples points(long seed) {
    RandomStream random = RandomStream.of(seed).child(5);
    float[] x = new float[ROWS];
    float[] y = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      x[i] = (float) (2 * random.uniform(3L * i) - 1);
      y[i] = (float) (truth(x[i]) + 0.4 * random.child(1).normal(i));
    }
    return new Examples(new Inputs.Floats(x, ROWS, 1), new Targets.Values(y));
  }

  /** A random half of some examples. */
  private static Examples half(Examples examples, long seed) {
    int[] order = new int[examples.rows()];
    RandomStream.of(seed).child(6).permutation(order);
    return Slices.rows(examples, Arrays.copyOf(order, order.length / 2));
  }

  /** What four networks answer at every place. */
  private static double[][] curves(long seed, Card card) {
    Examples all = points(seed);
    double[][] answers = new double[MEMBERS][PLACES];
    float[] x = new float[PLACES];
    for (int i = 0; i < PLACES; i++) {
      x[i] = (float) place(i);
    }
    for (int m = 0; m < MEMBERS; m++) {
      Trial trial =
          Trial.of(
              card.withSeed(100 * seed + m),
              NETWORK,
              half(all, 100 * seed + m),
              Optional.empty(),
              new Target.Regression("y", 0, 1),
              TrainingListener.NONE);
      float[] y = new float[PLACES];
      new Inference(NETWORK, trial.result().last(), PLACES).run(x, PLACES, y);
      for (int i = 0; i < PLACES; i++) {
        answers[m][i] = y[i];
      }
    }
    return answers;
  }

  private static double[] average(double[][] curves) {
    double[] mean = new double[curves[0].length];
    for (double[] curve : curves) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += curve[i] / curves.length;
      }
    }
    return mean;
  }

  private static double error(double[] curve) {
    double sum = 0;
    for (int i = 0; i < PLACES; i++) {
      sum += (curve[i] - truth(place(i))) * (curve[i] - truth(place(i))) / PLACES;
    }
    return sum;
  }

  /** Variance and squared bias of curves over repetitions, means over the places. */
  private static double[] parts(List<double[]> curves) {
    double variance = 0;
    double bias = 0;
    for (int i = 0; i < PLACES; i++) {
      int at = i;
      double mean = curves.stream().mapToDouble(c -> c[at]).average().orElseThrow();
      variance +=
          curves.stream().mapToDouble(c -> (c[at] - mean) * (c[at] - mean)).sum()
              / (curves.size() - 1)
              / PLACES;
      bias += (mean - truth(place(i))) * (mean - truth(place(i))) / PLACES;
    }
    return new double[] {variance, bias};
  }

  /** Mean held-out error of four networks on the digits, and that of their average. */
  private static double[] digits(long seed, int epochs) {
    Card card =
        Sample.DIGITS
            .card(
                "network: [dense: 64, relu]\noptimizer: {adam: 0.003}\nbatch: 32\nepochs: %d\nstop: none\n"
                    .formatted(epochs))
            .withSeed(seed);
    plumb.recipe.Preview preview = plumb.recipe.Preview.of(card);
    Examples held = preview.data().validation().orElseThrow();
    int classes = preview.network().outputs();
    int[] labels = ((Targets.Classes) held.targets()).labels();
    float[] x = Slices.values(held);
    float[] sum = new float[labels.length * classes];
    double mean = 0;
    for (int m = 0; m < MEMBERS; m++) {
      Trial trial =
          Trial.of(
              card.withSeed(100 * seed + m),
              preview.network(),
              half(preview.data().train(), 100 * seed + m),
              Optional.of(held),
              preview.data().encoding().target(),
              TrainingListener.NONE);
      float[] answers = new float[sum.length];
      new Inference(preview.network(), trial.result().last(), labels.length)
          .run(x, labels.length, answers);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += answers[i];
      }
      mean += wrong(answers, labels, classes) / MEMBERS;
    }
    return new double[] {mean, wrong(sum, labels, classes)};
  }

  private static double wrong(float[] answers, int[] labels, int classes) {
    int wrong = 0;
    for (int row = 0; row < labels.length; row++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = answers[row * classes + c] > answers[row * classes + best] ? c : best;
      }
      wrong += best == labels[row] ? 0 : 1;
    }
    return (double) wrong / labels.length;
  }

  @Override
  public Findings run(Setting setting) {
    Card card = Sample.PENGUINS.card(CARD.formatted(200));
    List<double[][]> sets = setting.each(setting.seeds(12, 60), seed -> curves(seed, card));
    List<double[]> averages = sets.stream().map(C34EnsembleAverages::average).toList();
    double variance = 0;
    double bias = 0;
    for (int m = 0; m < MEMBERS; m++) {
      int member = m;
      double[] parts = parts(sets.stream().map(s -> s[member]).toList());
      variance += parts[0] / MEMBERS;
      bias += parts[1] / MEMBERS;
    }
    double[] together = parts(averages);
    List<Double> singles = new ArrayList<>();
    List<Double> averaged = new ArrayList<>();
    boolean always = true;
    for (int s = 0; s < sets.size(); s++) {
      double single =
          Arrays.stream(sets.get(s))
              .mapToDouble(C34EnsembleAverages::error)
              .average()
              .orElseThrow();
      singles.add(single);
      averaged.add(error(averages.get(s)));
      always &= averaged.getLast() < single;
    }
    List<double[]> digits =
        setting.each(setting.seeds(5, 20), seed -> digits(seed, setting.choose(15, 40)));
    long better = digits.stream().filter(d -> d[1] < d[0]).count();
    return new Findings(
        Outcome.of(
            List.of(
                new Outcome.Case(
                    new Words("the noisy curve", "带噪声的曲线"),
                    together[0] <= 0.7 * variance && always),
                new Outcome.Case(Words.same("digits"), better >= 0.9 * digits.size()))),
        Say.of(
            "On the curve averaging four networks takes the variance from %.3f to %.3f and leaves the"
                + " squared bias at %.3f; on the digits it takes the held-out error from %.1f %% to"
                + " %.1f %%.",
            "在曲线上，四个网络平均使 variance 从 %.3f 降到 %.3f，bias² 保持在 %.3f；在 digits 上，留出错误率从 %.1f %% 降到 %.1f %%。",
            variance,
            together[0],
            together[1],
            100 * digits.stream().mapToDouble(d -> d[0]).average().orElseThrow(),
            100 * digits.stream().mapToDouble(d -> d[1]).average().orElseThrow()),
        new Words(
            "Networks that all make the same mistakes, such as straight lines: a large bias is left"
                + " as it is by averaging.",
            "如果各个网络犯的错都一样（比如都是直线）：bias 很大时，平均也帮不上忙。"),
        List.of(
            picture(sets.getFirst(), averages.getFirst()),
            new Rows(
                new Words(
                    "Mean squared error of one network and of the average of four, over the repetitions.",
                    "一个网络与四个平均的均方误差（各次重复）。"),
                new Words("mean squared error on the curve", "曲线上的均方误差"),
                false,
                List.of(
                    Rows.Row.of("one network", "单个网络", singles, 1),
                    Rows.Row.of("average of four", "四个平均", averaged, 2))),
            new Rows(
                new Words("Held-out error on the digits.", "digits 上的留出错误率。"),
                new Words("held-out error", "留出错误率"),
                true,
                List.of(
                    Rows.Row.of("one network", "单个网络", digits.stream().map(d -> d[0]).toList(), 1),
                    Rows.Row.of(
                        "average of four", "四个平均", digits.stream().map(d -> d[1]).toList(), 2)))),
        List.of(
            Measured.of("variance of one network", "单个网络的 variance", variance),
            Measured.of("variance of the average", "平均之后的 variance", together[0]),
            Measured.of("squared bias of one network", "单个网络的 bias²", bias),
            Measured.of("squared bias of the average", "平均之后的 bias²", together[1])),
        List.of(CARD.formatted(200)));
  }

  private static Chart picture(double[][] curves, double[] average) {
    double[] x = new double[PLACES];
    Arrays.setAll(x, C34EnsembleAverages::place);
    List<Line> singles = new ArrayList<>();
    for (double[] curve : curves) {
      singles.add(Draw.line(new Look(1, 0, false), x, curve));
    }
    return Chart.of(
        new Words(
            "Four networks, each trained on half of 40 noisy points, their average, and the truth:"
                + " what each makes up by itself cancels out.",
            "四个网络各用 40 个带噪声点的一半训练，以及它们的平均和真实曲线：各自多出来的起伏相互抵消。"),
        Words.same("x"),
        Words.same("y"),
        Chart.Scale.LINEAR,
        List.of(
            new Draw.Named(new Words("one network", "单个网络"), singles),
            Draw.Named.of("average of four", "四个平均", Draw.line(new Look(2, 0, true), x, average)),
            Draw.Named.of(
                "truth",
                "真实曲线",
                Draw.line(
                    new Look(6, 2, true), x, Arrays.stream(x).map(v -> truth(v)).toArray()))));
  }
}
