package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import plumb.report.LineChart.Look;
import plumb.report.Words;
import plumb.run.Card;
import plumb.run.CardReader;

/** Dropout makes training harder and testing better, on a network that overfits. */
final class C33HarderTraining implements DataLab {
  private static final String PLAIN =
      "network: [dense: 256, relu, dense: 256, relu]\noptimizer: {adam: 0.001}\nbatch: 32\nepochs: %d\nstop: none\n";
  private static final String DROPOUT =
      "network=[dense: 256, relu, dropout: 0.5, dense: 256, relu, dropout: 0.5]";

  @Override
  public About about() {
    return new About(
        "C33",
        Part.DROPOUT,
        new Words(
            "Dropout is a strict training, with weights tied to the legs that are taken off for the"
                + " fight: worse on the training set, better on the test set.",
            "dropout 是一种严格的训练，像小李绑着重物训练、打架时拿掉：training 的结果变差，testing 的结果变好。"),
        new Words(
            "Two layers of 256 ReLUs with Adam, with and without dropout 0.5 behind each, on two"
                + " tables of which four fifths are held out as test rows; the same seeds for both,"
                + " last weights.",
            "两层各 256 个 ReLU，Adam，各层后面加或不加 0.5 的 dropout，两个数据集，留出五分之四作为测试数据；两者种子相同，取最后的权重。"),
        new Words(
            "For each table the claim holds if over the seeds the mean training loss is higher and"
                + " the mean test loss lower with dropout, and the mean change of the test error rate"
                + " is below 0 by more than 1.96 standard errors.",
            "对每个数据集：如果加了 dropout 之后平均训练 loss 更高、平均测试 loss 更低，而且测试错误率的平均变化小于 0 且超过 1.96 个标准误差，就算成立。"));
  }

  private record Job(Sample sample, long seed) {}

  private record Pair(Job job, Trial plain, Trial dropout) {
    double errorChange() {
      return plain.validationScore() - dropout.validationScore();
    }
  }

  private static double testLoss(Trial trial) {
    return trial.last().validation().orElse(trial.last().train()).loss();
  }

  @Override
  public Findings run(Setting setting) {
    int epochs = setting.choose(60, 150);
    List<Sample> samples = setting.samples(Sample.DIGITS, Sample.BREAST_CANCER);
    List<Job> jobs = new ArrayList<>();
    samples.forEach(
        sample -> setting.seeds(6, 20).forEach(seed -> jobs.add(new Job(sample, seed))));
    List<Pair> pairs =
        setting.each(
            jobs,
            job -> {
              Card card =
                  CardReader.apply(
                          job.sample().card(PLAIN.formatted(epochs)),
                          List.of("data.validation=0.8"))
                      .withSeed(job.seed());
              return new Pair(
                  job, Trial.of(card), Trial.of(CardReader.apply(card, List.of(DROPOUT))));
            });
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    List<Rows.Row> rows = new ArrayList<>();
    List<plumb.report.Chapter.Exhibit> exhibits = new ArrayList<>();
    List<String> english = new ArrayList<>();
    List<String> chinese = new ArrayList<>();
    for (Sample sample : samples) {
      List<Pair> own = pairs.stream().filter(p -> p.job().sample().equals(sample)).toList();
      List<Trial> plain = own.stream().map(Pair::plain).toList();
      List<Trial> dropout = own.stream().map(Pair::dropout).toList();
      double trainBefore = Trial.mean(plain, t -> t.last().train().loss());
      double trainAfter = Trial.mean(dropout, t -> t.last().train().loss());
      double testBefore = Trial.mean(plain, C33HarderTraining::testLoss);
      double testAfter = Trial.mean(dropout, C33HarderTraining::testLoss);
      double[] rises = own.stream().mapToDouble(Pair::errorChange).toArray();
      plumb.report.RowChart.Row rise = plumb.report.RowChart.Row.mean("", rises, 1);
      cases.add(
          new Outcome.Case(
              Words.same(sample.name()),
              trainAfter > trainBefore && testAfter < testBefore && rise.high() < 0));
      Words means =
          Say.of(
              "on %s test error %.1f and %.1f %%, test loss %.2f and %.2f, training loss %.1g and %.1g",
              "%s 上测试错误率 %.1f 和 %.1f %%，测试 loss %.2f 和 %.2f，训练 loss %.1g 和 %.1g",
              sample.name(),
              100 * (1 - Trial.mean(plain, Trial::validationScore)),
              100 * (1 - Trial.mean(dropout, Trial::validationScore)),
              testBefore,
              testAfter,
              trainBefore,
              trainAfter);
      english.add(means.english());
      chinese.add(means.chinese());
      numbers.add(
          Measured.of("training loss, " + sample.name(), "训练 loss，" + sample.name(), trainBefore));
      numbers.add(
          Measured.of(
              "training loss with dropout, " + sample.name(),
              "加 dropout 的训练 loss，" + sample.name(),
              trainAfter));
      numbers.add(
          Measured.of("test loss, " + sample.name(), "测试 loss，" + sample.name(), testBefore));
      numbers.add(
          Measured.of(
              "test loss with dropout, " + sample.name(),
              "加 dropout 的测试 loss，" + sample.name(),
              testAfter));
      numbers.add(
          Measured.of(
              "change of the test error, " + sample.name(),
              "测试错误率的变化，" + sample.name(),
              rise.value()));
      rows.add(
          Rows.Row.of(
              sample.name() + ": without",
              sample.name() + "：不加",
              plain.stream().map(t -> 1 - t.validationScore()).toList(),
              1));
      rows.add(
          Rows.Row.of(
              sample.name() + ": dropout",
              sample.name() + "：dropout",
              dropout.stream().map(t -> 1 - t.validationScore()).toList(),
              2));
      exhibits.add(figure(own.getFirst()));
    }
    exhibits.add(
        0,
        new Rows(
            new Words(
                "Test error with and without dropout, means over the seeds.",
                "加与不加 dropout 的测试错误率（种子的平均）。"),
            new Words("test error", "测试错误率"),
            true,
            rows));
    return new Findings(
        Outcome.of(cases),
        new Words(
            "Means over the seeds, without and with dropout: " + String.join("; ", english) + ".",
            "种子的平均，不加与加 dropout：" + String.join("；", chinese) + "。"),
        new Words(
            "A table on which the network does not overfit, or so few test rows that the difference"
                + " drowns in the noise between seeds.",
            "网络在这个数据集上并不 overfit，或者测试数据太少，差别淹没在种子之间的噪声里。"),
        exhibits,
        numbers,
        List.of(
            samples.getFirst().text(PLAIN.formatted(150)),
            "# with --set data.validation=0.8 and --set '" + DROPOUT + "'\n"));
  }

  private static Chart figure(Pair pair) {
    Look plain = Look.number(0);
    Look dropped = Look.number(1);
    Words without = new Words("without", "不加");
    Words with = new Words("dropout 0.5", "dropout 0.5");
    return new Chart(
        Say.of(
            "Loss on %s, seed 1, without and with dropout. At the end it is %.1g and %.1g on the"
                + " training set, %.2f and %.2f on test data.",
            "%s 上的 loss（种子 1），不加与加 dropout。最后在训练集上分别是 %.1g 和 %.1g，在测试数据上是 %.2f 和 %.2f。",
            pair.job().sample().name(),
            pair.plain().last().train().loss(),
            pair.dropout().last().train().loss(),
            testLoss(pair.plain()),
            testLoss(pair.dropout())),
        new Words("updates", "更新次数"),
        new Words("loss", "loss"),
        Chart.Scale.LOGARITHMIC,
        List.of(
            new Chart.Pane(
                new Words("Training data", "Training data"),
                List.of(
                    new Draw.Named(
                        without, List.of(pair.plain().line(plain, r -> r.train().loss()))),
                    new Draw.Named(
                        with, List.of(pair.dropout().line(dropped, r -> r.train().loss()))))),
            new Chart.Pane(
                new Words("Test data", "Testing data"),
                List.of(
                    new Draw.Named(
                        without,
                        List.of(
                            pair.plain()
                                .line(plain, r -> r.validation().orElse(r.train()).loss()))),
                    new Draw.Named(
                        with,
                        List.of(
                            pair.dropout()
                                .line(dropped, r -> r.validation().orElse(r.train()).loss())))))),
        List.of());
  }
}
