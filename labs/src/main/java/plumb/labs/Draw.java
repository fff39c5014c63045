package plumb.labs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import plumb.report.Axis;
import plumb.report.DataTable;
import plumb.report.Figure;
import plumb.report.Language;
import plumb.report.LineChart.Line;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.Numbers;
import plumb.report.Words;

/** Short forms for the figures of the labs. */
final class Draw {
  private static final int MOST_ROWS = 40;

  private Draw() {}

  /** A curve through numbers at 0, 1, 2, ... */
  static Line line(Look look, double[] values) {
    double[] x = new double[values.length];
    Arrays.setAll(x, i -> i);
    return line(look, x, values);
  }

  /** A curve through points. */
  static Line line(Look look, double[] x, double[] y) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      points.add(new Point(x[i], y[i]));
    }
    return new Line(look, points);
  }

  /** A function, from {@code low} to {@code high}. */
  static Line function(Look look, DoubleUnaryOperator f, double low, double high) {
    int steps = 240;
    double[] x = new double[steps + 1];
    double[] y = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      x[i] = low + (high - low) * i / steps;
      y[i] = f.applyAsDouble(x[i]);
    }
    return line(look, x, y);
  }

  /** A linear axis that shows all lines' finite values. */
  static Axis linear(List<Line> lines) {
    double[] values = values(lines);
    return Axis.linear(
        Arrays.stream(values).min().orElse(0), Arrays.stream(values).max().orElse(1));
  }

  /** A logarithmic axis that shows all lines' positive values; smaller ones lie on its edge. */
  static Axis logarithmic(List<Line> lines) {
    double[] positive = Arrays.stream(values(lines)).filter(v -> v > 0).toArray();
    double low = Arrays.stream(positive).min().orElse(0.1);
    double high = Arrays.stream(positive).max().orElse(1);
    return Axis.logarithmic(low * 0.8, Math.max(high, low * 1.01) * 1.25);
  }

  /** The values of lines that can be drawn. */
  static double[] values(List<Line> lines) {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .mapToDouble(Point::y)
        .filter(Double::isFinite)
        .toArray();
  }

  /** Lines with the same look and name. */
  record Named(Words name, List<Line> lines) {
    /** One line. */
    static Named of(String english, String chinese, Line line) {
      return new Named(new Words(english, chinese), List.of(line));
    }
  }

  /** The keys of lines. */
  static List<Figure.Key> keys(Language language, List<Named> named) {
    return named.stream()
        .map(n -> Figure.Key.of(n.lines().getFirst().look(), n.name().in(language)))
        .toList();
  }

  /** All lines. */
  static List<Line> lines(List<Named> named) {
    return named.stream().flatMap(n -> n.lines().stream()).toList();
  }

  /**
   * The numbers of lines that share their horizontal places, every so many of them, the first and
   * the last among them.
   */
  static DataTable table(Language language, Words caption, Words x, List<Named> named) {
    List<String> head = new ArrayList<>(List.of(x.in(language)));
    for (Named n : named) {
      for (int i = 0; i < n.lines().size(); i++) {
        head.add(n.name().in(language) + (n.lines().size() == 1 ? "" : " " + (i + 1)));
      }
    }
    List<Line> lines = lines(named);
    List<Point> places =
        lines.stream()
            .map(Line::points)
            .max(java.util.Comparator.comparingInt(List::size))
            .orElse(List.of());
    List<List<String>> rows = new ArrayList<>();
    int count = Math.min(places.size(), MOST_ROWS);
    for (int i = 0; i < count; i++) {
      int at = count == 1 ? 0 : (int) Math.round((double) i * (places.size() - 1) / (count - 1));
      List<String> row = new ArrayList<>(List.of(Numbers.plain(places.get(at).x())));
      for (Line line : lines) {
        row.add(at < line.points().size() ? Numbers.plain(line.points().get(at).y()) : "–");
      }
      rows.add(row);
    }
    return new DataTable(caption.in(language), head, rows);
  }

  /** A table of words and numbers. */
  static DataTable table(
      Language language, Words caption, List<Words> head, List<List<Words>> rows) {
    return new DataTable(
        caption.in(language),
        head.stream().map(words -> words.in(language)).toList(),
        rows.stream().map(row -> row.stream().map(words -> words.in(language)).toList()).toList());
  }

  /** A number as a cell. */
  static Words cell(double value) {
    return Words.same(Numbers.plain(value));
  }

  /** A share as a cell. */
  static Words percent(double share) {
    return Words.same(Numbers.percent(share));
  }
}
