package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import plumb.math.RandomStream;
import plumb.nn.Activation;
import plumb.nn.DropoutMask;
import plumb.nn.Head;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.report.Figure;
import plumb.report.Language;
import plumb.report.NetChart;
import plumb.report.Numbers;
import plumb.report.Words;

/** For a linear network the average of all thin networks is the network with scaled weights. */
final class C36AverageOfThinNetworks implements Lab {
  private static final List<Float> DROPS = List.of(0.1f, 0.3f, 0.5f, 0.8f);

  @Override
  public About about() {
    return new About(
        "C36",
        Part.DROPOUT,
        new Words(
            "In the simplest network, z = w₁x₁ + w₂x₂, the average of the four thin networks is"
                + " ½(w₁x₁ + w₂x₂): the same as multiplying the weights with ½.",
            "全世界最简单的 network：z = w₁x₁ + w₂x₂，把四个可能的 network 的结果平均起来是 ½(w₁x₁ + w₂x₂)，和把 weight 乘以 ½ 一样。"),
        new Words(
            "All 2ᴹ thin networks of a linear network are listed and averaged, each weighted with its"
                + " probability pᵈ(1 − p)ᴹ⁻ᵈ, and compared with the network whose weights are multiplied"
                + " with 1 − p: two inputs as in the lecture, then networks of ten inputs and a linear"
                + " hidden layer of four with p = 0.1, 0.3, 0.5, 0.8; double precision, ten random"
                + " networks each.",
            "列出线性网络的全部 2ᴹ 个瘦网络，按概率 pᵈ(1 − p)ᴹ⁻ᵈ 加权平均，与权重乘 1 − p 的网络比较：先是讲义里的两个输入，再是十个输入、一层四个线性神经元的网络，p = 0.1、0.3、0.5、0.8；双精度，各十个随机网络。"),
        new Words(
            "Confirmed if average and scaled weights agree to 10⁻¹² in every network.",
            "若每个网络中平均值与缩放权重的结果相差不超过 10⁻¹²，则成立。"));
  }

  private static NetworkSpec simplest() {
    return new NetworkSpec(
        2,
        List.of(new Layer.Dropout(0.5f, Layer.MaskScope.BATCH, Layer.DropoutScaling.TEST)),
        new Head(1, Activation.LINEAR),
        Loss.MEAN_SQUARED_ERROR);
  }

  private static NetworkSpec wider(float p) {
    Layer drop = new Layer.Dropout(p, Layer.MaskScope.BATCH, Layer.DropoutScaling.TEST);
    return new NetworkSpec(
        10,
        List.of(drop, new Layer.Dense(4), new Layer.Activate(Activation.LINEAR), drop),
        new Head(1, Activation.LINEAR),
        Loss.MEAN_SQUARED_ERROR);
  }

  private static double gap(float p, long seed) {
    NetworkSpec network = wider(p);
    Thin thin = new Thin(network, doubles(network, seed));
    double[] x = new double[10];
    java.util.Arrays.setAll(x, i -> RandomStream.of(seed).child(2).normal(i));
    return Math.abs(thin.average(x) - thin.scaled(x));
  }

  private static double[] doubles(NetworkSpec network, long seed) {
    double[] w = new double[plumb.nn.ParameterLayout.of(network).size()];
    java.util.Arrays.setAll(w, i -> RandomStream.of(seed).child(1).normal(i));
    return w;
  }

  @Override
  public Findings run(Setting setting) {
    double[] w = {0.7, -1.3, 0};
    double[] x = {3, 2};
    Thin thin = new Thin(simplest(), w);
    double average = thin.average(x);
    double half = (w[0] * x[0] + w[1] * x[1]) / 2;
    double worst = Math.abs(average - half);
    List<Measured> numbers = new ArrayList<>();
    numbers.add(
        Measured.of("average of the four thin networks", "四个瘦网络的平均", average).expecting(half));
    numbers.add(
        Measured.of("the network with weights times ½", "权重乘 ½ 的网络", thin.scaled(x))
            .expecting(half));
    List<Rows.Row> rows = new ArrayList<>();
    worst = Math.max(worst, Math.abs(thin.scaled(x) - half));
    for (int k = 0; k < DROPS.size(); k++) {
      float p = DROPS.get(k);
      List<Double> gaps = setting.each(setting.seeds(10, 10), seed -> gap(p, seed));
      double most = gaps.stream().mapToDouble(g -> g).max().orElseThrow();
      worst = Math.max(worst, most);
      String name = "p = " + Numbers.plain(Math.round(p * 10) / 10.0);
      rows.add(Rows.Row.of(name, name, gaps, k + 1));
      numbers.add(Measured.of("largest difference, " + name, "最大差，" + name, most).expecting(0));
    }
    double all = worst;
    return new Findings(
        Outcome.of(all <= 1e-12),
        Say.of(
            "The average of the four thin networks is %.2f, as is ½(w₁x₁ + w₂x₂); over 2¹⁴ thin"
                + " networks of a wider linear network the two differ by at most %.0e, for any p.",
            "四个瘦网络的平均是 %.2f，正是 ½(w₁x₁ + w₂x₂)；更宽的线性网络有 2¹⁴ 个瘦网络，对任何 p，两者最多相差 %.0e。", average, all),
        new Words(
            "An activation that is not linear (C37). Weighted equally instead of with their"
                + " probabilities, the thin networks average to this only at p = 50 %.",
            "激活函数不是线性的（C37）。另外，如果不按概率加权而是同等加权，只有 p = 50 % 时才相等。"),
        List.of(
            language -> four(language, w, x),
            new Rows(
                new Words(
                    "Difference between the average of all thin networks and scaled weights, ten random"
                        + " networks for each p: rounding.",
                    "全部瘦网络的平均与缩放权重之差，每个 p 十个随机网络：只有舍入误差。"),
                new Words("difference", "差"),
                false,
                rows)),
        numbers,
        List.of(
            """
            DropoutMask.all(network)
                .mapToDouble(mask -> mask.probability()
                    * reference.runThin(w, x, expected, mask).outputs()[0])
                .sum();                       // equals reference.run(w, x, expected).outputs()[0]
            """));
  }

  private static Figure four(Language language, double[] w, double[] x) {
    NetworkSpec network = simplest();
    Thin thin = new Thin(network, w);
    List<Figure.Pane> panes = new ArrayList<>();
    List<List<Words>> rows = new ArrayList<>();
    DropoutMask.all(network)
        .forEach(mask -> {
          String title =
              "z = "
                  + (mask.keeps(0)
                      ? mask.keeps(1) ? "w₁x₁ + w₂x₂" : "w₁x₁"
                      : mask.keeps(1) ? "w₂x₂" : "0");
          panes.add(
              new Figure.Pane(
                  title,
                  new NetChart(
                          title,
                          List.of(
                              new NetChart.Layer("x", new boolean[] {mask.keeps(0), mask.keeps(1)}),
                              new NetChart.Layer("z", new boolean[] {true})))
                      .svg()));
          rows.add(
              List.of(
                  Words.same(title),
                  Draw.cell(mask.probability()),
                  Draw.cell(thin.answer(x, mask))));
        });
    rows.add(List.of(new Words("average", "平均"), Draw.cell(1), Draw.cell(thin.average(x))));
    return new Figure(
        panes,
        List.of(),
        new Words(
                "The four thin networks of two inputs: each is there with probability ¼.",
                "两个输入的四个瘦网络：每个出现的概率都是 ¼。")
            .in(language),
        Draw.table(
            language,
            new Words("x = (3, 2), w = (0.7, −1.3)", "x = (3, 2)，w = (0.7, −1.3)"),
            List.of(
                new Words("thin network", "瘦网络"), new Words("probability", "概率"), Words.same("z")),
            rows));
  }
}
