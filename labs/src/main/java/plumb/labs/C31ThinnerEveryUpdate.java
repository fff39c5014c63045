package plumb.labs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import plumb.recipe.Preview;
import plumb.report.Figure;
import plumb.report.Language;
import plumb.report.LineChart.Line;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.NetChart;
import plumb.report.Words;
import plumb.run.Card;

/** Before every update another part of the network is dropped: what is trained is thinner. */
final class C31ThinnerEveryUpdate implements DataLab {
  private static final int FIRST = 12;
  private static final int SECOND = 10;
  private static final String CARD =
      "convention: lecture\nnetwork: [dense: 12, tanh, dropout: %1$s, dense: 10, tanh, dropout: %1$s]\noptimizer: {adam: 0.003}\nbatch: 32\nepochs: %2$d\nstop: none\n";
  private static final List<String> DROPS = List.of("0.2", "0.5");

  @Override
  public About about() {
    return new About(
        "C31",
        Part.DROPOUT,
        new Words(
            "Before every update each unit is dropped with probability p: the network that is trained"
                + " is thinner, and another one every time.",
            "每一次 update 参数之前，每个 neuron 有 p% 的几率被 drop 掉；network 的 structure 每次都会改变，变得更瘦。"),
        new Words(
            "Networks of 12 and 10 units with dropout 0.2 and 0.5 in the lecture's form (a mask for each"
                + " mini-batch) are trained on two tables, five seeds; which units each update had is"
                + " read from what the dropout layers gave out.",
            "12 和 10 个神经元的两层网络，dropout 取 0.2 和 0.5，用讲义的形式（每个 mini-batch 一个 mask），在两个数据集上训练，五个种子；从 dropout 层的输出读出每次更新时有哪些神经元。"),
        new Words(
            "For each p the claim holds if the mean share of units that are there is 1 − p within four"
                + " standard errors, at least 90 % of the updates have a mask other than the one before,"
                + " and no unit is there in all updates or in none.",
            "对每个 p：如果在场神经元的平均比例等于 1 − p（四个标准误差以内），至少 90 % 的更新用的 mask 与前一次不同，而且没有哪个神经元每次都在或每次都不在，就算成立。"));
  }

  private record Run(String drop, long seed, Sample sample, List<boolean[]> masks) {
    double share() {
      return masks.stream().mapToDouble(C31ThinnerEveryUpdate::share).average().orElseThrow();
    }

    double changed() {
      int changed = 0;
      for (int i = 1; i < masks.size(); i++) {
        changed += Arrays.equals(masks.get(i), masks.get(i - 1)) ? 0 : 1;
      }
      return changed / (masks.size() - 1.0);
    }

    boolean everyUnitChanges() {
      for (int unit = 0; unit < masks.getFirst().length; unit++) {
        int at = unit;
        long there = masks.stream().filter(m -> m[at]).count();
        if (there == 0 || there == masks.size()) {
          return false;
        }
      }
      return true;
    }
  }

  private static double share(boolean[] mask) {
    int there = 0;
    for (boolean unit : mask) {
      there += unit ? 1 : 0;
    }
    return there / (double) mask.length;
  }

  private static Run run(String drop, long seed, Sample sample, int epochs) {
    Card card = sample.card(CARD.formatted(drop, epochs)).withSeed(seed);
    Masks masks = new Masks(Preview.of(card).network());
    Trial.of(card, masks);
    return new Run(drop, seed, sample, masks.kept());
  }

  private record Job(String drop, long seed, Sample sample) {}

  @Override
  public Findings run(Setting setting) {
    List<Job> jobs = new ArrayList<>();
    for (String drop : DROPS) {
      for (Sample sample : setting.samples(Sample.DIGITS, Sample.PENGUINS)) {
        setting.seeds(5, 5).forEach(seed -> jobs.add(new Job(drop, seed, sample)));
      }
    }
    int epochs = setting.choose(10, 50);
    List<Run> runs = setting.each(jobs, j -> run(j.drop(), j.seed(), j.sample(), epochs));
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    List<Draw.Named> curves = new ArrayList<>();
    for (int k = 0; k < DROPS.size(); k++) {
      String drop = DROPS.get(k);
      double p = Double.parseDouble(drop);
      List<Run> own = runs.stream().filter(r -> r.drop().equals(drop)).toList();
      double share = own.stream().mapToDouble(Run::share).average().orElseThrow();
      long drawn = own.stream().mapToLong(r -> (long) r.masks().size() * (FIRST + SECOND)).sum();
      double error = Math.sqrt(p * (1 - p) / drawn);
      double changed = own.stream().mapToDouble(Run::changed).min().orElseThrow();
      cases.add(
          new Outcome.Case(
              Words.same("p = " + drop),
              Math.abs(share - (1 - p)) <= 4 * error
                  && changed >= 0.9
                  && own.stream().allMatch(Run::everyUnitChanges)));
      numbers.add(
          Measured.of("mean share of units there, p = " + drop, "在场神经元的平均比例，p = " + drop, share)
              .expecting(1 - p));
      numbers.add(
          Measured.of(
              "least share of updates with a new mask, p = " + drop,
              "用新 mask 的更新所占的最小比例，p = " + drop,
              changed));
      List<Point> points = new ArrayList<>();
      List<boolean[]> first = own.getFirst().masks();
      for (int i = 0; i < Math.min(80, first.size()); i++) {
        points.add(new Point(i + 1, share(first.get(i))));
      }
      curves.add(
          Draw.Named.of("p = " + drop, "p = " + drop, new Line(new Look(1 + k, k, true), points)));
    }
    List<boolean[]> shown =
        runs.stream().filter(r -> r.drop().equals("0.5")).findFirst().orElseThrow().masks();
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "With p = 0.2 a unit is there in %.3f of the updates, with p = 0.5 in %.3f; the structure"
                + " changes from update to update.",
            "p = 0.2 时神经元在 %.3f 的更新中在场，p = 0.5 时是 %.3f；结构每次更新都在变。",
            numbers.get(0).value(),
            numbers.get(2).value()),
        new Words(
            "A single small layer or a p near 0 or 1: then two updates in a row often draw the same"
                + " mask.",
            "只有一个很小的层，或者 p 接近 0 或 1：那样相邻两次更新常常抽到相同的 mask。"),
        List.of(
            language -> four(language, shown),
            Chart.of(
                new Words(
                    "Share of the units that are there in each of the first updates, seed 1.",
                    "最初各次更新中在场神经元的比例（种子 1）。"),
                new Words("updates", "更新次数"),
                new Words("share of units", "神经元的比例"),
                Chart.Scale.FROM_ZERO,
                curves)),
        numbers,
        List.of(Sample.DIGITS.text(CARD.formatted("0.5", 50))));
  }

  private static Figure four(Language language, List<boolean[]> masks) {
    List<Figure.Pane> panes = new ArrayList<>();
    List<List<Words>> rows = new ArrayList<>();
    boolean[] inputs = new boolean[6];
    Arrays.fill(inputs, true);
    boolean[] outputs = new boolean[4];
    Arrays.fill(outputs, true);
    for (int i = 0; i < 4; i++) {
      boolean[] mask = masks.get(i);
      String title = new Words("update ", "更新 ").in(language) + (i + 1);
      panes.add(
          new Figure.Pane(
              title,
              new NetChart(
                      title,
                      List.of(
                          new NetChart.Layer("x", inputs),
                          new NetChart.Layer("12", Arrays.copyOf(mask, FIRST)),
                          new NetChart.Layer("10", Arrays.copyOfRange(mask, FIRST, FIRST + SECOND)),
                          new NetChart.Layer("y", outputs)))
                  .svg()));
      rows.add(
          List.of(
              new Words("update " + (i + 1), "更新 " + (i + 1)),
              Draw.percent(share(Arrays.copyOf(mask, FIRST))),
              Draw.percent(share(Arrays.copyOfRange(mask, FIRST, FIRST + SECOND)))));
    }
    return new Figure(
        panes,
        List.of(),
        new Words(
                "The networks that the first four updates trained, p = 0.5, seed 1 (a few of the inputs"
                    + " and outputs drawn): dropped units and their wires are gone.",
                "最初四次更新各自训练的网络，p = 0.5，种子 1（输入和输出只画出几个）：被丢掉的 neuron 和它们的连线消失了。")
            .in(language),
        Draw.table(
            language,
            new Words("Units there", "在场的神经元"),
            List.of(
                new Words("update", "更新"),
                new Words("of 12", "12 个中"),
                new Words("of 10", "10 个中")),
            rows));
  }
}
