package plumb.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import plumb.recipe.Score;
import plumb.report.Figure.Pane;
import plumb.report.Page.Comparison;
import plumb.run.Reference;
import plumb.run.RunDocument;
import plumb.run.Scores;
import plumb.train.Metrics;

/** The network beside the reference models, and who wins. */
final class Comparisons {
  private static final int WIDTH = 480;
  private static final int ROW = 46;
  private static final int LEFT = 12;
  private static final int MOST_LETTERS = 48;
  private static final int RIGHT = WIDTH - 24;

  private Comparisons() {}

  /** A row: the network, or a reference model that came to its end or not. */
  private record Model(String name, Scores scores, boolean network, boolean fitted) {}

  static Comparison of(RunDocument run) {
    List<Model> models = new ArrayList<>();
    models.add(new Model("network", run.metrics(), true, true));
    for (Reference reference : run.references()) {
      models.add(new Model(reference.name(), reference.scores(), false, reference.finished()));
    }
    String sentence = sentence(run);
    List<String> notes =
        run.references().stream()
            .filter(r -> !r.note().isBlank())
            .map(r -> Typesetting.set(r.name() + ": " + r.note()))
            .toList();
    return new Comparison(
        sentence, figure(run, models, sentence), table(Measure.of(run), models), notes);
  }

  private static String sentence(RunDocument run) {
    String set = Measure.lastName(run.metrics());
    Measure measure = Measure.of(run);
    Metrics network = Measure.last(run.metrics());
    Optional<Reference> found =
        run.references().stream()
            .filter(Reference::finished)
            .max(
                Comparator.comparingDouble(
                    r -> finiteScore(measure, Measure.like(run.metrics(), r.scores()))));
    if (found.isEmpty()) {
      return "No reference model was fitted; the network alone has %s %s on the %s."
          .formatted(measure.scoreName(), measure.scoreWithMargin(network), set);
    }
    Reference best = found.get();
    Metrics other = Measure.like(run.metrics(), best.scores());
    String numbers =
        "%s %s against %s on the %s"
            .formatted(
                measure.scoreName(),
                measure.scoreWithMargin(network),
                measure.scoreWithMargin(other),
                set);
    return switch (Score.of(network, run.score()).against(Score.of(other, run.score()))) {
      case BETTER ->
          "The network beats the best simple model, %s: %s.".formatted(best.name(), numbers);
      case WORSE ->
          "The network loses to %s: %s. Use the simple model.".formatted(best.name(), numbers);
      case NOT_TOLD_APART ->
          "The network and %s cannot be told apart: %s. Where they are equal, the simpler model is the better choice."
              .formatted(best.name(), numbers);
    };
  }

  private static double finiteScore(Measure measure, Metrics metrics) {
    double score = measure.score(metrics);
    return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
  }

  private static Figure figure(RunDocument run, List<Model> models, String sentence) {
    Measure measure = Measure.of(run);
    List<Metrics> shown =
        models.stream()
            .filter(Model::fitted)
            .map(m -> Measure.like(run.metrics(), m.scores()))
            .toList();
    double[] values =
        shown.stream()
            .flatMapToDouble(m -> DoubleStream.of(measure.score(m), measure.from(m), measure.to(m)))
            .filter(Double::isFinite)
            .map(v -> Math.clamp(v, -1, 1))
            .toArray();
    double low = DoubleStream.of(values).min().orElse(0);
    double high = DoubleStream.of(values).max().orElse(1);
    Axis scale = Axis.linear(low, Math.max(high, low + 1e-3));
    int bottom = 12 + ROW * models.size();
    String name = measure.scoreName();
    String set = Measure.lastName(run.metrics());
    Svg svg =
        new Svg(
            WIDTH,
            bottom + 46,
            "chart",
            "%s of every model on the %s, with its margins. %s".formatted(name, set, sentence));
    for (double tick : scale.ticks()) {
      double at = scale.position(tick, LEFT, RIGHT);
      svg.line(at, 6, at, bottom, "grid")
          .text(at, bottom + 18, "middle", "tick", tickText(shown.getFirst(), tick));
    }
    svg.line(LEFT, bottom, RIGHT, bottom, "axis")
        .text((LEFT + RIGHT) / 2.0, bottom + 38, "middle", "name", name + " on the " + set);
    for (int i = 0; i < models.size(); i++) {
      row(svg, scale, measure, run.metrics(), models.get(i), 12 + ROW * i);
    }
    DataTable data =
        new DataTable(
            "%s on the %s".formatted(name, set),
            List.of("model", name, "from", "to", "rows"),
            models.stream()
                .map(m -> {
                  if (!m.fitted()) {
                    return List.of(m.name(), Measure.NOT_FITTED, "–", "–", "–");
                  }
                  Metrics last = Measure.like(run.metrics(), m.scores());
                  return List.of(
                      m.name(),
                      measure.scoreText(last),
                      measure.scoreText(measure.from(last)),
                      measure.scoreText(measure.to(last)),
                      Numbers.count(last.rows()));
                })
                .toList());
    String caption =
        "Dots are scores on the %s, bars two standard errors to either side; further right is better."
            .formatted(set);
    return new Figure(List.of(new Pane("", svg.end())), List.of(), caption, data);
  }

  static String tickText(Metrics kind, double value) {
    return switch (kind) {
      case Metrics.Classification _ -> Numbers.plain(value * 100) + "\u00a0%";
      case Metrics.Regression _ -> Numbers.plain(value);
    };
  }

  /** The name above its bar, where there is room for it at any width. */
  private static void row(
      Svg svg, Axis scale, Measure measure, Scores network, Model model, double top) {
    Metrics last = Measure.like(network, model.scores());
    double y = top + 30;
    svg.text(
        LEFT - 8,
        top + 16,
        "start",
        model.network() ? "row-name bold" : "row-name",
        model.name().length() > MOST_LETTERS
            ? model.name().substring(0, MOST_LETTERS - 1) + "…"
            : model.name());
    if (!model.fitted()) {
      svg.text(LEFT, y + 4, "start", "tick", Measure.NOT_FITTED);
      return;
    }
    double score = measure.score(last);
    if (!Double.isFinite(score)) {
      svg.text(LEFT, y + 4, "start", "tick", measure.scoreText(last));
      return;
    }
    double from = scale.position(finite(measure.from(last), score), LEFT, RIGHT);
    double to = scale.position(finite(measure.to(last), score), LEFT, RIGHT);
    svg.line(from, y, to, y, "whisker")
        .line(from, y - 5, from, y + 5, "whisker")
        .line(to, y - 5, to, y + 5, "whisker");
    svg.dot(
        scale.position(score, LEFT, RIGHT),
        y,
        model.network() ? 6.5 : 5,
        model.network() ? "dot net" : "dot",
        model.name() + ": " + measure.scoreWithMargin(last));
  }

  private static double finite(double value, double otherwise) {
    return Double.isFinite(value) ? value : otherwise;
  }

  private static DataTable table(Measure measure, List<Model> models) {
    Scores network = models.getFirst().scores();
    List<String> head = new ArrayList<>(List.of("model", "training"));
    network.validation().ifPresent(_ -> head.add("validation"));
    network.test().ifPresent(_ -> head.add("test"));
    if (network.train() instanceof Metrics.Regression) {
      String set = Measure.lastName(network);
      head.addAll(List.of("RMSE, " + set, "mean absolute error, " + set));
    }
    List<List<String>> rows = new ArrayList<>();
    for (Model model : models) {
      List<String> row = new ArrayList<>(List.of(model.name()));
      if (model.fitted()) {
        row.addAll(cells(measure, network, model.scores()));
      } else {
        row.addAll(Collections.nCopies(head.size() - 1, Measure.NOT_FITTED));
      }
      rows.add(row);
    }
    return new DataTable(
        "%s of every model on the same rows; ± is two standard errors"
            .formatted(Typesetting.capital(measure.scoreName())),
        head,
        rows);
  }

  private static List<String> cells(Measure measure, Scores network, Scores scores) {
    List<String> cells = new ArrayList<>();
    cells.add(measure.scoreWithMargin(scores.train()));
    network.validation().ifPresent(_ -> cells.add(measure.scoreOrDash(scores.validation())));
    network.test().ifPresent(_ -> cells.add(measure.scoreOrDash(scores.test())));
    if (Measure.like(network, scores) instanceof Metrics.Regression r) {
      cells.add(Numbers.plain(r.rmse()));
      cells.add(Numbers.plain(r.mae()));
    }
    return cells;
  }
}
