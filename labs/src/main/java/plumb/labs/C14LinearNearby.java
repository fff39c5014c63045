package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.Examples;
import plumb.data.Inputs;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.math.RandomStream;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.probe.LinearPiece;
import plumb.probe.Linearizer;
import plumb.probe.PlaneRegions;
import plumb.report.Axis;
import plumb.report.Figure;
import plumb.report.Ground;
import plumb.report.Language;
import plumb.report.LineChart;
import plumb.report.LineChart.Line;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.NetChart;
import plumb.report.Words;
import plumb.run.Card;
import plumb.train.TrainingListener;

/** A ReLU network is a thin linear network near an input, and not linear as a whole. */
final class C14LinearNearby implements Lab {
  private static final double REACH = 2;
  private static final int PLACES = 200;
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          2,
          List.of(
              new Layer.Dense(8),
              new Layer.Activate(Activation.RELU),
              new Layer.Dense(8),
              new Layer.Activate(Activation.RELU)),
          new Head(2, Activation.SOFTMAX),
          Loss.CROSS_ENTROPY);

  @Override
  public About about() {
    return new About(
        "C14",
        Part.RELU,
        new Words(
            "With ReLUs the network is a thinner linear network for a given input: units at 0 are as"
                + " good as gone. It is linear only in a small region; a large enough change of the"
                + " input leads to another region with another slope, so the whole is not linear.",
            "使用 ReLU 时，对给定的 input，network 会变成很瘦的线性 network：output 为 0 的 neuron 等于不存在。它只在小范围内是线性的；input 变化够大，就进入另一个斜率不同的 region，所以整体上还是非线性的。"),
        new Words(
            "A network of two layers of 8 ReLUs learns two classes in the plane (inside and outside of"
                + " a ring), five seeds. At 200 places the linearizer gives W and b of the thin linear"
                + " network; its answer is compared with the network's there, a millionth away and 2"
                + " away, and the linear regions of the plane are counted exactly.",
            "两层各 8 个 ReLU 的网络学习平面上的两类（环内和环外），五个种子。在 200 个点上，用 linearizer 求出瘦的线性网络的 W 和 b，分别在该点、相距百万分之一处和相距 2 处与网络比较；并精确数出平面上的线性区域。"),
        new Words(
            "Confirmed if in every seed W x + b is the network's answer to 10⁻¹² at every place, still"
                + " so a millionth away in at least 99 % of them, off by more than 0.001 at distance 2"
                + " in at least 90 %, and there are ten regions or more.",
            "若每个种子中 W x + b 在每个点上都与网络相等（10⁻¹²），在百万分之一远处至少 99 % 的点仍相等，在相距 2 处至少 90 % 的点相差超过 0.001，且线性区域不少于十个，则成立。"));
  }

  private static double ring(double x, double y) {
    double r = Math.hypot(x, y);
    return r > 0.7 && r < 1.5 ? 1 : 0;
  }

  private static Examples points(long seed, int count) {
    RandomStream random = RandomStream.of(seed).child(3);
    float[] x = new float[2 * count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      x[2 * i] = (float) (2 * REACH * random.uniform(2L * i) - REACH);
      x[2 * i + 1] = (float) (2 * REACH * random.uniform(2L * i + 1) - REACH);
      labels[i] = (int) ring(x[2 * i], x[2 * i + 1]);
    }
    return new Examples(new Inputs.Floats(x, count, 2), new Targets.Classes(labels, 2));
  }

  private record Result(
      Linearizer linearizer,
      PlaneRegions regions,
      double here,
      double near,
      double far,
      double stayed,
      double accuracy) {
    boolean holds() {
      return here <= 1e-12 && near >= 0.99 && far >= 0.9 && regions.count() >= 10;
    }
  }

  private static Result result(long seed, int epochs) {
    Card card =
        Sample.PENGUINS
            .card(
                "network: [dense: 8, relu, dense: 8, relu]\noptimizer: {adam: 0.01}\nbatch: 50\nepochs: %d\nstop: none\n"
                    .formatted(epochs))
            .withSeed(seed);
    Trial trial =
        Trial.of(
            card,
            NETWORK,
            points(seed, 1000),
            Optional.empty(),
            new Target.Classification("ring", List.of("outside", "inside")),
            TrainingListener.NONE);
    Linearizer linearizer = new Linearizer(NETWORK, trial.result().last());
    RandomStream random = RandomStream.of(seed).child(8);
    double here = 0;
    int near = 0;
    int far = 0;
    int stayed = 0;
    for (int i = 0; i < PLACES; i++) {
      double[] x = {
        2 * REACH * random.uniform(3L * i) - REACH, 2 * REACH * random.uniform(3L * i + 1) - REACH
      };
      double angle = 2 * Math.PI * random.uniform(3L * i + 2);
      LinearPiece piece = linearizer.at(x);
      here = Math.max(here, gap(linearizer, piece, x));
      near += gap(linearizer, piece, moved(x, angle, 1e-6)) <= 1e-12 ? 1 : 0;
      double[] there = moved(x, angle, 2);
      far += gap(linearizer, piece, there) > 1e-3 ? 1 : 0;
      stayed += linearizer.at(there).choices().equals(piece.choices()) ? 1 : 0;
    }
    double side = 2 * REACH;
    PlaneRegions regions =
        linearizer.over(
            new double[] {-REACH, -REACH}, new double[] {side, 0}, new double[] {0, side}, 5000);
    return new Result(
        linearizer,
        regions,
        here,
        near / (double) PLACES,
        far / (double) PLACES,
        stayed / (double) PLACES,
        trial.trainScore());
  }

  private static double[] moved(double[] x, double angle, double by) {
    return new double[] {x[0] + by * Math.cos(angle), x[1] + by * Math.sin(angle)};
  }

  /** How far the thin network's answers are from the network's, by the size of the answers. */
  private static double gap(Linearizer linearizer, LinearPiece piece, double[] x) {
    double[] whole = linearizer.value(x);
    double[] thin = piece.apply(x);
    double gap = 0;
    double size = 1;
    for (int o = 0; o < whole.length; o++) {
      gap = Math.max(gap, Math.abs(whole[o] - thin[o]));
      size = Math.max(size, Math.abs(whole[o]));
    }
    return gap / size;
  }

  @Override
  public Findings run(Setting setting) {
    List<Result> results =
        setting.each(setting.seeds(5, 5), seed -> result(seed, setting.choose(60, 300)));
    int passed = (int) results.stream().filter(Result::holds).count();
    double here = results.stream().mapToDouble(Result::here).max().orElseThrow();
    double near = results.stream().mapToDouble(Result::near).min().orElseThrow();
    double far = results.stream().mapToDouble(Result::far).min().orElseThrow();
    double furthest = results.stream().mapToDouble(Result::far).max().orElseThrow();
    double regions = results.stream().mapToDouble(r -> r.regions().count()).average().orElseThrow();
    Result shown = results.getFirst();
    return new Findings(
        Outcome.of(passed == results.size()),
        Say.of(
            "The thin linear network gives the network's answer to %.0e at the place itself. A"
                + " millionth away it does so in %.1f %% of the places in the least of the seeds; 2 away"
                + " it is wrong in %.1f %% to %.1f %%, where the rule asks for 90 %% in every seed: %d of"
                + " %d seeds pass all parts. The plane has %.0f linear regions in the mean.",
            "在该点上，瘦的线性网络与网络相差不超过 %.0e。百万分之一远处，最少的种子也有 %.1f %% 的点相等；相距 2 处有 %.1f %% 到 %.1f %% 的点不再相等，而规则要求每个种子都有 90 %%：%6$d 个种子中有 %5$d 个全部通过。平面上平均有 %7$.0f 个线性区域。",
            here,
            100 * near,
            100 * far,
            100 * furthest,
            passed,
            results.size(),
            regions),
        new Words(
            "A larger change than 2: some regions outside of the ring are so wide that a place has not"
                + " left its own after it. And with an activation that is not piecewise linear, such as"
                + " sigmoid, there is no region in which the network is exactly linear.",
            "变化比 2 更大：环外有的区域很宽，走出 2 之后，有的点还没有离开自己的区域。换成不是分段线性的激活函数（如 sigmoid），就根本没有严格线性的区域。"),
        List.of(language -> plane(language, shown), language -> thin(language, shown)),
        List.of(
            Measured.of("largest difference at the place", "该点上的最大差", here).expecting(0),
            Measured.of("least share equal a millionth away", "百万分之一远处相等的比例（最小）", near),
            Measured.of("least share unequal at distance 2", "相距 2 处不等的比例（最小）", far),
            Measured.of("largest share unequal at distance 2", "相距 2 处不等的比例（最大）", furthest),
            Measured.of(
                "share still in its own region at distance 2, mean",
                "走出 2 之后仍在原来区域的比例（平均）",
                results.stream().mapToDouble(Result::stayed).average().orElseThrow()),
            Measured.of("linear regions, mean", "线性区域数（平均）", regions),
            Measured.of("linear regions, seed 1", "线性区域数（种子 1）", shown.regions().count())),
        List.of(
            """
            Linearizer linearizer = new Linearizer(network, parameters);
            LinearPiece piece = linearizer.at(x);      // W, b, and which units are gone
            PlaneRegions regions = linearizer.over(origin, across, up, 5000);
            """));
  }

  private static Figure plane(Language language, Result shown) {
    List<Ground.Patch> patches = new ArrayList<>();
    List<PlaneRegions.Region> regions = shown.regions().regions();
    for (int i = 0; i < regions.size(); i++) {
      PlaneRegions.Region region = regions.get(i);
      double[] x = java.util.Arrays.stream(region.u()).map(u -> 2 * REACH * u - REACH).toArray();
      double[] y = java.util.Arrays.stream(region.v()).map(v -> 2 * REACH * v - REACH).toArray();
      patches.add(new Ground.Patch(x, y, i));
    }
    List<Line> rings = new ArrayList<>();
    for (double r : new double[] {0.7, 1.5}) {
      rings.add(
          new Line(
              new Look(6, 1, true),
              IntStream.rangeClosed(0, 90)
                  .mapToObj(i ->
                      new Point(
                          r * Math.cos(i * 2 * Math.PI / 90),
                          r * Math.sin(i * 2 * Math.PI / 90),
                          ""))
                  .toList()));
    }
    String sentence =
        Say.of(
                "The %d linear regions of a trained network with 16 ReLUs (seed 1). In each the network"
                    + " is another linear function; the dashed ring is what it learned to enclose.",
                "有 16 个 ReLU 的训练好的网络（种子 1）的 %d 个线性区域。每个区域里网络是不同的线性函数；虚线环是它学着圈出的形状。", regions.size())
            .in(language);
    return new Figure(
        List.of(
            new Figure.Pane(
                "",
                LineChart.of(
                        sentence,
                        Axis.exact(-REACH, REACH),
                        Axis.exact(-REACH, REACH),
                        "x₁",
                        "x₂",
                        rings)
                    .withGround(new Ground.Patches(patches))
                    .svg())),
        List.of(),
        sentence,
        Draw.table(
            language,
            new Words("The ten largest regions", "最大的十个区域"),
            List.of(
                new Words("share of the plane", "占平面的比例"),
                new Words("corners", "顶点数"),
                new Words("slope of the difference of the outputs, x₁", "输出差对 x₁ 的斜率"),
                Words.same("x₂")),
            regions.stream()
                .sorted((a, b) -> Double.compare(b.area(), a.area()))
                .limit(10)
                .map(r ->
                    List.of(
                        Draw.percent(r.area()),
                        Draw.cell(r.u().length),
                        Draw.cell((r.outputs()[1][1] - r.outputs()[0][1]) / (2 * REACH)),
                        Draw.cell((r.outputs()[1][2] - r.outputs()[0][2]) / (2 * REACH))))
                .toList()));
  }

  private static Figure thin(Language language, Result shown) {
    List<Figure.Pane> panes = new ArrayList<>();
    List<List<Words>> rows = new ArrayList<>();
    double[][] places = {{0.2, 0.1}, {1.4, -1.2}};
    for (double[] x : places) {
      LinearPiece piece = shown.linearizer().at(x);
      List<NetChart.Layer> layers = new ArrayList<>();
      layers.add(new NetChart.Layer("x", new boolean[] {true, true}));
      int gone = 0;
      for (LinearPiece.Choice choice : piece.choices()) {
        boolean[] lit = new boolean[choice.chosen().size()];
        for (int i = 0; i < lit.length; i++) {
          lit[i] = !choice.dropped().contains(i);
        }
        gone += choice.dropped().size();
        layers.add(new NetChart.Layer("ReLU", lit));
      }
      layers.add(
          new NetChart.Layer(new Words("output", "输出").in(language), new boolean[] {true, true}));
      String title = Say.of("x = (%.1f, %.1f)", "", x[0], x[1]).english();
      panes.add(new Figure.Pane(title, new NetChart(title, layers).svg()));
      rows.add(
          List.of(
              Words.same(title),
              Draw.cell(gone),
              Draw.cell(piece.weights()[1][0]),
              Draw.cell(piece.weights()[1][1]),
              Draw.cell(piece.biases()[1])));
    }
    return new Figure(
        panes,
        List.of(),
        new Words(
                "The thin linear network lit up inside the full one, for two inputs: units at 0 and"
                    + " their wires are gone, and which they are depends on the input.",
                "两个输入下，整个网络中“亮着”的瘦的线性网络：output 为 0 的 neuron 和它的连线消失了；消失哪些取决于 input。")
            .in(language),
        Draw.table(
            language,
            new Words("The thin networks", "瘦的网络"),
            List.of(
                new Words("input", "输入"),
                new Words("units that are gone", "消失的 neuron 数"),
                new Words("slope of output 2 by x₁", "第 2 个输出对 x₁ 的斜率"),
                new Words("by x₂", "对 x₂"),
                new Words("bias", "bias")),
            rows));
  }
}
