package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import plumb.probe.Shapes;
import plumb.probe.UnitShape;
import plumb.report.LineChart.Line;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.Words;

/** Maxout learns activations that are no ReLU. */
final class C16LearnedActivations implements DataLab {
  private static final List<Integer> PIECES = List.of(2, 3, 5);
  private static final int UNITS = 16;

  private static String card(int pieces, int epochs) {
    return "network: [maxout: {units: %d, pieces: %d}]\noptimizer: {adam: 0.003}\nbatch: 32\nepochs: %d\nstop: none\n"
        .formatted(UNITS, pieces, epochs);
  }

  @Override
  public About about() {
    return new About(
        "C16",
        Part.MAXOUT,
        new Words(
            "When the second piece is w′, b′ instead of 0, 0, a Maxout unit is another activation than"
                + " ReLU, and which one it becomes is learned from the data.",
            "当 z₂ 的 weight 不是 0、0 而是 w′、b′ 时，Maxout 就变成 ReLU 以外的 activation function；它长什么样子，是根据 data 自己 learn 出来的。"),
        new Words(
            "A layer of 16 Maxout units with 2, 3 and 5 pieces is trained on two tables, five seeds. The"
                + " probe cuts every unit along the direction in which its inputs vary most and gives"
                + " the curve there.",
            "16 个 Maxout 神经元的一层，2、3、5 片，在两个数据集上训练，五个种子。probe 沿着输入变化最大的方向，给出每个神经元在那里的曲线。"),
        new Words(
            "A unit counts as a ReLU if the flattest of its slopes is below a twentieth of the"
                + " steepest. For each table and number of pieces the claim holds if at least half of"
                + " the units that bend at all are no ReLU.",
            "如果一个神经元最平的斜率不到最陡的二十分之一，就算是 ReLU。对每个数据集和片数：如果有转折的神经元中至少一半不是 ReLU，就算成立。"));
  }

  private record Job(Sample sample, int pieces, long seed) {}

  private record Learned(Job job, List<UnitShape> shapes, double score) {
    List<UnitShape> bent() {
      return shapes.stream().filter(s -> s.points().size() > 2).toList();
    }

    double others() {
      List<UnitShape> bent = bent();
      return bent.isEmpty()
          ? 0
          : bent.stream().filter(s -> !isRelu(s)).count() / (double) bent.size();
    }
  }

  private static boolean isRelu(UnitShape shape) {
    double flattest = Double.POSITIVE_INFINITY;
    double steepest = 0;
    for (int i = 1; i < shape.points().size(); i++) {
      UnitShape.Point a = shape.points().get(i - 1);
      UnitShape.Point b = shape.points().get(i);
      double slope = Math.abs((b.value() - a.value()) / (b.at() - a.at()));
      flattest = Math.min(flattest, slope);
      steepest = Math.max(steepest, slope);
    }
    return flattest < steepest / 20;
  }

  private static Learned learn(Job job, int epochs) {
    Trial trial = Trial.of(job.sample().card(card(job.pieces(), epochs)).withSeed(job.seed()));
    Shapes shapes = new Shapes(trial.network(), trial.result().last(), trial.train());
    List<UnitShape> found = new ArrayList<>();
    for (int unit = 0; unit < UNITS; unit++) {
      found.add(shapes.shape(0, unit));
    }
    return new Learned(job, found, trial.trainScore());
  }

  @Override
  public Findings run(Setting setting) {
    List<Sample> samples = setting.samples(Sample.DIGITS, Sample.PENGUINS);
    List<Job> jobs = new ArrayList<>();
    for (Sample sample : samples) {
      for (int pieces : PIECES) {
        setting.seeds(5, 5).forEach(seed -> jobs.add(new Job(sample, pieces, seed)));
      }
    }
    int epochs = setting.choose(30, 100);
    List<Learned> all = setting.each(jobs, job -> learn(job, epochs));
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    List<Rows.Row> rows = new ArrayList<>();
    int bent = 0;
    int others = 0;
    for (Sample sample : samples) {
      for (int k = 0; k < PIECES.size(); k++) {
        int pieces = PIECES.get(k);
        List<Learned> own =
            all.stream()
                .filter(l -> l.job().sample().equals(sample) && l.job().pieces() == pieces)
                .toList();
        int bends = own.stream().mapToInt(l -> l.bent().size()).sum();
        long not = own.stream().flatMap(l -> l.bent().stream()).filter(s -> !isRelu(s)).count();
        bent += bends;
        others += (int) not;
        Words where =
            new Words(
                "%s, %d pieces".formatted(sample.name(), pieces),
                "%s，%d 片".formatted(sample.name(), pieces));
        cases.add(new Outcome.Case(where, not >= bends / 2.0 && bends > 0));
        rows.add(new Rows.Row(where, own.stream().mapToDouble(Learned::others).toArray(), k + 1));
        numbers.add(
            Measured.of(
                "share of bent units that are no ReLU, " + where.english(),
                "有转折的神经元中不是 ReLU 的比例，" + where.chinese(),
                bends == 0 ? 0 : not / (double) bends));
      }
    }
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "Of %d learned units that bend, %d are no ReLU.",
            "%d 个有转折的神经元中，%d 个不是 ReLU。", bent, others),
        new Words(
            "A penalty on the weights that pushes one piece of each unit to 0: then the units become"
                + " ReLUs.",
            "用惩罚把每个神经元的一片推到 0：那样它们就会变成 ReLU。"),
        List.of(
            new Chart(
                new Words(
                    "Learned activations of six units of a layer, %s, seed 1, with 2, 3 and 5 pieces:"
                            .formatted(samples.getFirst().name())
                        + " each unit has its own shape, all of them convex.",
                    "同一层六个神经元学出的激活函数，%s，种子 1，2、3、5 片：各有各的形状，都是 convex。"
                        .formatted(samples.getFirst().name())),
                new Words("along the main direction of the inputs", "沿输入的主方向"),
                new Words("activation", "激活值"),
                Chart.Scale.LINEAR,
                panes(samples.getFirst(), all),
                List.of()),
            new Rows(
                new Words("Share of bent units that are no ReLU.", "有转折的神经元中不是 ReLU 的比例。"),
                new Words("share", "比例"),
                true,
                rows)),
        numbers,
        List.of(samples.getFirst().text(card(3, 100))));
  }

  private static List<Chart.Pane> panes(Sample sample, List<Learned> all) {
    List<Chart.Pane> panes = new ArrayList<>();
    for (int pieces : PIECES) {
      Learned learned =
          all.stream()
              .filter(l -> l.job().sample().equals(sample) && l.job().pieces() == pieces)
              .findFirst()
              .orElseThrow();
      List<Draw.Named> lines = new ArrayList<>();
      for (int unit = 0; unit < 6; unit++) {
        List<Point> points =
            learned.shapes().get(unit).points().stream()
                .map(p -> new Point(p.at(), p.value()))
                .toList();
        lines.add(
            Draw.Named.of(
                "unit " + (unit + 1),
                "神经元 " + (unit + 1),
                new Line(new Look(1 + unit, unit, false), points)));
      }
      panes.add(new Chart.Pane(new Words(pieces + " pieces", pieces + " 片"), lines));
    }
    return panes;
  }
}
