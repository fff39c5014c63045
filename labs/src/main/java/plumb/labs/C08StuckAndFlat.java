package plumb.labs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import plumb.data.Targets;
import plumb.math.Kernels;
import plumb.math.Team;
import plumb.nn.Expected;
import plumb.nn.Pass;
import plumb.probe.Reading;
import plumb.report.LineChart.Look;
import plumb.report.Words;
import plumb.train.EpochRecord;
import plumb.train.Stepper;

/** Training stands still at a bad place with almost no gradient. */
final class C08StuckAndFlat implements DataLab {
  private static final String CARD =
      "network: [%s]\noptimizer: {sgd: 0.1}\nbatch: 100\nepochs: %%d\nstop: none\n"
          .formatted(String.join(", ", Collections.nCopies(9, "dense: 50, sigmoid")));

  @Override
  public About about() {
    return new About(
        "C8",
        Part.VANISHING,
        new Words(
            "The accuracy hardly moves any more: gradient descent cannot update the parameters, but"
                + " it is stuck at a place with a bad result.",
            "在 training 的时候，accuracy 几乎都没有变动，它已经停下来了；gradient descent 已经没有办法再 update 参数，却卡在一个 performance 很差的结果上。"),
        new Words(
            "Nine layers of 50 sigmoids on two tables, gradient descent (η = 0.1): the training loss, and"
                + " the length of the gradient over the whole training set before and after training;"
                + " five seeds.",
            "9 层、每层 50 个 sigmoid，两个数据集，gradient descent（η = 0.1）；看训练 loss，以及训练前后整个训练集上 gradient 的长度；五个种子。"),
        new Words(
            "Three parts for each table, each of which holds if it does in every seed: the training loss"
                + " of the second half of the epochs changes by less than 2 %; the accuracy stays within 5"
                + " points of always giving the most frequent class; the gradient over the whole training"
                + " set ends shorter than a hundredth of what it was at the start.",
            "每个数据集分三条，每个种子都满足才算成立：后一半 epoch 的训练 loss 变化小于 2 %；正确率与“永远猜最多的那一类”相差不超过 5 个百分点；整个训练集上的 gradient 最后不到开始时的百分之一。"));
  }

  private record Job(Sample sample, long seed) {}

  private static double hidden(Reading reading) {
    double squares = 0;
    for (int i = 0; i < reading.layers().size() - 1; i++) {
      squares += Math.pow(reading.layers().get(i).gradientNorm(), 2);
    }
    return Math.sqrt(squares);
  }

  private static double head(Reading reading) {
    return reading.layers().getLast().gradientNorm();
  }

  private static double change(Watched watched) {
    List<EpochRecord> history = watched.trial().result().history();
    double middle = history.get(history.size() / 2).train().loss();
    return Math.abs(watched.trial().last().train().loss() / middle - 1);
  }

  /** The gradient over the whole training set, after training over before. */
  private static double ratio(Watched watched) {
    Trial trial = watched.trial();
    return length(trial, trial.result().last())
        / length(trial, Stepper.start(trial.network(), trial.card().seed()));
  }

  private static double length(Trial trial, float[] w) {
    int rows = trial.train().rows();
    Pass pass = new Pass(trial.network(), Kernels.select(), Team.of(1), rows, true);
    float[] x = Slices.values(trial.train());
    System.arraycopy(x, 0, pass.inputs(), 0, x.length);
    pass.forward(w, rows);
    float[] g = new float[w.length];
    pass.backward(
        switch (trial.train().targets()) {
          case Targets.Classes(int[] labels, int _) -> new Expected.Classes(labels);
          case Targets.Values(float[] values) -> new Expected.Values(values);
        },
        g);
    double squares = 0;
    for (float value : g) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  @Override
  public Findings run(Setting setting) {
    String card = CARD.formatted(setting.choose(60, 300));
    List<Sample> samples = setting.samples(Sample.DIGITS, Sample.BREAST_CANCER);
    List<Job> jobs = new ArrayList<>();
    samples.forEach(sample -> setting.seeds(5, 5).forEach(seed -> jobs.add(new Job(sample, seed))));
    List<Watched> all =
        setting.each(jobs, job -> Watched.of(job.sample().card(card).withSeed(job.seed())));
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    List<plumb.report.Chapter.Exhibit> exhibits = new ArrayList<>();
    for (Sample sample : samples) {
      List<Watched> own = new ArrayList<>();
      for (int i = 0; i < jobs.size(); i++) {
        if (jobs.get(i).sample().equals(sample)) {
          own.add(all.get(i));
        }
      }
      cases.add(
          new Outcome.Case(
              new Words(sample.name() + ", the loss stands still", sample.name() + "，loss 停住"),
              own.stream().allMatch(w -> change(w) < 0.02)));
      cases.add(
          new Outcome.Case(
              new Words(sample.name() + ", the result is bad", sample.name() + "，结果很差"),
              own.stream().allMatch(w -> w.trial().trainScore() <= w.trial().chance() + 0.05)));
      cases.add(
          new Outcome.Case(
              new Words(sample.name() + ", hardly any gradient", sample.name() + "，几乎没有 gradient"),
              own.stream().allMatch(w -> ratio(w) < 0.01)));
      numbers.add(
          Measured.of(
              "largest change of the loss in the second half, " + sample.name(),
              "后一半中 loss 的最大变化，" + sample.name(),
              own.stream().mapToDouble(C08StuckAndFlat::change).max().orElseThrow()));
      numbers.add(
          Measured.of(
              "training accuracy, " + sample.name(),
              "训练正确率，" + sample.name(),
              own.stream().mapToDouble(w -> w.trial().trainScore()).average().orElseThrow()));
      numbers.add(
          Measured.of(
              "whole gradient at the end over that at the start, " + sample.name(),
              "最后与开始时整个 gradient 长度之比，" + sample.name(),
              own.stream().mapToDouble(C08StuckAndFlat::ratio).average().orElseThrow()));
      exhibits.add(figure(sample, own));
    }
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "On %s the loss changes by at most %.2g in the second half and the accuracy is %.0f %%;"
                + " the gradient over the whole training set is %.1g of what it was at the start.",
            "%s 上，后一半中 loss 变化不超过 %.2g，正确率是 %.0f %%；整个训练集上的 gradient 是开始时的 %.1g。",
            samples.getFirst().name(),
            numbers.get(0).value(),
            100 * numbers.get(1).value(),
            numbers.get(2).value()),
        new Words(
            "Very many more updates: the plateau is flat, not endless. Or a change that gives the"
                + " front layers gradients (C10, C13).",
            "更新次数多得多：这片平原虽平，却不是无边无际。或者让前面的层得到 gradient（C10、C13）。"),
        exhibits,
        numbers,
        List.of(samples.getFirst().text(card)));
  }

  private static Chart figure(Sample sample, List<Watched> own) {
    return Chart.of(
        new Words(
            "On %s, one line a seed: the loss stays where it is, and the gradient of the hidden"
                    .formatted(sample.name())
                + " layers, batch by batch, is below that of the output layer.",
            "%s，每条线一个种子：loss 停在原处，隐藏层的 gradient（逐个 batch）小于输出层。".formatted(sample.name())),
        new Words("updates", "更新次数"),
        new Words("loss, ‖gradient‖", "loss，‖gradient‖"),
        Chart.Scale.LOGARITHMIC,
        List.of(
            new Draw.Named(
                new Words("training loss", "训练 loss"),
                own.stream().map(w -> w.line(new Look(1, 0, false), Reading::loss)).toList()),
            new Draw.Named(
                new Words("gradient, output layer", "输出层 gradient"),
                own.stream()
                    .map(w -> w.line(new Look(3, 0, false), C08StuckAndFlat::head))
                    .toList()),
            new Draw.Named(
                new Words("gradient, hidden layers", "隐藏层 gradient"),
                own.stream()
                    .map(w -> w.line(new Look(2, 0, false), C08StuckAndFlat::hidden))
                    .toList())));
  }
}
