package plumb.labs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import plumb.doctor.Doctor;
import plumb.doctor.Plan;
import plumb.report.Words;
import plumb.run.Card;
import plumb.run.Reference;
import plumb.run.RunDocument;

/** Linear models and trees fit a training set easily; a neural network does not. */
final class C01SimpleModelsFitEasily implements DataLab {
  /** A network and how it is trained. */
  private record Net(Words name, String yaml) {}

  private static final List<Net> NETS =
      List.of(
          new Net(
              new Words("9 layers of sigmoids, gradient descent", "9 层 sigmoid，gradient descent"),
              "network: [%s]\noptimizer: {sgd: 0.1}\nbatch: 32\nepochs: %%d\nstop: none\n"
                  .formatted(String.join(", ", Collections.nCopies(9, "dense: 50, sigmoid")))),
          new Net(
              new Words("2 layers of ReLUs, Adam", "2 层 ReLU，Adam"),
              "network: [dense: 64, relu, dense: 64, relu]\noptimizer: {adam: 0.001}\nbatch: 32\nepochs: %d\nstop: none\n"));

  @Override
  public About about() {
    return new About(
        "C1",
        Part.RECIPE,
        new Words(
            "Ordinary methods such as logistic regression and decision trees fit the training set"
                + " easily; with a neural network it is not easy to get a good result there.",
            "普通的机器学习方法比如 LR、DT 等可以轻易地把 training set 训练好，Neural Network 则不容易得到好的结果。"),
        new Words(
            "The reference models that the recipe fits (constant, logistic regression, decision tree)"
                + " and two networks, one as before 2006 and one of today, on three tables, three"
                + " seeds.",
            "recipe 自带的参照模型（常数、logistic regression、决策树）和两种网络（一种是 2006 年以前的做法，一种是今天的做法），三个数据集，三个种子。"),
        new Words(
            "For each network and table the claim holds if the better of regression and tree makes"
                + " at most half as many mistakes on the training set as the network, whose error is"
                + " above 5 %, in the mean over the seeds.",
            "对每种网络和数据集：如果（对种子取平均）LR 和 DT 中较好的一个在训练集上的错误不超过网络的一半，而网络的错误率高于 5 %，就算成立。"));
  }

  private record Job(Sample sample, Net net, long seed) {}

  /** How the network of today did. */
  private static String today(List<Result> results, boolean chinese) {
    double worst =
        results.stream()
            .filter(r -> r.job().net().equals(NETS.getLast()))
            .mapToDouble(Result::network)
            .max()
            .orElseThrow();
    return String.format(
        Locale.ROOT,
        chinese
            ? "两层 ReLU 用 Adam，最多错 %.1f %%。"
            : "two layers of ReLUs with Adam are wrong in %.1f %% at most.",
        100 * worst);
  }

  private record Result(Job job, double tree, double linear, double network, double constant) {
    double best() {
      return Math.min(tree, linear);
    }
  }

  private static Result result(Job job, int epochs) {
    Card card = job.sample().card(job.net().yaml().formatted(epochs)).withSeed(job.seed());
    RunDocument run = Doctor.run(card, Plan.once().withThreads(1)).document();
    return new Result(
        job,
        error(run, Reference.Kind.TREE),
        error(run, Reference.Kind.LINEAR),
        1 - Trial.score(run.keptAttempt().epochs().getLast().train()),
        error(run, Reference.Kind.CONSTANT));
  }

  private static double error(RunDocument run, Reference.Kind kind) {
    return run.references().stream()
        .filter(r -> r.kind() == kind)
        .mapToDouble(r -> 1 - Trial.rightShare(r.scores().train()))
        .min()
        .orElse(1);
  }

  @Override
  public Findings run(Setting setting) {
    int epochs = setting.choose(30, 200);
    List<Sample> samples = setting.samples(Sample.DIGITS, Sample.BREAST_CANCER, Sample.PENGUINS);
    List<Job> jobs = new ArrayList<>();
    for (Sample sample : samples) {
      for (Net net : NETS) {
        setting.seeds(3, 5).forEach(seed -> jobs.add(new Job(sample, net, seed)));
      }
    }
    List<Result> results = setting.each(jobs, job -> result(job, epochs));
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    List<Rows.Row> rows = new ArrayList<>();
    StringBuilder english = new StringBuilder();
    StringBuilder chinese = new StringBuilder();
    for (Sample sample : samples) {
      List<Result> here = results.stream().filter(r -> r.job().sample().equals(sample)).toList();
      rows.add(
          Rows.Row.of(
              sample.name() + ": tree",
              sample.name() + "：决策树",
              here.stream().map(Result::tree).limit(here.size() / 2).toList(),
              3));
      rows.add(
          Rows.Row.of(
              sample.name() + ": logistic",
              sample.name() + "：LR",
              here.stream().map(Result::linear).limit(here.size() / 2).toList(),
              5));
      for (int k = 0; k < NETS.size(); k++) {
        Net net = NETS.get(k);
        List<Result> own = here.stream().filter(r -> r.job().net().equals(net)).toList();
        double best = own.stream().mapToDouble(Result::best).average().orElseThrow();
        double network = own.stream().mapToDouble(Result::network).average().orElseThrow();
        cases.add(
            new Outcome.Case(
                new Words(
                    net.name().english() + ", " + sample.name(),
                    net.name().chinese() + "，" + sample.name()),
                network > 0.05 && best <= network / 2));
        numbers.add(
            Measured.of(
                "training error, %s, %s".formatted(net.name().english(), sample.name()),
                "训练误差，%s，%s".formatted(net.name().chinese(), sample.name()),
                network));
        if (k == NETS.size() - 1) {
          numbers.add(
              Measured.of(
                  "training error of the better simple model, " + sample.name(),
                  "较好的简单模型的训练误差，" + sample.name(),
                  best));
        }
        rows.add(
            Rows.Row.of(
                sample.name() + (k == 0 ? ": 9 sigmoid layers" : ": 2 ReLU layers"),
                sample.name() + (k == 0 ? "：9 层 sigmoid" : "：2 层 ReLU"),
                own.stream().map(Result::network).toList(),
                k + 1));
        if (k == 0) {
          english.append(
              String.format(
                  Locale.ROOT,
                  "%s %.0f %% wrong, the better simple model %.1f %%; ",
                  sample.name(),
                  100 * network,
                  100 * best));
          chinese.append(
              String.format(
                  Locale.ROOT,
                  "%s 错 %.0f %%，较好的简单模型错 %.1f %%；",
                  sample.name(),
                  100 * network,
                  100 * best));
        }
      }
    }
    return new Findings(
        Outcome.of(cases),
        new Words(
            "Nine sigmoid layers on their own training set: " + english + today(results, false),
            "9 层 sigmoid 在训练集上：" + chinese + today(results, true)),
        new Words(
            "The network: with today's activations, starts and optimizers a small one fits these"
                + " tables at once.",
            "换一种网络：用今天的激活函数、初始化和优化器，小网络一下就能把这些数据集训练好。"),
        List.of(
            new Rows(
                new Words(
                    "Error on the training set, by table: two simple models, nine layers of sigmoids"
                        + " and two layers of ReLUs. Further left is better.",
                    "各数据集上的训练错误率：两种简单模型、9 层 sigmoid、两层 ReLU。越靠左越好。"),
                new Words("training error", "训练误差"),
                true,
                rows)),
        numbers,
        List.of(samples.getFirst().text(NETS.getFirst().yaml().formatted(200))));
  }
}
