package plumb.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import plumb.report.LineChart.Look;
import plumb.report.LineChart.Point;
import plumb.report.LineChart.Trail;

class LineChartTest {
  private static final Pattern BALL =
      Pattern.compile(
          "<circle class=\"ball [^>]*?cx=\"([0-9.]+)\" cy=\"([0-9.]+)\" r=\"([0-9.]+)\"");

  private static LineChart plane(double width, List<Trail> trails) {
    return LineChart.of("plane", Axis.exact(0, width), Axis.exact(0, 2), "x", "y", List.of())
        .withGround(new Ground.Contours((x, y) -> x * x + y * y, 4))
        .withTrails(trails);
  }

  private static Trail to(double x, double y) {
    return new Trail(
        Look.number(0), List.of(new Point(0, 0, ""), new Point(1, 1, ""), new Point(x, y, "")));
  }

  private static List<double[]> balls(LineChart chart) {
    return BALL.matcher(chart.svg())
        .results()
        .map((MatchResult m) ->
            new double[] {
              Double.parseDouble(m.group(1)),
              Double.parseDouble(m.group(2)),
              Double.parseDouble(m.group(3))
            })
        .toList();
  }

  @Test
  void on_a_plane_both_axes_have_the_same_scale() {
    List<double[]> balls = balls(plane(2, List.of(to(0, 0), to(2, 0), to(0, 2))));
    double across = balls.get(1)[0] - balls.get(0)[0];
    double up = balls.get(0)[1] - balls.get(2)[1];
    assertThat(across).isPositive().isEqualTo(up);
  }

  @Test
  void a_plane_that_does_not_fit_fills_the_drawing() {
    List<double[]> balls = balls(plane(40, List.of(to(0, 0), to(40, 0))));
    assertThat(balls.get(1)[0] - balls.get(0)[0]).isGreaterThan(350);
  }

  @Test
  void balls_that_rest_on_one_another_are_all_seen() {
    List<double[]> balls = balls(plane(2, List.of(to(1, 0), to(1, 0), to(2, 0), to(1, 0))));
    assertThat(balls.get(0)[2]).isGreaterThan(balls.get(1)[2]);
    assertThat(balls.get(1)[2]).isGreaterThan(balls.get(3)[2]);
    assertThat(balls.get(2)[2]).isEqualTo(balls.get(3)[2]);
  }
}
