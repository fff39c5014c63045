package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Range;
import plumb.optim.UpdateRule;
import plumb.optim.Updater;
import plumb.report.LineChart.Look;
import plumb.report.Words;

/** L2 is weight decay under gradient descent; under other rules it is not. */
final class C28L2AndWeightDecay implements Lab {
  private static final double RATE = 0.05;
  private static final double L2 = 0.1;
  private static final int STEPS = 400;
  private static final double[] CURVATURE = {3, 0.3, 0.03};

  private record Rule(Words name, UpdateRule rule) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(Words.same("gradient descent"), new UpdateRule.Sgd(RATE)),
          new Rule(Words.same("momentum 0.9"), new UpdateRule.Momentum(RATE, 0.9)),
          new Rule(Words.same("Adam"), new UpdateRule.Adam(RATE)));

  @Override
  public About about() {
    return new About(
        "C28",
        Part.REGULARIZATION,
        new Words(
            "L2 regularization is weight decay: it multiplies each weight with 1 − ηλ before the"
                + " update.",
            "L2 的 Regularization 又叫做 Weight Decay：每次更新前都把权重乘上 1 − ηλ。"),
        new Words(
            "Three weights with the loss Σ aᵢ∕2 (wᵢ − 1)², a = 3, 0.3, 0.03, and noise in the"
                + " gradients. Once the penalty λ = 0.1 is added to the loss, once each weight is"
                + " multiplied with 1 − ηλ beside the gradient; η = 0.05, 400 updates, five seeds.",
            "三个权重，loss 是 Σ aᵢ∕2 (wᵢ − 1)²，a = 3、0.3、0.03，gradient 带噪声。一次把 λ = 0.1 的惩罚加进 loss，一次在 gradient 之外把权重乘上 1 − ηλ；η = 0.05，更新 400 次，五个种子。"),
        new Words(
            "For each update rule the claim holds if the two ways never differ by more than 0.0001.",
            "对每种更新规则：如果两种做法的轨迹相差始终不超过 0.0001，就算成立。"));
  }

  /** The weights after every update. */
  private static List<double[]> way(UpdateRule rule, boolean penalty, long seed) {
    RandomStream noise = RandomStream.of(seed);
    Range all = new Range(0, CURVATURE.length, Range.Kind.WEIGHT);
    Updater updater =
        new Updater(
            new Optimizer(rule),
            penalty ? Penalty.NONE.withL2(L2) : Penalty.NONE,
            List.of(all),
            Team.of(1));
    float[] w = {2, 2, 2};
    float[] g = new float[3];
    List<double[]> way = new ArrayList<>();
    for (int t = 0; t <= STEPS; t++) {
      way.add(new double[] {w[0], w[1], w[2]});
      for (int i = 0; i < 3; i++) {
        g[i] = (float) (CURVATURE[i] * (w[i] - 1) + 0.3 * noise.normal(3L * t + i));
        w[i] *= penalty ? 1 : (float) (1 - RATE * L2);
      }
      updater.update(w, g, 1);
    }
    return way;
  }

  private static double gap(List<double[]> a, List<double[]> b) {
    double gap = 0;
    for (int t = 0; t < a.size(); t++) {
      for (int i = 0; i < 3; i++) {
        gap = Math.max(gap, Math.abs(a.get(t)[i] - b.get(t)[i]));
      }
    }
    return gap;
  }

  @Override
  public Findings run(Setting setting) {
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    double[] gaps = new double[RULES.size()];
    for (int k = 0; k < RULES.size(); k++) {
      for (long seed : setting.seeds(5, 5)) {
        gaps[k] =
            Math.max(
                gaps[k],
                gap(way(RULES.get(k).rule(), true, seed), way(RULES.get(k).rule(), false, seed)));
      }
      cases.add(new Outcome.Case(RULES.get(k).name(), gaps[k] <= 1e-4));
      numbers.add(
          Measured.of(
              "largest difference, " + RULES.get(k).name().english(),
              "最大差，" + RULES.get(k).name().chinese(),
              gaps[k]));
    }
    List<Chart.Pane> panes = new ArrayList<>();
    for (Rule rule : List.of(RULES.get(0), RULES.get(2))) {
      panes.add(
          new Chart.Pane(
              rule.name(),
              List.of(
                  named(
                      new Words("penalty in the loss", "惩罚加进 loss"), way(rule.rule(), true, 1), 0),
                  named(new Words("decay beside it", "另外衰减"), way(rule.rule(), false, 1), 1))));
    }
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "Under gradient descent the two differ by %.1g at most, which is rounding. With momentum"
                + " they come %.2g apart on the way, with Adam %.2g.",
            "gradient descent 下两者最多相差 %.1g，那是舍入误差；有动量时途中相差 %.2g，Adam 下相差 %.2g。",
            gaps[0],
            gaps[1],
            gaps[2]),
        new Words(
            "A rule that adds the gradient as it is. Momentum sends the penalty through its velocity,"
                + " so the two meet only in the end; Adam divides it by the size of the gradient, and"
                + " they never do. AdamW is Adam with the decay beside the gradient.",
            "只有原样使用 gradient 的规则才相同。动量让惩罚经过速度，两者只在最后会合；Adam 把惩罚也除以 gradient 的大小，两者不会会合。AdamW 就是把衰减放在 gradient 之外的 Adam。"),
        List.of(
            new Chart(
                new Words(
                    "The third weight, which matters least: under gradient descent one line covers"
                        + " the other, under Adam the penalty is nearly lost.",
                    "影响最小的第三个权重：gradient descent 下两条线重合，Adam 下两者分开。"),
                new Words("updates", "更新次数"),
                new Words("weight", "权重"),
                Chart.Scale.FROM_ZERO,
                panes,
                List.of())),
        numbers,
        List.of(
            "penalty: {l2: 0.1}\noptimizer: {adam: 0.05}\n",
            "optimizer: {adamw: {rate: 0.05, decay: 0.1}}\n"));
  }

  private static Draw.Named named(Words name, List<double[]> way, int look) {
    return new Draw.Named(
        name, List.of(Draw.line(Look.number(look), way.stream().mapToDouble(w -> w[2]).toArray())));
  }
}
