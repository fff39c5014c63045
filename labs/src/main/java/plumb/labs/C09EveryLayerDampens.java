package plumb.labs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import plumb.data.Examples;
import plumb.math.RandomStream;
import plumb.nn.Initializer;
import plumb.nn.ParameterLayout;
import plumb.nn.Segment;
import plumb.probe.Echo;
import plumb.probe.WeightProbe;
import plumb.recipe.Preview;
import plumb.report.LineChart.Line;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.Numbers;
import plumb.report.Words;
import plumb.run.Card;

/** Even a large change of a weight shrinks at every sigmoid. */
final class C09EveryLayerDampens implements Lab {
  private static final int DEPTH = 9;
  private static final List<Double> STEPS = List.of(0.1, 1.0, 10.0, 100.0);

  @Override
  public About about() {
    return new About(
        "C9",
        Part.VANISHING,
        new Words(
            "The sigmoid squeezes all numbers into 0 to 1: even a large change of a weight in the first"
                + " layer gets smaller at every layer, and hardly anything arrives at the output.",
            "sigmoid 会把正负无穷大压到 [0,1] 之间：即使第一层的 weight 有很大的变化，每通过一层就衰减一次，传到 output 时变化非常非常小。"),
        new Words(
            "In an untrained network of nine layers of 50 sigmoids on the digits the weight of the"
                + " first layer with the largest derivative is changed by 0.1, 1, 10 and 100; the probe"
                + " measures how much each layer's outputs change, averaged over 100 rows. ReLUs for"
                + " comparison, five seeds.",
            "digits 上未经训练的 9 层网络，每层 50 个 sigmoid：把第一层中导数最大的那个权重改变 0.1、1、10、100，用 probe 测量每层输出的变化（100 行平均）。ReLU 作对照，五个种子。"),
        new Words(
            "Confirmed if for every step and seed the change gets smaller at every hidden layer, by at"
                + " least the factor ¼‖W‖ of that layer where that is below 1, never by less, and if"
                + " at most a ten-thousandth of the change of the first layer arrives at the ninth.",
            "若对每个步长和种子，变化在每个隐藏层都变小，且不超过上一层变化乘以该层的 ¼‖W‖，而到第 9 层时剩下的不超过第一层变化的万分之一，则成立。"));
  }

  private static String card(String activation) {
    return "network: [%s]\n"
        .formatted(String.join(", ", Collections.nCopies(DEPTH, "dense: 50, " + activation)));
  }

  /** The change of every hidden layer's outputs, for every step. */
  private record Waves(List<double[]> changes, double[] bounds) {}

  private static Waves waves(String activation, long seed) {
    Card card = Sample.DIGITS.card(card(activation)).withSeed(seed);
    Preview preview = Preview.of(card);
    Examples rows = Slices.between(preview.data().train(), 0, 100);
    float[] w = Initializer.draw(preview.network(), RandomStream.of(seed).child(1));
    ParameterLayout layout = ParameterLayout.of(preview.network());
    WeightProbe probe = new WeightProbe(preview.network(), w, rows);
    int weight = probe.steepest(layout.find(0, Segment.Role.WEIGHT).orElseThrow());
    List<double[]> changes = new ArrayList<>();
    for (double step : STEPS) {
      changes.add(
          probe.echo(weight, step).stream().limit(DEPTH).mapToDouble(Echo::change).toArray());
    }
    double[] bounds = new double[DEPTH];
    for (int i = 1; i < DEPTH; i++) {
      Segment segment = layout.find(2 * i, Segment.Role.WEIGHT).orElseThrow();
      double squares = 0;
      for (int k = segment.offset(); k < segment.end(); k++) {
        squares += (double) w[k] * w[k];
      }
      bounds[i] = Math.sqrt(squares) / 4;
    }
    return new Waves(changes, bounds);
  }

  @Override
  public Findings run(Setting setting) {
    List<Waves> sigmoid = setting.each(setting.seeds(5, 5), seed -> waves("sigmoid", seed));
    List<Waves> relu = setting.each(setting.seeds(5, 5), seed -> waves("relu", seed));
    boolean holds = true;
    double largest = 0;
    double arrived = 0;
    for (Waves waves : sigmoid) {
      for (double[] change : waves.changes()) {
        for (int i = 1; i < DEPTH; i++) {
          double factor = change[i] / change[i - 1];
          largest = Math.max(largest, factor);
          holds &= factor < 1 && factor <= waves.bounds()[i];
        }
        arrived = Math.max(arrived, change[DEPTH - 1] / change[0]);
      }
    }
    holds &= arrived <= 1e-4;
    double reluArrived =
        Math.exp(
            relu.stream()
                .flatMap(w -> w.changes().stream())
                .mapToDouble(c -> Math.log(c[DEPTH - 1] / c[0]))
                .average()
                .orElseThrow());
    List<Measured> numbers = new ArrayList<>();
    numbers.add(Measured.of("largest factor of one sigmoid layer", "一层 sigmoid 的最大传递比", largest));
    numbers.add(
        Measured.of(
            "largest share that arrives at layer nine, sigmoid", "sigmoid：传到第 9 层的最大比例", arrived));
    numbers.add(
        Measured.of(
            "mean share that arrives at layer nine, ReLU", "ReLU：传到第 9 层的平均比例", reluArrived));
    return new Findings(
        Outcome.of(holds),
        Say.of(
            "At every layer of sigmoids at most %.2f of the change gets through, and of the change of"
                + " the first layer at most %.1g arrives at the ninth; with ReLUs %.2g.",
            "每一层 sigmoid 最多让 %.2f 的变化通过；第一层的变化传到第 9 层最多剩 %.1g；ReLU 则有 %.2g。",
            largest,
            arrived,
            reluArrived),
        new Words(
            "Weights so large that ¼‖W‖ is above 1 at every layer: then the change need not shrink,"
                + " but most sigmoids are saturated and pass on nothing.",
            "权重大到每层的 ¼‖W‖ 都超过 1：那样变化不一定衰减，但多数 sigmoid 已经饱和，什么也传不过去。"),
        List.of(
            new Chart(
                new Words(
                    "How much of a change of one weight in layer 1 arrives at each layer, seed 1: with"
                        + " sigmoids even a step of 100 dies away, with ReLUs it goes through.",
                    "第 1 层一个权重的变化传到各层还剩多少（种子 1）：sigmoid 时即使改变 100 也会衰减殆尽，ReLU 时能传过去。"),
                new Words("layer", "层"),
                new Words("change of the outputs", "输出的变化"),
                Chart.Scale.LOGARITHMIC,
                List.of(
                    new Chart.Pane(Words.same("sigmoid"), lines(sigmoid.getFirst())),
                    new Chart.Pane(Words.same("ReLU"), lines(relu.getFirst()))),
                List.of())),
        numbers,
        List.of(
            """
            WeightProbe probe = new WeightProbe(network, parameters, rows);
            int weight = probe.weight(0, 20, 7);      // layer, input, sum
            for (Echo echo : probe.echo(weight, 10)) {
              System.out.println(echo.layer() + " changes by " + echo.change());
            }
            """));
  }

  private static List<Draw.Named> lines(Waves waves) {
    List<Draw.Named> lines = new ArrayList<>();
    for (int k = 0; k < STEPS.size(); k++) {
      List<Point> points = new ArrayList<>();
      double[] change = waves.changes().get(k);
      for (int i = 0; i < change.length; i++) {
        points.add(new Point(i + 1, change[i]));
      }
      String name = "Δw = " + Numbers.plain(STEPS.get(k));
      lines.add(Draw.Named.of(name, name, new Line(Look.number(k), points)));
    }
    return lines;
  }
}
