package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import plumb.optim.UpdateRule;
import plumb.report.Axis;
import plumb.report.Figure;
import plumb.report.Language;
import plumb.report.LineChart;
import plumb.report.LineChart.Look;
import plumb.report.Numbers;
import plumb.report.Words;

/** A deep local minimum traps the ball in spite of momentum. */
final class C23DeepHollowTraps implements Lab {
  private static final List<Double> HILLS = List.of(0.25, 0.5, 1.0, 2.0);
  private static final List<Double> MOMENTA = List.of(0.9, 0.95, 0.99);
  private static final double START = -2.5;
  private static final int STEPS = 4000;

  @Override
  public About about() {
    return new About(
        "C23",
        Part.MOMENTUM,
        new Words(
            "Momentum does not promise to avoid local minima: in a deep one the ball stays.",
            "Momentum 并不保证可以躲开 local minimum：如果一个 local minimum 很深，仍然会陷在里面。"),
        new Words(
            "The landscape of C22 with hills 1, 2, 4 and 8 times as high, η divided by the same"
                + " factor so that the updates stay stable, λ = 0.9, 0.95 and 0.99, 4000 updates.",
            "用 C22 的地形，山丘高度取 1、2、4、8 倍，η 除以同样的倍数以保持稳定，λ 取 0.9、0.95、0.99，更新 4000 次。"),
        new Words(
            "For each λ the claim holds if there is a height of the hills at which the ball comes to"
                + " rest more than 0.3 above the lowest place of the landscape.",
            "对每个 λ：如果存在某个山丘高度，使球停在比地形最低点高 0.3 以上的地方，就算成立。"));
  }

  private static List<double[]> way(double hill, double momentum) {
    return Descent.of(
        new UpdateRule.Momentum(0.05 * HILLS.getFirst() / hill, momentum),
        new Hills(hill)::slopes,
        new double[] {START},
        STEPS);
  }

  private static double above(double hill, double momentum) {
    Hills hills = new Hills(hill);
    double lowest = Double.POSITIVE_INFINITY;
    for (double t = -4; t < 16; t += 0.01) {
      lowest = Math.min(lowest, hills.height(t));
    }
    return hills.height(way(hill, momentum).getLast()[0]) - lowest;
  }

  @Override
  public Findings run(Setting setting) {
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    int trapped = 0;
    for (double momentum : MOMENTA) {
      boolean caught = false;
      for (double hill : HILLS) {
        double above = above(hill, momentum);
        caught |= above > 0.3;
        trapped += above > 0.3 ? 1 : 0;
        numbers.add(
            Measured.of(
                "height above the lowest place, λ = %s, hills %s"
                    .formatted(Numbers.plain(momentum), Numbers.plain(hill)),
                "比最低点高多少，λ = %s，山丘 %s".formatted(Numbers.plain(momentum), Numbers.plain(hill)),
                above));
      }
      cases.add(new Outcome.Case(Words.same("λ = " + Numbers.plain(momentum)), caught));
    }
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "In %d of %d cases, four heights of the hills for each λ, the ball with momentum came to rest"
                + " more than 0.3 above the lowest place.",
            "%2$d 种情形（每个 λ 配四种山丘高度）中有 %1$d 种，带动量的球停在比最低点高 0.3 以上的地方。",
            trapped,
            HILLS.size() * MOMENTA.size()),
        new Words(
            "Lower hills, a larger λ, or a start from which more speed is gathered.",
            "山丘更矮、λ 更大，或者从能攒下更多速度的地方出发。"),
        List.of(C23DeepHollowTraps::figure),
        numbers,
        List.of("new UpdateRule.Momentum(0.0125, 0.95)   // on 0.02 (t − 6)² + 1.0 cos 2.2 t\n"));
  }

  private static Figure figure(Language language) {
    List<Figure.Pane> panes = new ArrayList<>();
    for (double hill : List.of(0.25, 1.0)) {
      Hills hills = new Hills(hill);
      LineChart.Line ground = Draw.function(new Look(6, 0, true), hills::height, -3, 9);
      String title = new Words("hills of ", "山丘高度 ").in(language) + Numbers.plain(hill);
      panes.add(
          new Figure.Pane(
              title,
              LineChart.of(
                      title,
                      Axis.exact(-3, 9),
                      Draw.linear(List.of(ground)),
                      new Words("parameter t", "参数 t").in(language),
                      new Words("height", "高度").in(language),
                      List.of(ground))
                  .withTrails(
                      List.of(
                          hills.trail(Look.number(0).thin(), way(hill, 0.9).subList(0, 500)),
                          hills.trail(Look.number(1).thin(), way(hill, 0.95).subList(0, 500))))
                  .svg()));
    }
    return new Figure(
        panes,
        List.of(
            Figure.Key.of(Look.number(0), "λ = 0.9"), Figure.Key.of(Look.number(1), "λ = 0.95")),
        new Words(
                "Over low hills the ball with λ = 0.95 gets away; between high ones both stay where"
                    + " they first came down.",
                "山丘低时，λ = 0.95 的球能翻过去；山丘高时，两个球都留在最初落下的洼地。")
            .in(language),
        Draw.table(
            language,
            new Words("Where the balls rest", "球停在哪里"),
            List.of(
                Words.same("λ"),
                new Words("hills", "山丘高度"),
                new Words("place", "位置"),
                new Words("above the lowest place", "比最低点高")),
            MOMENTA.stream()
                .flatMap(momentum ->
                    HILLS.stream()
                        .map(hill ->
                            List.of(
                                Draw.cell(momentum),
                                Draw.cell(hill),
                                Draw.cell(way(hill, momentum).getLast()[0]),
                                Draw.cell(above(hill, momentum)))))
                .toList()));
  }
}
