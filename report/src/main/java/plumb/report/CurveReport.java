package plumb.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.curves.CurveVerdict;
import plumb.curves.Curves;
import plumb.report.Figure.Pane;
import plumb.report.LineChart.Line;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Mark;
import plumb.report.LineChart.Point;

/** Turns curves from elsewhere and the verdict on them into one page. */
public final class CurveReport {
  private static final Look TRAIN = new Look(1, 0, true);
  private static final Look VALIDATION = new Look(2, 1, true);
  private static final int MOST_POINTS = 400;
  private static final int MOST_ROWS = 40;

  /** A colon later than here ends a heading: "Overfit from epoch 13 on: the loss ...". */
  private static final int SHORTEST_HEADING = 16;

  private final Curves curves;

  private CurveReport(Curves curves) {
    this.curves = curves;
  }

  /**
   * A complete HTML document: styles, drawings and data inside, nothing fetched from anywhere.
   *
   * @param name of the file they were read from
   */
  public static String html(String name, Curves curves, CurveVerdict verdict) {
    String[] finding = halves(verdict.sentence());
    CurvePage page =
        new CurvePage(
            name,
            Pages.badge(verdict.verdict()),
            Typesetting.set(finding[0]),
            verdict.remedies().stream().findFirst().map(Typesetting::set).orElse(""),
            Typesetting.set(finding[1]),
            new CurveReport(curves).figure(),
            verdict.causes().stream().map(Pages::cause).toList(),
            verdict.remedies().stream().map(Typesetting::set).toList(),
            verdict.needs(),
            curves.notes(),
            Report.style(),
            Report.script());
    return Report.render("curves.jte", page);
  }

  /** The finding in a line, and its numbers. */
  private static String[] halves(String sentence) {
    int colon = sentence.indexOf(": ");
    int point = sentence.indexOf(". ");
    boolean atColon = colon >= SHORTEST_HEADING && (point < 0 || colon < point);
    if (atColon) {
      return new String[] {
        sentence.substring(0, colon), Typesetting.capital(sentence.substring(colon + 2))
      };
    }
    return point < 0
        ? new String[] {sentence, ""}
        : new String[] {sentence.substring(0, point + 1), sentence.substring(point + 2)};
  }

  private Figure figure() {
    List<Pane> panes = new ArrayList<>();
    boolean validated = has(Curves.Point::validationLoss) || has(Curves.Point::validationScore);
    panes.add(pane("Loss", loss(), best(), Curves.Point::trainLoss, Curves.Point::validationLoss));
    if (has(Curves.Point::trainScore) || has(Curves.Point::validationScore)) {
      String score = Typesetting.set(curves.measures().score());
      panes.add(
          pane(
              Typesetting.capital(score),
              score,
              Optional.empty(),
              Curves.Point::trainScore,
              Curves.Point::validationScore));
    }
    if (has(Curves.Point::rate)) {
      panes.add(
          pane("Learning rate", "rate", Optional.empty(), Curves.Point::rate, _ -> Double.NaN));
    }
    List<Figure.Key> keys = new ArrayList<>(List.of(Figure.Key.of(TRAIN, "training set")));
    if (validated) {
      keys.add(Figure.Key.of(VALIDATION, "validation"));
    }
    return new Figure(panes, keys, sentence(), table());
  }

  private String loss() {
    return curves.measures().sameLoss()
        ? curves.measures().loss()
        : curves.measures().loss() + ", validation: " + curves.measures().validationLoss();
  }

  /** Where the validation loss was lowest. */
  private Optional<Curves.Point> best() {
    return curves.points().stream()
        .filter(p -> Double.isFinite(p.validationLoss()))
        .min(Comparator.comparingDouble(Curves.Point::validationLoss));
  }

  private Pane pane(
      String title,
      String measure,
      Optional<Curves.Point> best,
      ToDoubleFunction<Curves.Point> train,
      ToDoubleFunction<Curves.Point> validation) {
    List<Line> lines =
        Stream.of(line(TRAIN, train, "training"), line(VALIDATION, validation, "validation"))
            .filter(line -> !line.points().isEmpty())
            .toList();
    double[] values =
        lines.stream()
            .flatMap(l -> l.points().stream())
            .mapToDouble(Point::y)
            .filter(Double::isFinite)
            .toArray();
    double low = Arrays.stream(values).min().orElse(0);
    Axis y =
        low < 0 ? Axis.linear(low, Arrays.stream(values).max().orElse(1)) : Axis.fitting(values);
    String words = curves.clock().words();
    DoubleFunction<String> tick = y.logarithmic() ? Numbers::power : Numbers::plain;
    return new Pane(
        title,
        best.map(p -> "lowest on validation: " + at(p)).orElse(""),
        new LineChart(
                "%s over %s, training and validation".formatted(title, words),
                Axis.exact(
                    curves.points().getFirst().at(),
                    Math.max(curves.points().getLast().at(), curves.points().getFirst().at() + 1)),
                y,
                words,
                y.named(Words.same(measure), Language.ENGLISH),
                tick,
                lines,
                List.of(),
                best.map(p -> List.of(new Mark(p.at(), p.validationLoss(), true, "")))
                    .orElse(List.of()))
            .svg());
  }

  private Line line(Look look, ToDoubleFunction<Curves.Point> value, String set) {
    return new Line(
        look,
        thin(
                curves.points().stream()
                    .filter(p -> !Double.isNaN(value.applyAsDouble(p)))
                    .toList(),
                MOST_POINTS)
            .stream()
            .map(p ->
                new Point(
                    p.at(),
                    value.applyAsDouble(p),
                    "%s, %s: %s".formatted(set, at(p), Numbers.plain(value.applyAsDouble(p)))))
            .toList());
  }

  private String at(Curves.Point point) {
    return curves.clock().word() + " " + Numbers.tick(point.at());
  }

  private String sentence() {
    return "%s: %s, %s to %s."
        .formatted(
            Typesetting.capital(curves.source()),
            Numbers.count(curves.points().size(), curves.clock().word()),
            Numbers.tick(curves.points().getFirst().at()),
            Numbers.tick(curves.points().getLast().at()));
  }

  private DataTable table() {
    record Column(String name, ToDoubleFunction<Curves.Point> value) {}
    List<Column> columns =
        Stream.of(
                new Column("training loss", Curves.Point::trainLoss),
                new Column("validation loss", Curves.Point::validationLoss),
                new Column("training score", Curves.Point::trainScore),
                new Column("validation score", Curves.Point::validationScore),
                new Column("learning rate", Curves.Point::rate))
            .filter(c -> has(c.value))
            .toList();
    List<String> head = new ArrayList<>(List.of(curves.clock().word()));
    columns.forEach(c -> head.add(c.name));
    List<List<String>> rows = new ArrayList<>();
    for (Curves.Point point : thin(curves.points(), MOST_ROWS)) {
      List<String> row = new ArrayList<>(List.of(Numbers.tick(point.at())));
      columns.forEach(c -> {
        double value = c.value.applyAsDouble(point);
        row.add(Double.isNaN(value) ? "–" : Numbers.plain(value));
      });
      rows.add(row);
    }
    return new DataTable(
        rows.size() < curves.points().size() ? "The curves, some points left out" : "The curves",
        head,
        rows);
  }

  private boolean has(ToDoubleFunction<Curves.Point> value) {
    return curves.has(value);
  }

  /** Evenly chosen points with the first and the last. */
  private static List<Curves.Point> thin(List<Curves.Point> all, int most) {
    return all.size() <= most
        ? all
        : IntStream.range(0, most)
            .mapToObj(i -> all.get((int) Math.round((double) i * (all.size() - 1) / (most - 1))))
            .toList();
  }
}
