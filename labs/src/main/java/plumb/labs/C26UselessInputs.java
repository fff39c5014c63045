package plumb.labs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import plumb.data.Examples;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.NetworkSpec;
import plumb.recipe.Preview;
import plumb.report.Words;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.train.Evaluation;
import plumb.train.TrainingListener;

/** Regularization brings the weights of useless inputs to 0: they can be pruned. */
final class C26UselessInputs implements DataLab {
  private static final String CARD =
      "network: [dense: 32, relu]\noptimizer: {sgd: 0.1}\nbatch: 32\nepochs: %d\nstop: none\n";
  private static final int USELESS = 20;

  private record Way(Words name, String penalty) {}

  private static final List<Way> WAYS =
      List.of(
          new Way(new Words("none", "不加"), "penalty=none"),
          new Way(new Words("L2, λ = 0.01", "L2，λ = 0.01"), "penalty={l2: 0.01}"),
          new Way(new Words("L1, λ = 0.003", "L1，λ = 0.003"), "penalty={l1: 0.003}"));

  @Override
  public About about() {
    return new About(
        "C26",
        Part.REGULARIZATION,
        new Words(
            "Regularization does what the brain does: it prunes connections without use.",
            "Regularization 做的事情就好像人脑把没有用的神经连接 prune 掉一样。"),
        new Words(
            "Twenty columns of random numbers are put beside the real inputs of two tables. A network"
                + " of 32 ReLUs is trained without penalty, with L2 and with L1; then the weights of"
                + " the random columns are set to 0. Five seeds.",
            "在两个数据集的真实输入旁边加 20 列随机数。32 个 ReLU 的网络分别不加惩罚、加 L2、加 L1 训练，之后把随机列的权重全部设为 0。五个种子。"),
        new Words(
            "For each penalty and table the claim holds if, in the mean over the seeds, a weight of a"
                + " random input is at most a tenth of a real one in size and setting all of them to"
                + " 0 changes the held-out accuracy by at most half a point. Without a penalty is"
                + " shown but not judged.",
            "对每种惩罚和数据集：如果（对种子取平均）随机输入的权重大小不超过真实输入的十分之一，把它们全部设为 0 后留出数据的正确率变化不超过半个百分点，就算成立。不加惩罚的情形只展示，不判定。"));
  }

  private record Job(Sample sample, Way way, long seed) {}

  private record Result(Job job, double ratio, double before, double after, double nearZero) {}

  private static Result result(Job job, int epochs) {
    Card card =
        CardReader.apply(job.sample().card(CARD.formatted(epochs)), List.of(job.way().penalty()))
            .withSeed(job.seed());
    Preview preview = Preview.of(card);
    RandomStream random = RandomStream.of(job.seed()).child(77);
    Examples train = Slices.withNoise(preview.data().train(), USELESS, random.child(1));
    Examples held =
        Slices.withNoise(
            preview.data().validation().orElse(preview.data().train()), USELESS, random.child(2));
    int real = preview.network().inputs();
    NetworkSpec network =
        new NetworkSpec(
            real + USELESS,
            preview.network().layers(),
            preview.network().head(),
            preview.network().loss());
    var target = preview.data().encoding().target();
    Trial trial = Trial.of(card, network, train, Optional.of(held), target, TrainingListener.NONE);
    float[] w = trial.result().last().clone();
    double before = Trial.score(Evaluation.measure(network, w, held, target, Team.of(1)));
    double realSize = 0;
    double uselessSize = 0;
    double small = 0;
    for (int i = 0; i < 32 * (real + USELESS); i++) {
      boolean useless = i >= 32 * real;
      realSize += useless ? 0 : Math.abs(w[i]) / (32.0 * real);
      uselessSize += useless ? Math.abs(w[i]) / (32.0 * USELESS) : 0;
      small += useless && Math.abs(w[i]) < 1e-3 ? 1 / (32.0 * USELESS) : 0;
      w[i] = useless ? 0 : w[i];
    }
    double after = Trial.score(Evaluation.measure(network, w, held, target, Team.of(1)));
    return new Result(job, uselessSize / realSize, before, after, small);
  }

  @Override
  public Findings run(Setting setting) {
    int epochs = setting.choose(200, 1000);
    List<Sample> samples = setting.samples(Sample.BREAST_CANCER, Sample.DIGITS);
    List<Job> jobs = new ArrayList<>();
    for (Sample sample : samples) {
      for (Way way : WAYS) {
        setting.seeds(5, 5).forEach(seed -> jobs.add(new Job(sample, way, seed)));
      }
    }
    List<Result> results = setting.each(jobs, job -> result(job, epochs));
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    List<Rows.Row> rows = new ArrayList<>();
    List<Rows.Row> changes = new ArrayList<>();
    double[][] ratios = new double[samples.size()][WAYS.size()];
    for (int s = 0; s < samples.size(); s++) {
      for (int k = 0; k < WAYS.size(); k++) {
        Sample sample = samples.get(s);
        Way way = WAYS.get(k);
        List<Result> own =
            results.stream()
                .filter(r -> r.job().sample().equals(sample) && r.job().way().equals(way))
                .toList();
        double ratio = own.stream().mapToDouble(Result::ratio).average().orElseThrow();
        double change =
            own.stream().mapToDouble(r -> r.after() - r.before()).average().orElseThrow();
        ratios[s][k] = ratio;
        Words where =
            new Words(
                way.name().english() + ", " + sample.name(),
                way.name().chinese() + "，" + sample.name());
        if (k > 0) {
          cases.add(new Outcome.Case(where, ratio <= 0.1 && Math.abs(change) <= 0.005));
        }
        numbers.add(
            Measured.of(
                "size of useless over real weights, " + where.english(),
                "无用权重与真实权重大小之比，" + where.chinese(),
                ratio));
        numbers.add(
            Measured.of(
                "change of the held-out accuracy by pruning, " + where.english(),
                "剪掉之后留出数据正确率的变化，" + where.chinese(),
                change));
        rows.add(
            Rows.Row.of(
                where.english(), where.chinese(), own.stream().map(Result::ratio).toList(), k + 1));
        changes.add(
            Rows.Row.of(
                where.english(),
                where.chinese(),
                own.stream().map(r -> r.after() - r.before()).toList(),
                k + 1));
      }
    }
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "A useless weight is at least %.2f of a real one in size under a penalty; the rule asks for"
                + " 0.1. On %s it is %.2f without a penalty, %.2f with L2 and %.2f with L1.",
            "加惩罚后，无用权重的大小至少还有真实权重的 %.2f，而规则要求 0.1。%s 上不加惩罚是 %.2f，L2 是 %.2f，L1 是 %.2f。",
            Arrays.stream(ratios)
                .flatMapToDouble(r -> Arrays.stream(r).skip(1))
                .min()
                .orElseThrow(),
            samples.getFirst().name(),
            ratios[0][0],
            ratios[0][1],
            ratios[0][2]),
        new Words(
            "More rows: with few of them a random column looks useful by chance, the loss pulls at its"
                + " weights, and they stay. A stronger penalty prunes more, the useful weights among"
                + " them. And enough updates, for decay takes 1∕(ηλ) of them to work.",
            "数据更多：数据少时，随机列碰巧显得有用，loss 拉着它的权重，权重就留下了。惩罚更强会剪掉更多，但有用的权重也会被剪。还要有足够多的更新，因为衰减要 1∕(ηλ) 次更新才见效。"),
        List.of(
            new Rows(
                new Words(
                    "Mean size of the weights of random inputs over that of real ones.",
                    "随机输入的权重平均大小，相对于真实输入。"),
                new Words("useless over real", "无用比真实"),
                false,
                rows),
            new Rows(
                new Words(
                    "What pruning the random inputs does to the held-out accuracy.",
                    "剪掉随机输入之后，留出数据正确率的变化。"),
                new Words("change of accuracy", "正确率的变化"),
                true,
                changes)),
        numbers,
        List.of(samples.getFirst().text(CARD.formatted(1000)) + "penalty: {l1: 0.003}\n"));
  }
}
