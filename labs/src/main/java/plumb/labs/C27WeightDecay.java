package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.UpdateRule;
import plumb.report.Axis;
import plumb.report.Figure;
import plumb.report.Language;
import plumb.report.LineChart;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.Numbers;
import plumb.report.Words;

/** A weight without use decays to 0 under L2; one with use comes to a balance. */
final class C27WeightDecay implements Lab {
  private static final double RATE = 0.1;
  private static final double L2 = 1e-4;
  private static final int STEPS = 100_000;
  private static final double[] SLOPES = {1, 0.01, 0.001};

  @Override
  public About about() {
    return new About(
        "C27",
        Part.REGULARIZATION,
        new Words(
            "Under L2 every weight is multiplied by 1 − ηλ before each update. A weight whose"
                + " derivative is 0 decays to 0; for the others decay and gradient come to a"
                + " balance, and learning stops.",
            "加了 L2，每次更新前权重都乘上 1 − ηλ。微分一直是 0 的权重会越来越小，变成 0；其它权重会和 η ∂L/∂w 取得平衡，learning 就停止。"),
        new Words(
            "Four weights start at 1 with η = 0.1 and λ = 10⁻⁴ for 100,000 updates of gradient"
                + " descent. The first has no influence on the loss. The others have the loss a∕2 (w"
                + " − 1)² with a = 1, 0.01 and 0.001.",
            "四个权重从 1 出发，η = 0.1，λ = 10⁻⁴，gradient descent 更新 100000 次。第一个对 loss 没有影响；另外三个的 loss 是 a∕2 (w − 1)²，a 取 1、0.01、0.001。"),
        new Words(
            "Confirmed if the first weight is (1 − ηλ)ᵗ to 0.1 % after every tenth of the way and"
                + " the others end at a∕(a + λ) to 0.1 %, where ηλw = −η ∂L∕∂w.",
            "若第一个权重在每走完十分之一时都等于 (1 − ηλ)ᵗ（误差不超过 0.1 %），其余权重停在 a∕(a + λ)（误差不超过 0.1 %，即 ηλw = −η ∂L∕∂w），则成立。"));
  }

  private static List<double[]> way() {
    return Descent.of(
        new Optimizer(new UpdateRule.Sgd(RATE)),
        Penalty.NONE.withL2(L2),
        w -> {
          double[] slope = new double[w.length];
          for (int i = 0; i < SLOPES.length; i++) {
            slope[i + 1] = SLOPES[i] * (w[i + 1] - 1);
          }
          return slope;
        },
        new double[] {1, 1, 1, 1},
        STEPS);
  }

  @Override
  public Findings run(Setting setting) {
    List<double[]> way = way();
    double off = 0;
    for (int tenth = 1; tenth <= 10; tenth++) {
      int t = STEPS / 10 * tenth;
      double expected = Math.pow(1 - RATE * L2, t);
      off = Math.max(off, Math.abs(way.get(t)[0] / expected - 1));
    }
    double[] end = way.getLast();
    boolean balanced = true;
    List<Measured> numbers = new ArrayList<>();
    numbers.add(
        Measured.of("unused weight after 100,000 updates", "无用的权重，100000 次更新之后", end[0])
            .expecting(0.368));
    numbers.add(Measured.of("largest error of (1 − ηλ)ᵗ", "(1 − ηλ)ᵗ 的最大相对误差", off).expecting(0));
    for (int i = 0; i < SLOPES.length; i++) {
      double balance = SLOPES[i] / (SLOPES[i] + L2);
      balanced &= Math.abs(end[i + 1] / balance - 1) <= 1e-3;
      String a = Numbers.plain(SLOPES[i]);
      numbers.add(
          Measured.of("end for a = " + a, "a = " + a + " 时的终点", end[i + 1]).expecting(balance));
    }
    return new Findings(
        Outcome.of(off <= 1e-3 && balanced),
        new Words(
            String.format(
                Locale.ROOT,
                "The weight without influence is %.3f after 100,000 updates, as (1 − ηλ)ᵗ says; the"
                    + " one that matters least (a = 0.001) rests at %.3f, the one that matters most"
                    + " at %.4f.",
                end[0],
                end[3],
                end[1]),
            String.format(
                Locale.ROOT,
                "没有影响的权重在 100000 次更新后是 %.3f，与 (1 − ηλ)ᵗ 一致；影响最小的（a = 0.001）停在 %.3f，影响最大的停在 %.4f。",
                end[0],
                end[3],
                end[1])),
        new Words(
            "An optimizer that rescales gradients, such as Adam, rescales this decay too: then the"
                + " penalty is no weight decay (see C28). And 100,000 updates are many: a useless"
                + " weight goes to 0, but slowly.",
            "像 Adam 那样会缩放 gradient 的优化器也会缩放这个衰减，那时它就不再是 weight decay（见 C28）。另外，100000 次更新很多：没有用的权重会趋近 0，但很慢。"),
        List.of(language -> figure(language, way)),
        numbers,
        List.of(
            """
            new Updater(new Optimizer(new UpdateRule.Sgd(0.1)), Penalty.NONE.withL2(1e-4),
                List.of(new Range(0, 4, Range.Kind.WEIGHT)), Team.of(1));
            """));
  }

  private static Figure figure(Language language, List<double[]> way) {
    List<Draw.Named> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<Point> points = new ArrayList<>();
      for (int t = 0; t <= STEPS; t += STEPS / 200) {
        points.add(new Point(t, way.get(t)[i]));
      }
      Words name =
          i == 0
              ? new Words("no influence on the loss", "对 loss 没有影响")
              : Words.same("a = " + Numbers.plain(SLOPES[i - 1]));
      all.add(new Draw.Named(name, List.of(new LineChart.Line(Look.number(i), points))));
    }
    Words sentence =
        new Words(
            "The weight without influence falls towards 0 like (1 − ηλ)ᵗ; the others stop where the"
                + " pull of the loss equals the decay.",
            "没有影响的权重像 (1 − ηλ)ᵗ 一样趋向 0；其它权重停在 loss 的拉力与衰减相等的地方。");
    return new Figure(
        List.of(
            new Figure.Pane(
                "",
                LineChart.of(
                        sentence.in(language),
                        Axis.exact(0, STEPS),
                        Axis.fromZero(new double[] {1}),
                        new Words("updates", "更新次数").in(language),
                        new Words("weight", "权重").in(language),
                        Draw.lines(all))
                    .svg())),
        Draw.keys(language, all),
        sentence.in(language),
        Draw.table(
            language, new Words("Weights on the way", "各权重的变化"), new Words("update", "更新"), all));
  }
}
