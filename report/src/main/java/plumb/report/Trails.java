package plumb.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Draws where balls rolled, and lets them roll. */
record Trails(List<LineChart.Trail> trails, Svg svg, Function<LineChart.Point, double[]> position) {
  private static final int MOST_POINTS = 400;
  private static final int MOST_FRAMES = 60;
  private static final double SECONDS = 9;
  private static final double RADIUS = 6;

  void draw() {
    for (LineChart.Trail trail : trails) {
      List<double[]> way =
          trail.points().stream()
              .filter(p -> Double.isFinite(p.x()) && Double.isFinite(p.y()))
              .map(position)
              .toList();
      if (way.isEmpty()) {
        continue;
      }
      StringBuilder steps = new StringBuilder();
      for (double[] p : thinned(way, MOST_POINTS)) {
        steps.append(steps.isEmpty() ? Svg.move(p[0], p[1]) : Svg.draw(p[0], p[1]));
      }
      svg.path(steps, trail.look().style());
    }
    // Balls lie over all lines. Their names follow from the ways, so that equal pages are equal.
    for (int i = 0; i < trails.size(); i++) {
      LineChart.Trail trail = trails.get(i);
      List<double[]> way =
          trail.points().stream()
              .filter(p -> Double.isFinite(p.x()) && Double.isFinite(p.y()))
              .map(position)
              .toList();
      if (!way.isEmpty()) {
        String name = "roll%d%08x".formatted(i, trail.points().hashCode());
        svg.ball(thinned(way, MOST_FRAMES), SECONDS, radius(i), "c" + trail.look().colour(), name);
      }
    }
  }

  /** A ball is larger the more others come to rest on top of it, so that all of them are seen. */
  private double radius(int index) {
    double[] end = end(trails.get(index));
    return RADIUS
        + 3
            * trails.stream()
                .skip(index + 1L)
                .map(this::end)
                .filter(e -> Math.hypot(e[0] - end[0], e[1] - end[1]) < RADIUS)
                .count();
  }

  private double[] end(LineChart.Trail trail) {
    return trail.points().reversed().stream()
        .filter(p -> Double.isFinite(p.x()) && Double.isFinite(p.y()))
        .findFirst()
        .map(position)
        .orElse(new double[] {Double.NaN, Double.NaN});
  }

  /** Every so many points, the first and the last among them. */
  private static List<double[]> thinned(List<double[]> way, int most) {
    if (way.size() <= most) {
      return way;
    }
    List<double[]> kept = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      kept.add(way.get((int) Math.round((double) i * (way.size() - 1) / (most - 1))));
    }
    return kept;
  }
}
