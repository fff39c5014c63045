package plumb.report;

import java.util.Arrays;

/** Finds lines of equal height by marching squares. */
record ContourLines(LineChart chart, LineChart.Span span) {
  private static final int CELLS = 72;

  void draw(Svg svg, Ground.Contours contours) {
    double[][] heights = new double[CELLS + 1][CELLS + 1];
    for (int i = 0; i <= CELLS; i++) {
      for (int j = 0; j <= CELLS; j++) {
        heights[i][j] = contours.height().applyAsDouble(x(i), y(j));
      }
    }
    double[] sorted =
        Arrays.stream(heights).flatMapToDouble(Arrays::stream).filter(Double::isFinite).toArray();
    Arrays.sort(sorted);
    if (sorted.length == 0) {
      return;
    }
    for (int k = 0; k < contours.lines(); k++) {
      double share = (k + 0.5) / contours.lines();
      double level = sorted[(int) (share * (sorted.length - 1))];
      svg.path(line(heights, level), "contour h" + (int) (share * 6));
    }
  }

  private double x(double i) {
    return chart.x().low() + (chart.x().high() - chart.x().low()) * i / CELLS;
  }

  private double y(double j) {
    return chart.y().low() + (chart.y().high() - chart.y().low()) * j / CELLS;
  }

  private StringBuilder line(double[][] h, double level) {
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < CELLS; i++) {
      for (int j = 0; j < CELLS; j++) {
        // Corners in order around the square; an edge is crossed where its ends differ.
        double[][] corners = {
          {i, j, h[i][j]},
          {i + 1, j, h[i + 1][j]},
          {i + 1, j + 1, h[i + 1][j + 1]},
          {i, j + 1, h[i][j + 1]}
        };
        int crossings = 0;
        for (int k = 0; k < 4; k++) {
          double[] a = corners[k];
          double[] b = corners[(k + 1) % 4];
          if ((a[2] > level) != (b[2] > level)) {
            double share = (level - a[2]) / (b[2] - a[2]);
            double[] at =
                chart.at(
                    new LineChart.Point(
                        x(a[0] + share * (b[0] - a[0])), y(a[1] + share * (b[1] - a[1])), ""),
                    span);
            steps.append(crossings++ % 2 == 0 ? Svg.move(at[0], at[1]) : Svg.draw(at[0], at[1]));
          }
        }
      }
    }
    return steps;
  }
}
