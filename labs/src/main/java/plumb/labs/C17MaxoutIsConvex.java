package plumb.labs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import plumb.math.Kernels;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Expected;
import plumb.nn.Head;
import plumb.nn.Init;
import plumb.nn.Initializer;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Pass;
import plumb.nn.Segment;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Range;
import plumb.optim.UpdateRule;
import plumb.optim.Updater;
import plumb.report.LineChart.Look;
import plumb.report.Words;

/** A Maxout unit of k pieces learns any convex function of k straight pieces, and no other. */
final class C17MaxoutIsConvex implements Lab {
  private static final List<Integer> PIECES = List.of(2, 3, 5);
  private static final int PLACES = 201;

  /** A function to learn, and how many pieces it takes exactly; 0 for a curve. */
  private record Goal(Words name, DoubleUnaryOperator function, int pieces, boolean convex) {}

  private static final List<Goal> GOALS =
      List.of(
          new Goal(Words.same("|x|"), Math::abs, 2, true),
          new Goal(
              new Words("three segments", "三个线段"),
              x -> Math.max(Math.max(-2 * x - 1, 0), x - 0.5),
              3,
              true),
          new Goal(Words.same("x²"), x -> x * x, 0, true),
          new Goal(new Words("−x², which is not convex", "−x²（不是 convex）"), x -> -x * x, 0, false));

  @Override
  public About about() {
    return new About(
        "C17",
        Part.MAXOUT,
        new Words(
            "Maxout can learn any piecewise linear convex activation; how many pieces it has depends"
                + " on how many elements are in a group. Two make ReLU or |x|, three make three"
                + " pieces.",
            "Maxout 可以 learn 出任何 piecewise linear 的 convex activation function，有几个线段取决于一个 group 里放几个 element：两个可以做出 ReLU、绝对值，三个就有三个线段。"),
        new Words(
            "One Maxout unit of 2, 3 and 5 pieces on one input learns |x|, a convex function of three"
                + " pieces, x² and −x² between −2 and 2 (201 places, Adam at 0.02, 3000 updates);"
                + " five starts each, of which the best counts, as the claim is about what can be"
                + " learned; all are in the table.",
            "一个只有一个输入的 Maxout 神经元，2、3、5 片，学习 |x|、三个线段的 convex 函数、x² 和 −x²（−2 到 2 之间 201 个点，Adam 0.02，3000 次更新）。各五个起点，取最好的一个，因为说法讲的是“能学出什么”；表中列出全部。"),
        new Words(
            "Five parts, each of which holds or not: two pieces learn |x| and three pieces the function"
                + " of three to an rms error of 0.03; the error for x² falls with every further piece;"
                + " every learned function has at most k pieces and no negative second difference; the"
                + " error for −x² stays above 0.3.",
            "分五条，各自判定：两片把 |x|、三片把三个线段的函数学到均方根误差 0.03 以内；x² 的误差随片数增加而下降；学出的函数都不超过 k 个线段、二阶差分从不为负；−x² 的误差始终高于 0.3。"));
  }

  private record Learned(double error, double[] values, int kinks, double lowestBend) {}

  private static double place(int i) {
    return -2 + 4.0 * i / (PLACES - 1);
  }

  private static Learned learn(Goal goal, int pieces, long seed) {
    NetworkSpec network =
        new NetworkSpec(
            1,
            List.of(new Layer.Maxout(1, pieces, new Init.Normal(1), 0)),
            new Head(1, Activation.LINEAR, new Init.Constant(1), 0),
            Loss.MEAN_SQUARED_ERROR);
    ParameterLayout layout = ParameterLayout.of(network);
    float[] w = Initializer.draw(network, RandomStream.of(seed));
    Segment biases = layout.find(0, Segment.Role.BIAS).orElseThrow();
    for (int i = 0; i < biases.size(); i++) {
      w[biases.offset() + i] = (float) RandomStream.of(seed).child(9).normal(i);
    }
    float[] y = new float[PLACES];
    Pass pass = new Pass(network, Kernels.select(), Team.of(1), PLACES, true);
    for (int i = 0; i < PLACES; i++) {
      pass.inputs()[i] = (float) place(i);
      y[i] = (float) goal.function().applyAsDouble(place(i));
    }
    // The unit alone: the head stays the identity.
    int head = layout.find(1, Segment.Role.WEIGHT).orElseThrow().offset();
    Updater updater =
        new Updater(
            new Optimizer(new UpdateRule.Adam(0.02)),
            Penalty.NONE,
            List.of(new Range(0, w.length, Range.Kind.WEIGHT)),
            Team.of(1));
    float[] g = new float[w.length];
    for (int step = 0; step < 3000; step++) {
      pass.forward(w, PLACES);
      pass.backward(new Expected.Values(y), g);
      Arrays.fill(g, head, g.length, 0);
      updater.update(w, g, 1);
    }
    pass.forward(w, PLACES);
    double[] values = new double[PLACES];
    double squares = 0;
    for (int i = 0; i < PLACES; i++) {
      values[i] = pass.outputs()[i];
      squares += (values[i] - y[i]) * (values[i] - y[i]);
    }
    int kinks = 0;
    double lowest = 0;
    boolean bent = false;
    for (int i = 1; i < PLACES - 1; i++) {
      double bend = values[i + 1] - 2 * values[i] + values[i - 1];
      lowest = Math.min(lowest, bend);
      // A kink between two places bends the curve at both of them.
      boolean now = Math.abs(bend) > 1e-4;
      kinks += now && !bent ? 1 : 0;
      bent = now;
    }
    return new Learned(Math.sqrt(squares / PLACES), values, kinks, lowest);
  }

  private record Job(Goal goal, int pieces, long seed) {}

  @Override
  public Findings run(Setting setting) {
    List<Job> jobs = new ArrayList<>();
    for (Goal goal : GOALS) {
      for (int pieces : PIECES) {
        setting.seeds(5, 5).forEach(seed -> jobs.add(new Job(goal, pieces, seed)));
      }
    }
    List<Learned> all = setting.each(jobs, j -> learn(j.goal(), j.pieces(), j.seed()));
    Learned[][] best = new Learned[GOALS.size()][PIECES.size()];
    List<Rows.Row> rows = new ArrayList<>();
    boolean shaped = true;
    for (int a = 0; a < GOALS.size(); a++) {
      for (int b = 0; b < PIECES.size(); b++) {
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
          if (jobs.get(i).goal().equals(GOALS.get(a)) && jobs.get(i).pieces() == PIECES.get(b)) {
            errors.add(all.get(i).error());
            Learned before = best[a][b];
            best[a][b] =
                before == null || all.get(i).error() < before.error() ? all.get(i) : before;
            shaped &= all.get(i).kinks() <= PIECES.get(b) - 1 && all.get(i).lowestBend() > -1e-4;
          }
        }
        rows.add(
            Rows.Row.of(
                "%s by %d pieces"
                    .formatted(a == 3 ? "−x²" : GOALS.get(a).name().english(), PIECES.get(b)),
                "%s，用 %d 片"
                    .formatted(a == 3 ? "−x²" : GOALS.get(a).name().chinese(), PIECES.get(b)),
                errors,
                b + 1));
      }
    }
    List<Outcome.Case> cases =
        List.of(
            new Outcome.Case(
                new Words("two pieces learn |x|", "两片学会 |x|"), best[0][0].error() <= 0.03),
            new Outcome.Case(
                new Words("three pieces learn the function of three segments", "三片学会三个线段的函数"),
                best[1][1].error() <= 0.03),
            new Outcome.Case(
                new Words("for x² every further piece helps", "对 x²，片数越多误差越小"),
                best[2][0].error() > best[2][1].error() && best[2][1].error() > best[2][2].error()),
            new Outcome.Case(
                new Words(
                    "what is learned is convex and has at most k pieces",
                    "学出的都是 convex，且不超过 k 个线段"),
                shaped),
            new Outcome.Case(
                new Words("−x² is not learned", "学不会 −x²"),
                java.util.Arrays.stream(best[3]).allMatch(l -> l.error() > 0.3)));
    List<Measured> numbers = new ArrayList<>();
    for (int a = 0; a < GOALS.size(); a++) {
      for (int b = 0; b < PIECES.size(); b++) {
        numbers.add(
            Measured.of(
                "rms error, %s, %d pieces".formatted(GOALS.get(a).name().english(), PIECES.get(b)),
                "均方根误差，%s，%d 片".formatted(GOALS.get(a).name().chinese(), PIECES.get(b)),
                best[a][b].error()));
      }
    }
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "|x| is learned by two pieces to %.3f and the function of three segments by three to %.3f; for"
                + " x² the error is %.4f, %.4f and %.4f with 2, 3 and 5 pieces; −x² stays at %.2f or"
                + " more.",
            "|x| 用两片学到误差 %.3f，三个线段用三片学到 %.3f；x² 用 2、3、5 片时误差依次为 %.4f、%.4f、%.4f；−x² 的误差始终不低于 %.2f。",
            best[0][0].error(),
            best[1][1].error(),
            best[2][0].error(),
            best[2][1].error(),
            best[2][2].error(),
            Math.min(Math.min(best[3][0].error(), best[3][1].error()), best[3][2].error())),
        new Words(
            "More starts, or pieces that start where they win somewhere: one that wins nowhere gets no"
                + " gradient and stays where it is (C18). And more than one unit: the difference of two convex functions can be any continuous one, so"
                + " two Maxout units and a minus sign learn −x² too.",
            "起点更多，或者让每一片一开始就在某处胜出：哪里都不胜出的片得不到 gradient，只能停在原地（C18）。另外，不止一个神经元：两个 convex 函数之差可以是任何连续函数，所以两个 Maxout 加一个负号就能学出 −x²。"),
        List.of(
            new Chart(
                new Words(
                    "What the best of five starts learned: a convex function of at most as many straight"
                        + " pieces as the unit has; of −x² nothing but a straight line.",
                    "五个起点中最好的一个学出的形状：都是 convex，线段数不超过片数；对 −x² 只能学出一条直线。"),
                Words.same("x"),
                new Words("activation", "激活值"),
                Chart.Scale.LINEAR,
                panes(best),
                List.of()),
            new Rows(
                    new Words(
                        "Error of all five starts, their mean and its 95 % interval, by function and"
                            + " number of pieces.",
                        "五个起点的误差：平均值和 95 % 区间，按函数和片数分。"),
                    new Words("rms error", "均方根误差"),
                    false,
                    rows)
                .fromZero()),
        numbers,
        List.of("network: [maxout: {units: 1, pieces: 3}]\n"));
  }

  private static List<Chart.Pane> panes(Learned[][] best) {
    double[] x = new double[PLACES];
    Arrays.setAll(x, C17MaxoutIsConvex::place);
    List<Chart.Pane> panes = new ArrayList<>();
    for (int a = 0; a < GOALS.size(); a++) {
      List<Draw.Named> lines = new ArrayList<>();
      lines.add(
          new Draw.Named(
              new Words("goal", "目标"),
              List.of(
                  Draw.line(
                      new Look(6, 2, false),
                      x,
                      Arrays.stream(x).map(GOALS.get(a).function()).toArray()))));
      for (int b = 0; b < PIECES.size(); b++) {
        lines.add(
            Draw.Named.of(
                PIECES.get(b) + " pieces",
                PIECES.get(b) + " 片",
                Draw.line(new Look(1 + b, b, b == 2), x, best[a][b].values())));
      }
      panes.add(new Chart.Pane(GOALS.get(a).name(), lines));
    }
    return panes;
  }
}
