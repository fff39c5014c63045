package plumb.labs;

import java.util.ArrayList;
import java.util.List;
import plumb.report.Axis;
import plumb.report.Chapter;
import plumb.report.Figure;
import plumb.report.Language;
import plumb.report.LineChart;
import plumb.report.LineChart.Line;
import plumb.report.Words;

/**
 * A figure of curves: panes side by side with the same axes.
 *
 * @param sentence what it shows
 * @param x what the horizontal axis counts
 * @param y what the vertical axis measures
 * @param scale of the vertical axis
 * @param panes from left to right
 * @param levels horizontal lines in every pane
 */
record Chart(Words sentence, Words x, Words y, Scale scale, List<Pane> panes, List<Level> levels)
    implements Chapter.Exhibit {
  /** How the vertical axis is divided. */
  enum Scale {
    /** Around the values. */
    LINEAR,
    /** From 0. */
    FROM_ZERO,
    /** By factors. */
    LOGARITHMIC
  }

  record Pane(Words title, List<Draw.Named> lines) {}

  record Level(double value, Words name) {}

  /** One pane without a title. */
  static Chart of(Words sentence, Words x, Words y, Scale scale, List<Draw.Named> lines) {
    return new Chart(sentence, x, y, scale, List.of(new Pane(Words.same(""), lines)), List.of());
  }

  /** The same with a horizontal line. */
  Chart withLevel(double value, String english, String chinese) {
    List<Level> more = new ArrayList<>(levels);
    more.add(new Level(value, new Words(english, chinese)));
    return new Chart(sentence, x, y, scale, panes, more);
  }

  @Override
  public Figure in(Language language) {
    List<Line> all = panes.stream().flatMap(p -> Draw.lines(p.lines()).stream()).toList();
    List<Line> measured = new ArrayList<>(all);
    for (Level level : levels) {
      measured.add(Draw.line(new LineChart.Look(6, 0, false), new double[] {level.value()}));
    }
    Axis vertical =
        switch (scale) {
          case LINEAR -> Draw.linear(measured);
          case FROM_ZERO -> Axis.fromZero(Draw.values(measured));
          case LOGARITHMIC -> Draw.logarithmic(measured);
        };
    double[] places =
        all.stream().flatMap(l -> l.points().stream()).mapToDouble(LineChart.Point::x).toArray();
    Axis horizontal =
        Axis.exact(
            java.util.Arrays.stream(places).min().orElse(0),
            java.util.Arrays.stream(places).max().orElse(1));
    List<Figure.Pane> drawn = new ArrayList<>();
    List<Draw.Named> tabled = new ArrayList<>();
    for (Pane pane : panes) {
      String title = pane.title().in(language);
      drawn.add(
          new Figure.Pane(
              title,
              LineChart.of(
                      title + (title.isBlank() ? "" : ". ") + sentence.in(language),
                      horizontal,
                      vertical,
                      x.in(language),
                      vertical.named(y, language),
                      Draw.lines(pane.lines()))
                  .withLevels(
                      levels.stream()
                          .map(l -> new LineChart.Level(l.value(), l.name().in(language)))
                          .toList())
                  .svg()));
      for (Draw.Named named : pane.lines()) {
        tabled.add(
            title.isBlank()
                ? named
                : new Draw.Named(
                    new Words(
                        pane.title().english() + ": " + named.name().english(),
                        pane.title().chinese() + "：" + named.name().chinese()),
                    named.lines()));
      }
    }
    return new Figure(
        drawn,
        Draw.keys(language, panes.getFirst().lines()),
        sentence.in(language),
        Draw.table(language, y, x, tabled));
  }
}
