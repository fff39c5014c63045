package plumb.labs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import plumb.probe.LayerReading;
import plumb.probe.Reading;
import plumb.report.LineChart.Look;
import plumb.report.Words;

/** The back layers have converged while the front layers are still random. */
final class C07BackLayersFirst implements DataLab {
  private static final int DEPTH = 5;
  private static final String CARD =
      "network: [%s]\noptimizer: {sgd: 0.1}\nbatch: 100\nepochs: %%d\nstop: none\n"
          .formatted(String.join(", ", Collections.nCopies(DEPTH, "dense: 50, sigmoid")));

  @Override
  public About about() {
    return new About(
        "C7",
        Part.VANISHING,
        new Words(
            "With one learning rate for all, the layers near the output have converged while those"
                + " near the input have hardly moved and are almost random.",
            "如果所有参数的 learning rate 都一样，前面几层几乎还没有更动参数（几乎还是随机的）的时候，最后几层的参数就已经收敛了。"),
        new Words(
            "Five layers of 50 sigmoids on two tables, gradient descent (η = 0.1). The watch reads"
                + " how far every layer has moved from its start, ‖W − W₀‖∕‖W₀‖; five seeds.",
            "5 层、每层 50 个 sigmoid，两个数据集，gradient descent（η = 0.1）。用 watch 读取每层离初始值移动了多远，‖W − W₀‖∕‖W₀‖；五个种子。"),
        new Words(
            "For each table the claim holds if, in every seed, the output layer has moved at least ten"
                + " times as far as the first layer when half of the epochs are over.",
            "对每个数据集：如果每个种子在训练过半时，输出层移动的距离都至少是第一层的十倍，就算成立。"));
  }

  private record Job(Sample sample, long seed) {}

  private static LayerReading half(Watched watched, boolean head) {
    List<LayerReading> layers =
        watched.record().readings().get(watched.record().readings().size() / 2).layers();
    return head ? layers.getLast() : layers.getFirst();
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
    List<String> english = new ArrayList<>();
    List<String> chinese = new ArrayList<>();
    for (int s = 0; s < samples.size(); s++) {
      Sample sample = samples.get(s);
      List<Watched> own = new ArrayList<>();
      for (int i = 0; i < jobs.size(); i++) {
        if (jobs.get(i).sample().equals(sample)) {
          own.add(all.get(i));
        }
      }
      cases.add(
          new Outcome.Case(Words.same(sample.name()), own.stream().allMatch(w -> times(w) >= 10)));
      numbers.add(
          Measured.of(
              "first layer moved at half time, " + sample.name(),
              "过半时第一层移动，" + sample.name(),
              own.stream().mapToDouble(w -> half(w, false).moved()).average().orElseThrow()));
      numbers.add(
          Measured.of(
              "output layer moved at half time, " + sample.name(),
              "过半时输出层移动，" + sample.name(),
              own.stream().mapToDouble(w -> half(w, true).moved()).average().orElseThrow()));
      numbers.add(
          Measured.of(
              "training accuracy at the end, " + sample.name(),
              "最后的训练正确率，" + sample.name(),
              own.stream().mapToDouble(w -> w.trial().trainScore()).average().orElseThrow()));
      exhibits.add(figure(sample, own.getFirst()));
      double[] times = own.stream().mapToDouble(C07BackLayersFirst::times).sorted().toArray();
      english.add(
          String.format(
              Locale.ROOT,
              "%s %.1f to %.1f times",
              sample.name(),
              times[0],
              times[times.length - 1]));
      chinese.add(
          String.format(
              Locale.ROOT,
              "%s 上是 %.1f 到 %.1f 倍",
              sample.name(),
              times[0],
              times[times.length - 1]));
    }
    double ahead =
        all.stream()
            .limit(jobs.size() / samples.size())
            .mapToDouble(w -> times(w.first()))
            .average()
            .orElseThrow();
    return new Findings(
        Outcome.of(cases),
        new Words(
            "At half time the output layer has moved, by seed, on "
                + String.join(", on ", english)
                + " as far as the first layer; the rule asks for ten times in every seed.",
            "训练过半时，输出层移动的距离与第一层相比（随种子不同）：" + String.join("，", chinese) + "；规则要求每个种子都达到 10 倍。"),
        new Words(
            "Fewer updates: after the first one the output layer is ahead by a factor of %.0f on %s;"
                    .formatted(ahead, samples.getFirst().name())
                + " then it swings around one place, while the first layer creeps on in one direction"
                + " and makes up for it. With rates by layer, an optimizer that rescales gradients or an"
                + " activation that does not shrink them, the first layer moves as the last does from"
                + " the start.",
            "更新次数更少：第一次更新之后，%s 上输出层领先 %.0f 倍；之后输出层在一个地方来回摆，第一层却朝一个方向慢慢爬，差距就缩小了。"
                    .formatted(samples.getFirst().name(), ahead)
                + "换成分层学习率、会缩放 gradient 的优化器，或者不会缩小 gradient 的激活函数，第一层从一开始就和最后一层一样移动。"),
        exhibits,
        numbers,
        List.of(samples.getFirst().text(card)));
  }

  /** How many times as far as the first layer the output layer has moved at half time. */
  private static double times(Watched watched) {
    return times(watched.record().readings().get(watched.record().readings().size() / 2));
  }

  private static double times(Reading reading) {
    return reading.layers().getLast().moved() / reading.layers().getFirst().moved();
  }

  private static Chart figure(Sample sample, Watched watched) {
    List<Draw.Named> lines = new ArrayList<>();
    for (int layer = 0; layer <= DEPTH; layer++) {
      Words name =
          layer == DEPTH
              ? new Words("output layer", "输出层")
              : new Words("layer " + (layer + 1), "第 " + (layer + 1) + " 层");
      lines.add(
          new Draw.Named(
              name, List.of(watched.line(Look.number(layer), layer, LayerReading::moved))));
    }
    return Chart.of(
        new Words(
            "How far each layer has moved from its random start on %s, seed 1: the output layer far"
                    .formatted(sample.name())
                + " ahead at first, the layers near the input behind it.",
            "%s 上每层离随机初始值移动了多远（种子 1）：一开始输出层遥遥领先，靠近输入的层落在后面。".formatted(sample.name())),
        new Words("updates", "更新次数"),
        new Words("‖W − W₀‖∕‖W₀‖", "‖W − W₀‖∕‖W₀‖"),
        Chart.Scale.LOGARITHMIC,
        lines);
  }
}
