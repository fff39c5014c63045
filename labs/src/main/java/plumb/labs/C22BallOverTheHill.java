package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import plumb.optim.UpdateRule;
import plumb.report.Axis;
import plumb.report.Figure;
import plumb.report.Language;
import plumb.report.LineChart;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Trail;
import plumb.report.Numbers;
import plumb.report.Words;

/** With momentum the ball rolls over a flat place and a low hill where gradient descent stops. */
final class C22BallOverTheHill implements Lab {
  private static final Hills HILLS = new Hills(0.25);
  private static final double START = -2.5;
  private static final double RATE = 0.05;
  private static final int STEPS = 2000;
  private static final List<Double> MOMENTA = List.of(0.0, 0.5, 0.8, 0.9, 0.95);
  private static final double[] REFERENCE = {-1.18, -1.18, -1.18, -1.18, 4.34};

  @Override
  public About about() {
    return new About(
        "C22",
        Part.MOMENTUM,
        new Words(
            "The ball has inertia: with momentum it rolls on over a flat place and over a low hill"
                + " at which gradient descent stops.",
            "把惯性加进 gradient descent：走到梯度为 0 的地方它会继续往前，甚至翻过比较低矮的山丘。"),
        new Words(
            "A ball starts at −2.5 on the landscape 0.02(t − 6)² + 0.25 cos 2.2t and makes 2000"
                + " updates v ← λv − 0.05 f′(t), t ← t + v, for λ = 0 (gradient descent), 0.5, 0.8,"
                + " 0.9 and 0.95.",
            "球从 −2.5 出发，地形是 0.02(t − 6)² + 0.25 cos 2.2t，更新 2000 次：v ← λv − 0.05 f′(t)，t ← t + v，λ 取 0（普通 gradient descent）、0.5、0.8、0.9、0.95。"),
        new Words(
            "For each λ above 0 the claim holds if the ball comes to rest lower than gradient"
                + " descent does, by more than 0.1.",
            "对每个大于 0 的 λ：如果球最后停下的高度比 gradient descent 低 0.1 以上，就算成立。"));
  }

  private record Roll(double momentum, List<double[]> way) {
    double end() {
      return way.getLast()[0];
    }
  }

  @Override
  public Findings run(Setting setting) {
    List<Roll> rolls =
        MOMENTA.stream()
            .map(momentum ->
                new Roll(
                    momentum,
                    Descent.of(
                        new UpdateRule.Momentum(RATE, momentum),
                        HILLS::slopes,
                        new double[] {START},
                        STEPS)))
            .toList();
    double plain = HILLS.height(rolls.getFirst().end());
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    for (int i = 0; i < rolls.size(); i++) {
      Roll roll = rolls.get(i);
      String momentum = Numbers.plain(roll.momentum());
      numbers.add(
          Measured.of("end for λ = " + momentum, "λ = " + momentum + " 时的终点", roll.end())
              .expecting(REFERENCE[i]));
      if (roll.momentum() > 0) {
        cases.add(
            new Outcome.Case(
                Words.same("λ = " + momentum), HILLS.height(roll.end()) < plain - 0.1));
      }
    }
    double last = rolls.getLast().end();
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "Gradient descent stops at %.2f, height %.3f. So does the ball with λ up to 0.9; with"
                + " λ = 0.95 it crosses the hills and ends at %.2f, height %.3f.",
            "gradient descent 停在 %.2f，高度 %.3f；λ 不超过 0.9 时球也停在那里；λ = 0.95 时翻过了山丘，停在 %.2f，高度 %.3f。",
            rolls.getFirst().end(),
            plain,
            last,
            HILLS.height(last)),
        new Words(
            "Lower hills or a larger λ: what counts is whether the speed gathered on the way down is"
                + " enough for the next climb. With λ near 1 almost every hill is low.",
            "山丘更矮，或者 λ 更大：关键在于下坡攒下的速度够不够爬上下一个坡。λ 越接近 1，山丘就越“矮”。"),
        List.of(language -> landscape(language, rolls), language -> course(language, rolls)),
        numbers,
        List.of(
            """
            Updater ball = new Updater(new Optimizer(new UpdateRule.Momentum(0.05, 0.95)),
                Penalty.NONE, List.of(new Range(0, 1, Range.Kind.WEIGHT)), Team.of(1));
            float[] t = {-2.5f};
            for (int step = 0; step < 2000; step++) {
              float[] slope = {(float) (0.04 * (t[0] - 6) - 0.55 * Math.sin(2.2 * t[0]))};
              ball.update(t, slope, 1);
            }
            """));
  }

  private static Figure landscape(Language language, List<Roll> rolls) {
    int[] shown = {0, 3, 4};
    List<Trail> trails = new ArrayList<>();
    List<Figure.Key> keys = new ArrayList<>();
    for (int i : shown) {
      Look look = Look.number(i);
      trails.add(HILLS.trail(look.thin(), rolls.get(i).way().subList(0, 400)));
      keys.add(Figure.Key.of(look, "λ = " + Numbers.plain(rolls.get(i).momentum())));
    }
    LineChart.Line ground = Draw.function(new Look(6, 0, true), HILLS::height, -3, 9);
    Words sentence =
        new Words(
            "Three balls let go at the left, 400 updates. The one without momentum and the one with"
                + " λ = 0.9 stay in the first hollow; the one with λ = 0.95 rolls over the hills.",
            "三个球同时从左边放下，各走 400 步。没有动量的球和 λ = 0.9 的球停在第一个洼地；λ = 0.95 的球翻过了山丘。");
    return new Figure(
        List.of(
            new Figure.Pane(
                "",
                LineChart.of(
                        sentence.in(language),
                        Axis.exact(-3, 9),
                        Draw.linear(List.of(ground)),
                        new Words("parameter t", "参数 t").in(language),
                        new Words("height", "高度").in(language),
                        List.of(ground))
                    .withTrails(trails)
                    .svg())),
        keys,
        sentence.in(language),
        ends(language, rolls));
  }

  private static Figure course(Language language, List<Roll> rolls) {
    List<Draw.Named> all = new ArrayList<>();
    for (int i = 0; i < rolls.size(); i++) {
      double[] place = rolls.get(i).way().stream().limit(401).mapToDouble(p -> p[0]).toArray();
      String name = "λ = " + Numbers.plain(rolls.get(i).momentum());
      all.add(Draw.Named.of(name, name, Draw.line(Look.number(i), place)));
    }
    Words sentence =
        new Words(
            "Where each ball is after every update. The larger λ, the further it swings before it"
                + " settles.",
            "每次更新之后球的位置。λ 越大，停下之前摆得越远。");
    return new Figure(
        List.of(
            new Figure.Pane(
                "",
                LineChart.of(
                        sentence.in(language),
                        Axis.exact(0, 400),
                        Draw.linear(Draw.lines(all)),
                        new Words("updates", "更新次数").in(language),
                        new Words("parameter t", "参数 t").in(language),
                        Draw.lines(all))
                    .svg())),
        Draw.keys(language, all),
        sentence.in(language),
        Draw.table(
            language,
            new Words("Place after some updates", "若干次更新之后的位置"),
            new Words("update", "更新"),
            all));
  }

  private static plumb.report.DataTable ends(Language language, List<Roll> rolls) {
    return Draw.table(
        language,
        new Words("Where the balls end", "球停在哪里"),
        List.of(Words.same("λ"), new Words("place", "位置"), new Words("height", "高度")),
        rolls.stream()
            .map(roll ->
                List.of(
                    Draw.cell(roll.momentum()),
                    Draw.cell(roll.end()),
                    Draw.cell(HILLS.height(roll.end()))))
            .toList());
  }
}
