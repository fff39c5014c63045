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
import plumb.report.Numbers;
import plumb.report.Words;

/** Adagrad helps even on a convex bowl. */
final class C19AdagradInABowl implements Lab {
  private static final int MOST_STEPS = 20_000;
  private static final double GOAL = 1e-4;
  private static final double[] START = {-8, 3};
  private static final List<Double> STRETCHES = List.of(3.0, 30.0, 300.0);

  /** {@code (x^2 + stretch y^2) / 2}, turned by an angle. */
  private record Bowl(double stretch, boolean turned) {
    double height(double x, double y) {
      double[] p = turn(x, y);
      return (p[0] * p[0] + stretch * p[1] * p[1]) / 2;
    }

    double[] slopes(double[] w) {
      double[] p = turn(w[0], w[1]);
      double[] g = {p[0], stretch * p[1]};
      double c = turned ? Math.sqrt(0.5) : 1;
      double s = turned ? Math.sqrt(0.5) : 0;
      return new double[] {c * g[0] - s * g[1], s * g[0] + c * g[1]};
    }

    private double[] turn(double x, double y) {
      double c = turned ? Math.sqrt(0.5) : 1;
      double s = turned ? Math.sqrt(0.5) : 0;
      return new double[] {c * x + s * y, -s * x + c * y};
    }

    Words name() {
      return new Words(
          "%s times steeper one way, %s"
              .formatted(Numbers.plain(stretch), turned ? "slanted" : "along the axes"),
          "一个方向陡 %s 倍，%s".formatted(Numbers.plain(stretch), turned ? "斜放" : "与坐标轴平行"));
    }
  }

  private record Best(double rate, int steps) {}

  @Override
  public About about() {
    return new About(
        "C19",
        Part.ADAPTIVE,
        new Words(
            "Even where the error surface is a convex bowl Adagrad helps: it estimates the second"
                + " derivative from first derivatives, as long as that is fixed.",
            "就算 error surface 是一个碗（convex），Adagrad 还是有帮助：它用一次微分来估计二次微分，前提是二次微分比较固定。"),
        new Words(
            "Bowls that are 3, 30 and 300 times steeper in one direction, along the axes and turned"
                + " by 45°. Gradient descent and Adagrad start at (−8, 3) with every rate 2ᵏ from"
                + " 2⁻¹² to 2⁴; of each the rate counts that needs the fewest steps to a ten-thousandth"
                + " of the first height.",
            "碗在一个方向上陡 3、30、300 倍，与坐标轴平行或转 45°。gradient descent 和 Adagrad 都从 (−8, 3) 出发，学习率试遍 2⁻¹² 到 2⁴；各取降到初始高度万分之一所需步数最少的那个学习率。"),
        new Words(
            "For each bowl the claim holds if Adagrad with its best rate needs fewer steps than"
                + " gradient descent with its best rate.",
            "对每个碗：如果 Adagrad 用自己最好的学习率所需的步数比 gradient descent 用自己最好的学习率更少，就算成立。"));
  }

  private static UpdateRule rule(boolean adagrad, double rate) {
    return adagrad ? new UpdateRule.Adagrad(rate, 0) : new UpdateRule.Sgd(rate);
  }

  private static Best best(Bowl bowl, boolean adagrad) {
    double goal = GOAL * bowl.height(START[0], START[1]);
    Best best = new Best(Double.NaN, MOST_STEPS);
    for (int k = -12; k <= 4; k++) {
      double rate = Math.pow(2, k);
      List<double[]> way = Descent.of(rule(adagrad, rate), bowl::slopes, START, best.steps());
      for (int step = 0; step < best.steps(); step++) {
        double[] w = way.get(step);
        if (bowl.height(w[0], w[1]) <= goal) {
          best = new Best(rate, step);
        }
      }
    }
    return best;
  }

  @Override
  public Findings run(Setting setting) {
    List<Bowl> bowls = new ArrayList<>();
    for (double stretch : STRETCHES) {
      bowls.add(new Bowl(stretch, false));
      bowls.add(new Bowl(stretch, true));
    }
    List<List<Best>> found =
        setting.each(bowls, bowl -> List.of(best(bowl, false), best(bowl, true)));
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    int fewer = 0;
    for (int i = 0; i < bowls.size(); i++) {
      Best plain = found.get(i).get(0);
      Best ada = found.get(i).get(1);
      Words name = bowls.get(i).name();
      cases.add(new Outcome.Case(name, ada.steps() < plain.steps()));
      fewer += ada.steps() < plain.steps() ? 1 : 0;
      numbers.add(
          Measured.of(
              "steps of gradient descent, " + name.english(),
              "gradient descent 的步数，" + name.chinese(),
              plain.steps()));
      numbers.add(
          Measured.of(
              "steps of Adagrad, " + name.english(), "Adagrad 的步数，" + name.chinese(), ada.steps()));
    }
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "Adagrad needs fewer steps in %d of %d bowls. 30 times steeper along the axes: %d steps"
                + " against %d; the same bowl slanted: %d against %d.",
            "%2$d 个碗中 Adagrad 在 %1$d 个里步数更少。与坐标轴平行、陡 30 倍：%3$d 步对 %4$d 步；同一个碗斜放：%5$d 步对 %6$d 步。",
            fewer,
            bowls.size(),
            found.get(2).get(1).steps(),
            found.get(2).get(0).steps(),
            found.get(3).get(1).steps(),
            found.get(3).get(0).steps()),
        new Words(
            "A bowl that is nearly round, or one that lies slanted to the axes: Adagrad has one rate"
                + " a parameter, and only along the axes can that make up for a steep direction.",
            "碗接近圆形，或者斜放：Adagrad 给每个参数一个学习率，只有当陡的方向与坐标轴一致时才能补偿。"),
        List.of(language -> figure(language, bowls, found)),
        numbers,
        List.of("optimizer: {adagrad: {rate: 4, epsilon: 0}}\n"));
  }

  private static Figure figure(Language language, List<Bowl> bowls, List<List<Best>> found) {
    List<Figure.Pane> panes = new ArrayList<>();
    for (int i = 2; i < 4; i++) {
      Bowl bowl = bowls.get(i);
      List<Trail> trails = new ArrayList<>();
      for (int k = 0; k < 2; k++) {
        double rate = found.get(i).get(k).rate();
        List<double[]> way = Descent.of(rule(k == 1, rate), bowl::slopes, START, 120);
        trails.add(
            new Trail(
                Look.number(k).thin(), way.stream().map(p -> new Point(p[0], p[1], "")).toList()));
      }
      String title = bowl.name().in(language);
      panes.add(
          new Figure.Pane(
              title,
              LineChart.of(
                      title,
                      Axis.exact(-10, 10),
                      Axis.exact(-13, 5),
                      new Words("parameter 1", "参数 1").in(language),
                      new Words("parameter 2", "参数 2").in(language),
                      List.of())
                  .withGround(new Ground.Contours(bowl::height, 12))
                  .withTrails(trails)
                  .svg()));
    }
    return new Figure(
        panes,
        List.of(
            Figure.Key.of(Look.number(0), "gradient descent"),
            Figure.Key.of(Look.number(1), "Adagrad")),
        new Words(
                "Both with their best rate, 120 updates. Along the axes Adagrad gives the flat"
                    + " direction a larger step; slanted it cannot.",
                "两者都用各自最好的学习率，走 120 步。与坐标轴平行时，Adagrad 给平缓方向更大的步伐；斜放时做不到。")
            .in(language),
        Draw.table(
            language,
            new Words("Fewest steps to a ten-thousandth of the height", "降到万分之一高度的最少步数"),
            List.of(
                new Words("bowl", "碗"),
                new Words("gradient descent", "gradient descent"),
                new Words("its rate", "学习率"),
                new Words("Adagrad", "Adagrad"),
                new Words("its rate", "学习率")),
            java.util.stream.IntStream.range(0, bowls.size())
                .mapToObj(i ->
                    List.of(
                        bowls.get(i).name(),
                        Draw.cell(found.get(i).get(0).steps()),
                        Draw.cell(found.get(i).get(0).rate()),
                        Draw.cell(found.get(i).get(1).steps()),
                        Draw.cell(found.get(i).get(1).rate())))
                .toList()));
  }
}
