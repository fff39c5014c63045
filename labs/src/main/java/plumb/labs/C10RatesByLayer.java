package plumb.labs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import plumb.data.Targets;
import plumb.math.Kernels;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Expected;
import plumb.nn.Initializer;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Pass;
import plumb.nn.Segment;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Range;
import plumb.optim.UpdateRule;
import plumb.optim.Updater;
import plumb.recipe.Preview;
import plumb.report.LineChart.Look;
import plumb.report.Words;
import plumb.run.Card;
import plumb.train.Evaluation;

/** A learning rate for each layer can help; replacing the sigmoid is more direct. */
final class C10RatesByLayer implements Lab {
  private static final int DEPTH = 9;
  private static final double RATE = 0.1;

  private static String card(String activation) {
    return "network: [%s]\noptimizer: {sgd: 0.1}\nbatch: 100\nstop: none\n"
        .formatted(String.join(", ", Collections.nCopies(DEPTH, "dense: 50, " + activation)));
  }

  @Override
  public About about() {
    return new About(
        "C10",
        Part.VANISHING,
        new Words(
            "Different learning rates for different parameters may also solve the vanishing gradient;"
                + " but taking out the sigmoid is more direct and nearly always works.",
            "可以给不同的参数不同的 learning rate，这样也有机会解决梯度消失；但直接改 activation function，把 sigmoid 拿掉，更干脆而且几乎都会 work。"),
        new Words(
            "Nine layers of 50 sigmoids on the digits: with one rate for all (η = 0.1); with a rate"
                + " for each layer, η times mean |g| of the head over mean |g| of the layer, measured"
                + " at every update; and the same network with ReLUs and one rate.",
            "digits 上的 9 层网络，每层 50 个 sigmoid：一种是所有参数同一个学习率（η = 0.1）；一种是每层各有学习率，即 η 乘以输出层平均 |g| 与该层平均 |g| 之比，每次更新时重新测量；还有一种是换成 ReLU、同一个学习率。"),
        new Words(
            "Confirmed if rates by layer raise the training accuracy by more than 10 points in the"
                + " mean over the seeds, and the ReLUs reach at least as much as they do.",
            "若（对种子取平均）分层学习率使训练正确率提高 10 个百分点以上，而换成 ReLU 至少达到同样的水平，则成立。"));
  }

  /** The training accuracy after each epoch. */
  private static double[] train(Card card, boolean byLayer, int epochs) {
    Preview preview = Preview.of(card);
    NetworkSpec network = preview.network();
    ParameterLayout layout = ParameterLayout.of(network);
    var train = preview.data().train();
    int[] labels = ((Targets.Classes) train.targets()).labels();
    int batch = card.batch();
    float[] w = Initializer.draw(network, RandomStream.of(card.seed()).child(1));
    float[] g = new float[w.length];
    Pass pass = new Pass(network, Kernels.select(), Team.of(1), batch, true);
    Updater updater =
        new Updater(
            new Optimizer(new UpdateRule.Sgd(RATE)),
            Penalty.NONE,
            List.of(new Range(0, w.length, Range.Kind.WEIGHT)),
            Team.of(1));
    Evaluation evaluation = new Evaluation(network, Team.of(1));
    double[] accuracy = new double[epochs + 1];
    int[] order = new int[train.rows()];
    int[] expected = new int[batch];
    for (int epoch = 0; epoch <= epochs; epoch++) {
      accuracy[epoch] =
          Trial.score(evaluation.measure(w, train, preview.data().encoding().target()));
      RandomStream.of(card.seed()).child(100 + epoch).permutation(order);
      for (int from = 0; from + batch <= order.length; from += batch) {
        for (int i = 0; i < batch; i++) {
          train.inputs().copyRow(order[from + i], pass.inputs(), i * network.inputs());
          expected[i] = labels[order[from + i]];
        }
        pass.forward(w, batch);
        pass.backward(new Expected.Classes(expected), g);
        if (byLayer) {
          scale(layout, g);
        }
        updater.update(w, g, 1);
      }
    }
    return accuracy;
  }

  /** Makes the mean size of every layer's gradient that of the head's. */
  private static void scale(ParameterLayout layout, float[] g) {
    Segment head =
        layout.segments().stream()
            .filter(s -> s.role() == Segment.Role.WEIGHT)
            .reduce((a, b) -> b)
            .orElseThrow();
    double size = size(head, g);
    double factor = 1;
    for (Segment segment : layout.segments()) {
      if (segment.role() == Segment.Role.WEIGHT) {
        double own = size(segment, g);
        factor = own > 0 ? size / own : 1;
      }
      for (int i = segment.offset(); i < segment.end(); i++) {
        g[i] *= (float) factor;
      }
    }
  }

  private static double size(Segment segment, float[] g) {
    double sum = 0;
    for (int i = segment.offset(); i < segment.end(); i++) {
      sum += Math.abs(g[i]);
    }
    return sum / segment.size();
  }

  private record Run(double[] plain, double[] byLayer, double[] relu) {}

  @Override
  public Findings run(Setting setting) {
    int epochs = setting.choose(60, 200);
    List<Run> runs =
        setting.each(
            setting.seeds(3, 5),
            seed -> {
              Card sigmoid = Sample.DIGITS.card(card("sigmoid")).withSeed(seed);
              Card relu = Sample.DIGITS.card(card("relu")).withSeed(seed);
              return new Run(
                  train(sigmoid, false, epochs),
                  train(sigmoid, true, epochs),
                  train(relu, false, epochs));
            });
    double[] means = new double[3];
    List<Rows.Row> rows = new ArrayList<>();
    List<Draw.Named> curves = new ArrayList<>();
    Words[] names = {
      new Words("sigmoid, one rate", "sigmoid，同一学习率"),
      new Words("sigmoid, a rate a layer", "sigmoid，分层学习率"),
      new Words("ReLU, one rate", "ReLU，同一学习率")
    };
    for (int k = 0; k < 3; k++) {
      int which = k;
      List<double[]> own =
          runs.stream()
              .map(r -> which == 0 ? r.plain() : which == 1 ? r.byLayer() : r.relu())
              .toList();
      double[] ends = own.stream().mapToDouble(a -> a[a.length - 1]).toArray();
      means[k] = Arrays.stream(ends).average().orElseThrow();
      rows.add(new Rows.Row(names[k], ends, k + 1));
      Look look = Look.number(k);
      curves.add(new Draw.Named(names[k], own.stream().map(a -> Draw.line(look, a)).toList()));
    }
    return new Findings(
        Outcome.of(means[1] > means[0] + 0.1 && means[2] >= means[1]),
        Say.of(
            "Training accuracy of nine layers: %.0f %% with one rate, %.0f %% with a rate for each"
                + " layer, %.0f %% with ReLUs.",
            "9 层网络的训练正确率：同一学习率 %.0f %%，分层学习率 %.0f %%，换成 ReLU %.0f %%。",
            100 * means[0],
            100 * means[1],
            100 * means[2]),
        new Words(
            "A rate for each layer that is smaller or falls with time can train on without the jumps;"
                + " with the ReLUs nothing has to be chosen.",
            "分层学习率取小一些、或随时间下降，可以训练得更稳；换成 ReLU 则什么都不用调。"),
        List.of(
            Chart.of(
                new Words(
                    "Training accuracy by epoch, one line a seed.", "训练正确率随 epoch 的变化，每条线一个种子。"),
                new Words("epochs", "epoch"),
                new Words("training accuracy", "训练正确率"),
                Chart.Scale.FROM_ZERO,
                curves),
            new Rows(
                new Words(
                    "Training accuracy after the last epoch, every seed in the table.",
                    "最后一个 epoch 之后的训练正确率，表中有每个种子的值。"),
                new Words("training accuracy", "训练正确率"),
                true,
                rows)),
        List.of(
            Measured.of("sigmoid, one rate", "sigmoid，同一学习率", means[0]),
            Measured.of("sigmoid, a rate a layer", "sigmoid，分层学习率", means[1]),
            Measured.of("ReLU, one rate", "ReLU，同一学习率", means[2])),
        List.of(
            """
            pass.forward(w, batch);
            pass.backward(expected, g);
            for (Segment layer : ParameterLayout.of(network).segments()) {
              // g of the layer times mean |g| of the head over mean |g| of the layer
            }
            updater.update(w, g, 1);
            """));
  }
}
