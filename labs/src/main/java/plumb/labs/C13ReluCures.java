package plumb.labs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import plumb.report.LineChart.Line;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.Words;

/** ReLU cures the vanishing gradient. */
final class C13ReluCures implements DataLab {
  private static final List<Integer> DEPTHS = List.of(2, 4, 6, 8, 10);

  private record Kind(Words name, String layer, boolean judged) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              new Words("ReLU, He's start", "ReLU，He 初始化"),
              "dense: {units: 50, init: he}, relu",
              true),
          new Kind(
              new Words("ReLU, Glorot's start", "ReLU，Glorot 初始化"),
              "dense: {units: 50, init: glorot}, relu",
              true),
          new Kind(
              new Words("sigmoid, Glorot's start", "sigmoid，Glorot 初始化"),
              "dense: {units: 50, init: glorot}, sigmoid",
              false));

  @Override
  public About about() {
    return new About(
        "C13",
        Part.RELU,
        new Words(
            "ReLU solves the vanishing gradient problem: where a unit is on, its slope is 1.",
            "ReLU 可以解决梯度消失的问题：在 input 大于 0 的地方，它的斜率是 1。"),
        new Words(
            "The depths of C5 and C6 with ReLUs: networks of 2 to 10 layers of 50 units on the"
                + " digits, gradient descent (η = 0.1), batches of 100. Training accuracy, and first"
                + " layer over output layer in the mean size of the gradient at the first update;"
                + " started after He and after Glorot; sigmoids for comparison.",
            "把 C5、C6 的网络换成 ReLU：digits 上 2 到 10 层、每层 50 个神经元，gradient descent（η = 0.1），batch 100。看训练正确率，以及第一次更新时第一层与输出层 gradient 大小之比；He 和 Glorot 两种初始化；sigmoid 作对照。"),
        new Words(
            "For each start the claim holds if ten layers of ReLUs reach 95 % on the training set and"
                + " the ratio at ten layers is not below a tenth of that at two, in the mean over the"
                + " seeds.",
            "对每种初始化：如果（对种子取平均）10 层 ReLU 的训练正确率达到 95 %，而且 10 层时的 gradient 比值不低于 2 层时的十分之一，就算成立。"));
  }

  private static String card(String layer, int depth, int epochs) {
    return "network: [%s]\noptimizer: {sgd: 0.1}\nbatch: 100\nepochs: %d\nstop: none\n"
        .formatted(String.join(", ", Collections.nCopies(depth, layer)), epochs);
  }

  private record Job(Kind kind, int depth, long seed) {}

  @Override
  public Findings run(Setting setting) {
    Sample sample = setting.sample(Sample.DIGITS);
    int epochs = setting.choose(40, 200);
    List<Job> jobs = new ArrayList<>();
    for (Kind kind : KINDS) {
      for (int depth : DEPTHS) {
        setting.seeds(3, 5).forEach(seed -> jobs.add(new Job(kind, depth, seed)));
      }
    }
    List<Watched> all =
        setting.each(
            jobs,
            job ->
                Watched.of(
                    sample
                        .card(card(job.kind().layer(), job.depth(), epochs))
                        .withSeed(job.seed())));
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    List<Draw.Named> accuracies = new ArrayList<>();
    List<Draw.Named> ratios = new ArrayList<>();
    double[][] ends = new double[KINDS.size()][2];
    for (int k = 0; k < KINDS.size(); k++) {
      Kind kind = KINDS.get(k);
      List<Point> accuracy = new ArrayList<>();
      List<Point> ratio = new ArrayList<>();
      for (int depth : DEPTHS) {
        List<Watched> own = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
          if (jobs.get(i).kind().equals(kind) && jobs.get(i).depth() == depth) {
            own.add(all.get(i));
          }
        }
        accuracy.add(
            new Point(
                depth,
                own.stream().mapToDouble(w -> w.trial().trainScore()).average().orElseThrow()));
        ratio.add(
            new Point(
                depth,
                Math.exp(
                    own.stream()
                        .mapToDouble(w -> Math.log(w.firstOverHead()))
                        .average()
                        .orElseThrow())));
      }
      ends[k] = new double[] {accuracy.getLast().y(), ratio.getLast().y()};
      if (kind.judged()) {
        cases.add(
            new Outcome.Case(
                kind.name(),
                accuracy.getLast().y() >= 0.95
                    && ratio.getLast().y() >= ratio.getFirst().y() / 10));
      }
      numbers.add(
          Measured.of(
              "training accuracy of ten layers, " + kind.name().english(),
              "10 层的训练正确率，" + kind.name().chinese(),
              ends[k][0]));
      numbers.add(
          Measured.of(
              "first over output layer, ten layers, " + kind.name().english(),
              "第一层与输出层之比，10 层，" + kind.name().chinese(),
              ends[k][1]));
      numbers.add(
          Measured.of(
              "first over output layer, two layers, " + kind.name().english(),
              "第一层与输出层之比，2 层，" + kind.name().chinese(),
              ratio.getFirst().y()));
      Look look = Look.number(k);
      accuracies.add(new Draw.Named(kind.name(), List.of(new Line(look, accuracy))));
      ratios.add(new Draw.Named(kind.name(), List.of(new Line(look, ratio))));
    }
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "Ten layers reach %.0f %% on the training set with ReLUs (He), %.0f %% (Glorot) and"
                + " %.0f %% with sigmoids; the first layer's gradient is %.2g, %.2g and %.1g of the"
                + " output layer's.",
            "10 层网络的训练正确率：ReLU（He）%.0f %%，ReLU（Glorot）%.0f %%，sigmoid %.0f %%；第一层的 gradient 分别是输出层的 %.2g、%.2g、%.1g。",
            100 * ends[0][0],
            100 * ends[1][0],
            100 * ends[2][0],
            ends[0][1],
            ends[1][1],
            ends[2][1]),
        new Words(
            "A start with smaller weights, or far more layers: a ReLU that is on passes gradients on"
                + " as they are, but half of the units are off, and a start that does not make up for"
                + " that halves them (C2).",
            "初始权重更小，或者层数多得多：打开的 ReLU 原样传递 gradient，但有一半的神经元是关着的，初始化若不补偿，每层就要减半（C2）。"),
        List.of(
            Chart.of(
                new Words("Training accuracy by depth.", "训练正确率随深度的变化。"),
                new Words("layers", "层数"),
                new Words("training accuracy", "训练正确率"),
                Chart.Scale.FROM_ZERO,
                accuracies),
            Chart.of(
                new Words(
                    "First layer over output layer in the size of the gradient, before any update.",
                    "未更新时，第一层与输出层 gradient 大小之比。"),
                new Words("layers", "层数"),
                new Words("ratio", "比值"),
                Chart.Scale.LOGARITHMIC,
                ratios)),
        numbers,
        List.of(sample.text(card("dense: 50, relu", 10, 200))));
  }
}
