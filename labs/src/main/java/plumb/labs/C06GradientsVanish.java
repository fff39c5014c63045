package plumb.labs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import plumb.math.RandomStream;
import plumb.probe.LayerReading;
import plumb.report.LineChart.Line;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.Words;

/** Gradients near the input are much smaller than near the output. */
final class C06GradientsVanish implements DataLab {
  private static final List<Integer> DEPTHS = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

  private record Kind(Words name, String layer, boolean vanishes) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              new Words("sigmoid, Glorot's start", "sigmoid，Glorot 初始化"),
              "dense: {units: 100, init: glorot}, sigmoid",
              true),
          new Kind(
              new Words("ReLU, He's start", "ReLU，He 初始化"),
              "dense: {units: 100, init: he}, relu",
              false));

  @Override
  public About about() {
    return new About(
        "C6",
        Part.VANISHING,
        new Words(
            "Vanishing gradient: in a deep network of sigmoids the gradients of the layers near the"
                + " input are very small against those near the output.",
            "vanishing gradient：把 sigmoid 网络叠得很深时，接近 input 的几层 gradient 非常小，接近 output 的几层 gradient 比较大。"),
        new Words(
            "Networks of 1 to 10 layers of 100 units on the digits, untrained. The watch reads the"
                + " mean size of the gradient in every layer at the first update of a batch of 100;"
                + " five seeds, twenty in the full form. ReLUs for comparison. Then the same with the labels shuffled among the"
                + " rows: the expected numbers are from random inputs and random labels.",
            "digits 上 1 到 10 层、每层 100 个神经元的网络，未经训练。用 watch 在第一次更新（batch 100）时读取每层 gradient 的平均大小；五个种子（完整版二十个）。ReLU 作对照。然后把标签在样本之间打乱再测一次：“预期”一栏的数来自随机输入和随机标签。"),
        new Words(
            "Confirmed if with sigmoids the ratio of first layer to output layer falls with every"
                + " layer that is added from three to ten, to below 10⁻⁵ at nine, in the geometric"
                + " mean over the seeds.",
            "若 sigmoid 网络从 3 层到 10 层，每加一层，第一层与输出层 gradient 大小之比（对种子取几何平均）都下降，到 9 层时低于 10⁻⁵，则成立。"));
  }

  static String card(String layer, int depth) {
    return "network: [%s]\noptimizer: {sgd: 0.1}\nbatch: 100\nepochs: 1\nstop: none\n"
        .formatted(String.join(", ", Collections.nCopies(depth, layer)));
  }

  /** First layer over output layer in untrained networks, by their number of layers. */
  static double[] ratios(Setting setting, Sample sample, String layer, List<Integer> depths) {
    return ratios(setting, sample, layer, depths, false);
  }

  private static double[] ratios(
      Setting setting, Sample sample, String layer, List<Integer> depths, boolean shuffled) {
    double[] ratios = new double[depths.size()];
    for (int k = 0; k < ratios.length; k++) {
      int depth = depths.get(k);
      List<Double> logs =
          setting.each(
              setting.seeds(5, 20),
              seed ->
                  Math.log(
                      Watched.of(
                              sample.card(card(layer, depth)).withSeed(seed),
                              examples ->
                                  shuffled
                                      ? Slices.withTargetsShuffled(
                                          examples, RandomStream.of(seed).child(6))
                                      : examples)
                          .firstOverHead()));
      ratios[k] = Math.exp(logs.stream().mapToDouble(v -> v).average().orElseThrow());
    }
    return ratios;
  }

  @Override
  public Findings run(Setting setting) {
    Sample sample = setting.sample(Sample.DIGITS);
    List<double[]> ratios =
        KINDS.stream().map(kind -> ratios(setting, sample, kind.layer(), DEPTHS)).toList();
    double[] sigmoid = ratios.getFirst();
    boolean falls = true;
    for (int depth = 4; depth <= 10; depth++) {
      falls &= sigmoid[depth - 1] < sigmoid[depth - 2];
    }
    List<Measured> numbers = new ArrayList<>();
    double[][] known = {{4e-3, 5e-5, 5e-7, 2e-7}, {0.16, 0.16, 0.16, 0.16}};
    List<Integer> shown = List.of(3, 6, 9, 10);
    double[][] shuffled = new double[KINDS.size()][];
    for (int k = 0; k < KINDS.size(); k++) {
      shuffled[k] = ratios(setting, sample, KINDS.get(k).layer(), shown, true);
      for (int i = 0; i < shown.size(); i++) {
        String english =
            "first over output layer, %s, %d layers"
                .formatted(KINDS.get(k).name().english(), shown.get(i));
        String chinese = "第一层与输出层之比，%s，%d 层".formatted(KINDS.get(k).name().chinese(), shown.get(i));
        numbers.add(Measured.of(english, chinese, ratios.get(k)[shown.get(i) - 1]));
        numbers.add(
            Measured.of(english + ", labels shuffled", chinese + "，标签打乱", shuffled[k][i])
                .expecting(known[k][i]));
      }
    }
    List<Draw.Named> byDepth = new ArrayList<>();
    List<Draw.Named> byLayer = new ArrayList<>();
    for (int k = 0; k < KINDS.size(); k++) {
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < DEPTHS.size(); i++) {
        points.add(new Point(DEPTHS.get(i), ratios.get(k)[i]));
      }
      Look look = Look.number(k);
      byDepth.add(new Draw.Named(KINDS.get(k).name(), List.of(new Line(look, points))));
      List<Line> lines = new ArrayList<>();
      for (long seed : setting.seeds(3, 5)) {
        List<LayerReading> layers =
            Watched.of(sample.card(card(KINDS.get(k).layer(), 9)).withSeed(seed)).first().layers();
        List<Point> sizes = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
          sizes.add(new Point(l + 1, layers.get(l).gradientMean()));
        }
        lines.add(new Line(look, sizes));
      }
      byLayer.add(new Draw.Named(KINDS.get(k).name(), lines));
    }
    return new Findings(
        Outcome.of(falls && sigmoid[8] < 1e-5),
        Say.of(
            "With nine layers of sigmoids the gradient of the first layer is %.1g of that of the"
                + " output layer, with three layers %.1g; with nine layers of ReLUs %.2g. With"
                + " shuffled labels the sigmoids give %.1g and %.1g: rows of one class are alike, so"
                + " with true labels their gradients in the first layer add up instead of cancelling.",
            "9 层 sigmoid 时，第一层的 gradient 是输出层的 %.1g；3 层时是 %.1g；9 层 ReLU 时是 %.2g。标签打乱后，sigmoid 是 %.1g 和 %.1g：同一类的样本彼此相似，标签正确时它们在第一层的 gradient 会相加，而不是互相抵消。",
            sigmoid[8],
            sigmoid[2],
            ratios.get(1)[8],
            shuffled[0][2],
            shuffled[0][0]),
        new Words(
            "Weights so large that the sigmoids' slope of at most ¼ is made up for, or another"
                + " activation (C13).",
            "权重大到能弥补 sigmoid 不超过 ¼ 的斜率，或者换激活函数（C13）。"),
        List.of(
            Chart.of(
                new Words(
                    "Mean size of the gradient in every layer of untrained networks of nine layers,"
                        + " one line a seed; 10 is the output layer.",
                    "未训练的 9 层网络中每层 gradient 的平均大小，每条线一个种子；10 是输出层。"),
                new Words("layer, from the input", "层（从 input 数起）"),
                new Words("mean |gradient|", "|gradient| 的平均"),
                Chart.Scale.LOGARITHMIC,
                byLayer),
            Chart.of(
                new Words(
                    "Mean size of the first layer's gradient over that of the output layer, by the"
                        + " number of layers.",
                    "第一层与输出层 gradient 平均大小之比，随层数变化。"),
                new Words("layers", "层数"),
                new Words("ratio", "比值"),
                Chart.Scale.LOGARITHMIC,
                byDepth)),
        numbers,
        List.of(sample.text(card("dense: 100, sigmoid", 9))));
  }
}
