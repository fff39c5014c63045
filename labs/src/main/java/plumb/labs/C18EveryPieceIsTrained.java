package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import plumb.probe.PieceUse;
import plumb.probe.Shapes;
import plumb.recipe.Preview;
import plumb.report.LineChart.Line;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.Words;
import plumb.run.Card;
import plumb.train.TrainingEvent;
import plumb.train.TrainingListener;

/** Losing pieces get no gradient from an example, but over the data every piece is trained. */
final class C18EveryPieceIsTrained implements DataLab {
  private static final List<Integer> PIECES = List.of(2, 3, 5);
  private static final int EVERY = 5;

  private static String card(int pieces, int epochs) {
    return "network: [maxout: {units: 32, pieces: %1$d}, maxout: {units: 16, pieces: %1$d}]\noptimizer: {adam: 0.003}\nbatch: 32\nepochs: %2$d\nstop: none\n"
        .formatted(pieces, epochs);
  }

  @Override
  public About about() {
    return new About(
        "C18",
        Part.MAXOUT,
        new Words(
            "An example trains only the winning piece of each Maxout unit; but different examples have"
                + " different winners, so in the end every piece is trained.",
            "没有被选上的 output 的参数没有办法被 train 到；但 training data 里有很多不同的 example，每次最大的 element 不一样，所以最后连接到每一个 z 的参数都会被 train 到。"),
        new Words(
            "Two Maxout layers (32 and 16 units) with 2, 3 and 5 pieces on three tables, five seeds."
                + " Every fifth epoch the probe counts which pieces win a row of the training set.",
            "两层 Maxout（32 和 16 个神经元），2、3、5 片，三个数据集，五个种子。每五个 epoch 用 probe 数一次哪些片在训练集的某一行胜出。"),
        new Words(
            "For each table and number of pieces the claim holds if in every seed all pieces win a row"
                + " at one of the counts at least.",
            "对每个数据集和片数：如果每个种子中所有的片至少在某一次计数时胜出过一行，就算成立。"));
  }

  private record Job(Sample sample, int pieces, long seed) {}

  private record Use(Job job, List<Double> shares, double ever, long never) {}

  private static Use use(Job job, int epochs) {
    Card card = job.sample().card(card(job.pieces(), epochs)).withSeed(job.seed());
    Preview preview = Preview.of(card);
    var data = preview.data();
    List<Double> shares = new ArrayList<>();
    boolean[] won = new boolean[(32 + 16) * job.pieces()];
    TrainingListener count =
        event -> {
          if (event instanceof TrainingEvent.EpochEnded ended
              && (ended.record().epoch() == 1 || ended.record().epoch() % EVERY == 0)) {
            List<PieceUse> uses =
                new Shapes(preview.network(), ended.checkpoint().get().parameters(), data.train())
                    .pieces();
            int next = 0;
            int winners = 0;
            for (PieceUse use : uses) {
              for (List<Integer> unit : use.wins()) {
                for (int wins : unit) {
                  won[next++] |= wins > 0;
                  winners += wins > 0 ? 1 : 0;
                }
              }
            }
            shares.add(winners / (double) won.length);
          }
        };
    Trial.of(
        card, preview.network(), data.train(), data.validation(), data.encoding().target(), count);
    long never = 0;
    for (boolean w : won) {
      never += w ? 0 : 1;
    }
    return new Use(job, shares, 1 - never / (double) won.length, never);
  }

  @Override
  public Findings run(Setting setting) {
    int epochs = setting.choose(20, 100);
    List<Sample> samples = setting.samples(Sample.DIGITS, Sample.BREAST_CANCER, Sample.PENGUINS);
    List<Job> jobs = new ArrayList<>();
    for (Sample sample : samples) {
      for (int pieces : PIECES) {
        setting.seeds(5, 5).forEach(seed -> jobs.add(new Job(sample, pieces, seed)));
      }
    }
    List<Use> all = setting.each(jobs, job -> use(job, epochs));
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    List<Rows.Row> rows = new ArrayList<>();
    List<Draw.Named> curves = new ArrayList<>();
    long never = 0;
    long pieces = 0;
    for (int s = 0; s < samples.size(); s++) {
      for (int k = 0; k < PIECES.size(); k++) {
        Sample sample = samples.get(s);
        int count = PIECES.get(k);
        List<Use> own =
            all.stream()
                .filter(u -> u.job().sample().equals(sample) && u.job().pieces() == count)
                .toList();
        never += own.stream().mapToLong(Use::never).sum();
        pieces += own.size() * 48L * count;
        Words where =
            new Words(
                "%s, %d pieces".formatted(sample.name(), count),
                "%s，%d 片".formatted(sample.name(), count));
        cases.add(new Outcome.Case(where, own.stream().allMatch(u -> u.never() == 0)));
        rows.add(new Rows.Row(where, own.stream().mapToDouble(Use::ever).toArray(), k + 1));
        numbers.add(
            Measured.of(
                "pieces of %d that never won, %s"
                    .formatted(own.size() * 48 * count, where.english()),
                "%d 片中从未胜出的片数，%s".formatted(own.size() * 48 * count, where.chinese()),
                (double) own.stream().mapToLong(Use::never).sum()));
        if (s == 0) {
          List<Point> points = new ArrayList<>();
          for (int i = 0; i < own.getFirst().shares().size(); i++) {
            int at = i;
            points.add(
                new Point(
                    i == 0 ? 1 : EVERY * i,
                    own.stream().mapToDouble(u -> u.shares().get(at)).average().orElseThrow()));
          }
          curves.add(
              new Draw.Named(
                  new Words(count + " pieces", count + " 片"),
                  List.of(new Line(Look.number(k), points))));
        }
      }
    }
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "%d of %d pieces never won a row at any count, so no example of the training set trained"
                + " them then.",
            "%2$d 片中有 %1$d 片在任何一次计数时都没有胜出，训练集里没有样本能训练到它们。", never, pieces),
        new Words(
            "More rows, or fewer pieces: the more pieces share a unit and the fewer rows there are,"
                + " the likelier one of them wins nowhere.",
            "数据更多，或片数更少：一个神经元里片越多、数据越少，就越可能有一片哪里都不胜出。"),
        List.of(
            new Rows(
                new Words(
                    "Share of the pieces that won a row at one count or more.", "至少胜出过一次的片的比例。"),
                new Words("share of the pieces", "片的比例"),
                true,
                rows),
            Chart.of(
                new Words(
                    "Share of the pieces that win a row in an epoch on %s, mean over the seeds."
                        .formatted(samples.getFirst().name()),
                    "%s 上一个 epoch 中胜出的片的比例（种子的平均）。".formatted(samples.getFirst().name())),
                new Words("epochs", "epoch"),
                new Words("share of the pieces", "片的比例"),
                Chart.Scale.LINEAR,
                curves)),
        numbers,
        List.of(samples.getFirst().text(card(3, 100))));
  }
}
