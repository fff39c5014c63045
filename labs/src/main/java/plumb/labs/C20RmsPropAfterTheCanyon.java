package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import plumb.optim.UpdateRule;
import plumb.report.Axis;
import plumb.report.Figure;
import plumb.report.Ground;
import plumb.report.Language;
import plumb.report.LineChart;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.LineChart.Trail;
import plumb.report.Words;

/** RMSProp's steps grow again behind a canyon; Adagrad's never do. */
final class C20RmsPropAfterTheCanyon implements Lab {
  private static final double[] START = {-4, 1.5};
  private static final double RATE = 0.1;
  private static final int STEPS = 300;

  private record Way(Words name, UpdateRule rule, List<double[]> places) {
    /** Step over gradient of the first parameter: the learning rate it had. */
    double[] rates() {
      double[] rates = new double[STEPS];
      for (int t = 0; t < STEPS; t++) {
        double step = places.get(t + 1)[0] - places.get(t)[0];
        double slope = slopes(places.get(t))[0];
        rates[t] = Math.abs(slope) < 1e-4 ? Double.NaN : Math.abs(step / slope);
      }
      return rates;
    }

    /** Updates until the first parameter is within a half of the lowest place. */
    int arrival() {
      for (int t = 0; t < places.size(); t++) {
        if (Math.abs(places.get(t)[0] - 4) < 0.5) {
          return t;
        }
      }
      return Integer.MAX_VALUE;
    }
  }

  private static double height(double x, double y) {
    double steep = -4 * (x + 3);
    double wall = Math.max(0, steep) + Math.log1p(Math.exp(-Math.abs(steep)));
    return 0.02 * (x - 4) * (x - 4) + 2 * wall + 0.5 * y * y;
  }

  private static double[] slopes(double[] w) {
    double wall = 1 / (1 + Math.exp(4 * (w[0] + 3)));
    return new double[] {0.04 * (w[0] - 4) - 8 * wall, w[1]};
  }

  private static Way way(String name, UpdateRule rule) {
    return new Way(
        Words.same(name), rule, Descent.of(rule, C20RmsPropAfterTheCanyon::slopes, START, STEPS));
  }

  @Override
  public About about() {
    return new About(
        "C20",
        Part.ADAPTIVE,
        new Words(
            "The same parameter needs a small learning rate in a steep canyon and a large one where"
                + " the ground is flat. RMSProp can raise it again; Adagrad cannot.",
            "同一个参数，在陡峭的峡谷需要小的 learning rate，在平坦的地方需要大的。RMSProp 能再把步伐放大，Adagrad 不能。"),
        new Words(
            "A steep wall (slope −8) that ends at −3, and behind it a long flat valley with its"
                + " lowest place at 4. All rules start at (−4, 1.5) with η = 0.1 (RMSProp: the"
                + " lecture's form, α = 0.9), so that their first steps are alike, and make 300"
                + " updates.",
            "左边是陡壁（斜率 −8），到 −3 为止；后面是又长又平的山谷，最低点在 4。各种方法都从 (−4, 1.5) 出发，η = 0.1（RMSProp 用这一讲的形式，α = 0.9），第一步的大小相同，共更新 300 次。"),
        new Words(
            "Confirmed if RMSProp's rate, step over gradient, grows to at least ten times its lowest"
                + " value after the wall while Adagrad's never grows, and RMSProp comes within ½ of"
                + " the lowest place in fewer updates.",
            "若 RMSProp 的实际学习率（步长除以 gradient）在陡壁之后至少涨到最低值的十倍，而 Adagrad 的从不上涨，并且 RMSProp 用更少的更新次数走到离最低点 ½ 以内，则成立。"));
  }

  /** Up to where the slope is too small to divide by. */
  private static double[] known(double[] rates) {
    return java.util.Arrays.stream(rates).takeWhile(Double::isFinite).toArray();
  }

  private static boolean grows(double[] rates) {
    double before = Double.POSITIVE_INFINITY;
    for (double rate : rates) {
      if (Double.isFinite(rate)) {
        if (rate > before * 1.001) {
          return true;
        }
        before = rate;
      }
    }
    return false;
  }

  /** The largest growth of the rate after its lowest value. */
  private static double growth(double[] rates) {
    double lowest = Double.POSITIVE_INFINITY;
    double growth = 1;
    for (double rate : rates) {
      if (Double.isFinite(rate)) {
        lowest = Math.min(lowest, rate);
        growth = Math.max(growth, rate / lowest);
      }
    }
    return growth;
  }

  @Override
  public Findings run(Setting setting) {
    Way adagrad = way("Adagrad", new UpdateRule.Adagrad(RATE, 0));
    Way rms =
        way(
            "RMSProp",
            new UpdateRule.RmsProp(RATE, 0.9, 0, UpdateRule.RmsProp.Start.FIRST_GRADIENT));
    Way momentum = way("momentum", new UpdateRule.Momentum(0.02, 0.9));
    Way adam = way("Adam", new UpdateRule.Adam(RATE));
    double growth = growth(rms.rates());
    boolean falls = !grows(adagrad.rates());
    List<Way> all = List.of(adagrad, rms, momentum, adam);
    List<Measured> numbers = new ArrayList<>();
    numbers.add(
        Measured.of("growth of RMSProp's rate after its lowest", "RMSProp 学习率自最低值起涨了几倍", growth));
    numbers.add(
        Measured.of(
            "growth of Adagrad's rate after its lowest",
            "Adagrad 学习率自最低值起涨了几倍",
            growth(adagrad.rates())));
    for (Way way : all) {
      if (way.arrival() <= STEPS) {
        numbers.add(
            Measured.of(
                "updates of " + way.name().english() + " to the lowest place",
                way.name().chinese() + " 走到最低点附近的更新次数",
                way.arrival()));
      }
    }
    return new Findings(
        Outcome.of(growth >= 10 && falls && rms.arrival() < adagrad.arrival()),
        Say.of(
            "Behind the wall RMSProp's rate grows %.0f-fold and it is at the lowest place after %d"
                + " updates; Adagrad's only falls, and after %d updates it is still at %.1f.",
            "过了陡壁，RMSProp 的学习率涨了 %.0f 倍，%d 次更新后走到最低点附近；Adagrad 的只降不升，%d 次更新后还在 %.1f。",
            growth,
            rms.arrival(),
            STEPS,
            adagrad.places().getLast()[0]),
        new Words(
            "A surface as steep everywhere as at the start: then remembering all gradients alike, as"
                + " Adagrad does, costs nothing.",
            "如果地形处处和起点一样陡：那么像 Adagrad 那样同等地记住所有 gradient 并没有坏处。"),
        List.of(
            language -> surface(language, all),
            Chart.of(
                new Words(
                    "The learning rate the first parameter had at each update: Adagrad's can only"
                        + " fall, RMSProp forgets the wall.",
                    "每次更新时第一个参数的实际学习率：Adagrad 只会下降，RMSProp 会忘掉陡壁。"),
                new Words("updates", "更新次数"),
                new Words("step over gradient", "步长除以 gradient"),
                Chart.Scale.LOGARITHMIC,
                List.of(
                    new Draw.Named(
                        adagrad.name(), List.of(Draw.line(Look.number(0), known(adagrad.rates())))),
                    new Draw.Named(
                        rms.name(), List.of(Draw.line(Look.number(1), known(rms.rates()))))))),
        numbers,
        List.of("convention: lecture\noptimizer: {rmsprop: {rate: 0.1, decay: 0.9}}\n"));
  }

  private static Figure surface(Language language, List<Way> all) {
    List<Trail> trails = new ArrayList<>();
    List<Figure.Key> keys = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Look look = Look.number(i);
      trails.add(
          new Trail(
              look.thin(),
              all.get(i).places().stream().map(p -> new Point(p[0], p[1], "")).toList()));
      keys.add(Figure.Key.of(look, all.get(i).name().in(language)));
    }
    String sentence =
        new Words(
                "Four rules let go at the left, 300 updates. Adagrad is slow behind the wall, because"
                    + " it never forgets how steep it was.",
                "四种方法同时从左边出发，各走 300 步。Adagrad 过了陡壁就走不快，因为它一直记着那里有多陡。")
            .in(language);
    return new Figure(
        List.of(
            new Figure.Pane(
                "",
                LineChart.of(
                        sentence,
                        Axis.exact(-4.5, 6),
                        Axis.exact(-2, 2),
                        new Words("parameter 1", "参数 1").in(language),
                        new Words("parameter 2", "参数 2").in(language),
                        List.of())
                    .withGround(new Ground.Contours(C20RmsPropAfterTheCanyon::height, 14))
                    .withTrails(trails)
                    .svg())),
        keys,
        sentence,
        Draw.table(
            language,
            new Words("The first parameter after some updates", "若干次更新后第一个参数的值"),
            new Words("update", "更新"),
            all.stream()
                .map(way ->
                    new Draw.Named(
                        way.name(),
                        List.of(
                            Draw.line(
                                Look.number(0),
                                way.places().stream().mapToDouble(p -> p[0]).toArray()))))
                .toList()));
  }
}
