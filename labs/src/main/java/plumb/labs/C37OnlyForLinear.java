package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.report.Figure;
import plumb.report.LineChart;
import plumb.report.LineChart.Look;
import plumb.report.Numbers;
import plumb.report.Words;

/** For a network that is not linear, the average and scaled weights differ. */
final class C37OnlyForLinear implements Lab {
  private static final double[][] PLACES = {{3, 1}, {3, -1}};

  /** A unit on two inputs with weights 1, and what is known at the two places. */
  private record Unit(Words name, NetworkSpec network, double[] w, double[][] known) {}

  private static NetworkSpec plain(Activation activation) {
    return new NetworkSpec(
        2,
        List.of(new Layer.Dropout(0.5f, Layer.MaskScope.BATCH, Layer.DropoutScaling.TEST)),
        new Head(1, activation),
        Loss.MEAN_SQUARED_ERROR);
  }

  private static final List<Unit> UNITS =
      List.of(
          new Unit(
              new Words("linear", "线性"),
              plain(Activation.LINEAR),
              new double[] {1, 1, 0},
              new double[][] {{2, 2}, {1, 1}}),
          new Unit(
              Words.same("ReLU"),
              plain(Activation.RELU),
              new double[] {1, 1, 0},
              new double[][] {{2, 2}, {1.25, 1}}),
          new Unit(
              Words.same("Maxout"),
              new NetworkSpec(
                  2,
                  List.of(
                      new Layer.Dropout(0.5f, Layer.MaskScope.BATCH, Layer.DropoutScaling.TEST),
                      new Layer.Maxout(1, 2, new Init.Zeros(), 0)),
                  new Head(1, Activation.LINEAR),
                  Loss.MEAN_SQUARED_ERROR),
              // Pieces x1 + x2 and (x1 - x2) / 2, row by row; then biases and the head.
              new double[] {1, 0.5, 1, -0.5, 0, 0, 1, 0},
              new double[][] {{2, 2}, {Double.NaN, Double.NaN}}),
          new Unit(
              Words.same("sigmoid"),
              plain(Activation.SIGMOID),
              new double[] {1, 1, 0},
              new double[][] {{0.791, 0.881}, {0.651, 0.731}}));

  @Override
  public About about() {
    return new About(
        "C37",
        Part.DROPOUT,
        new Words(
            "Average of the thin networks = weights times 1 − p holds only for linear networks; with a"
                + " sigmoid the two are not equal (and dropout works all the same).",
            "“dropout ensemble = weight 乘上 1 − p”只有在 network 是 linear 时才成立；activation function 用 sigmoid 时两者不相等（但 dropout 还是会 work）。"),
        new Words(
            "One unit on two inputs with weights (1, 1) and p = ½, linear, ReLU, Maxout of two pieces"
                + " and sigmoid: the exact average of its four thin networks against scaled weights at"
                + " x = (3, 1) and (3, −1), and over all x = (3, t), in double precision.",
            "两个输入、权重 (1, 1)、p = ½ 的一个神经元，分别用线性、ReLU、两片 Maxout 和 sigmoid：在 x = (3, 1) 和 (3, −1) 处，以及所有 x = (3, t) 上，比较四个瘦网络的精确平均与缩放权重的结果（双精度）。"),
        new Words(
            "Confirmed if the linear unit's two answers agree to 10⁻¹² at both places and the sigmoid's"
                + " differ by more than 0.01 at both. Whether dropout works with sigmoids is C38's"
                + " question.",
            "若线性神经元在两处都相等（10⁻¹²），而 sigmoid 在两处都相差 0.01 以上，则成立。sigmoid 用 dropout 有没有效，见 C38。"));
  }

  private static double gap(Unit unit, double[] x) {
    Thin thin = new Thin(unit.network(), unit.w());
    return Math.abs(thin.average(x) - thin.scaled(x));
  }

  @Override
  public Findings run(Setting setting) {
    boolean holds = true;
    List<Measured> numbers = new ArrayList<>();
    List<List<Words>> table = new ArrayList<>();
    for (Unit unit : UNITS) {
      Thin thin = new Thin(unit.network(), unit.w());
      for (int i = 0; i < PLACES.length; i++) {
        double[] x = PLACES[i];
        double average = thin.average(x);
        double scaled = thin.scaled(x);
        String at = "(%s, %s)".formatted(Numbers.plain(x[0]), Numbers.plain(x[1]));
        Measured a =
            Measured.of(
                "average, %s, x = %s".formatted(unit.name().english(), at),
                "平均，%s，x = %s".formatted(unit.name().chinese(), at),
                average);
        Measured b =
            Measured.of(
                "scaled weights, %s, x = %s".formatted(unit.name().english(), at),
                "缩放权重，%s，x = %s".formatted(unit.name().chinese(), at),
                scaled);
        boolean known = Double.isFinite(unit.known()[i][0]);
        numbers.add(known ? a.expecting(unit.known()[i][0]) : a);
        numbers.add(known ? b.expecting(unit.known()[i][1]) : b);
        table.add(List.of(unit.name(), Words.same(at), Draw.cell(average), Draw.cell(scaled)));
      }
    }
    for (double[] x : PLACES) {
      holds &= gap(UNITS.getFirst(), x) <= 1e-12 && gap(UNITS.getLast(), x) > 0.01;
    }
    Thin sigmoid = new Thin(UNITS.getLast().network(), UNITS.getLast().w());
    Thin relu = new Thin(UNITS.get(1).network(), UNITS.get(1).w());
    return new Findings(
        Outcome.of(holds),
        Say.of(
            "At x = (3, −1): sigmoid %.3f on average, %.3f with scaled weights; ReLU %.2f and %.2f. At"
                + " (3, 1) the ReLU's two agree, for every thin network is on the same side of 0.",
            "x = (3, −1) 处：sigmoid 平均 %.3f，缩放权重 %.3f；ReLU 平均 %.2f，缩放权重 %.2f。在 (3, 1) 处 ReLU 的两者相等，因为所有瘦网络都在 0 的同一侧。",
            sigmoid.average(PLACES[1]),
            sigmoid.scaled(PLACES[1]),
            relu.average(PLACES[1]),
            relu.scaled(PLACES[1])),
        new Words(
            "A network that is linear where it matters: all thin networks of an input in the same"
                + " linear region.",
            "网络在所处的范围内是线性的：同一个输入的所有瘦网络都在同一个线性区域里。"),
        List.of(language -> {
          List<Figure.Pane> panes = new ArrayList<>();
          for (Unit unit : UNITS) {
            Thin thin = new Thin(unit.network(), unit.w());
            LineChart.Line average =
                Draw.function(Look.number(0), t -> thin.average(new double[] {3, t}), -8, 8);
            LineChart.Line scaled =
                Draw.function(Look.number(1), t -> thin.scaled(new double[] {3, t}), -8, 8);
            List<LineChart.Line> lines = List.of(average, scaled);
            String title = unit.name().in(language);
            panes.add(
                new Figure.Pane(
                    title,
                    LineChart.of(
                            title,
                            plumb.report.Axis.exact(-8, 8),
                            Draw.linear(lines),
                            "t, x = (3, t)",
                            new Words("answer", "输出").in(language),
                            lines)
                        .svg()));
          }
          return new Figure(
              panes,
              List.of(
                  Figure.Key.of(
                      Look.number(0),
                      new Words("average of the thin networks", "瘦网络的平均").in(language)),
                  Figure.Key.of(
                      Look.number(1), new Words("weights times 1 − p", "权重乘 1 − p").in(language))),
              new Words(
                      "Exact averages of all thin networks and scaled weights: one line for the"
                          + " linear unit, two for the others where the region changes.",
                      "全部瘦网络的精确平均与缩放权重：线性时只有一条线；其它的在区域变化的地方分成两条。")
                  .in(language),
              Draw.table(
                  language,
                  new Words("Average and scaled weights", "平均与缩放权重"),
                  List.of(
                      new Words("unit", "神经元"),
                      Words.same("x"),
                      new Words("average", "平均"),
                      new Words("scaled", "缩放")),
                  table));
        }),
        numbers,
        List.of(
            """
            DropoutMask.all(network)
                .mapToDouble(mask -> mask.probability()
                    * reference.runThin(w, x, expected, mask).outputs()[0])
                .sum();
            """));
  }
}
