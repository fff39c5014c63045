package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;
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
  private static final double MOMENTUM = 0.9;
  private static final double NOISE = 0.3;
  private static final double[] CURVATURE = {3, 0.3, 0.03};

  private record Rule(Words name, UpdateRule rule) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(Words.same("gradient descent"), new UpdateRule.Sgd(RATE)),
          new Rule(Words.same("momentum 0.9"), new UpdateRule.Momentum(RATE, MOMENTUM)),
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
                + " multiplied with 1 − ηλ beside the gradient; η = 0.05, 400 updates, five seeds. Under"
                + " momentum also without noise, to see where the weights come to rest.",
            "三个权重，loss 是 Σ aᵢ∕2 (wᵢ − 1)²，a = 3、0.3、0.03，gradient 带噪声。一次把 λ = 0.1 的惩罚加进 loss，一次在 gradient 之外把权重乘上 1 − ηλ；η = 0.05，更新 400 次，五个种子。momentum 另外再不带噪声做一次，看权重最后停在哪里。"),
        new Words(
            "For each update rule the claim holds if the two ways never differ by more than 0.0001.",
            "对每种更新规则：如果两种做法的轨迹相差始终不超过 0.0001，就算成立。"));
  }

  /** The weights after every update. */
  private static List<double[]> way(UpdateRule rule, boolean penalty, long seed) {
    RandomStream noise = RandomStream.of(seed);
    return way(
        rule, penalty ? L2 : 0, penalty ? 0 : RATE * L2, STEPS, i -> NOISE * noise.normal(i));
  }

  /**
   * The weights after every update.
   *
   * @param l2 penalty in the loss
   * @param decay share of each weight that is taken beside the gradient
   * @param noise in the gradients, by update and weight
   */
  private static List<double[]> way(
      UpdateRule rule, double l2, double decay, int steps, LongToDoubleFunction noise) {
    Range all = new Range(0, CURVATURE.length, Range.Kind.WEIGHT);
    Updater updater =
        new Updater(
            new Optimizer(rule),
            l2 > 0 ? Penalty.NONE.withL2(l2) : Penalty.NONE,
            List.of(all),
            Team.of(1));
    float[] w = {2, 2, 2};
    float[] g = new float[3];
    List<double[]> way = new ArrayList<>();
    for (int t = 0; t <= steps; t++) {
      way.add(new double[] {w[0], w[1], w[2]});
      for (int i = 0; i < 3; i++) {
        g[i] = (float) (CURVATURE[i] * (w[i] - 1) + noise.applyAsDouble(3L * t + i));
        w[i] *= (float) (1 - decay);
      }
      updater.update(w, g, 1);
    }
    return way;
  }

  /** Where the third weight comes to rest under momentum, without noise. */
  private static double rest(double l2, double decay) {
    return way(new UpdateRule.Momentum(RATE, MOMENTUM), l2, decay, 4000, _ -> 0).getLast()[2];
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
    double a = CURVATURE[2];
    double penalized = rest(L2, 0);
    double decayed = rest(0, RATE * L2);
    numbers.add(
        Measured.of(
                "momentum at rest, third weight, penalty in the loss",
                "momentum 停下时的第三个权重，惩罚加进 loss",
                penalized)
            .expecting(a / (a + L2)));
    numbers.add(
        Measured.of(
                "momentum at rest, third weight, times 1 − ηλ",
                "momentum 停下时的第三个权重，乘 1 − ηλ",
                decayed)
            .expecting(a / (a + L2 * (1 - MOMENTUM))));
    numbers.add(
        Measured.of(
                "momentum at rest, third weight, times 1 − ηλ∕(1 − μ)",
                "momentum 停下时的第三个权重，乘 1 − ηλ∕(1 − μ)",
                rest(0, RATE * L2 / (1 - MOMENTUM)))
            .expecting(a / (a + L2)));
    List<Chart.Pane> panes = new ArrayList<>();
    for (Rule rule : RULES) {
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
                + " they come %.2g apart, with Adam %.2g. Under momentum they do not even come to rest"
                + " at the same place: the third weight stops at %.2f with the penalty in the loss, at"
                + " %.2f with decay beside it.",
            "gradient descent 下两者最多相差 %.1g，那是舍入误差；momentum 下相差可达 %.2g，Adam 下可达 %.2g。momentum 下连最后停下的地方都不同：惩罚加进 loss 时第三个权重停在 %.2f，在 loss 之外衰减时停在 %.2f。",
            gaps[0],
            gaps[1],
            gaps[2],
            penalized,
            decayed),
        new Words(
            "A rule that adds the gradient as it is: that is gradient descent alone. It is often said,"
                + " and we had expected, that the two are equal for momentum μ as well. They are not:"
                + " the velocity takes up the penalty of every update and carries it on for 1∕(1 − μ)"
                + " updates, here 10, so that it pulls ten times as hard as one factor 1 − ηλ. The"
                + " penalty rests at a∕(a + λ), the decay at a∕(a + λ(1 − μ)). A factor of"
                + " 1 − ηλ∕(1 − μ) comes to rest where the penalty does, on another way. Adam divides"
                + " the penalty by the size of the gradient like everything else, so a weight with small"
                + " gradients is pulled harder and one with large gradients less. AdamW is Adam with the"
                + " decay beside the gradient.",
            "只有原样使用 gradient 的规则才相同，也就是 gradient descent。常有人说（我们原来也以为）momentum μ 下两者也相等，其实不然：速度会收下每次更新的惩罚，并带着它走大约 1∕(1 − μ) 次更新（这里是 10 次），所以惩罚的拉力是乘一次 1 − ηλ 的十倍。惩罚停在 a∕(a + λ)，衰减停在 a∕(a + λ(1 − μ))。改乘 1 − ηλ∕(1 − μ)，就会停在和惩罚一样的地方，只是途中不同。Adam 把惩罚也和别的一样除以 gradient 的大小，所以 gradient 小的权重被拉得更重，gradient 大的被拉得更轻。AdamW 就是把衰减放在 gradient 之外的 Adam。"),
        List.of(
            new Chart(
                new Words(
                    "The third weight, which matters least, seed 1: under gradient descent one line"
                        + " covers the other, under momentum and Adam they part.",
                    "影响最小的第三个权重（种子 1）：gradient descent 下两条线重合，momentum 和 Adam 下两条线分开。"),
                new Words("updates", "更新次数"),
                new Words("weight", "权重"),
                Chart.Scale.LINEAR,
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
