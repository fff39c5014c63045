package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import plumb.report.LineChart.Look;
import plumb.report.Words;
import plumb.run.Card;
import plumb.run.CardReader;

/** A remedy for overfitting makes a network that is not trained worse. */
final class C04WrongMedicine implements DataLab {
  private static final String CARD =
      "network: [dense: 32, relu, dense: 32, relu]\noptimizer: {sgd: 0.01}\nbatch: 32\nepochs: %d\nstop: none\n";

  private record Remedy(String setting, Words name) {}

  private static final List<Remedy> REMEDIES =
      List.of(
          new Remedy(
              "network=[dense: 32, relu, dropout: 0.5, dense: 32, relu, dropout: 0.5]",
              new Words("dropout 0.5", "dropout 0.5")),
          new Remedy("penalty={l2: 0.03}", new Words("L2 with λ = 0.03", "L2，λ = 0.03")),
          new Remedy("penalty={l1: 0.003}", new Words("L1 with λ = 0.003", "L1，λ = 0.003")));

  @Override
  public About about() {
    return new About(
        "C4",
        Part.NOT_OVERFITTING,
        new Words(
            "Some methods are for the training set and some for the test set: one for overfitting,"
                + " given to a network that is not trained yet, does not help.",
            "有的方法是要提升 training set 上的 performance，有的是要提升 testing set 上的 performance，要对症下药：没训练好的网络，用治 overfitting 的方法只会更差。"),
        new Words(
            "A network of two layers of 32 ReLUs is trained too briefly by slow gradient descent (η ="
                + " 0.01). The same with dropout, with L2 and with L1, on two tables, with the same"
                + " seeds.",
            "两层各 32 个 ReLU 的网络，用很慢的 gradient descent（η = 0.01）训练得不够久。再分别加上 dropout、L2、L1 各训练一次，两个数据集，种子相同。"),
        new Words(
            "For each remedy and table the claim holds if training loss and held-out loss are both"
                + " higher than without it in at least four seeds of five.",
            "对每种方法和数据集：如果五个种子中至少四个，训练 loss 和留出数据的 loss 都比不用时更高，就算成立。"));
  }

  private record Job(Sample sample, long seed) {}

  private record Result(Job job, Trial plain, List<Trial> treated) {}

  @Override
  public Findings run(Setting setting) {
    List<Sample> samples = setting.samples(Sample.DIGITS, Sample.BREAST_CANCER);
    List<Job> jobs = new ArrayList<>();
    samples.forEach(
        sample -> setting.seeds(5, 10).forEach(seed -> jobs.add(new Job(sample, seed))));
    List<Result> results =
        setting.each(
            jobs,
            job -> {
              Card card = job.sample().card(CARD.formatted(8)).withSeed(job.seed());
              return new Result(
                  job,
                  Trial.of(card),
                  REMEDIES.stream()
                      .map(r -> Trial.of(CardReader.apply(card, List.of(r.setting()))))
                      .toList());
            });
    List<Outcome.Case> cases = new ArrayList<>();
    List<Measured> numbers = new ArrayList<>();
    List<Rows.Row> rows = new ArrayList<>();
    int worse = 0;
    for (Sample sample : samples) {
      for (int k = 0; k < REMEDIES.size(); k++) {
        int remedy = k;
        Remedy named = REMEDIES.get(k);
        List<Result> own = results.stream().filter(r -> r.job().sample().equals(sample)).toList();
        long both =
            own.stream()
                .filter(r ->
                    loss(r.treated().get(remedy), false) > loss(r.plain(), false)
                        && loss(r.treated().get(remedy), true) > loss(r.plain(), true))
                .count();
        boolean holds = both >= Math.ceil(0.8 * own.size());
        worse += holds ? 1 : 0;
        cases.add(
            new Outcome.Case(
                new Words(
                    named.name().english() + " on " + sample.name(),
                    sample.name() + "，" + named.name().chinese()),
                holds));
        for (boolean held : new boolean[] {false, true}) {
          double change =
              own.stream()
                  .mapToDouble(r -> loss(r.treated().get(remedy), held) - loss(r.plain(), held))
                  .average()
                  .orElseThrow();
          numbers.add(
              Measured.of(
                  "change of the %s loss, %s, %s"
                      .formatted(
                          held ? "held-out" : "training", named.name().english(), sample.name()),
                  "%s loss 的变化，%s，%s"
                      .formatted(held ? "留出数据" : "训练", named.name().chinese(), sample.name()),
                  change));
        }
        rows.add(
            Rows.Row.of(
                named.name().english().replace(" with λ =", "") + ", " + sample.name(),
                named.name().chinese() + "，" + sample.name(),
                own.stream()
                    .map(r -> loss(r.treated().get(remedy), true) - loss(r.plain(), true))
                    .toList(),
                k + 1));
      }
    }
    Result shown = results.getFirst();
    return new Findings(
        Outcome.of(cases),
        Say.of(
            "In %d of %d cases the remedy against overfitting made both the training and the held-out"
                + " loss of a half-trained network worse.",
            "%2$d 种情形中有 %1$d 种：治 overfitting 的方法让没训练好的网络在训练集和留出数据上的 loss 都变差。",
            worse,
            cases.size()),
        new Words(
            "A network that fits its training set well already: then the same remedies are on their"
                + " branch of the recipe (see C33).",
            "网络已经把训练集拟合得很好：那时这些方法才用对了地方（见 C33）。"),
        List.of(
            new Chart(
                new Words(
                    "Loss of the same half-trained network with and without the remedies, first"
                        + " table, seed 1: all remedies lie above on both sides.",
                    "同一个没训练好的网络，用与不用这些方法的 loss（第一个数据集，种子 1）。"),
                new Words("updates", "更新次数"),
                new Words("loss", "loss"),
                Chart.Scale.FROM_ZERO,
                List.of(
                    new Chart.Pane(new Words("Training set", "训练集"), curves(shown, false)),
                    new Chart.Pane(new Words("Held-out data", "留出数据"), curves(shown, true))),
                List.of()),
            new Rows(
                new Words(
                    "Change of the held-out loss by the remedy: right of 0 it is worse.",
                    "用了方法之后，留出数据 loss 的变化：在 0 右边表示变差。"),
                new Words("change of the held-out loss", "留出数据 loss 的变化"),
                false,
                rows)),
        numbers,
        List.of(samples.getFirst().text(CARD.formatted(8)) + "penalty: {l2: 0.03}\n"));
  }

  private static double loss(Trial trial, boolean held) {
    return held
        ? trial.last().validation().orElse(trial.last().train()).loss()
        : trial.last().train().loss();
  }

  private static List<Draw.Named> curves(Result shown, boolean held) {
    List<Draw.Named> curves = new ArrayList<>();
    curves.add(curve(new Words("as it is", "不用"), shown.plain(), Look.number(0), held));
    for (int k = 0; k < REMEDIES.size(); k++) {
      curves.add(curve(REMEDIES.get(k).name(), shown.treated().get(k), Look.number(k + 1), held));
    }
    return curves;
  }

  private static Draw.Named curve(Words name, Trial trial, Look look, boolean held) {
    return new Draw.Named(
        name,
        List.of(
            trial.line(
                look, r -> held ? r.validation().orElse(r.train()).loss() : r.train().loss())));
  }
}
