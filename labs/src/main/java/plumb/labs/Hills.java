package plumb.labs;

import java.util.List;
import plumb.report.LineChart;

/**
 * A wide bowl with hills in it: {@code 0.02 (t - 6)^2 + hill cos 2.2 t}.
 *
 * @param hill how high the hills are, from their middle
 */
record Hills(double hill) {
  double height(double t) {
    return 0.02 * (t - 6) * (t - 6) + hill * Math.cos(2.2 * t);
  }

  double[] slopes(double[] t) {
    return new double[] {0.04 * (t[0] - 6) - 2.2 * hill * Math.sin(2.2 * t[0])};
  }

  /** A ball's way over the ground. */
  LineChart.Trail trail(LineChart.Look look, List<double[]> way) {
    return new LineChart.Trail(
        look, way.stream().map(p -> new LineChart.Point(p[0], height(p[0]))).toList());
  }
}
