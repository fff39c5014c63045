package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import plumb.optim.UpdateRule;
import plumb.report.Axis;
import plumb.report.Figure;
import plumb.report.Ground;
import plumb.report.Language;
import plumb.report.LineChart;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.LineChart.Trail;
import plumb.report.Words;

/** Gradient descent can stop at a saddle point or in a local minimum. */
final class C03SaddlesAndHollows implements Lab {
  private static final double RATE = 0.05;
  private static final int STEPS = 4000;
  private static final double FLAT = 1e-4;
  private static final double WORSE = 0.1;

  /** A surface, and a place to start from. */
  private record Start(Words name, double tilt, double[] place) {
    double height(double x, double y) {
      double bend = x * x - 1;
      return bend * bend / 4 + tilt * x + y * y / 2;
    }

    double[] slopes(double[] w) {
      return new double[] {w[0] * (w[0] * w[0] - 1) + tilt, w[1]};
    }

    double lowest() {
      double lowest = Double.POSITIVE_INFINITY;
      for (double x = -2; x <= 2; x += 0.001) {
        lowest = Math.min(lowest, height(x, 0));
      }
      return lowest;
    }
  }

  private static final List<Start> STARTS =
      List.of(
          new Start(
              new Words("a saddle: on the ridge between two equal hollows", "鞍点：从两个相同洼地之间的山脊出发"),
              0,
              new double[] {0, 1.5}),
          new Start(
              new Words("a local minimum: above the higher of two hollows", "局部极小：从较高的洼地上方出发"),
              0.15,
              new double[] {1.6, 1.5}));

  @Override
  public About about() {
    return new About(
        "C3",
        Part.NOT_OVERFITTING,
        new Words(
            "Training can get stuck at a saddle point or in a local minimum, so a network that does"
                + " badly is not always overfit.",
            "train 的时候可能卡在 saddle point 或者 local minimum，所以 network 表现不好并不总是 overfitting。"),
        new Words(
            "Gradient descent (η = 0.05, 4000 updates) on a surface with two hollows: from the ridge"
                + " between two equal ones, and from above the higher of two unequal ones; and from"
                + " 400 random places of each surface.",
            "在有两个洼地的曲面上做 gradient descent（η = 0.05，4000 次更新）：一次从两个相同洼地之间的山脊出发，一次从较高的洼地上方出发；另外在每个曲面上随机取 400 个起点。"),
        new Words(
            "For each start the claim holds if the gradient ends shorter than 10⁻⁴ while the height"
                + " is more than 0.1 above the lowest place.",
            "对每个起点：如果最后 gradient 的长度小于 10⁻⁴，而高度比最低点高 0.1 以上，就算成立。"));
  }

  private static List<double[]> way(Start start) {
    return Descent.of(new UpdateRule.Sgd(RATE), start::slopes, start.place(), STEPS);
  }

  private static boolean stuck(Start start, double[] end) {
    double[] slope = start.slopes(end);
    return Math.hypot(slope[0], slope[1]) < FLAT
        && start.height(end[0], end[1]) > start.lowest() + WORSE;
  }

  private static double share(Start start, int places) {
    plumb.math.RandomStream random = plumb.math.RandomStream.of(1);
    int stuck = 0;
    for (int i = 0; i < places; i++) {
      double[] place = {4 * random.uniform(2L * i) - 2, 4 * random.uniform(2L * i + 1) - 2};
      Start from = new Start(start.name(), start.tilt(), place);
      stuck += stuck(from, way(from).getLast()) ? 1 : 0;
    }
    return (double) stuck / places;
  }

  @Override
  public Findings run(Setting setting) {
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    for (Start start : STARTS) {
      double[] end = way(start).getLast();
      double[] slope = start.slopes(end);
      cases.add(new Outcome.Case(start.name(), stuck(start, end)));
      numbers.add(
          Measured.of(
              "length of the gradient at the end, " + start.name().english(),
              "终点的 gradient 长度，" + start.name().chinese(),
              Math.hypot(slope[0], slope[1])));
      numbers.add(
          Measured.of(
              "height above the lowest place, " + start.name().english(),
              "比最低点高多少，" + start.name().chinese(),
              start.height(end[0], end[1]) - start.lowest()));
    }
    double saddle = share(STARTS.get(0), 400);
    double hollow = share(STARTS.get(1), 400);
    numbers.add(
        Measured.of("share of random starts that end at the saddle", "随机起点中停在鞍点的比例", saddle));
    numbers.add(
        Measured.of(
            "share of random starts that end in the higher hollow", "随机起点中停在较高洼地的比例", hollow));
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "From the ridge gradient descent stops on the saddle, from above the higher hollow in it,"
                + " each time with a gradient of 0 far above the lowest place. Of 400 random starts"
                + " %.0f %% end in the higher hollow and %.0f %% on the saddle.",
            "从山脊出发停在鞍点，从较高洼地上方出发停在那个洼地：gradient 都是 0，却远高于最低点。400 个随机起点中，%.0f %% 停在较高的洼地，%.0f %% 停在鞍点。",
            100 * hollow,
            100 * saddle),
        new Words(
            "Any noise pushes a ball off a saddle: of random starts none stays there. With momentum"
                + " the ball may also leave the hollow (C22).",
            "一点点噪声就能把球推离鞍点：随机起点没有停在鞍点上的。有了动量，球也可能离开洼地（C22）。"),
        List.of(C03SaddlesAndHollows::figure),
        numbers,
        List.of("new UpdateRule.Sgd(0.05)   // on (x² − 1)²/4 + 0.15 x + y²/2, from (1.6, 1.5)\n"));
  }

  private static Figure figure(Language language) {
    List<Figure.Pane> panes = new ArrayList<>();
    for (Start start : STARTS) {
      List<double[]> way = way(start).subList(0, 160);
      Start other = new Start(start.name(), start.tilt(), new double[] {-1.6, 1.5});
      panes.add(
          new Figure.Pane(
              start.name().in(language),
              LineChart.of(
                      start.name().in(language),
                      Axis.exact(-2, 2),
                      Axis.exact(-1.5, 2),
                      new Words("parameter 1", "参数 1").in(language),
                      new Words("parameter 2", "参数 2").in(language),
                      List.of())
                  .withGround(new Ground.Contours(start::height, 16))
                  .withTrails(
                      List.of(
                          trail(Look.number(1), way),
                          trail(Look.number(0), way(other).subList(0, 160))))
                  .svg()));
    }
    return new Figure(
        panes,
        List.of(
            Figure.Key.of(Look.number(1), new Words("gets stuck", "卡住").in(language)),
            Figure.Key.of(
                Look.number(0),
                new Words("let go at −1.6: does not", "从 −1.6 出发：不会卡住").in(language))),
        new Words(
                "Lines of equal height and the way of two balls on each surface: one is stuck where"
                    + " the gradient is 0, the other finds the lowest place.",
                "等高线和每个曲面上两个球的路径：一个卡在 gradient 为 0 的地方，另一个找到了最低点。")
            .in(language),
        Draw.table(
            language,
            new Words("Where they end", "停在哪里"),
            List.of(
                new Words("start", "起点"),
                new Words("parameter 1", "参数 1"),
                new Words("parameter 2", "参数 2"),
                new Words("height", "高度"),
                new Words("lowest", "最低")),
            STARTS.stream()
                .map(s -> {
                  double[] end = way(s).getLast();
                  return List.of(
                      s.name(),
                      Draw.cell(end[0]),
                      Draw.cell(end[1]),
                      Draw.cell(s.height(end[0], end[1])),
                      Draw.cell(s.lowest()));
                })
                .toList()));
  }

  private static Trail trail(Look look, List<double[]> way) {
    return new Trail(look.thin(), way.stream().map(p -> new Point(p[0], p[1], "")).toList());
  }
}
