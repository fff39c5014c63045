package plumb.labs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import plumb.math.RandomStream;
import plumb.optim.UpdateRule;
import plumb.report.Axis;
import plumb.report.Figure;
import plumb.report.Language;
import plumb.report.LineChart;
import plumb.report.LineChart.Look;
import plumb.report.Numbers;
import plumb.report.Words;

/** The last movement contains all gradients before it. */
final class C21MomentumRemembers implements Lab {
  private static final int STEPS = 12;
  private static final int LONG = 200;

  @Override
  public About about() {
    return new About(
        "C21",
        Part.MOMENTUM,
        new Words(
            "Looking only at the last movement is looking at all movements so far: v is the sum of"
                + " all past gradients, weighted with powers of λ.",
            "考虑前一次的移动方向，其实就是考虑过去所有的移动方向：v 是过去所有 gradient 以 λ 的幂次加权的总和。"),
        new Words(
            "Momentum makes 12 updates with whole-number gradients, λ = ½ and η = ¼, for which"
                + " single precision is exact, and the movement of every update is compared with"
                + " −η Σ λᵗ⁻¹⁻ⁱ gᵢ. Then 200 updates with normal random gradients, λ = 0.9, η ="
                + " 0.1, five seeds.",
            "用整数 gradient、λ = ½、η = ¼ 做 12 次 momentum 更新（这样单精度没有舍入误差），把每一次的移动和 −η Σ λᵗ⁻¹⁻ⁱ gᵢ 比较。再用正态随机 gradient、λ = 0.9、η = 0.1 做 200 次更新，五个种子。"),
        new Words(
            "Confirmed if the exact case is equal to the last bit, v² = −λη g⁰ − η g¹ among it, and"
                + " the random case to one part in 10,000.",
            "整数情形逐位相等（包括 v² = −λη g⁰ − η g¹），随机情形相对误差不超过万分之一，则成立。"));
  }

  /** Largest difference between a movement and the sum, over the largest movement. */
  private static double gap(double[] gradients, double rate, double momentum) {
    List<double[]> way = way(gradients, rate, momentum);
    double gap = 0;
    double largest = 0;
    for (int t = 1; t <= gradients.length; t++) {
      double sum = 0;
      for (int i = 0; i < t; i++) {
        sum -= rate * Math.pow(momentum, t - 1 - i) * gradients[i];
      }
      double movement = way.get(t)[0] - way.get(t - 1)[0];
      gap = Math.max(gap, Math.abs(movement - sum));
      largest = Math.max(largest, Math.abs(sum));
    }
    return gap / largest;
  }

  private static List<double[]> way(double[] gradients, double rate, double momentum) {
    int[] next = {0};
    return Descent.of(
        new UpdateRule.Momentum(rate, momentum),
        place -> new double[] {gradients[next[0]++]},
        new double[] {0},
        gradients.length);
  }

  @Override
  public Findings run(Setting setting) {
    double[] whole = new double[STEPS];
    Arrays.setAll(whole, i -> RandomStream.of(1).below(i, 17) - 8);
    double exact = gap(whole, 0.25, 0.5);
    List<double[]> way = way(whole, 0.25, 0.5);
    double second = way.get(2)[0] - way.get(1)[0];
    double formula = -0.5 * 0.25 * whole[0] - 0.25 * whole[1];
    double worst = 0;
    for (long seed : setting.seeds(5, 5)) {
      RandomStream random = RandomStream.of(seed);
      double[] gradients = new double[LONG];
      Arrays.setAll(gradients, i -> (float) random.normal(i));
      worst = Math.max(worst, gap(gradients, 0.1, 0.9));
    }
    boolean holds = exact == 0 && second == formula && worst <= 1e-4;
    double difference = worst;
    return new Findings(
        Outcome.of(holds),
        Say.of(
            "Where single precision is exact, every movement equals the weighted sum to the last bit;"
                + " over 200 random gradients they differ by %.1g of the largest at most, which is"
                + " rounding.",
            "在单精度没有舍入的情形，每一次移动都和加权和逐位相等；200 个随机 gradient 时最多相差 %.1g（相对最大移动），那是舍入误差。", difference),
        new Words(
            "A learning rate that changes on the way: then it matters whether v sums steps (the"
                + " lecture) or gradients (PyTorch).",
            "如果学习率中途改变：那么 v 累加的是步长（这一讲）还是 gradient（PyTorch），结果就不同。"),
        List.of(language -> figure(language, whole)),
        List.of(
            Measured.of("exact case: largest difference", "整数情形：最大差", exact).expecting(0),
            Measured.of("v² − (−λη g⁰ − η g¹)", "v² − (−λη g⁰ − η g¹)", second - formula)
                .expecting(0),
            Measured.of("random case: largest relative difference", "随机情形：最大相对差", difference)),
        List.of(
            """
            UpdateRule rule = new UpdateRule.Momentum(0.25, 0.5);  // rate, λ
            Updater updater = new Updater(new Optimizer(rule), Penalty.NONE,
                List.of(new Range(0, 1, Range.Kind.WEIGHT)), Team.of(1));
            updater.update(w, gradient, 1);  // w moved by v
            """));
  }

  private static Figure figure(Language language, double[] gradients) {
    List<Draw.Named> all = new ArrayList<>();
    double[] momenta = {0.5, 0.9, 0.99};
    for (int k = 0; k < momenta.length; k++) {
      double[] weights = new double[41];
      double momentum = momenta[k];
      Arrays.setAll(weights, age -> Math.pow(momentum, age));
      String name = "λ = " + Numbers.plain(momentum);
      all.add(Draw.Named.of(name, name, Draw.line(Look.number(k), weights)));
    }
    List<double[]> way = way(gradients, 0.25, 0.5);
    List<List<Words>> rows = new ArrayList<>();
    for (int t = 1; t <= gradients.length; t++) {
      double sum = 0;
      for (int i = 0; i < t; i++) {
        sum -= 0.25 * Math.pow(0.5, t - 1 - i) * gradients[i];
      }
      rows.add(
          List.of(
              Words.same(String.valueOf(t)),
              Draw.cell(gradients[t - 1]),
              Words.same(String.valueOf(way.get(t)[0] - way.get(t - 1)[0])),
              Words.same(String.valueOf(sum))));
    }
    Words sentence =
        new Words(
            "How much a gradient still counts in the movement, by its age: with λ = 0.9 half of it"
                + " is left after 7 updates, with λ = 0.99 after 69.",
            "一个 gradient 在移动中还剩多少分量，随它过去的更新次数变化：λ = 0.9 时 7 次之后剩一半，λ = 0.99 时要 69 次。");
    return new Figure(
        List.of(
            new Figure.Pane(
                "",
                LineChart.of(
                        sentence.in(language),
                        Axis.exact(0, 40),
                        Axis.fromZero(new double[] {1}),
                        new Words("updates ago", "多少次更新之前").in(language),
                        new Words("weight in v", "在 v 中的权重").in(language),
                        Draw.lines(all))
                    .svg())),
        Draw.keys(language, all),
        sentence.in(language),
        Draw.table(
            language,
            new Words(
                "The exact case, λ = ½, η = ¼: movement and sum are the same number",
                "整数情形，λ = ½，η = ¼：移动和加权和是同一个数"),
            List.of(
                new Words("update", "更新"),
                new Words("gradient", "gradient"),
                new Words("movement", "移动"),
                new Words("−η Σ λᵗ⁻¹⁻ⁱ gᵢ", "−η Σ λᵗ⁻¹⁻ⁱ gᵢ")),
            rows));
  }
}
