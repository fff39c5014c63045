package plumb.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Curves over a common pair of axes. A curve is interrupted where its value is not finite, and a
 * cross says so.
 *
 * @param label what is shown, for those who cannot see it
 * @param x the horizontal scale
 * @param y the vertical scale
 * @param xName what the horizontal axis counts
 * @param yName what the vertical axis measures
 * @param tick how values of the vertical axis are written
 * @param lines drawn in order, the last on top
 * @param levels horizontal lines, named at their right end
 * @param marks single points with a word
 * @param ground drawn below everything
 * @param trails of balls, all rolling at the same time
 */
public record LineChart(
    String label,
    Axis x,
    Axis y,
    String xName,
    String yName,
    DoubleFunction<String> tick,
    List<Line> lines,
    List<Level> levels,
    List<Mark> marks,
    Ground ground,
    List<Trail> trails) {
  private static final int WIDTH = 460;
  private static final int HEIGHT = 310;

  /** Room for the name of the vertical axis and five letters. */
  private static final int LEAST_LEFT = 74;

  /** The same without the letters, and the width of one at the size it has on a phone. */
  private static final int BESIDE_LETTERS = 32;

  private static final int LETTER = 9;
  private static final int TOP = 16;
  private static final int BOTTOM = HEIGHT - 46;
  private static final int LABEL_HEIGHT = 18;
  private static final int NARROWEST = 200;
  private static final int MOST_TIPS = 80;

  public LineChart {
    lines = List.copyOf(lines);
    levels = List.copyOf(levels);
    marks = List.copyOf(marks);
    trails = List.copyOf(trails);
  }

  /** Without ground and trails. */
  public LineChart(
      String label,
      Axis x,
      Axis y,
      String xName,
      String yName,
      DoubleFunction<String> tick,
      List<Line> lines,
      List<Level> levels,
      List<Mark> marks) {
    this(label, x, y, xName, yName, tick, lines, levels, marks, new Ground.Empty(), List.of());
  }

  /** Lines alone. */
  public static LineChart of(
      String label, Axis x, Axis y, String xName, String yName, List<Line> lines) {
    return new LineChart(
        label,
        x,
        y,
        xName,
        yName,
        y.logarithmic() ? Numbers::power : Numbers::tick,
        lines,
        List.of(),
        List.of());
  }

  /** The same with levels. */
  public LineChart withLevels(List<Level> value) {
    return new LineChart(label, x, y, xName, yName, tick, lines, value, marks, ground, trails);
  }

  /** The same with marks. */
  public LineChart withMarks(List<Mark> value) {
    return new LineChart(label, x, y, xName, yName, tick, lines, levels, value, ground, trails);
  }

  /** The same on another ground. */
  public LineChart withGround(Ground value) {
    return new LineChart(label, x, y, xName, yName, tick, lines, levels, marks, value, trails);
  }

  /** The same with trails. */
  public LineChart withTrails(List<Trail> value) {
    return new LineChart(label, x, y, xName, yName, tick, lines, levels, marks, ground, value);
  }

  /**
   * How a line looks.
   *
   * @param colour of the palette, 1 to 6
   * @param dash pattern, 0 (none) to 5
   * @param bold whether it is thick
   */
  public record Look(int colour, int dash, boolean bold) {
    /** Number {@code index} of lines that can all be told apart, thick. */
    public static Look number(int index) {
      return new Look(1 + index % 6, index % 6, true);
    }

    /** The same line, thin. */
    public Look thin() {
      return new Look(colour, dash, false);
    }

    /** Its classes in a key. */
    String swatch() {
      return "c%d d%d%s".formatted(colour, dash, bold ? " bold" : "");
    }

    String style() {
      return "line c%d d%d%s".formatted(colour, dash, bold ? " bold" : "");
    }
  }

  /**
   * A point of a line.
   *
   * @param x in units of the horizontal axis
   * @param y in units of the vertical axis; the line has a gap where it is not finite
   * @param tip said when pointed at
   */
  public record Point(double x, double y, String tip) {
    /** With its numbers as the tip. */
    public Point(double x, double y) {
      this(x, y, Numbers.tick(x) + ": " + Numbers.plain(y));
    }
  }

  /**
   * A curve.
   *
   * @param look how it is drawn
   * @param points from left to right
   */
  public record Line(Look look, List<Point> points) {
    /** A copy of the list. */
    public Line {
      points = List.copyOf(points);
    }
  }

  /**
   * A horizontal line.
   *
   * @param value in units of the vertical axis
   * @param name at its right end
   */
  public record Level(double value, String name) {}

  /**
   * Where a ball rolled.
   *
   * @param look of the trail; the ball has its colour
   * @param points at equal distances in time
   */
  public record Trail(Look look, List<Point> points) {
    /** A copy of the list. */
    public Trail {
      points = List.copyOf(points);
    }
  }

  /**
   * A single point.
   *
   * @param x in units of the horizontal axis
   * @param y in units of the vertical axis
   * @param filled whether it is filled
   * @param word beside it
   */
  public record Mark(double x, double y, boolean filled, String word) {}

  /** The drawing. */
  public String svg() {
    Span span = span();
    Svg svg = new Svg(WIDTH, HEIGHT, "chart", label);
    for (double value : y.ticks()) {
      double at = y.position(value, BOTTOM, TOP);
      svg.line(span.left(), at, span.right(), at, "grid")
          .text(span.left() - 8, at + 4, "end", "tick", tick.apply(value));
    }
    for (double value : x.ticks()) {
      double at = x.position(value, span.left(), span.right());
      svg.line(at, BOTTOM, at, BOTTOM + 4, "axis")
          .text(at, BOTTOM + 18, "middle", "tick", Numbers.tick(value));
    }
    ground.draw(svg, this, span);
    svg.line(span.left(), BOTTOM, span.right(), BOTTOM, "axis")
        .text((span.left() + span.right()) / 2.0, HEIGHT - 8, "middle", "name", xName)
        .upright(12, (TOP + BOTTOM) / 2.0, "name", yName);
    levels(svg, span);
    for (Line line : lines) {
      curve(svg, line, span);
    }
    new Trails(trails, svg, p -> at(p, span)).draw();
    for (Mark mark : marks) {
      mark(svg, mark, span);
    }
    return svg.end();
  }

  /**
   * Where the plane lies in the drawing.
   *
   * @param left its left edge
   * @param right its right edge
   */
  record Span(double left, int right) {}

  private Span span() {
    int letters = y.ticks().stream().mapToInt(v -> tick.apply(v).length()).max().orElse(0);
    double left = Math.max(LEAST_LEFT, BESIDE_LETTERS + (double) LETTER * letters);
    int most = WIDTH - (levels.isEmpty() ? 14 : 70);
    if (ground instanceof Ground.Empty || x.logarithmic() || y.logarithmic()) {
      return new Span(left, most);
    }
    // On a plane both axes have the same scale where that fits: circles are round, and the way
    // down is at right angles to the lines of equal height.
    double same = (BOTTOM - TOP) * (x.high() - x.low()) / (y.high() - y.low());
    return new Span(
        left, same >= NARROWEST && left + same <= most ? (int) Math.round(left + same) : most);
  }

  /** Where a point lies in the drawing. */
  double[] at(Point point, Span span) {
    return new double[] {
      x.position(point.x(), span.left(), span.right()), y.position(point.y(), BOTTOM, TOP)
    };
  }

  private void levels(Svg svg, Span span) {
    List<Level> sorted =
        levels.stream()
            .filter(level -> Double.isFinite(level.value()))
            .sorted((a, b) -> Double.compare(b.value(), a.value()))
            .toList();
    double free = TOP - LABEL_HEIGHT;
    List<Double> places = new ArrayList<>();
    for (Level level : sorted) {
      free = Math.max(free + LABEL_HEIGHT, y.position(level.value(), BOTTOM, TOP) + 4);
      places.add(free);
    }
    double limit = BOTTOM + 4;
    for (int i = places.size() - 1; i >= 0; i--) {
      places.set(i, Math.min(places.get(i), limit));
      limit = places.get(i) - LABEL_HEIGHT;
    }
    for (int i = 0; i < sorted.size(); i++) {
      Level level = sorted.get(i);
      double at = y.position(level.value(), BOTTOM, TOP);
      svg.line(span.left(), at, span.right(), at, "level")
          .text(span.right() + 9, places.get(i), "start", "level-name", level.name());
    }
  }

  private void curve(Svg svg, Line line, Span span) {
    StringBuilder steps = new StringBuilder();
    boolean pen = false;
    boolean broken = false;
    List<Point> shown = new ArrayList<>();
    for (Point point : line.points()) {
      boolean finite = Double.isFinite(point.y());
      double px = x.position(point.x(), span.left(), span.right());
      if (finite) {
        double py = y.position(point.y(), BOTTOM, TOP);
        steps.append(pen ? Svg.draw(px, py) : Svg.move(px, py));
        shown.add(point);
      } else if (!broken && (pen || shown.isEmpty())) {
        broken = true;
        cross(svg, px, line.look());
      }
      pen = finite;
    }
    svg.path(steps, line.look().style());
    if (shown.size() == 1 || (line.look().bold() && shown.size() <= MOST_TIPS)) {
      for (Point point : shown) {
        svg.dot(
            x.position(point.x(), span.left(), span.right()),
            y.position(point.y(), BOTTOM, TOP),
            shown.size() == 1 ? 3.5 : 7,
            shown.size() == 1 ? "point c" + line.look().colour() : "tip",
            point.tip());
      }
    }
  }

  private void cross(Svg svg, double px, Look look) {
    String style = "line bold c" + look.colour();
    svg.line(px - 5, TOP - 5, px + 5, TOP + 5, style).line(px - 5, TOP + 5, px + 5, TOP - 5, style);
  }

  private void mark(Svg svg, Mark mark, Span span) {
    if (!Double.isFinite(mark.y())) {
      return;
    }
    double px = x.position(mark.x(), span.left(), span.right());
    double py = y.position(mark.y(), BOTTOM, TOP);
    boolean late = px > (span.left() + span.right()) / 2.0;
    double above = py > TOP + 30 ? py - 17 : py + 24;
    svg.dot(px, py, 5, mark.filled() ? "best" : "stop", mark.word())
        .text(px + (late ? 6 : -4), above, late ? "end" : "start", "mark", mark.word());
  }
}
