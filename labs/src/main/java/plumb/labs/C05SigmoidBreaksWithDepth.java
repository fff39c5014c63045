package plumb.labs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.Words;

/** Sigmoid networks get worse with depth; at nine or ten layers nothing is left. */
final class C05SigmoidBreaksWithDepth implements DataLab {
  private static final List<Integer> DEPTHS = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  private static final double NEAR_CHANCE = 0.05;

  /** How the networks are started and trained. */
  private record Way(String init, String optimizer, Words name) {}

  private static final List<Way> WAYS =
      List.of(
          new Way(
              "glorot",
              "sgd: 0.1",
              new Words("Glorot, gradient descent", "Glorot，gradient descent")),
          new Way("he", "sgd: 0.1", new Words("He, gradient descent", "He，gradient descent")),
          new Way("glorot", "adam: 0.003", new Words("Glorot, Adam", "Glorot，Adam")));

  @Override
  public About about() {
    return new About(
        "C5",
        Part.VANISHING,
        new Words(
            "The more layers of sigmoids, the worse the network; at nine or ten layers everything is"
                + " broken.",
            "用 sigmoid 时，layer 越多 performance 越差，尤其是叠到 9 层、10 层，整个结果直接就坏掉了。"),
        new Words(
            "Networks of 1 to 10 sigmoid layers of 50 units on the digits, batches of 100, started"
                + " after Glorot or He, with gradient descent (η = 0.1) or Adam (η = 0.003); the"
                + " training accuracy after the last epoch.",
            "在 digits 上训练 1 到 10 层的 sigmoid 网络，每层 50 个神经元，batch 100；初始化用 Glorot 或 He，优化用 gradient descent（η = 0.1）或 Adam（η = 0.003）；看最后一个 epoch 之后的训练正确率。"),
        new Words(
            "For each start and optimizer the claim holds if one layer reaches 90 % on the training"
                + " set and both nine and ten layers are within 5 points of always giving the most"
                + " frequent class, in the mean over the seeds.",
            "对每种初始化和优化器：如果 1 层在训练集上达到 90 %，而 9 层和 10 层（对种子取平均）与“永远猜最多的那一类”相差都不超过 5 个百分点，就算成立。"));
  }

  private static String card(Way way, int depth, int epochs) {
    String layer = "dense: {units: 50, init: %s}, sigmoid".formatted(way.init());
    return "network: [%s]\noptimizer: {%s}\nbatch: 100\nepochs: %d\nstop: none\n"
        .formatted(String.join(", ", Collections.nCopies(depth, layer)), way.optimizer(), epochs);
  }

  private record Job(Way way, int depth, long seed) {}

  @Override
  public Findings run(Setting setting) {
    Sample sample = setting.sample(Sample.DIGITS);
    int epochs = setting.choose(60, 300);
    List<Job> jobs = new ArrayList<>();
    for (Way way : WAYS) {
      for (int depth : DEPTHS) {
        setting.seeds(2, 5).forEach(seed -> jobs.add(new Job(way, depth, seed)));
      }
    }
    List<Trial> trials =
        setting.each(
            jobs,
            job ->
                Trial.of(sample.card(card(job.way(), job.depth(), epochs)).withSeed(job.seed())));
    double chance = Trial.mean(trials, Trial::chance);
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    List<Draw.Named> curves = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    List<String> chinese = new ArrayList<>();
    for (int w = 0; w < WAYS.size(); w++) {
      Way way = WAYS.get(w);
      double[] means = new double[DEPTHS.size()];
      List<Point> points = new ArrayList<>();
      for (int k = 0; k < means.length; k++) {
        List<Trial> own = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
          if (jobs.get(i).way().equals(way) && jobs.get(i).depth() == DEPTHS.get(k)) {
            own.add(trials.get(i));
          }
        }
        means[k] = Trial.mean(own, Trial::trainScore);
        points.add(new Point(DEPTHS.get(k), means[k]));
      }
      double nine = means[8];
      double ten = means[9];
      cases.add(
          new Outcome.Case(
              way.name(), means[0] >= 0.9 && Math.max(nine, ten) <= chance + NEAR_CHANCE));
      curves.add(
          new Draw.Named(
              way.name(), List.of(new plumb.report.LineChart.Line(Look.number(w), points))));
      for (int depth : new int[] {1, 5, 9, 10}) {
        numbers.add(
            Measured.of(
                "training accuracy, %s, %d %s"
                    .formatted(way.name().english(), depth, depth == 1 ? "layer" : "layers"),
                "训练正确率，%s，%d 层".formatted(way.name().chinese(), depth),
                means[depth - 1]));
      }
      answers.add(
          String.format(
              Locale.ROOT,
              "%s: %.0f %% with one layer, %.0f %% with ten",
              way.name().english(),
              100 * means[0],
              100 * ten));
      chinese.add(
          String.format(
              Locale.ROOT,
              "%s：1 层 %.0f %%，10 层 %.0f %%",
              way.name().chinese(),
              100 * means[0],
              100 * ten));
    }
    return new Findings(
        Outcome.of(cases),
        new Words(
            "Training accuracy: "
                + String.join("; ", answers)
                + ". Always giving the most frequent class is right in %.0f %%."
                    .formatted(100 * chance),
            "训练正确率："
                + String.join("；", chinese)
                + "。永远猜最多的那一类，正确率是 %.0f %%。".formatted(100 * chance)),
        new Words(
            "Another activation (C13), another optimizer, or very many more updates: each of them"
                + " gives the layers near the input gradients they can learn from.",
            "换激活函数（见 C13）、换优化器，或者更新次数多得多：这些都会让靠近输入的层得到能学的 gradient。"),
        List.of(
            Chart.of(
                    new Words(
                        "Training accuracy by the number of sigmoid layers, mean over the seeds. The"
                            + " network falls to chance long before ten layers, unless the optimizer"
                            + " rescales its gradients.",
                        "训练正确率随 sigmoid 层数的变化（对种子取平均）。不到十层就掉到瞎猜的水平，除非优化器会缩放 gradient。"),
                    new Words("layers", "层数"),
                    new Words("training accuracy", "训练正确率"),
                    Chart.Scale.FROM_ZERO,
                    curves)
                .withLevel(chance, "chance", "瞎猜"),
            new Rows(
                new Words("Nine and ten layers, every seed in the table.", "9 层和 10 层，表中有每个种子的值。"),
                new Words("training accuracy", "训练正确率"),
                true,
                rows(jobs, trials))),
        numbers,
        List.of(sample.text(card(WAYS.getFirst(), 10, 300))));
  }

  private static List<Rows.Row> rows(List<Job> jobs, List<Trial> trials) {
    List<Rows.Row> rows = new ArrayList<>();
    for (int w = 0; w < WAYS.size(); w++) {
      for (int depth : new int[] {9, 10}) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
          if (jobs.get(i).way().equals(WAYS.get(w)) && jobs.get(i).depth() == depth) {
            values.add(trials.get(i).trainScore());
          }
        }
        rows.add(
            Rows.Row.of(
                "%d, %s"
                    .formatted(
                        depth, WAYS.get(w).name().english().replace("gradient descent", "GD")),
                "%d 层，%s"
                    .formatted(
                        depth, WAYS.get(w).name().chinese().replace("gradient descent", "GD")),
                values,
                w + 1));
      }
    }
    return rows;
  }
}
