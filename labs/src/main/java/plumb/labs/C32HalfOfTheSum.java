package plumb.labs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import plumb.math.Kernels;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Initializer;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.Pass;
import plumb.report.LineChart.Line;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.Numbers;
import plumb.report.Words;

/** Without scaling, the sum z at test time is 1 / (1 - p) times as large as in training. */
final class C32HalfOfTheSum implements Lab {
  private static final int INPUTS = 50;
  private static final int SUMS = 40;
  private static final List<Float> DROPS = List.of(0.2f, 0.5f, 0.8f);

  @Override
  public About about() {
    return new About(
        "C32",
        Part.DROPOUT,
        new Words(
            "With a dropout rate of 50 % z at test time is twice as large as in training, where half"
                + " of the units are missing; multiplying the weights with 1 − p makes them match.",
            "dropout rate 是 50 % 时，testing 得到的 z′ 是 training 时 z 的两倍，因为 training 时总有一半的 neuron 不见了；把 weight 乘上 1 − p，两者就一致了。"),
        new Words(
            "One random row goes through 100 ReLUs with dropout into 40 sums z. The mean of z over"
                + " many drawn masks is compared with z′ without dropout, and with z′ from weights"
                + " multiplied with 1 − p, for p = 0.2, 0.5 and 0.8, five seeds. The ratio is the"
                + " slope of the line through 0 that fits the 40 pairs best.",
            "一个随机输入经过 100 个带 dropout 的 ReLU，得到 40 个 z。把许多次抽样的 z 的平均，和不用 dropout 的 z′、以及权重乘 1 − p 之后的 z′ 比较；p = 0.2、0.5、0.8，五个种子。比值是过原点、最拟合这 40 对数的直线的斜率。"),
        new Words(
            "Confirmed if for every p the ratio of mean z to z′ is 1 − p, and to the scaled z′ 1,"
                + " each within four standard errors over the seeds and within 0.02.",
            "若对每个 p，平均 z 与 z′ 之比为 1 − p，与缩放后 z′ 之比为 1，误差都不超过 0.02 且不超过种子间四个标准误差，则成立。"));
  }

  private static NetworkSpec network(float p, Layer.DropoutScaling scaling) {
    return new NetworkSpec(
        INPUTS,
        List.of(
            new Layer.Dense(100),
            new Layer.Activate(Activation.RELU),
            new Layer.Dropout(p, Layer.MaskScope.BATCH, scaling)),
        new Head(SUMS, Activation.LINEAR),
        Loss.MEAN_SQUARED_ERROR);
  }

  private record Sums(double[] mean, double[] whole, double[] scaled, double[] first) {
    double ratio(double[] to) {
      double products = 0;
      double squares = 0;
      for (int i = 0; i < mean.length; i++) {
        products += mean[i] * to[i];
        squares += to[i] * to[i];
      }
      return products / squares;
    }
  }

  private static Sums sums(float p, long seed, int masks) {
    RandomStream random = RandomStream.of(seed);
    NetworkSpec plain = network(p, Layer.DropoutScaling.NONE);
    NetworkSpec lecture = network(p, Layer.DropoutScaling.TEST);
    float[] w = Initializer.draw(plain, random.child(1));
    Pass pass = new Pass(plain, Kernels.select(), Team.of(1), 1, false);
    Pass scaled = new Pass(lecture, Kernels.select(), Team.of(1), 1, false);
    for (int i = 0; i < INPUTS; i++) {
      pass.inputs()[i] = (float) random.normal(i);
      scaled.inputs()[i] = pass.inputs()[i];
    }
    pass.forward(w, 1);
    double[] whole = copy(pass.outputs());
    scaled.forward(w, 1);
    double[] smaller = copy(scaled.outputs());
    double[] mean = new double[SUMS];
    double[] first = new double[masks];
    for (int m = 0; m < masks; m++) {
      pass.forwardTraining(w, 1, random.child(100 + m));
      first[m] = pass.outputs()[0];
      for (int i = 0; i < SUMS; i++) {
        mean[i] += pass.outputs()[i] / masks;
      }
    }
    return new Sums(mean, whole, smaller, first);
  }

  private static double[] copy(float[] values) {
    double[] copy = new double[SUMS];
    Arrays.setAll(copy, i -> values[i]);
    return copy;
  }

  @Override
  public Findings run(Setting setting) {
    int masks = setting.choose(4000, 40_000);
    List<Long> seeds = setting.seeds(5, 5);
    List<Measured> numbers = new ArrayList<>();
    List<Rows.Row> rows = new ArrayList<>();
    boolean holds = true;
    for (int k = 0; k < DROPS.size(); k++) {
      float p = DROPS.get(k);
      List<Sums> sums = setting.each(seeds, seed -> sums(p, seed, masks));
      List<Double> plain = sums.stream().map(s -> s.ratio(s.whole())).toList();
      List<Double> scaled = sums.stream().map(s -> s.ratio(s.scaled())).toList();
      holds &= near(plain, 1 - p) && near(scaled, 1);
      String name = "p = " + Numbers.plain(Math.round(p * 10) / 10.0);
      Rows.Row a = Rows.Row.of(name + ": z over z′", name + "：z 比 z′", plain, k + 1);
      Rows.Row b = Rows.Row.of(name + ": over scaled z′", name + "：比缩放后的 z′", scaled, k + 1);
      rows.add(a);
      rows.add(b);
      numbers.add(
          Measured.of("mean z over z′, " + name, "平均 z 比 z′，" + name, a.mean())
              .expecting(Math.round((1 - p) * 10) / 10.0));
      numbers.add(
          Measured.of("mean z over scaled z′, " + name, "平均 z 比缩放后的 z′，" + name, b.mean())
              .expecting(1));
    }
    Sums shown = sums(0.5f, 1, masks);
    return new Findings(
        Outcome.of(holds),
        Say.of(
            "At p = 0.5 the mean of z over %d masks is %.3f of z′ without scaling, and %.3f of it"
                + " with the weights multiplied with 1 − p.",
            "p = 0.5 时，%d 次抽样的平均 z 是未缩放 z′ 的 %.3f 倍，是权重乘 1 − p 之后 z′ 的 %.3f 倍。",
            masks,
            rows.get(2).mean(),
            rows.get(3).mean()),
        new Words(
            "A nonlinear unit between the dropped units and what is compared: the means then match"
                + " only nearly (C37).",
            "如果被丢的 neuron 和比较的量之间还有非线性：平均值就只能近似一致（C37）。"),
        List.of(
            distribution(shown),
            new Rows(
                new Words(
                    "The ratios, mean of the seeds: without scaling 1 − p, with it 1.",
                    "各个比值（种子的平均）：不缩放是 1 − p，缩放后是 1。"),
                new Words("ratio", "比值"),
                false,
                rows)),
        numbers,
        List.of(
            "convention: lecture   # weights times 1 - p at test time\nnetwork: [dense: 100, relu, dropout: 0.5]\n"));
  }

  private static boolean near(List<Double> values, double expected) {
    double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
    double spread =
        Math.sqrt(
            values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum()
                / (values.size() - 1)
                / values.size());
    return Math.abs(mean - expected) <= 0.02
        && Math.abs(mean - expected) <= Math.max(4 * spread, 1e-3);
  }

  private static Chart distribution(Sums shown) {
    double low = Arrays.stream(shown.first()).min().orElse(0);
    double high = Arrays.stream(shown.first()).max().orElse(1);
    int bins = 40;
    double[] counts = new double[bins];
    for (double z : shown.first()) {
      int bin = (int) Math.min(bins - 1, (z - low) / (high - low) * bins);
      counts[bin] += 1.0 / shown.first().length;
    }
    List<Point> steps = new ArrayList<>();
    for (int i = 0; i < bins; i++) {
      steps.add(new Point(low + (high - low) * (i + 0.5) / bins, counts[i]));
    }
    double top = Arrays.stream(counts).max().orElse(1);
    return Chart.of(
        new Words(
            "One sum z over the masks that were drawn, at p = 0.5: it scatters around half of z′, not"
                + " around z′.",
            "p = 0.5 时，一个 z 在各次抽样中的分布：它围绕 z′ 的一半，而不是 z′。"),
        Words.same("z"),
        new Words("share of the masks", "抽样所占比例"),
        Chart.Scale.FROM_ZERO,
        List.of(
            new Draw.Named(
                new Words("z in training", "training 时的 z"),
                List.of(new Line(Look.number(0), steps))),
            upright(new Words("z′ without dropout", "没有 dropout 的 z′"), shown.whole()[0], top, 1),
            upright(new Words("z′ with scaled weights", "权重缩放后的 z′"), shown.scaled()[0], top, 2)));
  }

  private static Draw.Named upright(Words name, double at, double top, int look) {
    return new Draw.Named(
        name, List.of(new Line(Look.number(look), List.of(new Point(at, 0), new Point(at, top)))));
  }
}
