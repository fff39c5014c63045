package plumb.labs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Inference;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.report.Axis;
import plumb.report.Figure;
import plumb.report.Language;
import plumb.report.LineChart;
import plumb.report.LineChart.Look;
import plumb.report.Words;

/** A ReLU is the sum of infinitely many sigmoids with different biases. */
final class C12ReluFromSigmoids implements Lab {
  private static final double LOW = -5;
  private static final double HIGH = 10;

  /** How far from the corner the figure goes. */
  private static final double SHOWN = 5;

  private static final int UNITS = 60;
  private static final double CLOSE = 0.02;

  @Override
  public About about() {
    return new About(
        "C12",
        Part.RELU,
        new Words(
            "Infinitely many sigmoids with different biases, added up, make a ReLU.",
            "无限多个 bias 不同的 sigmoid 叠在一起，就是 ReLU。"),
        new Words(
            "A network of 60 sigmoid units with weight 1 and biases ½, −½, −1½, ... adds its units"
                + " up: Σ σ(x − i + ½). Its answer is compared with ln(1 + eˣ) and with max(0, x)"
                + " at 1501 places between −5 and 10. Then all of it is made ten times finer, x"
                + " times 10 and the sum over 10.",
            "用一个 60 个 sigmoid 神经元的网络，权重都是 1，bias 依次是 ½、−½、−1½……，把输出加起来：Σ σ(x − i + ½)。在 −5 到 10 之间的 1501 个点上，和 ln(1 + eˣ)、max(0, x) 比较。再把刻度细化十倍：x 乘 10，和除以 10。"),
        new Words(
            "Confirmed if the sum is within 0.02 of ln(1 + eˣ) everywhere, within 0.02 of the ReLU"
                + " at both ends, and if the finer sum is at least five times nearer to the ReLU.",
            "若和处处与 ln(1 + eˣ) 相差不超过 0.02，在两端与 ReLU 相差不超过 0.02，且细化后与 ReLU 的最大差距至少缩小到五分之一，则成立。"));
  }

  /** Answers of the network for {@code scale * x}, over {@code scale}. */
  private static double[] sums(double[] x, double scale, int units) {
    NetworkSpec network =
        new NetworkSpec(
            1,
            List.of(new Layer.Dense(units), new Layer.Activate(Activation.SIGMOID)),
            new Head(1, Activation.LINEAR),
            Loss.MEAN_SQUARED_ERROR);
    float[] w = new float[ParameterLayout.of(network).size()];
    for (int i = 0; i < units; i++) {
      w[i] = 1;
      w[units + i] = 0.5f - (i + 1);
      w[2 * units + i] = 1;
    }
    float[] inputs = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      inputs[i] = (float) (scale * x[i]);
    }
    float[] outputs = new float[x.length];
    new Inference(network, w, x.length).run(inputs, x.length, outputs);
    double[] sums = new double[x.length];
    Arrays.setAll(sums, i -> outputs[i] / scale);
    return sums;
  }

  private static double gap(double[] x, double[] y, DoubleUnaryOperator f) {
    double gap = 0;
    for (int i = 0; i < x.length; i++) {
      gap = Math.max(gap, Math.abs(y[i] - f.applyAsDouble(x[i])));
    }
    return gap;
  }

  private static double softplus(double x) {
    return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double relu(double x) {
    return Math.max(0, x);
  }

  @Override
  public Findings run(Setting setting) {
    double[] x = new double[1501];
    Arrays.setAll(x, i -> LOW + (HIGH - LOW) * i / (x.length - 1));
    double[] sum = sums(x, 1, UNITS);
    double[] finer = sums(x, 10, 10 * UNITS);
    double toSoftplus = gap(x, sum, C12ReluFromSigmoids::softplus);
    double toRelu = gap(x, sum, C12ReluFromSigmoids::relu);
    double finerToRelu = gap(x, finer, C12ReluFromSigmoids::relu);
    double atLow = Math.abs(sum[0] - relu(LOW));
    double atHigh = Math.abs(sum[sum.length - 1] - relu(HIGH));
    boolean holds =
        toSoftplus <= CLOSE && atLow <= CLOSE && atHigh <= CLOSE && finerToRelu <= toRelu / 5;
    return new Findings(
        Outcome.of(holds),
        new Words(
            String.format(
                Locale.ROOT,
                "The sum of sigmoids is ln(1 + eˣ) to within %.3f; that differs from the ReLU most"
                    + " at 0, by %.3f (ln 2), and a ten times finer sum by %.3f only.",
                toSoftplus,
                softplus(0),
                finerToRelu),
            String.format(
                Locale.ROOT,
                "sigmoid 之和与 ln(1 + eˣ) 相差不超过 %.3f；它与 ReLU 的差距在 0 处最大，为 %.3f（ln 2）；细化十倍后只差 %.3f。",
                toSoftplus,
                softplus(0),
                finerToRelu)),
        new Words(
            "With equal biases, or with few units, the sum bends back to flat at the right and the"
                + " claim fails there.",
            "如果 bias 都相同，或者神经元太少，曲线在右边会变平，说法就不成立了。"),
        List.of(language -> figure(language, x, sum, finer)),
        List.of(
            Measured.of("largest |sum − ln(1 + eˣ)|", "|和 − ln(1 + eˣ)| 的最大值", toSoftplus)
                .expecting(0.011),
            Measured.of("ln(1 + eˣ) − ReLU at 0", "0 处 ln(1 + eˣ) − ReLU", softplus(0))
                .expecting(0.693),
            Measured.of("largest |sum − ReLU|", "|和 − ReLU| 的最大值", toRelu),
            Measured.of("largest |finer sum − ReLU|", "|细化后的和 − ReLU| 的最大值", finerToRelu)),
        List.of(
            """
            NetworkSpec network = new NetworkSpec(1,
                List.of(new Layer.Dense(60), new Layer.Activate(Activation.SIGMOID)),
                new Head(1, Activation.LINEAR), Loss.MEAN_SQUARED_ERROR);
            float[] w = new float[ParameterLayout.of(network).size()];
            for (int i = 0; i < 60; i++) {
              w[i] = 1;                    // weights
              w[60 + i] = 0.5f - (i + 1);  // biases
              w[120 + i] = 1;              // the sum
            }
            new Inference(network, w, rows).run(inputs, rows, outputs);
            """));
  }

  private static Figure figure(Language language, double[] x, double[] sum, double[] finer) {
    Look bold = Look.number(0);
    Draw.Named network =
        Draw.Named.of("sum of 60 sigmoids", "60 个 sigmoid 之和", Draw.line(bold, x, sum));
    Draw.Named ten = Draw.Named.of("ten times finer", "细化十倍", Draw.line(Look.number(2), x, finer));
    Draw.Named relu =
        Draw.Named.of(
            "ReLU", "ReLU", Draw.function(Look.number(1), C12ReluFromSigmoids::relu, LOW, HIGH));
    List<Draw.Named> all = List.of(relu, network, ten);
    List<LineChart.Line> lines =
        Draw.lines(all).stream()
            .map(line ->
                new LineChart.Line(
                    line.look(),
                    line.points().stream().filter(p -> Math.abs(p.x()) <= SHOWN).toList()))
            .toList();
    Words value = new Words("value", "函数值");
    Words sentence =
        new Words(
            "Sixty sigmoids side by side climb like a ReLU; only the corner at 0 is round, and"
                + " finer steps make it sharp.",
            "六十个错开的 sigmoid 叠起来，像 ReLU 一样上升；只有 0 处的拐角是圆的，刻度越细拐角越尖。");
    return new Figure(
        List.of(
            new Figure.Pane(
                "",
                LineChart.of(
                        sentence.in(language),
                        Axis.exact(-SHOWN, SHOWN),
                        Draw.linear(lines),
                        "x",
                        value.in(language),
                        lines)
                    .svg())),
        Draw.keys(language, all),
        sentence.in(language),
        Draw.table(
            language,
            new Words("Value at some places", "若干点上的值"),
            Words.same("x"),
            List.of(network, ten, Draw.Named.of("ReLU", "ReLU", Draw.line(bold, x, relus(x))))));
  }

  private static double[] relus(double[] x) {
    return Arrays.stream(x).map(C12ReluFromSigmoids::relu).toArray();
  }
}
