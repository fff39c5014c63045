package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import plumb.data.Examples;
import plumb.math.RandomStream;
import plumb.nn.DropoutMask;
import plumb.nn.Inference;
import plumb.nn.NetworkSpec;
import plumb.report.RowChart;
import plumb.report.Words;
import plumb.run.Card;
import plumb.run.CardReader;

/** Dropout works best with activations that are nearly linear. */
final class C38NearlyLinearHelps implements DataLab {
  private record Kind(Words name, String layer) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(Words.same("sigmoid"), "dense: 64, sigmoid"),
          new Kind(Words.same("tanh"), "dense: 64, tanh"),
          new Kind(Words.same("ReLU"), "dense: 64, relu"),
          new Kind(Words.same("Maxout"), "maxout: {units: 64, pieces: 2}"));

  @Override
  public About about() {
    return new About(
        "C38",
        Part.DROPOUT,
        new Words(
            "With an activation that is nearly linear, such as ReLU or Maxout, dropout does especially"
                + " well, for there the average of the thin networks is nearly what scaled weights"
                + " give.",
            "如果一个 network 的 activation function 接近 linear（如 ReLU、Maxout），dropout 得到的结果就特别强，因为那时瘦网络的平均与缩放权重几乎一样。"),
        new Words(
            "Two hidden layers of 64 units with sigmoid, tanh, ReLU and Maxout of two pieces, with and"
                + " without dropout ½, on the digits with four fifths held out; ten seeds or more. The"
                + " gap is the mean distance between the answers of scaled weights and the average of"
                + " 200 thin networks; the gain is what dropout takes from the held-out error.",
            "两层各 64 个神经元，用 sigmoid、tanh、ReLU、两片 Maxout，加与不加 dropout ½，digits 留出五分之四；十个以上种子。差距是缩放权重的输出与 200 个瘦网络平均之间的平均距离；收益是 dropout 使留出错误率下降多少。"),
        new Words(
            "For each pair of a nearly linear activation (ReLU, Maxout) and a bent one (sigmoid, tanh)"
                + " the claim holds if the gap is smaller and the gain larger, each by more than 1.96"
                + " standard errors of the difference over the seeds.",
            "对每一对接近线性的（ReLU、Maxout）与弯曲的（sigmoid、tanh）激活函数：如果前者的差距更小、收益更大，且都超过种子间差异的 1.96 个标准误差，就算成立。"));
  }

  private static String card(String layer, boolean dropout, int epochs) {
    String drop = dropout ? ", dropout: 0.5" : "";
    return "convention: lecture\nnetwork: [%1$s%2$s, %1$s%2$s]\noptimizer: {adam: 0.003}\nbatch: 32\nepochs: %3$d\nstop: none\n"
        .formatted(layer, drop, epochs);
  }

  private record Job(Kind kind, long seed) {}

  private record Result(Job job, double gap, double plain, double dropout) {
    double gain() {
      return plain - dropout;
    }
  }

  private static Trial train(Job job, boolean dropout, Sample sample, int epochs) {
    Card card = sample.card(card(job.kind().layer(), dropout, epochs));
    return Trial.of(CardReader.apply(card, List.of("data.validation=0.8")).withSeed(job.seed()));
  }

  private static Result result(Job job, Sample sample, int epochs, int masks) {
    Trial plain = train(job, false, sample, epochs);
    Trial dropout = train(job, true, sample, epochs);
    NetworkSpec network = dropout.network();
    Examples held = dropout.validation().orElse(dropout.train());
    Examples some = Slices.between(held, 0, Math.min(300, held.rows()));
    int rows = some.rows();
    float[] x = Slices.values(some);
    Inference inference = new Inference(network, dropout.result().last(), rows);
    float[] answers = new float[rows * network.outputs()];
    double[] mean = new double[answers.length];
    for (int m = 0; m < masks; m++) {
      inference.run(
          x, rows, answers, DropoutMask.draw(network, RandomStream.of(job.seed()).child(1000 + m)));
      for (int i = 0; i < mean.length; i++) {
        mean[i] += answers[i] / masks;
      }
    }
    inference.run(x, rows, answers);
    double gap = 0;
    for (int i = 0; i < mean.length; i++) {
      gap += Math.abs(mean[i] - answers[i]) / rows;
    }
    return new Result(job, gap, 1 - plain.validationScore(), 1 - dropout.validationScore());
  }

  @Override
  public Findings run(Setting setting) {
    Sample sample = setting.sample(Sample.DIGITS);
    List<Job> jobs = new ArrayList<>();
    for (Kind kind : KINDS) {
      setting.seeds(10, 30).forEach(seed -> jobs.add(new Job(kind, seed)));
    }
    int epochs = setting.choose(40, 100);
    List<Result> all =
        setting.each(jobs, job -> result(job, sample, epochs, setting.choose(100, 200)));
    List<List<Result>> byKind =
        KINDS.stream()
            .map(kind -> all.stream().filter(r -> r.job().kind().equals(kind)).toList())
            .toList();
    List<Outcome.Case> cases = new ArrayList<>();
    for (int near : new int[] {2, 3}) {
      for (int bent : new int[] {0, 1}) {
        double[] gaps = new double[byKind.get(near).size()];
        double[] gains = new double[gaps.length];
        for (int i = 0; i < gaps.length; i++) {
          gaps[i] = byKind.get(bent).get(i).gap() - byKind.get(near).get(i).gap();
          gains[i] = byKind.get(near).get(i).gain() - byKind.get(bent).get(i).gain();
        }
        cases.add(
            new Outcome.Case(
                new Words(
                    KINDS.get(near).name().english()
                        + " against "
                        + KINDS.get(bent).name().english(),
                    KINDS.get(near).name().chinese() + " 对 " + KINDS.get(bent).name().chinese()),
                RowChart.Row.mean("", gaps, 1).low() > 0
                    && RowChart.Row.mean("", gains, 1).low() > 0));
      }
    }
    List<Measured> numbers = new ArrayList<>();
    List<Rows.Row> gaps = new ArrayList<>();
    List<Rows.Row> gains = new ArrayList<>();
    List<Rows.Row> errors = new ArrayList<>();
    for (int k = 0; k < KINDS.size(); k++) {
      Words name = KINDS.get(k).name();
      List<Result> own = byKind.get(k);
      gaps.add(new Rows.Row(name, own.stream().mapToDouble(Result::gap).toArray(), k + 1));
      gains.add(new Rows.Row(name, own.stream().mapToDouble(Result::gain).toArray(), k + 1));
      errors.add(
          Rows.Row.of(
              name.english() + ", dropout",
              name.chinese() + "，dropout",
              own.stream().map(Result::dropout).toList(),
              k + 1));
      errors.add(
          Rows.Row.of(
              name.english() + ", without",
              name.chinese() + "，不加",
              own.stream().map(Result::plain).toList(),
              6));
      numbers.add(
          Measured.of("gap, " + name.english(), "差距，" + name.chinese(), gaps.getLast().mean()));
      numbers.add(
          Measured.of("gain, " + name.english(), "收益，" + name.chinese(), gains.getLast().mean()));
    }
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "Gap between average and scaled weights: sigmoid %.3f, tanh %.3f, ReLU %.3f, Maxout %.3f."
                + " Gain of dropout in points of held-out error: %.2f, %.2f, %.2f, %.2f.",
            "平均与缩放权重的差距：sigmoid %.3f，tanh %.3f，ReLU %.3f，Maxout %.3f。dropout 的收益（留出错误率，百分点）：%.2f、%.2f、%.2f、%.2f。",
            gaps.get(0).mean(),
            gaps.get(1).mean(),
            gaps.get(2).mean(),
            gaps.get(3).mean(),
            100 * gains.get(0).mean(),
            100 * gains.get(1).mean(),
            100 * gains.get(2).mean(),
            100 * gains.get(3).mean()),
        new Words(
            "Other data, deeper networks, or a rate chosen for each activation by itself: the paper's"
                + " result is from large Maxout networks on images.",
            "换数据、换更深的网络，或者为每种激活函数单独选学习率：论文的结果来自图像上的大型 Maxout 网络。"),
        List.of(
            new Rows(
                new Words(
                    "What dropout takes from the held-out error: right of 0 it helps.",
                    "dropout 使留出错误率下降多少：在 0 右边表示有帮助。"),
                new Words("fall of the held-out error", "留出错误率的下降"),
                true,
                gains),
            new Rows(
                new Words(
                    "Mean distance between the answers of scaled weights and the average of many thin"
                        + " networks.",
                    "缩放权重的输出与许多瘦网络平均之间的平均距离。"),
                new Words("gap", "差距"),
                false,
                gaps),
            new Rows(
                new Words("Held-out error, every seed in the table.", "留出错误率，表中有每个种子。"),
                new Words("held-out error", "留出错误率"),
                true,
                errors)),
        numbers,
        List.of(sample.text(card("maxout: {units: 64, pieces: 2}", true, 100))));
  }
}
