package plumb.report;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import plumb.report.LineChart.Level;

/**
 * Values one below the other, each with its uncertainty.
 *
 * @param label what is shown, for those who cannot see it
 * @param scale the horizontal axis
 * @param name what it measures
 * @param tick how its values are written
 * @param rows from top to bottom
 * @param levels vertical lines
 */
public record RowChart(
    String label,
    Axis scale,
    String name,
    DoubleFunction<String> tick,
    List<Row> rows,
    List<Level> levels) {
  private static final int WIDTH = 520;
  private static final int ROW = 30;
  private static final int RIGHT = WIDTH - 24;
  private static final int TOP = 20;

  /** The most room for names. Letters are measured at the size they have on a phone. */
  private static final int WIDEST = 270;

  private static final int MARGIN = 14;

  public RowChart {
    rows = List.copyOf(rows);
    levels = List.copyOf(levels);
  }

  /**
   * One value.
   *
   * @param name at the left
   * @param value where the dot is; none is drawn if it is not finite
   * @param low where the uncertainty begins
   * @param high where it ends
   * @param colour of the palette, 1 to 6
   */
  public record Row(String name, double value, double low, double high, int colour) {
    /** The mean of some numbers with its 95 % interval (normal, from their spread). */
    public static Row mean(String name, double[] values, int colour) {
      double mean = DoubleStream.of(values).average().orElse(Double.NaN);
      double margin =
          values.length < 2
              ? 0
              : 1.96
                  * Math.sqrt(
                      DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum()
                          / (values.length - 1)
                          / values.length);
      return new Row(name, mean, mean - margin, mean + margin, colour);
    }
  }

  /** A linear axis that shows all rows. */
  public static Axis fitting(List<Row> rows) {
    double low = rows.stream().mapToDouble(Row::low).filter(Double::isFinite).min().orElse(0);
    double high = rows.stream().mapToDouble(Row::high).filter(Double::isFinite).max().orElse(1);
    // What differs by rounding alone is drawn as equal.
    return Axis.linear(low, high - low > 1e-9 * Math.abs(high) ? high : low);
  }

  private int left() {
    return MARGIN
        + rows.stream().mapToInt(row -> Math.min(width(row.name()), WIDEST)).max().orElse(0);
  }

  /** About as wide as a name is drawn; Chinese characters are as wide as high. */
  private static int width(String name) {
    return (int) Math.ceil(name.codePoints().mapToDouble(RowChart::width).sum());
  }

  private static double width(int letter) {
    return letter > 0x2e80 ? 16.5 : 8.6;
  }

  private static String shortened(String name) {
    if (width(name) <= WIDEST) {
      return name;
    }
    int end = name.length();
    while (width(name.substring(0, end)) > WIDEST - 16) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end) + "…";
  }

  /** The drawing. */
  public String svg() {
    int bottom = TOP + ROW * rows.size();
    int left = left();
    Svg svg = new Svg(WIDTH, bottom + 46, "chart", label);
    for (double value : scale.ticks()) {
      double at = scale.position(value, left, RIGHT);
      svg.line(at, TOP - 6, at, bottom, "grid")
          .text(at, bottom + 18, "middle", "tick", tick.apply(value));
    }
    for (Level level : levels) {
      double at = scale.position(level.value(), left, RIGHT);
      svg.line(at, TOP - 6, at, bottom, "level")
          .text(at, TOP - 9, "middle", "level-name", level.name());
    }
    svg.line(left, bottom, RIGHT, bottom, "axis")
        .text((left + RIGHT) / 2.0, bottom + 38, "middle", "name", name);
    for (int i = 0; i < rows.size(); i++) {
      row(svg, rows.get(i), left, TOP + ROW * i + ROW / 2.0);
    }
    return svg.end();
  }

  private void row(Svg svg, Row row, int left, double y) {
    svg.text(left - MARGIN, y + 4, "end", "row-name", shortened(row.name()));
    if (!Double.isFinite(row.value())) {
      return;
    }
    if (Double.isFinite(row.low()) && row.high() > row.low()) {
      double from = scale.position(row.low(), left, RIGHT);
      double to = scale.position(row.high(), left, RIGHT);
      svg.line(from, y, to, y, "whisker")
          .line(from, y - 5, from, y + 5, "whisker")
          .line(to, y - 5, to, y + 5, "whisker");
    }
    svg.dot(
        scale.position(row.value(), left, RIGHT),
        y,
        5.5,
        "dot c" + row.colour(),
        row.name() + ": " + tick.apply(row.value()));
  }
}
