package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import plumb.report.LineChart.Look;
import plumb.report.Words;
import plumb.train.EpochRecord;

/** The training loss keeps falling while the error on other data turns up. */
final class C24ValidationTurnsUp implements DataLab {
  @Override
  public About about() {
    return new About(
        "C24",
        Part.EARLY_STOPPING,
        new Words(
            "The loss on the training set keeps falling; on other data the error falls at first and"
                + " after some epochs slowly rises. Training should stop at the lowest validation"
                + " error.",
            "training set 的 loss 越来越小，testing set 的 error 先变小，到某个地方以后会慢慢增大；应该停在 validation error 最低的地方。"),
        new Words(
            "Two layers of 128 ReLUs with Adam, no regularization, on three tables with four fifths"
                + " of the rows held out, so that few are left to learn from; five seeds.",
            "两层各 128 个 ReLU，Adam，不加正则化，三个数据集，留出五分之四的数据，只剩很少的数据可学；五个种子。"),
        new Words(
            "For each table, once for the held-out loss and once for the held-out error rate, the"
                + " claim holds if in at least four seeds of five the training loss at the end is"
                + " below that of the best held-out epoch while the held-out value is at least a"
                + " tenth above its lowest.",
            "对每个数据集，分别看留出数据的 loss 和错误率：如果五个种子中至少四个，最后的训练 loss 低于留出数据最好的那个 epoch，而留出数据的数值比其最低值高出至少十分之一，就算成立。"));
  }

  private static double loss(EpochRecord epoch) {
    return epoch.validation().orElse(epoch.train()).loss();
  }

  /** The first epoch with the lowest value. */
  private static EpochRecord lowest(Trial trial, boolean rate) {
    EpochRecord best = trial.result().history().get(1);
    for (EpochRecord epoch : trial.result().history().subList(1, trial.result().history().size())) {
      best = value(epoch, rate) < value(best, rate) ? epoch : best;
    }
    return best;
  }

  private static double value(EpochRecord epoch, boolean rate) {
    return rate ? Trial.validationError(epoch) : loss(epoch);
  }

  private static boolean turnsUp(Trial trial, boolean rate) {
    EpochRecord best = lowest(trial, rate);
    return trial.last().train().loss() < best.train().loss()
        && value(trial.last(), rate) >= 1.1 * value(best, rate)
        && value(trial.last(), rate) > value(best, rate);
  }

  private record Job(Sample sample, long seed) {}

  @Override
  public Findings run(Setting setting) {
    String rest =
        "network: [dense: 128, relu, dense: 128, relu]\noptimizer: {adam: 0.001}\nbatch: 32\nepochs: %d\nstop: none\n"
            .formatted(setting.choose(100, 300));
    List<Sample> samples = setting.samples(Sample.DIGITS, Sample.BREAST_CANCER, Sample.PENGUINS);
    List<Job> jobs = new ArrayList<>();
    samples.forEach(sample -> setting.seeds(5, 5).forEach(seed -> jobs.add(new Job(sample, seed))));
    List<Trial> trials =
        setting.each(
            jobs,
            job ->
                Trial.of(
                    plumb.run.CardReader.apply(
                            job.sample().card(rest), List.of("data.validation=0.8"))
                        .withSeed(job.seed())));
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    List<plumb.report.Chapter.Exhibit> exhibits = new ArrayList<>();
    int up = 0;
    for (int s = 0; s < samples.size(); s++) {
      Sample sample = samples.get(s);
      List<Trial> own = new ArrayList<>();
      for (int i = 0; i < jobs.size(); i++) {
        if (jobs.get(i).sample().equals(sample)) {
          own.add(trials.get(i));
        }
      }
      for (boolean rate : new boolean[] {false, true}) {
        long turned = own.stream().filter(t -> turnsUp(t, rate)).count();
        boolean holds = turned >= Math.ceil(0.8 * own.size());
        up += holds ? 1 : 0;
        cases.add(
            new Outcome.Case(
                new Words(
                    sample.name() + (rate ? ", error rate" : ", loss"),
                    sample.name() + (rate ? "，错误率" : "，loss")),
                holds));
        numbers.add(
            Measured.of(
                "seeds of %d that turn up, %s, %s"
                    .formatted(own.size(), sample.name(), rate ? "error rate" : "loss"),
                "%d 个种子中上升的个数，%s，%s".formatted(own.size(), sample.name(), rate ? "错误率" : "loss"),
                (double) turned));
      }
      numbers.add(
          Measured.of(
              "epoch of the lowest held-out loss, " + sample.name() + ", mean",
              "留出数据 loss 最低的 epoch，" + sample.name() + "，平均",
              own.stream().mapToDouble(t -> lowest(t, false).epoch()).average().orElseThrow()));
      exhibits.add(figure(sample, own));
    }
    Trial first = trials.getFirst();
    EpochRecord best = lowest(first, false);
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "In %d of %d cases the held-out value turns up while the training loss falls on. On %s,"
                + " seed 1, the held-out loss is lowest after epoch %d (%.3f) and %.3f at the end;"
                + " the training loss falls from %.3f to %.4f meanwhile.",
            "%2$d 种情形中有 %1$d 种：训练 loss 继续下降，留出数据的数值却回升。%3$s 的种子 1：留出数据 loss 在第 %4$d 个 epoch 最低（%5$.3f），最后是 %6$.3f；同时训练 loss 从 %7$.3f 降到 %8$.4f。",
            up,
            cases.size(),
            samples.getFirst().name(),
            best.epoch(),
            loss(best),
            loss(first.last()),
            best.train().loss(),
            first.last().train().loss()),
        new Words(
            "More data, or a measure that forgives sureness: the loss punishes a wrong answer more"
                + " the surer it is, so it turns up long before the error rate does, which may not"
                + " turn up at all.",
            "数据更多，或者换一种衡量方式：loss 对越自信的错误罚得越重，所以它远早于错误率回升；错误率甚至可能完全不回升。"),
        exhibits,
        numbers,
        List.of(samples.getFirst().text(rest) + "# with --set data.validation=0.8\n"));
  }

  private static Chart figure(Sample sample, List<Trial> own) {
    List<plumb.report.LineChart.Line> train = new ArrayList<>();
    List<plumb.report.LineChart.Line> held = new ArrayList<>();
    for (Trial trial : own) {
      train.add(trial.line(new Look(1, 0, false), r -> r.train().loss()));
      held.add(trial.line(new Look(2, 1, false), C24ValidationTurnsUp::loss));
    }
    double best = own.stream().mapToDouble(t -> loss(lowest(t, false))).average().orElseThrow();
    return Chart.of(
            Say.of(
                "Loss on %s over the updates, one line a seed. The held-out loss turns up in %d of %d"
                    + " seeds; the dotted line is its lowest value, in the mean over the seeds.",
                "%s 上的 loss 随更新次数的变化，每条线一个种子。%3$d 个种子中有 %2$d 个，留出数据的 loss 回升；点线是它的最低值（种子的平均）。",
                sample.name(),
                own.stream().filter(t -> turnsUp(t, false)).count(),
                own.size()),
            new Words("updates", "更新次数"),
            new Words("loss", "loss"),
            Chart.Scale.LOGARITHMIC,
            List.of(
                new Draw.Named(new Words("training set", "训练集"), train),
                new Draw.Named(new Words("held-out data", "留出数据"), held)))
        .withLevel(best, "lowest", "最低");
  }
}
