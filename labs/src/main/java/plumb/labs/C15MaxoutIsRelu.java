package plumb.labs;

import java.util.Arrays;
import java.util.List;
import plumb.math.Kernels;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.nn.Activation;
import plumb.nn.Expected;
import plumb.nn.Head;
import plumb.nn.Inference;
import plumb.nn.Initializer;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.nn.ParameterLayout;
import plumb.nn.Pass;
import plumb.nn.Segment;
import plumb.report.LineChart.Look;
import plumb.report.Words;

/** Maxout with a second piece of zeros is ReLU. */
final class C15MaxoutIsRelu implements Lab {
  private static final int INPUTS = 20;
  private static final int UNITS = 30;
  private static final int ROWS = 500;

  private static final NetworkSpec RELU =
      new NetworkSpec(
          INPUTS,
          List.of(new Layer.Dense(UNITS), new Layer.Activate(Activation.RELU)),
          new Head(1, Activation.LINEAR),
          Loss.MEAN_SQUARED_ERROR);
  private static final NetworkSpec MAXOUT =
      new NetworkSpec(
          INPUTS,
          List.of(new Layer.Maxout(UNITS, 2)),
          new Head(1, Activation.LINEAR),
          Loss.MEAN_SQUARED_ERROR);

  @Override
  public About about() {
    return new About(
        "C15",
        Part.MAXOUT,
        new Words(
            "ReLU is a special case of Maxout: with z₁ = wx + b and z₂ = 0 the two are the same.",
            "ReLU 是 Maxout 的特例：当 z₁ = wx + b、z₂ = 0 时，两者一模一样。"),
        new Words(
            "A layer of 30 ReLUs on 20 inputs with random weights, and a Maxout layer with the same"
                + " weights as first pieces and zeros as second ones, answer 500 random rows; then"
                + " both compute the gradient of the squared error. Five seeds.",
            "20 个输入、30 个 ReLU 的一层，权重随机；再造一层 Maxout，第一片用同样的权重，第二片全是 0。两者对 500 个随机输入给出答案，再各自计算平方误差的 gradient。五个种子。"),
        new Words(
            "Confirmed if every answer and every derivative by a shared weight is equal to the last"
                + " bit.",
            "若每个输出、以及对共同权重的每个导数都逐位相等，则成立。"));
  }

  private record Gaps(double answers, double gradients) {}

  private static float[] maxout(float[] relu) {
    ParameterLayout from = ParameterLayout.of(RELU);
    ParameterLayout to = ParameterLayout.of(MAXOUT);
    float[] w = new float[to.size()];
    for (Segment target : to.segments()) {
      boolean head = target.layer() == MAXOUT.layers().size();
      Segment source =
          from.find(head ? RELU.layers().size() : target.layer(), target.role()).orElseThrow();
      int stride = head ? 1 : 2;
      for (int i = 0; i < source.size(); i++) {
        w[target.offset() + stride * i] = relu[source.offset() + i];
      }
    }
    return w;
  }

  private static float[] gradient(NetworkSpec network, float[] w, float[] x, float[] y) {
    Pass pass = new Pass(network, Kernels.select(), Team.of(1), ROWS, true);
    System.arraycopy(x, 0, pass.inputs(), 0, x.length);
    pass.forward(w, ROWS);
    float[] gradient = new float[w.length];
    pass.backward(new Expected.Values(y), gradient);
    return gradient;
  }

  private static Gaps gaps(long seed) {
    RandomStream random = RandomStream.of(seed);
    float[] x = new float[ROWS * INPUTS];
    float[] y = new float[ROWS];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.normal(i);
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) random.child(2).normal(i);
    }
    float[] relu = Initializer.draw(RELU, random.child(1));
    float[] maxout = maxout(relu);
    float[] a = new float[ROWS];
    float[] b = new float[ROWS];
    new Inference(RELU, relu, ROWS).run(x, ROWS, a);
    new Inference(MAXOUT, maxout, ROWS).run(x, ROWS, b);
    float[] shared = maxout(gradient(RELU, relu, x, y));
    float[] own = gradient(MAXOUT, maxout, x, y);
    double answers = 0;
    for (int i = 0; i < ROWS; i++) {
      answers = Math.max(answers, Math.abs((double) a[i] - b[i]));
    }
    double gradients = 0;
    for (Segment segment : ParameterLayout.of(MAXOUT).segments()) {
      boolean head = segment.layer() == MAXOUT.layers().size();
      for (int i = segment.offset(); i < segment.end(); i += head ? 1 : 2) {
        gradients = Math.max(gradients, Math.abs((double) shared[i] - own[i]));
      }
    }
    return new Gaps(answers, gradients);
  }

  @Override
  public Findings run(Setting setting) {
    List<Gaps> gaps = setting.each(setting.seeds(5, 5), C15MaxoutIsRelu::gaps);
    double answers = gaps.stream().mapToDouble(Gaps::answers).max().orElseThrow();
    double gradients = gaps.stream().mapToDouble(Gaps::gradients).max().orElseThrow();
    double[] x = new double[121];
    Arrays.setAll(x, i -> -3 + i / 20.0);
    return new Findings(
        Outcome.of(answers == 0 && gradients == 0),
        Say.of(
            "Over %d random rows the largest difference of an answer is %.1g and of a derivative"
                + " %.1g.",
            "%d 个随机输入中，输出的最大差是 %.1g，导数的最大差是 %.1g。", ROWS * gaps.size(), answers, gradients),
        new Words(
            "A second piece that is not 0: then the unit is another function (C16), and it learns to"
                + " be one as soon as its second piece wins somewhere.",
            "第二片不是 0：那它就是别的函数（C16）；只要第二片在某处胜出，它就会学成别的形状。"),
        List.of(
            Chart.of(
                new Words(
                    "The pieces z₁ = x and z₂ = 0, and their maximum: the ReLU.",
                    "两片 z₁ = x 和 z₂ = 0，以及它们的最大值：就是 ReLU。"),
                Words.same("x"),
                new Words("value", "函数值"),
                Chart.Scale.LINEAR,
                List.of(
                    Draw.Named.of(
                        "max(z₁, z₂)",
                        "max(z₁, z₂)",
                        Draw.line(
                            Look.number(2),
                            x,
                            Arrays.stream(x).map(v -> Math.max(v, 0)).toArray())),
                    Draw.Named.of("z₁ = x", "z₁ = x", Draw.line(Look.number(0).thin(), x, x)),
                    Draw.Named.of(
                        "z₂ = 0",
                        "z₂ = 0",
                        Draw.line(Look.number(1).thin(), x, new double[x.length]))))),
        List.of(
            Measured.of("largest difference of an answer", "输出的最大差", answers).expecting(0),
            Measured.of("largest difference of a derivative", "导数的最大差", gradients).expecting(0)),
        List.of("network: [maxout: {units: 30, pieces: 2}]   # second pieces set to 0\n"));
  }
}
