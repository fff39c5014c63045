package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import plumb.doctor.Doctor;
import plumb.doctor.Plan;
import plumb.report.LineChart.Look;
import plumb.report.Words;
import plumb.run.Card;
import plumb.run.RunDocument;
import plumb.run.Verdict;

/** 56 layers are worse than 20 on the test set, and on the training set: not overfitting. */
final class C02DeeperIsNotTrained implements DataLab {
  private static final int SHALLOW = 20;
  private static final int DEEP = 56;

  @Override
  public About about() {
    return new About(
        "C2",
        Part.NOT_OVERFITTING,
        new Words(
            "56 layers are worse than 20 on the test set. That is not overfitting: they are worse on"
                + " the training set too, so the 56 layers are not trained.",
            "56 层的 network 在 testing data 上比 20 层差，但这不是 overfitting：在 training data 上它也比 20 层差，是没有把 56 层的 network 训练好。"),
        new Words(
            "Plain ReLU networks of 20 and 56 layers of 32 units, He's start, batches of 32, with"
                + " gradient descent (η = 0.05) and with Adam (η = 0.001), on two tables, five seeds"
                + " each. A fifth of the rows is held out as test data. The doctor examines every"
                + " network of 56 layers.",
            "没有 skip 的 ReLU 网络，20 层和 56 层，每层 32 个神经元，He 初始化，batch 32；分别用 gradient descent（η = 0.05）和 Adam（η = 0.001），两个数据集，各五个种子，留出五分之一作为 testing data。每个 56 层的网络都交给 doctor 检查。"),
        new Words(
            "For each table and optimizer the claim holds if the mean training error and the mean"
                + " test error of 56 layers are above those of 20, the training error in at least"
                + " four seeds of five, and the doctor calls none of these networks overfit.",
            "对每个数据集和优化器：如果 56 层的平均训练误差和平均测试误差都高于 20 层，训练误差至少五个种子中有四个更高，而且 doctor 没有把其中任何一个判为 overfit，就算成立。"));
  }

  private static String card(int layers, String optimizer, int epochs) {
    return "network: [%s]\noptimizer: {%s}\nbatch: 32\nepochs: %d\nstop: none\n"
        .formatted(
            String.join(", ", java.util.Collections.nCopies(layers, "dense: 32, relu")),
            optimizer,
            epochs);
  }

  private record Rule(String yaml, Words name) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule("sgd: 0.05", new Words("gradient descent", "gradient descent")),
          new Rule("adam: 0.001", Words.same("Adam")));

  private record Job(Sample sample, Rule rule, long seed) {}

  private record Pair(Job job, Trial shallow, Trial deep, RunDocument diagnosis) {}

  private static Pair pair(Job job, int epochs) {
    Card deep = job.sample().card(card(DEEP, job.rule().yaml(), epochs)).withSeed(job.seed());
    Card shallow = job.sample().card(card(SHALLOW, job.rule().yaml(), epochs));
    return new Pair(
        job,
        Trial.of(shallow.withSeed(job.seed())),
        Trial.of(deep),
        Doctor.run(deep, Plan.diagnose().withThreads(1)).document());
  }

  @Override
  public Findings run(Setting setting) {
    int epochs = setting.choose(12, 60);
    List<Job> jobs = new ArrayList<>();
    for (Sample sample : setting.samples(Sample.DIGITS, Sample.BREAST_CANCER)) {
      for (Rule rule : RULES) {
        setting.seeds(5, 5).forEach(seed -> jobs.add(new Job(sample, rule, seed)));
      }
    }
    List<Pair> pairs = setting.each(jobs, job -> pair(job, epochs));
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    List<plumb.report.Chapter.Exhibit> exhibits = new ArrayList<>();
    int overfit = 0;
    int notTrained = 0;
    int worse = 0;
    for (Sample sample : setting.samples(Sample.DIGITS, Sample.BREAST_CANCER)) {
      for (Rule rule : RULES) {
        List<Pair> own =
            pairs.stream()
                .filter(p -> p.job().sample().equals(sample) && p.job().rule().equals(rule))
                .toList();
        List<Trial> shallow = own.stream().map(Pair::shallow).toList();
        List<Trial> deep = own.stream().map(Pair::deep).toList();
        long higher =
            own.stream().filter(p -> p.deep().trainScore() < p.shallow().trainScore()).count();
        boolean train =
            Trial.mean(deep, Trial::trainScore) < Trial.mean(shallow, Trial::trainScore);
        boolean test =
            Trial.mean(deep, Trial::validationScore) < Trial.mean(shallow, Trial::validationScore);
        List<Pair> failed =
            own.stream().filter(p -> p.deep().trainScore() < p.shallow().trainScore()).toList();
        long called =
            failed.stream().filter(p -> p.diagnosis().verdict() == Verdict.OVERFIT).count();
        overfit += (int) called;
        notTrained +=
            (int)
                failed.stream().filter(p -> p.diagnosis().verdict() == Verdict.NOT_TRAINED).count();
        worse += failed.size();
        Words where =
            new Words(
                sample.name() + ", " + rule.name().english(),
                sample.name() + "，" + rule.name().chinese());
        cases.add(
            new Outcome.Case(where, train && test && higher >= 4 * own.size() / 5 && called == 0));
        for (int layers : new int[] {SHALLOW, DEEP}) {
          List<Trial> trials = layers == SHALLOW ? shallow : deep;
          numbers.add(
              Measured.of(
                  "training error, %s, %d layers".formatted(where.english(), layers),
                  "训练误差，%s，%d 层".formatted(where.chinese(), layers),
                  1 - Trial.mean(trials, Trial::trainScore)));
          numbers.add(
              Measured.of(
                  "test error, %s, %d layers".formatted(where.english(), layers),
                  "测试误差，%s，%d 层".formatted(where.chinese(), layers),
                  1 - Trial.mean(trials, Trial::validationScore)));
        }
        exhibits.add(figure(where, shallow, deep));
      }
    }
    exhibits.add(verdicts(pairs));
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "In %d of %d pairs the 56 layers are worse on the training set than the 20; the doctor"
                + " calls %d of these not trained and %d overfit.",
            "%2$d 对中有 %1$d 对，56 层在训练集上比 20 层差；其中 doctor 判 %3$d 个为没训练好，%4$d 个为 overfit。",
            worse,
            pairs.size(),
            notTrained,
            overfit),
        new Words(
            "Ways past the layers (skip connections), normalization between them, or a start made"
                + " for depth: then 56 layers train as well as 20. An optimizer that rescales"
                + " gradients can be enough.",
            "加 skip connection、在层间做 normalization，或者用适合深度的初始化：那样 56 层就能训练得和 20 层一样好。会缩放 gradient 的优化器有时也就够了。"),
        exhibits,
        numbers,
        List.of(setting.sample(Sample.DIGITS).text(card(DEEP, RULES.getFirst().yaml(), 60))));
  }

  private static Chart figure(Words where, List<Trial> shallow, List<Trial> deep) {
    Look few = new Look(5, 0, true);
    Look many = new Look(2, 1, true);
    Chart.Pane left =
        new Chart.Pane(
            new Words("Training data", "Training data"),
            List.of(
                new Draw.Named(
                    new Words("20 layers", "20 层"),
                    shallow.stream().map(t -> t.line(few, Trial::trainError)).toList()),
                new Draw.Named(
                    new Words("56 layers", "56 层"),
                    deep.stream().map(t -> t.line(many, Trial::trainError)).toList())));
    Chart.Pane right =
        new Chart.Pane(
            new Words("Test data", "Testing data"),
            List.of(
                new Draw.Named(
                    new Words("20 layers", "20 层"),
                    shallow.stream().map(t -> t.line(few, Trial::validationError)).toList()),
                new Draw.Named(
                    new Words("56 layers", "56 层"),
                    deep.stream().map(t -> t.line(many, Trial::validationError)).toList())));
    return new Chart(
        new Words(
            "Error over the updates, one line a seed, on "
                + where.english()
                + ": look at the left pane before you blame overfitting."
                + (broken(shallow, deep)
                    ? " A line that ends early at 1 has lost its numbers."
                    : ""),
            "误差随更新次数的变化，每条线一个种子，"
                + where.chinese()
                + "：先看左图，再说是不是 overfitting。"
                + (broken(shallow, deep) ? "提前停在 1 的线，权重已经溢出。" : "")),
        new Words("updates", "更新次数"),
        new Words("error rate", "错误率"),
        Chart.Scale.FROM_ZERO,
        List.of(left, right),
        List.of());
  }

  private static boolean broken(List<Trial> shallow, List<Trial> deep) {
    return Stream.concat(shallow.stream(), deep.stream())
        .anyMatch(t -> !Double.isFinite(t.last().train().loss()));
  }

  private static plumb.report.Chapter.Exhibit verdicts(List<Pair> pairs) {
    return language -> {
      Rows rows =
          new Rows(
              new Words(
                  "How much worse the 56 layers are on the training set, by table and optimizer:"
                      + " right of 0 they are worse. The table has the doctor's verdict on each.",
                  "56 层在训练集上比 20 层差多少：在 0 的右边表示更差。表中有 doctor 对每个网络的判断。"),
              new Words("training error, 56 minus 20 layers", "训练误差之差（56 层减 20 层）"),
              false,
              pairs.stream()
                  .map(p -> p.job().sample().name() + ", " + p.job().rule().name().english())
                  .distinct()
                  .map(name ->
                      new Rows.Row(
                          Words.same(name),
                          pairs.stream()
                              .filter(p ->
                                  (p.job().sample().name() + ", " + p.job().rule().name().english())
                                      .equals(name))
                              .mapToDouble(p -> p.shallow().trainScore() - p.deep().trainScore())
                              .toArray(),
                          2))
                  .toList());
      plumb.report.Figure drawn = rows.in(language);
      return new plumb.report.Figure(
          drawn.panes(),
          List.of(),
          drawn.sentence(),
          Draw.table(
              language,
              new Words("The doctor on the networks of 56 layers", "doctor 对 56 层网络的判断"),
              List.of(
                  new Words("table, optimizer, seed", "数据集、优化器、种子"),
                  new Words("training error, 20", "训练误差，20 层"),
                  new Words("training error, 56", "训练误差，56 层"),
                  new Words("verdict", "判断"),
                  new Words("first cause", "首要原因")),
              pairs.stream()
                  .map(p ->
                      List.of(
                          Words.same(
                              "%s, %s, %d"
                                  .formatted(
                                      p.job().sample().name(),
                                      p.job().rule().name().english(),
                                      p.job().seed())),
                          Draw.percent(1 - p.shallow().trainScore()),
                          Draw.percent(1 - p.deep().trainScore()),
                          Words.same(p.diagnosis().verdict().id()),
                          Words.same(p.diagnosis().causes().getFirst().id().id())))
                  .toList()));
    };
  }
}
