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
  private static final int LEFT = 214;
  private static final int RIGHT = WIDTH - 24;
  private static final int TOP = 20;
  private static final int LONGEST = 31;

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
    return Axis.linear(low, Math.max(high, low + 1e-9));
  }

  /** The drawing. */
  public String svg() {
    int bottom = TOP + ROW * rows.size();
    Svg svg = new Svg(WIDTH, bottom + 46, "chart", label);
    for (double value : scale.ticks()) {
      double at = scale.position(value, LEFT, RIGHT);
      svg.line(at, TOP - 6, at, bottom, "grid")
          .text(at, bottom + 18, "middle", "tick", tick.apply(value));
    }
    for (Level level : levels) {
      double at = scale.position(level.value(), LEFT, RIGHT);
      svg.line(at, TOP - 6, at, bottom, "level")
          .text(at, TOP - 9, "middle", "level-name", level.name());
    }
    svg.line(LEFT, bottom, RIGHT, bottom, "axis")
        .text((LEFT + RIGHT) / 2.0, bottom + 38, "middle", "name", name);
    for (int i = 0; i < rows.size(); i++) {
      row(svg, rows.get(i), TOP + ROW * i + ROW / 2.0);
    }
    return svg.end();
  }

  private void row(Svg svg, Row row, double y) {
    String shown =
        row.name().length() > LONGEST ? row.name().substring(0, LONGEST - 1) + "…" : row.name();
    svg.text(LEFT - 14, y + 4, "end", "row-name", shown);
    if (!Double.isFinite(row.value())) {
      return;
    }
    if (Double.isFinite(row.low()) && row.high() > row.low()) {
      double from = scale.position(row.low(), LEFT, RIGHT);
      double to = scale.position(row.high(), LEFT, RIGHT);
      svg.line(from, y, to, y, "whisker")
          .line(from, y - 5, from, y + 5, "whisker")
          .line(to, y - 5, to, y + 5, "whisker");
    }
    svg.dot(
        scale.position(row.value(), LEFT, RIGHT),
        y,
        5.5,
        "dot c" + row.colour(),
        row.name() + ": " + tick.apply(row.value()));
  }
}
