package plumb.report;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** What lies below the lines of a chart. */
public sealed interface Ground {
  /** Nothing. */
  record Empty() implements Ground {}

  /**
   * A landscape of lines of equal height.
   *
   * @param height over the horizontal and the vertical axis
   * @param lines how many; they cut the heights that occur into equal shares, so that flat places
   *     and steep ones both have some
   */
  record Contours(DoubleBinaryOperator height, int lines) implements Ground {}

  /**
   * Coloured cells.
   *
   * @param columns from left to right
   * @param rows from bottom to top
   * @param tint of each cell, row by row from the bottom: a number from 0 on; equal numbers look
   *     equal
   */
  record Cells(int columns, int rows, int[] tint) implements Ground {}

  /** Draws the ground of a chart whose right edge is at {@code right}. */
  default void draw(Svg svg, LineChart chart, int right) {
    switch (this) {
      case Empty _ -> {}
      case Contours contours -> new ContourLines(chart, right).draw(svg, contours);
      case Cells cells -> cells(svg, chart, right, cells);
    }
  }

  private static void cells(Svg svg, LineChart chart, int right, Cells cells) {
    double[] low = chart.at(new LineChart.Point(chart.x().low(), chart.y().low(), ""), right);
    double[] high = chart.at(new LineChart.Point(chart.x().high(), chart.y().high(), ""), right);
    double width = (high[0] - low[0]) / cells.columns();
    double height = (low[1] - high[1]) / cells.rows();
    for (int row = 0; row < cells.rows(); row++) {
      int[] line =
          Arrays.copyOfRange(cells.tint(), row * cells.columns(), (row + 1) * cells.columns());
      for (int from = 0, to; from < line.length; from = to) {
        to = from + 1;
        while (to < line.length && line[to] == line[from]) {
          to++;
        }
        svg.rectangle(
            low[0] + from * width,
            low[1] - (row + 1) * height,
            (to - from) * width,
            height,
            "cell t" + line[from] % 24);
      }
    }
  }
}
